"""The annex of an approval form: what was judged, and on what it rests."""

from collections.abc import Mapping
from decimal import Decimal

from hrdesk.domain.money import grouped, parse_money
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.printing import sheet as paper
from hrdesk.services.case_to_print import CaseToPrint, checks_of
from hrdesk.services.correction_table import correction_table
from hrdesk.services.decision_table import decision_table
from hrdesk.services.displaying import displayed_date
from hrdesk.services.roster_tables import line_findings, roster_tables


def annex_of(subject: CaseToPrint) -> paper.Annex | None:
    """Return what follows the form: conditions, materials, figures, remarks, rosters; or None."""
    words = subject.spec.words
    finding = subject.case.version.finding
    shown = tuple(_shown_check(words, check) for check in checks_of(subject))
    headers = (words["column_outcome"], words["column_clause"], words["column_condition"])
    parts: list[paper.AnnexPart] = []
    if shown:
        parts.append(paper.Findings(words["findings"], headers, shown))
    parts.extend(decision_table(subject))
    parts.extend(correction_table(subject))
    of_lines = tuple(
        _shown_check(words, {**check, "title": f"{person}　{check['title']}"})
        for person, check in line_findings(subject)
    )
    if of_lines:
        parts.append(paper.Findings(words["line_findings"], headers, of_lines))
    # A letter lists on its front what it hands on.
    if subject.form.materials and not subject.form.refers:
        parts.append(_material_list(subject))
    parameters = finding["parameters"]
    if isinstance(parameters, list) and parameters:
        parts.append(_parameters(words, parameters))
    reason = subject.case.version.entries.get(subject.form.late_reason, "")
    if reason:
        parts.append(_late_entry(subject, reason))
    notes = notes_of(finding)
    # A letter says them on its front, beside what was checked.
    if notes and not subject.form.refers:
        parts.append(paper.Notes(words["notes"], notes))
    # Last: a roster that lies sideways, or fills pages, parts nothing else from its neighbour.
    parts.extend(roster_tables(subject))
    return paper.Annex(words["annex"], tuple(parts)) if parts else None


def notes_of(finding: Mapping[str, object]) -> tuple[str, ...]:
    """Return what a stored finding says beside its conditions without deciding."""
    notes = finding["notes"]
    return tuple(str(note) for note in notes) if isinstance(notes, list) else ()


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
    # Nought says no more than the outcome, and of a loan it says something wrong.
    if amount is None or not Decimal(str(amount)):
        return outcome
    return f"{outcome} {grouped(Decimal(str(amount)))}"


def _parameters(words: Mapping[str, str], parameters: list[Mapping[str, object]]) -> paper.Table:
    columns = (
        paper.Column(words["column_parameter"], 2.7),
        paper.Column(words["column_value"], 3.35),
        paper.Column(words["column_from"], 1.45, paper.Align.CENTRE),
        # Document and clause in one line: with two the table spilled onto a page of its own.
        paper.Column(words["column_source"], 4.2),
    )
    rows = tuple(
        (
            str(row["title"]),
            _figure(str(row["value"])),
            str(row["from"]),
            _source(words, row),
        )
        for row in parameters
    )
    return paper.Table(words["parameters"], columns, rows)


def _source(words: Mapping[str, str], row: Mapping[str, object]) -> str:
    """Return the document and clause of a figure, and who confirmed it where an office did."""
    source = f"{row['document']} {row['clause']}"
    confirmed = row.get("confirmed")
    if not confirmed:
        return source
    return words["confirmed_source"].format(source=source, confirmed=confirmed)


def _figure(text: str) -> str:
    """Return a parameter's value, an amount as the front of the form writes it."""
    yuan = parse_money(text) if "." in text else None
    return text if yuan is None else grouped(yuan)
