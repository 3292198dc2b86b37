"""From a frozen case version and the pack's `print.toml` to the sheet that is printed."""

from decimal import Decimal

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.case import Case
from hrdesk.domain.finding import Outcome
from hrdesk.domain.form_code import FormCode
from hrdesk.domain.money import grouped, to_fen
from hrdesk.domain.print_spec import FILLED_KINDS, PrintSection, SectionKind
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.printing import sheet as paper
from hrdesk.services.annex_building import annex_of
from hrdesk.services.case_to_print import CaseToPrint, Copy, checks_of, registered_fields
from hrdesk.services.displaying import displayed_date, displayed_value


def approval_sheet(subject: CaseToPrint, copy: Copy) -> paper.Sheet:
    """Return the approval form of a case, every word and number in its final form."""
    words = subject.spec.words
    case = subject.case
    return paper.Sheet(
        title=subject.spec.title,
        case_number=words["case_number"].format(number=case.number),
        received=words["received"].format(date=displayed_date(case.received_on)),
        unit=words["unit"],
        sections=tuple(_section(subject, section) for section in subject.spec.sections),
        footer=footer_of(subject, copy),
        annex=annex_of(subject),
    )


def qr_payload(case: Case) -> str:
    """Return number, version and content hash of a case for the QR code."""
    version = case.version
    return FormCode(case.number, version.number, version.content_hash).payload()


def case_values(subject: CaseToPrint) -> dict[str, str]:
    """Return the case values that `print.toml` may name, by their source."""
    case, form = subject.case, subject.form
    figures, capitals = _amount_words(subject)
    return {
        "case.number": case.number,
        "case.paper_number": case.paper_number,
        "case.received": displayed_date(case.received_on),
        "case.amount": figures,
        "case.amount_capitals": capitals,
        "case.clause": form.clause,
        "case.document": form.document,
        "case.authority": form.authority,
        "case.office": subject.office_name,
        "case.identity_number": case.version.entries[form.applicant_identity],
        "case.ceiling": _ceiling(subject),
        "case.result": subject.spec.words[f"result_{case.version.finding['outcome']}"],
    }


def _amount_words(subject: CaseToPrint) -> tuple[str, str]:
    """Return the amount in figures and capitals, or what stands there when none is granted."""
    words, finding = subject.spec.words, subject.case.version.finding
    outcome, amount = str(finding["outcome"]), finding["amount"]
    # Nought in figures and capitals would read like an approved amount.
    if outcome == Outcome.INELIGIBLE.value:
        return words["amount_refused"], words["amount_refused_note"]
    if not isinstance(amount, str):
        return words["amount_open"], words["amount_open_note"]
    yuan = Decimal(amount)
    capitals = words["amount_capitals"].format(capitals=capital_words(to_fen(yuan)))
    if outcome != Outcome.ELIGIBLE.value:
        # A roster's sum holds what is certain; the front of the form must not look decided.
        result = words[f"result_{outcome}"]
        capitals = words["amount_settled"].format(capitals=capitals, result=result)
    return grouped(yuan), capitals


def _ceiling(subject: CaseToPrint) -> str:
    most = subject.case.version.finding.get("ceiling")
    return grouped(Decimal(most)) if isinstance(most, str) else ""


def _value(subject: CaseToPrint, source: str) -> str:
    values = case_values(subject)
    if source in values:
        return values[source]
    entries = {**registered_fields(subject), **subject.case.version.entries}
    return displayed_value(subject.form, entries, source)


def _section(subject: CaseToPrint, section: PrintSection) -> paper.Section:
    return paper.Section(section.heading, (_BLOCKS[section.kind](subject, section),))


def _remark(subject: CaseToPrint, section: PrintSection) -> tuple[str, ...]:
    text = _text(subject, section)
    return (text,) if text else ()


def _cells(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    return paper.Cells(
        tuple(
            paper.Cell(cell.label, _value(subject, cell.source), cell.span)
            for cell in section.cells
        )
    )


def _amount(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    values = case_values(subject)
    return paper.AmountRow(
        _text(subject, section), values["case.amount"], values["case.amount_capitals"]
    )


def _qualification(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    """Return the result of a loan: it qualifies up to a ceiling and pays nothing."""
    values, words = case_values(subject), subject.spec.words
    note = words["amount_refused_note"]
    if subject.case.version.finding["outcome"] != Outcome.INELIGIBLE.value:
        ceiling = words["qualified"].format(ceiling=values["case.ceiling"])
        note = f"{ceiling}\n{words['amount_open_note']}"
    return paper.AmountRow(_text(subject, section), values["case.result"], note)


def _declaration(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    paragraphs = tuple(_text(subject, section).strip().split("\n"))
    return paper.TextBlock(paragraphs, section.signatures, declaration=True)


def _findings(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    items = tuple(
        paper.CheckItem(
            paper.Mark(str(check["outcome"])), str(check["title"]), str(check["clause"])
        )
        for check in checks_of(subject)
    )
    return paper.CheckList(items, _remark(subject, section))


def _materials(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    entries = subject.case.version.entries
    items = tuple(
        paper.CheckItem(
            paper.Mark.TICKED if entries.get(f"{MATERIAL_PREFIX}{item.id}") else paper.Mark.OPEN,
            item.title,
        )
        for item in subject.form.materials
        if f"{MATERIAL_PREFIX}{item.id}" in entries
    )
    return paper.CheckList(items, _remark(subject, section))


def _opinion(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    words = subject.spec.words
    return paper.OpinionBox(
        _text(subject, section),
        section.signatures,
        date=words["date_line"],
        seal=words["seal"] if section.seal else "",
    )


def _line(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    return paper.LineBox(tuple(_text(subject, section).split("\n")))


_BLOCKS = {
    SectionKind.CELLS: _cells,
    SectionKind.AMOUNT: _amount,
    SectionKind.QUALIFICATION: _qualification,
    SectionKind.DECLARATION: _declaration,
    SectionKind.FINDINGS: _findings,
    SectionKind.MATERIALS: _materials,
    SectionKind.OPINION: _opinion,
    SectionKind.LINE: _line,
}


def _text(subject: CaseToPrint, section: PrintSection) -> str:
    if section.kind not in FILLED_KINDS:
        return section.text
    values = case_values(subject)
    return section.text.format(
        **{source.removeprefix("case."): value for source, value in values.items()}
    )


def footer_of(subject: CaseToPrint, copy: Copy) -> paper.Footer:
    """Return the foot of a case's form, which alone says which copy it is."""
    words = subject.spec.words
    is_copy = copy.number > 0
    return paper.Footer(
        page=words["page"],
        printed=words["printed"].format(moment=f"{copy.printed_at:%Y-%m-%d %H:%M}"),
        copy=words["copy"].format(copy=copy.number) if is_copy else words["preview"],
        audit=words["audit"].format(anchor=copy.anchor) if is_copy else "",
        qr_payload=qr_payload(subject.case),
    )
