"""From a frozen case version and the pack's `print.toml` to the sheet that is printed."""

from collections import Counter
from decimal import Decimal

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.finding import Outcome
from hrdesk.domain.form_code import FormCode
from hrdesk.domain.money import ZERO, grouped, money_text, to_fen
from hrdesk.domain.office import OfficeLevel
from hrdesk.domain.print_spec import FILLED_KINDS, PaperKind, PrintSection, SectionKind
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.intake.visibility import shown_fields
from hrdesk.printing import sheet as paper
from hrdesk.services.annex_building import annex_of, notes_of
from hrdesk.services.case_to_print import CaseToPrint, Copy, checks_of, registered_fields
from hrdesk.services.correction_table import correction_mark, correction_remark
from hrdesk.services.decision_table import decision_remark
from hrdesk.services.displaying import displayed_date, displayed_value

#: More different amounts than these make no sum that one can follow in a line.
_MOST_AMOUNTS = 3


def sheet_of(subject: CaseToPrint, copy: Copy) -> paper.Sheet:
    """Return a paper of a case, every word and number in its final form."""
    if subject.kind is PaperKind.APPROVAL_FORM:
        return approval_sheet(subject, copy)
    return _referral_sheet(subject, copy)


def approval_sheet(subject: CaseToPrint, copy: Copy) -> paper.Sheet:
    """Return the approval form of a case, every word and number in its final form."""
    words = subject.spec.words
    case = subject.case
    return paper.Sheet(
        title=subject.spec.title,
        case_number=words["case_number"].format(number=case.number) + correction_mark(subject),
        received=words["received"].format(date=displayed_date(case.received_on)),
        unit=words["unit"],
        basis=_basis(subject),
        sections=tuple(_section(subject, section) for section in subject.spec.sections),
        footer=footer_of(subject, copy),
        annex=annex_of(subject),
    )


def _referral_sheet(subject: CaseToPrint, copy: Copy) -> paper.Sheet:
    """Return the letter of a referral or its notice; both bear the number of the letter."""
    words, case = subject.spec.words, subject.case
    is_letter = subject.kind is PaperKind.REFERRAL_LETTER
    return paper.Sheet(
        title=subject.spec.title,
        case_number=words["letter_number"].format(number=_letter_number(subject)),
        received=words["case_number"].format(number=case.number) + correction_mark(subject),
        unit=words["received"].format(date=displayed_date(case.received_on)),
        basis=_basis(subject),
        sections=tuple(_section(subject, section) for section in subject.spec.sections),
        footer=footer_of(subject, copy),
        annex=annex_of(subject) if is_letter else None,
    )


def _basis(subject: CaseToPrint) -> tuple[str, ...]:
    """Return what the form rests on and who decides; a source that names nobody says nothing."""
    words, form = subject.spec.words, subject.form
    document = words["basis"].format(
        title=form.document_title, document=form.document, clause=form.clause
    )
    decides = words["decides"].format(authority=form.authority)
    level = subject.office.level
    if form.is_handed_on(level):
        # The city stands above who decides: it gives the case down, all others up.
        way = "given_down" if level is OfficeLevel.CITY else "handed_on"
        decides += words[way].format(office=subject.office.name)
    return (document, decides)


def _qr_payload(subject: CaseToPrint) -> str:
    """Return number, version and content hash of a case for the QR code.

    Letter and notice say the number of the letter, which a preview has not got yet.
    """
    case, letter, version = subject.case, subject.letter, subject.case.version
    is_approval = subject.kind is PaperKind.APPROVAL_FORM
    number = case.number if is_approval or letter is None else letter.number
    return FormCode(number, version.number, version.content_hash).payload()


def case_values(subject: CaseToPrint) -> dict[str, str]:
    """Return the case values that `print.toml` may name, by their source."""
    case, form = subject.case, subject.form
    figures, capitals = _amount_words(subject)
    letter = subject.letter
    return {
        "case.number": case.number,
        "case.paper_number": case.paper_number,
        "case.received": displayed_date(case.received_on),
        "case.amount": figures,
        "case.amount_capitals": capitals,
        "case.clause": form.clause,
        "case.document": form.document,
        "case.authority": letter.authority if letter else form.authority,
        "case.measure": form.title,
        "case.applicant": case.version.entries[form.applicant_name],
        "case.letter": _letter_number(subject),
        "case.letter_day": displayed_date(letter.given_at.date()) if letter else "",
        "case.office": subject.office.name,
        "case.identity_number": case.version.entries[form.applicant_identity],
        "case.ceiling": _ceiling(subject),
        "case.computation": _computation(subject),
        "case.result": subject.spec.words[f"result_{case.version.finding['outcome']}"],
    }


def _letter_number(subject: CaseToPrint) -> str:
    return subject.letter.number if subject.letter else subject.spec.words["letter_open"]


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


def _computation(subject: CaseToPrint) -> str:
    """Return how the sum of a roster came about: so many rows of each amount that counts."""
    words, finding = subject.spec.words, subject.case.version.finding
    lines = finding["lines"]
    paid = [Decimal(str(line["amount"])) for line in (lines if isinstance(lines, list) else [])]
    amounts = Counter(amount for amount in paid if amount)
    total = sum(paid, ZERO)
    # Rows that count in a case that does not are no way to its amount.
    if str(finding["amount"]) != money_text(total) or not 0 < len(amounts) <= _MOST_AMOUNTS:
        return words["computed_by_row"]
    parts = (
        words["rows_of_amount"].format(count=count, amount=grouped(amount))
        for amount, count in sorted(amounts.items())
    )
    return words["computed"].format(parts=" + ".join(parts), total=grouped(total))


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
    """Return the cells that matter: what the case was not asked leaves no empty box.

    What the register gave was not asked either, and stands there.
    """
    case = subject.case
    shown = shown_fields(subject.form, case.version.entries, case.entered_at.date())
    shown |= registered_fields(subject).keys()
    return paper.Cells(
        tuple(
            paper.Cell(cell.label, _value(subject, cell.source), cell.span)
            for cell in section.cells
            if cell.source in shown or cell.source not in subject.form.fields
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
    said = notes_of(subject.case.version.finding) if subject.form.refers else ()
    return paper.CheckList(items, (*_remark(subject, section), *said))


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
    text = _text(subject, section)
    opinions = [each for each in subject.spec.sections if each.kind is SectionKind.OPINION]
    if section is opinions[-1]:
        # Who approves signs below what was decided.
        remarks = (text, decision_remark(subject), correction_remark(subject))
        text = "\n".join(part for part in remarks if part)
    return paper.OpinionBox(
        text,
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
        qr_payload=_qr_payload(subject),
    )
