"""One case as the rules get it: typed facts, lines, dates and earlier grants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hrdesk.domain.right import rule_of
from hrdesk.rules.fact_types import FactValue


@dataclass(frozen=True, slots=True)
class Grant:
    """What was granted before to a person or for an organization; "" and None are unknown.

    `detail` says more where the measure needs it: the months that were granted. `rule` is that
    of the measure: what was granted under one of its names was granted under each.
    """

    measure: str
    organization: str
    person: str
    on: date | None
    amount: Decimal | None
    detail: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    rule: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Tell the rule once; it is asked for with every line of a roster."""
        object.__setattr__(self, "rule", rule_of(self.measure))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a roster: the person in the form of comparison, or "", and the known facts.

    `number` is the row's number on the form, where rows that are not judged count too; 0 is
    the place among the lines.
    """

    person: str
    facts: Mapping[str, FactValue]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Application:
    """A typed case: the day it was received, who applies, known facts by name, earlier grants.

    `applicant` is in the form of comparison, and "" only while a form is being filled.
    `lines` are the rows of the measure's roster in their order.
    """

    measure: str
    on: date
    applicant: str
    facts: Mapping[str, FactValue]
    history: tuple[Grant, ...]
    lines: tuple[Line, ...] = ()

    def shown_number(self, line: int) -> int:
        """Return the number by which people know a line; `line` counts from 1."""
        return self.lines[line - 1].number or line
