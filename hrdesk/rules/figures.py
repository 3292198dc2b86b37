"""The dated parameters that a measure declares and its conditions and amount use."""

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a dated parameter of a measure holds."""

    MONEY = "money"
    COUNT = "count"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated parameter; `fact` is the coded fact whose codes a list holds, or ""."""

    kind: FigureKind
    fact: str = ""
