"""A month that a line claims, as a rule works it out."""

from decimal import Decimal
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome


class MonthClaim(NamedTuple):
    """A claimed month: what it gives, the key of the sentence that says why, its amount.

    `base` and `percent` make the amount, in yuan. `settles` names unknown facts.
    """

    month: Month
    outcome: MonthOutcome
    reason: str = ""
    amount: Decimal = Decimal("0.00")
    base: Decimal | None = None
    percent: int | None = None
    settles: tuple[str, ...] = ()
