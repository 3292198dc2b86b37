"""What a measure declares about the lines of its roster."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.rules.fact_types import FactKind, Facts, FactType
from hrdesk.rules.shapes import LineShape
from hrdesk.rules.verdict import Condition

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Roster:
    """The lines of a measure: their facts, their conditions and the shape of their amounts.

    `matter` names the date of a line on which its dated figures are taken, or "" where that
    of the case counts. `decides` says
    that the lines decide the case together with its own conditions; otherwise they are only
    counted by one of those. `taken` are the facts of a line with the person, whom every
    line names.
    """

    facts: Facts
    matter: str
    conditions: tuple[Condition, ...]
    shape: LineShape
    decides: bool = True
    taken: Mapping[str, FactKind] = field(init=False)

    def __post_init__(self) -> None:
        """Put the person before the facts of a line."""
        object.__setattr__(self, "taken", {PERSON: FactType.TEXT, **self.facts})
