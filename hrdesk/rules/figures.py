"""The dated parameters that a measure declares and its conditions and amount use."""

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a dated parameter of a measure holds; the last three are tables by code."""

    MONEY = "money"
    COUNT = "count"
    CODES = "codes"
    PERCENTAGES = "percentages"
    COUNTS = "counts"
    AMOUNTS = "amounts"


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated parameter.

    `fact` is the coded fact whose codes a list or table holds, or "". `confirmed` says that
    no value ships: an office has to confirm each from its document, and until then it is
    missing. `closed` says that a form may offer listed codes only; otherwise it also offers
    codes by which a case is refused, as a kind of agency that may not apply.
    """

    kind: FigureKind
    fact: str = ""
    confirmed: bool = False
    closed: bool = True
