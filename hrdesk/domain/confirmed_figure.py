"""A dated figure that an office confirmed for a place, with its document."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hrdesk.domain.organization import Entry, Withdrawal


@dataclass(frozen=True, slots=True)
class ConfirmedFigure:
    """An amount in yuan that holds in a place from a day on, until the next one begins.

    `scope` is the code of the place. A wrong row stays, with its withdrawal.
    """

    id: str
    scope: str
    valid_from: date
    amount: Decimal
    document: str
    entry: Entry
    withdrawal: Withdrawal | None = None
