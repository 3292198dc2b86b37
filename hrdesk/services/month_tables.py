"""The months of a roster one by one on the annex: how each amount was worked out."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.domain.masking import masked_end
from hrdesk.domain.money import ZERO, grouped, to_fen
from hrdesk.domain.print_spec import RosterTable, TableKind
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.monthly import in_month, monthly_of
from hrdesk.printing import sheet as paper
from hrdesk.printing.sums import Summed, Sums
from hrdesk.services.paid_months import is_paid, share_amounts

Line = Mapping[str, Any]
Rows = Sequence[tuple[RosterRow, Line]]
Words = Mapping[str, str]
#: Where the amounts of a month begin.
_AMOUNTS = 2
#: Widths of the first column: a name with the end of its number, or with that of its row.
_NAMED, _NUMBERED = 3.4, 2.6


def month_table(words: Words, table: RosterTable, spec: RosterSpec, rows: Rows) -> paper.Table:
    """Return a line for each claimed month, with the sums of what is paid."""
    if table.kind is TableKind.PAYMENTS:
        return _payments(words, table, spec, rows)
    return _percentages(words, table, spec, rows)


def _percentages(words: Words, table: RosterTable, spec: RosterSpec, rows: Rows) -> paper.Table:
    """Return month × base × percentage = amount."""
    columns = (
        *_person_and_month(words, _NAMED),
        paper.Column(words["column_base"], 2.2, paper.Align.RIGHT),
        paper.Column(words["column_percent"], 1.4, paper.Align.RIGHT),
        paper.Column(words["column_amount"], 2.2, paper.Align.RIGHT),
        paper.Column(words["notes"], 3.2),
    )
    printed: list[tuple[str, ...]] = []
    amounts: list[int] = []
    for row, line in rows:
        mine = [(month, _counted(line, month)) for month in line.get("months", ())]
        printed += [(_who(spec, row), *_worked_out(month, amount)) for month, amount in mine]
        amounts += [to_fen(amount) for _, amount in mine]
        if len(mine) > 1:
            subtotal = grouped(sum((amount for _, amount in mine), ZERO))
            printed.append((_who(spec, row), words["subtotal"], "", "", subtotal, ""))
            # The months above it are what the sum of the table is made of.
            amounts.append(0)
    sums = Sums((Summed(4, tuple(amounts)),), *_sum_words(words))
    return paper.Table(table.title, columns, tuple(printed), sums if printed else None)


def _worked_out(month: Line, amount: Decimal) -> tuple[str, ...]:
    base, percent = month["base"], month["percent"]
    return (
        str(month["month"]),
        "" if base is None else grouped(Decimal(str(base))),
        "" if percent is None else f"{percent}%",
        grouped(amount),
        _own(month),
    )


def _payments(words: Words, table: RosterTable, spec: RosterSpec, rows: Rows) -> paper.Table:
    """Return month: share + share + share = amount; what is not paid stands beside the sums."""
    shares = [column.source for column in table.columns]
    columns = (
        *_person_and_month(words, _NUMBERED),
        *(paper.Column(each.label, each.width, paper.Align.RIGHT) for each in table.columns),
        paper.Column(words["column_amount"], 2.2, paper.Align.RIGHT),
        paper.Column(words["notes"], 3.2),
    )
    printed = []
    summed: list[list[int]] = [[] for _ in (*shares, "")]
    for number, (row, line, month) in _months(rows):
        amounts = _amounts(spec, row, str(month["month"]), shares)
        counts = month["outcome"] == MonthOutcome.PAID.value and is_paid(line)
        for numbers, amount in zip(summed, (*amounts, _counted(line, month)), strict=True):
            numbers.append(to_fen(amount) if counts and amount is not None else 0)
        total = None if None in amounts else sum((each or ZERO for each in amounts), ZERO)
        printed.append(
            (
                # Four sums leave no room for the end of the identity number beside the name.
                f"{number} {row.entries.get(spec.name, '')}",
                str(month["month"]),
                *(_shown(words, amount, counts) for amount in (*amounts, total)),
                _why(words, line, month),
            )
        )
    places = [Summed(n, tuple(each)) for n, each in enumerate(summed, _AMOUNTS)]
    sums = Sums(tuple(places), *_sum_words(words))
    known = sums if printed else None
    return paper.Table(table.title, columns, tuple(printed), known, may_turn=True)


def _who(spec: RosterSpec, row: RosterRow) -> str:
    """Return the name with the end of the identity number: two people may have one name."""
    name, number = row.entries.get(spec.name, ""), row.entries.get(spec.identity, "")
    return f"{name} {masked_end(number)}".strip()


def _person_and_month(words: Words, width: float) -> tuple[paper.Column, ...]:
    return (
        paper.Column(words["column_person"], width),
        paper.Column(words["column_month"], 1.8, paper.Align.CENTRE),
    )


def _months(rows: Rows) -> Iterator[tuple[int, tuple[RosterRow, Line, Line]]]:
    """Yield each claimed month with its row, its line, and the number of the row."""
    for number, (row, line) in enumerate(rows, 1):
        for month in line.get("months", ()):
            yield number, (row, line, month)


def _amounts(
    spec: RosterSpec, row: RosterRow, month: str, shares: Sequence[str]
) -> list[Decimal | None]:
    monthly, when = monthly_of(spec), Month.parse(month)
    if monthly is None or when is None:
        return [None for _ in shares]
    known = share_amounts(monthly, row.entries)
    return [in_month(known, share, when) for share in shares]


def _counted(line: Line, month: Line) -> Decimal:
    """Return what a month adds to the sum: nothing in a line that is not paid."""
    return Decimal(str(month["amount"])) if is_paid(line) else ZERO


def _shown(words: Words, amount: Decimal | None, counts: bool) -> str:
    if amount is None:
        return ""
    return grouped(amount) if counts else words["not_counted"].format(amount=grouped(amount))


def _why(words: Words, line: Line, month: Line) -> str:
    """Return why a month is not paid: its own reason, else the outcome of its line."""
    own = _own(month)
    if own or is_paid(line):
        return own
    return words[f"line_{line['outcome']}"]


def _own(month: Line) -> str:
    """Return what is said of a month, which stands in a column of its own."""
    return str(month["shown"]).removeprefix(str(month["month"])).strip()


def _sum_words(words: Words) -> tuple[str, str, str]:
    return words["brought"], words["carried"], words["total"]
