"""A dated figure that an office confirmed for a place, with its document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hrdesk.domain.organization import Entry


@dataclass(frozen=True, slots=True)
class ConfirmedFigure:
    """An amount in yuan that holds in a place from a day on, until the next one begins.

    `place` is its code, `confirmation` when and by whom it was confirmed.
    """

    place: str
    valid_from: date
    amount: Decimal
    document: str
    clause: str
    confirmation: Entry


#: Figures by parameter and place, each by day.
PlacedFigures = Mapping[tuple[str, str], tuple[ConfirmedFigure, ...]]
