"""From a frozen case version and the pack's `print.toml` to the sheet that is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.case import Case
from hrdesk.domain.finding import Outcome
from hrdesk.domain.form_code import FormCode
from hrdesk.domain.money import grouped, parse_money, to_fen
from hrdesk.domain.print_spec import FILLED_KINDS, PrintSection, PrintSpec, SectionKind
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.printing import sheet as paper
from hrdesk.services.displaying import displayed_date, displayed_value


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of the form this is: number (0 for a preview), moment, audit anchor."""

    number: int
    printed_at: datetime
    anchor: str


@dataclass(frozen=True, slots=True)
class CaseToPrint:
    """A case with the definitions it was accepted under."""

    case: Case
    form: FormSpec
    spec: PrintSpec
    office_name: str


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
        footer=_footer(subject, copy),
        annex=_annex(subject),
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
    """Return the amount in figures and capitals, or what stands there while it is open."""
    words, amount = subject.spec.words, subject.case.version.finding["amount"]
    if not isinstance(amount, str):
        return words["amount_open"], words["amount_open_note"]
    yuan = Decimal(amount)
    capitals = words["amount_capitals"].format(capitals=capital_words(to_fen(yuan)))
    return grouped(yuan), capitals


def _ceiling(subject: CaseToPrint) -> str:
    most = subject.case.version.finding.get("ceiling")
    return grouped(Decimal(most)) if isinstance(most, str) else ""


def _value(subject: CaseToPrint, source: str) -> str:
    values = case_values(subject)
    if source in values:
        return values[source]
    return displayed_value(subject.form, subject.case.version.entries, source)


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
    note = words["amount_open_note"]
    if subject.case.version.finding["outcome"] != Outcome.INELIGIBLE.value:
        note = words["qualified"].format(ceiling=values["case.ceiling"]) + "\n" + note
    return paper.AmountRow(_text(subject, section), values["case.result"], note)


def _declaration(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    paragraphs = tuple(_text(subject, section).strip().split("\n"))
    return paper.TextBlock(paragraphs, section.signatures, declaration=True)


def _findings(subject: CaseToPrint, section: PrintSection) -> paper.Block:
    items = tuple(
        paper.CheckItem(
            paper.Mark(str(check["outcome"])), str(check["title"]), str(check["clause"])
        )
        for check in _checks(subject)
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


def _checks(subject: CaseToPrint) -> list[Mapping[str, object]]:
    checks = subject.case.version.finding["checks"]
    return list(checks) if isinstance(checks, list) else []


def _annex(subject: CaseToPrint) -> paper.Annex:
    words = subject.spec.words
    finding = subject.case.version.finding
    shown = tuple(_shown_check(words, check) for check in _checks(subject))
    headers = (words["column_outcome"], words["column_clause"], words["column_condition"])
    parts: list[paper.AnnexPart] = [paper.Findings(words["findings"], headers, shown)]
    if subject.form.materials:
        parts.append(_material_list(subject))
    parameters = finding["parameters"]
    if isinstance(parameters, list) and parameters:
        parts.append(_parameters(words, parameters))
    reason = subject.case.version.entries.get(subject.form.late_reason, "")
    if reason:
        parts.append(_late_entry(subject, reason))
    notes = finding["notes"]
    if isinstance(notes, list) and notes:
        parts.append(paper.Notes(words["notes"], tuple(str(note) for note in notes)))
    return paper.Annex(words["annex"], tuple(parts))


def _late_entry(subject: CaseToPrint, reason: str) -> paper.Notes:
    words, case = subject.spec.words, subject.case
    said = words["late_entry"].format(
        reason=reason,
        paper_number=case.paper_number,
        entered=displayed_date(case.entered_at.date()),
    )
    return paper.Notes(words["late_entry_title"], (said,))


def _material_list(subject: CaseToPrint) -> paper.Table:
    """Return what was handed in and how each piece was handled, as the clerk ticked it."""
    words, entries = subject.spec.words, subject.case.version.entries
    columns = (
        paper.Column(words["column_material"], 3.0),
        paper.Column(words["column_handling"], 2.0),
    )
    handled = [
        (item.title, words[f"handling_{entries[key] or 'none'}"])
        for item in subject.form.materials
        if (key := f"{MATERIAL_PREFIX}{item.id}") in entries
    ]
    # Two pieces to a row: the list stays on the back of the form.
    handled += [("", "")] * (len(handled) % 2)
    rows = tuple(left + right for left, right in zip(handled[::2], handled[1::2], strict=True))
    return paper.Table(words["materials"], columns * 2, rows)


def _shown_check(words: Mapping[str, str], check: Mapping[str, object]) -> paper.ShownCheck:
    readings = check.get("readings", [])
    outcome = str(check["outcome"])
    return paper.ShownCheck(
        mark=paper.Mark(outcome),
        outcome=words[f"outcome_{outcome}"],
        clause=str(check["clause"]),
        title=str(check["title"]),
        shown=str(check["shown"]),
        readings=tuple(
            paper.ShownReading(str(reading["text"]), _result(words, reading))
            for reading in (readings if isinstance(readings, list) else [])
        ),
    )


def _result(words: Mapping[str, str], reading: Mapping[str, object]) -> str:
    outcome = words[f"result_{reading['outcome']}"]
    amount = reading["amount"]
    return outcome if amount is None else f"{outcome} {grouped(Decimal(str(amount)))}"


def _parameters(words: Mapping[str, str], parameters: list[Mapping[str, object]]) -> paper.Table:
    columns = (
        paper.Column(words["column_parameter"], 3.0),
        paper.Column(words["column_value"], 4.0),
        paper.Column(words["column_from"], 1.5, paper.Align.CENTRE),
        paper.Column(words["column_source"], 3.0),
    )
    rows = tuple(
        (
            str(row["title"]),
            _figure(str(row["value"])),
            str(row["from"]),
            f"{row['document']} {row['clause']}",
        )
        for row in parameters
    )
    return paper.Table(words["parameters"], columns, rows)


def _figure(text: str) -> str:
    """Return a parameter's value, an amount as the front of the form writes it."""
    yuan = parse_money(text) if "." in text else None
    return text if yuan is None else grouped(yuan)


def _footer(subject: CaseToPrint, copy: Copy) -> paper.Footer:
    words = subject.spec.words
    is_copy = copy.number > 0
    return paper.Footer(
        page=words["page"],
        printed=words["printed"].format(moment=f"{copy.printed_at:%Y-%m-%d %H:%M}"),
        copy=words["copy"].format(copy=copy.number) if is_copy else words["preview"],
        audit=words["audit"].format(anchor=copy.anchor) if is_copy else "",
        qr_payload=qr_payload(subject.case),
    )
