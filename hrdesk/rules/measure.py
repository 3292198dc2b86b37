"""What a measure declares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hrdesk.rules.fact_types import FactType
from hrdesk.rules.shapes import Fixed
from hrdesk.rules.verdict import Condition


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


@dataclass(frozen=True, slots=True)
class Measure:
    """A subsidy: the facts that it needs, its matter, its conditions and the shape of its amount.

    `matter` names the date on which dated figures are taken. `figures` are the dated
    parameters that conditions and shape use, by their names in the measure's pack.
    """

    id: str
    facts: Mapping[str, FactType]
    matter: str
    figures: Mapping[str, Figure]
    shape: Fixed
    conditions: tuple[Condition, ...]
    parameter_ids: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Give each figure its id in the Book."""
        ids = {name: f"{self.id}.{name}" for name in self.figures}
        object.__setattr__(self, "parameter_ids", ids)
