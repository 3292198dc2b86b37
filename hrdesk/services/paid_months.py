"""What a line of a frozen case was paid for: its months, and each insurance in them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome, Outcome
from hrdesk.domain.money import parse_money
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.monthly import Monthly, column_and_month, monthly_of, shares_of

Line = Mapping[str, Any]


def is_paid(line: Line) -> bool:
    """Tell whether a line is paid, as far as its months are not for an officer."""
    return line["outcome"] == Outcome.ELIGIBLE.value or Decimal(str(line["amount"])) > 0


def paid_months(line: Line) -> tuple[str, ...]:
    """Return the months that a line is paid for, none of a line that is not paid."""
    if not is_paid(line):
        return ()
    months = line.get("months", ())
    return tuple(each["month"] for each in months if each["outcome"] == MonthOutcome.PAID.value)


def shares_paid(spec: RosterSpec, entries: Mapping[str, str], line: Line) -> dict[str, Decimal]:
    """Return the sum of each insurance over the paid months of a line, by its column."""
    monthly = monthly_of(spec)
    if monthly is None:
        return {}
    months = [month for text in paid_months(line) if (month := Month.parse(text))]
    sums = shares_of(monthly, share_amounts(monthly, entries), months)
    return dict(zip(monthly.shares, sums, strict=True))


def share_amounts(monthly: Monthly, entries: Mapping[str, str]) -> dict[str, Decimal]:
    """Return the amounts among the entries of a version's row, of all months and of single ones."""
    texts = (
        (key, text) for key, text in entries.items() if column_and_month(key)[0] in monthly.shares
    )
    return {key: amount for key, text in texts if (amount := parse_money(text)) is not None}
