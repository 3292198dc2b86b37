"""The rosters of a case as tables of the annex: their rows, and their months one by one."""

from collections.abc import Mapping
from decimal import Decimal

from hrdesk.domain.money import grouped, to_fen
from hrdesk.domain.print_spec import RosterTable, TableColumn, TableKind
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import LINES, RosterSpec
from hrdesk.intake.roster_text import rosters_of
from hrdesk.printing import sheet as paper
from hrdesk.printing.sums import Summed, Sums
from hrdesk.services.case_to_print import CaseToPrint
from hrdesk.services.displaying import displayed_field
from hrdesk.services.wage_sources import wage_sources

_OUTCOME, _AMOUNT, _REASON = "line.outcome", "line.amount", "line.reason"
#: Where the amount stands in the table of months.
_AMOUNT_COLUMN = 4
_DECIDING = frozenset({"unmet", "missing", "officer"})
Line = Mapping[str, object]


def roster_tables(subject: CaseToPrint) -> list[paper.AnnexPart]:
    """Return a table for each roster that `print.toml` asks for and that has rows."""
    rosters = rosters_of(subject.form, subject.case.version.entries)
    tables: list[paper.AnnexPart] = []
    for table in subject.spec.tables:
        spec, rows = subject.form.rosters[table.roster], rosters[table.roster]
        lines = _lines(subject) if spec.gives == LINES else [{} for _ in rows]
        if not rows:
            continue
        if table.kind is TableKind.MONTHS:
            tables.append(_months(subject, table, spec, list(zip(rows, lines, strict=True))))
            tables.extend(wage_sources(subject))
        else:
            tables.append(_rows(subject, table, spec, list(zip(rows, lines, strict=True))))
    return tables


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
        Summed(place, tuple(_fen(line["amount"]) for _, line in rows))
        for place, column in enumerate(table.columns, 1)
        if column.summed
    )
    sums = _sums(subject, summed) if summed else None
    return paper.Table(table.title, tuple(columns), printed, sums, may_turn=True)


def _cell(
    subject: CaseToPrint, spec: RosterSpec, column: TableColumn, row: RosterRow, line: Line
) -> str:
    words = subject.spec.words
    if column.source == _OUTCOME:
        return words[f"line_{line['outcome']}"]
    if column.source == _AMOUNT:
        return grouped(Decimal(str(line["amount"])))
    if column.source == _REASON:
        return words["separator"].join(reasons_of(line))
    return displayed_field(spec.columns[column.source], row.entries.get(column.source, ""))


def reasons_of(line: Line) -> list[str]:
    """Return the titles of the conditions that made a line what it is."""
    checks = line["checks"]
    return [
        str(check["title"])
        for check in (checks if isinstance(checks, list) else [])
        if check["outcome"] in _DECIDING
    ]


def _sums(subject: CaseToPrint, columns: tuple[Summed, ...]) -> Sums:
    words = subject.spec.words
    return Sums(columns, words["brought"], words["carried"], words["total"])


def _fen(amount: object) -> int:
    return to_fen(Decimal(str(amount)))


def _months(
    subject: CaseToPrint, table: RosterTable, spec: RosterSpec, rows: list[tuple[RosterRow, Line]]
) -> paper.Table:
    """Return month × base × percentage = amount, month by month."""
    words = subject.spec.words
    columns = (
        paper.Column(words["column_person"], 3.0),
        paper.Column(words["column_month"], 2.0, paper.Align.CENTRE),
        paper.Column(words["column_base"], 2.2, paper.Align.RIGHT),
        paper.Column(words["column_percent"], 1.4, paper.Align.RIGHT),
        paper.Column(words["column_amount"], 2.2, paper.Align.RIGHT),
        paper.Column(words["notes"], 4.0),
    )
    printed = []
    amounts = []
    for row, line in rows:
        months = line["months"]
        for month in months if isinstance(months, list) else []:
            counts = Decimal(str(line["amount"])) > 0
            amount = Decimal(str(month["amount"])) if counts else Decimal(0)
            amounts.append(to_fen(amount))
            base, percent = month["base"], month["percent"]
            printed.append(
                (
                    row.entries.get(spec.name, ""),
                    str(month["month"]),
                    "" if base is None else grouped(Decimal(str(base))),
                    "" if percent is None else f"{percent}%",
                    grouped(amount),
                    str(month["shown"]),
                )
            )
    sums = _sums(subject, (Summed(_AMOUNT_COLUMN, tuple(amounts)),))
    return paper.Table(table.title, columns, tuple(printed), sums if printed else None)


def _lines(subject: CaseToPrint) -> list[Line]:
    lines = subject.case.version.finding["lines"]
    return list(lines) if isinstance(lines, list) else []
