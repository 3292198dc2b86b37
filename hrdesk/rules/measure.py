"""What a measure declares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.shapes import Fixed
from hrdesk.rules.verdict import Condition


@dataclass(frozen=True, slots=True)
class Measure:
    """A subsidy: the facts that it needs, its matter, its conditions and the shape of its amount.

    `matter` names the date on which dated figures are taken. `figures` are the dated
    parameters that conditions and shape use, by their names in the measure's pack.
    `once` says that the grant is a one-off right of the person: the store then guards that
    nobody holds two, besides the condition that tells the clerk beforehand.

    Raises ValueError when the declaration does not hold together: a matter that is no date
    of the case, a fact, figure or kind of figure that is not declared, a code given twice, or
    no condition that asks every case for the day of its matter, without which a case could
    be eligible while the amount of its day is unknown.
    """

    id: str
    facts: Mapping[str, FactType]
    matter: str
    figures: Mapping[str, Figure]
    shape: Fixed
    conditions: tuple[Condition, ...]
    once: bool
    parameter_ids: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that does not hold together; give each figure its id."""
        faults = list(self._faults())
        if faults:
            raise ValueError(f"{self.id}: {'; '.join(faults)}")
        ids = {name: f"{self.id}.{name}" for name in self.figures}
        object.__setattr__(self, "parameter_ids", ids)

    def _faults(self) -> Iterator[str]:
        if self.facts.get(self.matter) is not FactType.DATE:
            yield f"the matter {self.matter} is no date among the facts"
        if not any(each.reads.matter and each.applies is None for each in self.conditions):
            yield "no condition asks every case for the day of the matter"
        for name, figure in self.figures.items():
            if figure.fact and self.facts.get(figure.fact) is not FactType.CODE:
                yield f"the figure {name} lists codes of {figure.fact}, which is no coded fact"
        yield from self._undeclared("the amount", (), self.shape.figures)
        codes = [each.code for each in self.conditions]
        for each in self.conditions:
            if codes.count(each.code) > 1:
                yield f"the condition {each.code} stands twice"
            yield from self._undeclared(f"the condition {each.code}", each.facts, each.figures)

    def _undeclared(
        self, who: str, facts: tuple[str, ...], figures: Mapping[str, FigureKind]
    ) -> Iterator[str]:
        for fact in facts:
            if fact not in self.facts:
                yield f"{who} reads the fact {fact}, which is not declared"
        for name, kind in figures.items():
            declared = self.figures.get(name)
            if declared is None or declared.kind is not kind:
                yield f"{who} uses the figure {name}, which is not declared as {kind.value}"
