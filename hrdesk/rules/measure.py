"""What a measure declares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hrdesk.domain.right import Holder, OnceRight, rule_of
from hrdesk.rules.fact_types import FactKind, Facts, FactType, Records
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.history_reading import GRANT_DETAILS
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import Shape
from hrdesk.rules.situation import APPLICATION
from hrdesk.rules.verdict import Condition

#: Facts about the agency, accepted for every measure (CONTRACT, "Agency").
AGENCY_FACTS: Mapping[str, FactType] = {
    "agency_kind": FactType.CODE,
    "licensed": FactType.BOOL,
    "park_recognised": FactType.BOOL,
    "blacklisted": FactType.BOOL,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A subsidy: the facts that it needs, its matter, its conditions and the shape of its amount.

    `matter` names the date on which dated figures are taken: a fact, "on" where the
    application is the matter, or "" where the lines or their months are. `figures` are the
    dated parameters that conditions and shape use, by their names in the measure's pack.
    `right` says who holds the grant as a one-off right: the store then guards that nobody
    holds two, besides the condition that tells the clerk beforehand. `cost` is the kind of
    cost that months are paid for, by default the measure itself: a person's month is paid once
    for each kind of cost, whatever the measure. Measures of one `rule` share the right and the
    cost. `question_ids` are the names of questions where a rule is taken under another name.
    `taken` are the facts that the door takes, those of the agency included.

    Raises ValueError when the declaration does not hold together: a matter that is no date
    of the case, a fact, figure or kind of figure that is not declared, a fact of the case
    and of its lines with one name, a code given twice, a right that goes by what no record
    of a grant keeps, a question of another measure, or no condition that asks every case for
    the day of its matter, without which a case could be eligible while the amount of its day
    is unknown.
    """

    id: str
    facts: Facts
    matter: str
    figures: Mapping[str, Figure]
    shape: Shape
    conditions: tuple[Condition, ...]
    right: OnceRight | None = None
    cost: str = ""
    roster: Roster | None = None
    question_ids: Mapping[str, str] = field(default_factory=dict)
    parameter_ids: Mapping[str, str] = field(init=False)
    taken: Mapping[str, FactKind] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that does not hold together; give each figure its id."""
        object.__setattr__(self, "taken", {**AGENCY_FACTS, **self.facts})
        faults = list(self._faults())
        if faults:
            raise ValueError(f"{self.id}: {'; '.join(faults)}")
        ids = {name: f"{self.id}.{name}" for name in self.figures}
        object.__setattr__(self, "parameter_ids", ids)
        object.__setattr__(self, "cost", self.cost or self.id)

    @property
    def rule(self) -> str:
        """The rule by which it is judged; measures of one rule share its right and its cost."""
        return rule_of(self.id)

    @property
    def all_conditions(self) -> tuple[Condition, ...]:
        """The conditions of the case, then those of a line."""
        return (*self.conditions, *(self.roster.conditions if self.roster else ()))

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts of the case that a form gives: its own, and what is read of the agency.

        A fact that an office confirms as a figure is not asked of the applicant.
        """
        read = {fact for condition in self.all_conditions for fact in condition.facts}
        own = (fact for fact in self.facts if fact not in self.figures)
        return (*own, *(fact for fact in AGENCY_FACTS if fact in read))

    def _faults(self) -> Iterator[str]:
        roster = self.roster
        known = {**self.taken, **(roster.taken if roster else {})}
        yield from self._faults_of_days()
        yield from self._faults_of_right(known)
        coded = known | {
            name: kind
            for record in known.values()
            if isinstance(record, Records)
            for name, kind in record.fields.items()
        }
        for name, figure in self.figures.items():
            if figure.fact and coded.get(figure.fact) is not FactType.CODE:
                yield f"the figure {name} lists codes of {figure.fact}, which is no coded fact"
        yield from self._undeclared("the amount", (), self.shape.figures, known)
        for each in self.conditions:
            yield from self._undeclared_of(each, self.taken)
        if roster is not None:
            yield from (
                f"the fact {fact} belongs to the case and to its lines"
                for fact in roster.facts
                if fact in self.taken
            )
            yield from self._undeclared("a line's amount", (), roster.shape.figures, known)
            for each in roster.conditions:
                yield from self._undeclared_of(each, known)
        yield from self._faults_of_questions()
        codes = [each.code for each in self.all_conditions]
        for code in dict.fromkeys(codes):
            if codes.count(code) > 1:
                yield f"the condition {code} stands twice"

    def _faults_of_days(self) -> Iterator[str]:
        roster = self.roster
        named = roster is not None and roster.matter != ""
        if roster is not None and named and roster.facts.get(roster.matter) is not FactType.DATE:
            yield f"the matter {roster.matter} is no date among the facts of a line"
        if self.matter == APPLICATION or (self.matter == "" and roster is not None):
            return
        if self.facts.get(self.matter) is not FactType.DATE:
            yield f"the matter {self.matter} is no date among the facts"
        if not any(each.reads.matter and each.applies is None for each in self.conditions):
            yield "no condition asks every case for the day of the matter"

    def _faults_of_questions(self) -> Iterator[str]:
        for each in self.all_conditions:
            for question in each.questions:
                measure, dot, _name = question.rpartition(".")
                if dot and measure != self.id:
                    yield f"the condition {each.code} asks {question}, which is not its measure's"

    def _faults_of_right(self, known: Mapping[str, FactKind]) -> Iterator[str]:
        if self.right is None:
            return
        if self.right.holder is Holder.LINE and self.roster is None:
            yield "the right is one of lines, and there is no roster"
        for fact in self.right.details:
            if fact not in GRANT_DETAILS:
                yield f"the right goes by {fact}, which no record of a grant keeps"
        yield from self._undeclared("the right", self.right.details, {}, known)

    def _undeclared_of(self, condition: Condition, known: Mapping[str, FactKind]) -> Iterator[str]:
        who = f"the condition {condition.code}"
        return self._undeclared(who, condition.facts, condition.figures, known)

    def _undeclared(
        self,
        who: str,
        facts: tuple[str, ...],
        figures: Mapping[str, FigureKind],
        known: Mapping[str, FactKind],
    ) -> Iterator[str]:
        for fact in facts:
            if fact not in known:
                yield f"{who} reads the fact {fact}, which is not declared"
        for name, kind in figures.items():
            declared = self.figures.get(name)
            if declared is None or declared.kind is not kind:
                yield f"{who} uses the figure {name}, which is not declared as {kind.value}"
