"""Columns of a roster that may differ from month to month: typed once, other in some months.

What a column holds stands for every month that the row lists; the entry `<column>@<month>`
stands for one month instead of it. So an amount is typed once and filled along, a month with
another amount keeps its own text, and each keeps its own error.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from hrdesk.domain.dates import Month
from hrdesk.domain.money import ZERO
from hrdesk.intake.form_spec import Derivation, RosterSpec
from hrdesk.intake.months import read_months
from hrdesk.intake.values import FieldValue

_AT = "@"
#: The employer's shares of a month as the contract names them, in the order of the columns.
PAYMENT_SHARES = ("pension", "medical", "unemployment")
#: What the contract calls the last column: all insurances of a month in time and in full.
ON_TIME = "on_time_in_full"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Monthly:
    """The column that lists a row's months, and those that may differ from month to month.

    `shares` are the columns of amounts, `on_time` the one that says whether a month was paid
    in time and in full.
    """

    months: str
    shares: tuple[str, ...]
    on_time: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that may differ."""
        return (*self.shares, self.on_time)


def monthly_of(roster: RosterSpec) -> Monthly | None:
    """Return which columns of a roster may differ from month to month, or None."""
    for fact in roster.facts:
        if fact.derivation is Derivation.PAYMENTS:
            months, *shares, on_time = fact.fields
            return Monthly(months, tuple(shares), on_time)
    return None


def month_key(column: str, month: Month) -> str:
    """Return the entry that holds what a column is in one month."""
    return f"{column}{_AT}{month}"


def column_and_month(key: str) -> tuple[str, Month | None]:
    """Return the column of an entry, and the one month that it is about or None."""
    column, _, month = key.partition(_AT)
    return column, Month.parse(month)


def in_month(kept: Mapping[str, Value], column: str, month: Month) -> Value | None:
    """Return what a column is in a month, of texts or of values: its own, else the row's."""
    own = kept.get(month_key(column, month))
    return kept.get(column) if own is None else own


def months_apart(monthly: Monthly, entries: Mapping[str, str], column: str) -> int:
    """Return in how many of the months that a row lists a column has a text of its own."""
    own = {column_and_month(key)[1] for key in entries if key.startswith(column + _AT)}
    return len(own.intersection(listed_months(monthly, entries))) if own else 0


def listed_months(monthly: Monthly, entries: Mapping[str, str]) -> tuple[Month, ...]:
    """Return the months that a row lists, none while they cannot be read."""
    return read_months(entries.get(monthly.months, "")).value or ()


def shares_of(
    monthly: Monthly, values: Mapping[str, FieldValue], months: Iterable[Month]
) -> tuple[Decimal, ...]:
    """Return the sum of each share over some months of a row, in yuan."""
    sums = [ZERO] * len(monthly.shares)
    for month in months:
        for place, column in enumerate(monthly.shares):
            amount = in_month(values, column, month)
            if isinstance(amount, Decimal):
                sums[place] += amount
    return tuple(sums)


def own_keys(monthly: Monthly, months: Iterable[Month]) -> Iterable[tuple[str, str]]:
    """Yield the column and the entry of every cell of some months."""
    for month in months:
        for column in monthly.columns:
            yield column, month_key(column, month)
