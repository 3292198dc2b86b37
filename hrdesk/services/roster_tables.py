"""The rosters of a case as tables of the annex: their rows, and their months one by one."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hrdesk.domain.money import grouped, to_fen
from hrdesk.domain.print_spec import (
    CHECK_VALUE,
    PAID_VALUE,
    RosterTable,
    TableColumn,
    TableKind,
)
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import LINES, RosterSpec
from hrdesk.intake.roster_text import rosters_of
from hrdesk.printing import sheet as paper
from hrdesk.printing.sums import Summed, Sums, Unit
from hrdesk.services.case_to_print import CaseToPrint, registered_rows
from hrdesk.services.displaying import displayed_field
from hrdesk.services.month_tables import month_table
from hrdesk.services.paid_months import paid_months, shares_paid
from hrdesk.services.wage_sources import wage_sources

_OUTCOME, _AMOUNT, _REASON = "line.outcome", "line.amount", "line.reason"
_COUNT, _SOURCE = "line.month_count", "line.source"
_DECIDING = frozenset({"unmet", "missing", "officer"})
Line = Mapping[str, object]


def roster_tables(subject: CaseToPrint) -> list[paper.AnnexPart]:
    """Return a table for each roster that `print.toml` asks for and that has rows."""
    rosters = rosters_of(subject.form, subject.case.version.entries)
    tables: list[paper.AnnexPart] = []
    for table in subject.spec.tables:
        spec, rows = subject.form.rosters[table.roster], rosters[table.roster]
        if spec.gives == LINES:
            pairs = list(zip(rows, _lines(subject), strict=True))
        else:
            pairs = _of_both(subject, table.roster, rows)
        if not pairs:
            continue
        if table.kind is TableKind.ROWS:
            tables.append(_rows(subject, table, spec, pairs))
        else:
            tables.append(month_table(subject.annex_words, table, spec, pairs))
            tables.extend(wage_sources(subject))
    return tables


def _of_both(
    subject: CaseToPrint, roster: str, rows: Sequence[RosterRow]
) -> list[tuple[RosterRow, Line]]:
    """Return the rows of the register, then those that the form adds, each with its source."""
    words, held = subject.spec.words, registered_rows(subject, roster)
    known = [(RosterRow("", row), {_SOURCE: words["source_register"]}) for row in held]
    typed = [(row, {_SOURCE: words["source_form"]}) for row in rows if row.entries not in held]
    return [*known, *typed]


def line_findings(subject: CaseToPrint) -> Iterator[tuple[str, Line]]:
    """Yield what keeps lines from being paid in full, each with the place and name of its row."""
    words, rosters = subject.spec.words, rosters_of(subject.form, subject.case.version.entries)
    for roster, spec in subject.form.rosters.items():
        if spec.gives != LINES:
            continue
        for number, (row, line) in enumerate(zip(rosters[roster], _lines(subject), strict=True), 1):
            name = row.entries.get(spec.name, "")
            person = words["line_person"].format(number=number, name=name)
            for check in _deciding(line):
                yield person, check


def _rows(
    subject: CaseToPrint, table: RosterTable, spec: RosterSpec, rows: list[tuple[RosterRow, Line]]
) -> paper.Table:
    words = subject.spec.words
    columns = [paper.Column(words["column_number"], 1.0, paper.Align.CENTRE)]
    columns += [
        paper.Column(each.label, each.width, paper.Align.RIGHT if each.summed else paper.Align.LEFT)
        for each in table.columns
    ]
    printed = tuple(
        (str(number), *(_cell(subject, spec, column, row, line) for column in table.columns))
        for number, (row, line) in enumerate(rows, 1)
    )
    summed = tuple(
        _summed(place, spec, column, rows)
        for place, column in enumerate(table.columns, 1)
        if column.summed
    )
    sums = _sums(subject, summed) if summed else None
    return paper.Table(table.title, tuple(columns), printed, sums, may_turn=True)


def _cell(
    subject: CaseToPrint, spec: RosterSpec, column: TableColumn, row: RosterRow, line: Line
) -> str:
    words = subject.spec.words
    if column.source == _SOURCE:
        return str(line[_SOURCE])
    if column.source == _OUTCOME:
        return words[f"line_{line['outcome']}"]
    if column.source == _AMOUNT:
        return grouped(Decimal(str(line["amount"])))
    if column.source == _COUNT:
        return str(len(paid_months(line)))
    if column.source.startswith(PAID_VALUE):
        return grouped(_paid(spec, column, row, line))
    if column.source.startswith(CHECK_VALUE):
        return _said(line, column.source.removeprefix(CHECK_VALUE))
    if column.source == _REASON:
        return words["separator"].join(reasons_of(line))
    return displayed_field(spec.columns[column.source], row.entries.get(column.source, ""))


def _summed(
    place: int, spec: RosterSpec, column: TableColumn, rows: list[tuple[RosterRow, Line]]
) -> Summed:
    if column.source == _COUNT:
        return Summed(place, tuple(len(paid_months(line)) for _, line in rows), Unit.COUNT)
    if column.source.startswith(PAID_VALUE):
        paid = (_paid(spec, column, row, line) for row, line in rows)
        return Summed(place, tuple(map(to_fen, paid)))
    return Summed(place, tuple(_fen(line["amount"]) for _, line in rows))


def _paid(spec: RosterSpec, column: TableColumn, row: RosterRow, line: Line) -> Decimal:
    return shares_paid(spec, row.entries, line)[column.source.removeprefix(PAID_VALUE)]


def _said(line: Line, code: str) -> str:
    """Return what a condition says of a line, "" where it was not asked."""
    checks = line["checks"]
    found = (each for each in (checks if isinstance(checks, list) else []) if each["check"] == code)
    return next((str(each["shown"]) for each in found), "")


def reasons_of(line: Line) -> list[str]:
    """Return the titles of the conditions that made a line what it is."""
    return [str(check["title"]) for check in _deciding(line)]


def _deciding(line: Line) -> list[Line]:
    checks = line["checks"]
    every = checks if isinstance(checks, list) else []
    return [check for check in every if check["outcome"] in _DECIDING]


def _sums(subject: CaseToPrint, columns: tuple[Summed, ...]) -> Sums:
    words = subject.annex_words
    return Sums(columns, words["brought"], words["carried"], words["total"])


def _fen(amount: object) -> int:
    return to_fen(Decimal(str(amount)))


def _lines(subject: CaseToPrint) -> list[Line]:
    lines = subject.case.version.finding["lines"]
    return list(lines) if isinstance(lines, list) else []
