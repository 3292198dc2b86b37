"""What one condition gives, and what a condition declares about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation


class Coded(NamedTuple):
    """A coded fact in a sentence; the pack has the words for it."""

    fact: str
    code: str


#: What may stand in a sentence; None is something that no record says.
Number = date | int | Decimal | str | Coded | None
NOTHING: Mapping[str, Number] = MappingProxyType({})
NO_READINGS: Mapping[str, CheckOutcome] = MappingProxyType({})


class Verdict(NamedTuple):
    """What a condition gives: its outcome, the sentence that says so, the numbers in it.

    `wording` is the key of the sentence, `settles` the paths of unknown facts in the input.
    For a silent text `question` is its id and `readings` gives what this condition would be
    under each reading, for the officer; `ruled` is the reading by which the office has
    settled it.
    """

    outcome: CheckOutcome
    wording: str
    numbers: Mapping[str, Number] = NOTHING
    settles: tuple[str, ...] = ()
    question: str = ""
    readings: Mapping[str, CheckOutcome] = NO_READINGS
    ruled: str = ""


MET = Verdict(CheckOutcome.MET, "met")
UNMET = Verdict(CheckOutcome.UNMET, "unmet")


#: Dated figures by name, with the kind that their reader expects.
Figures = Mapping[str, FigureKind]
_NO_FIGURES: Figures = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Applies:
    """The test whether a condition belongs to a case, with the facts and figures it reads."""

    test: Callable[[Situation], bool]
    facts: tuple[str, ...] = ()
    figures: Figures = field(default_factory=lambda: _NO_FIGURES)


@dataclass(frozen=True, slots=True)
class Reads:
    """The facts and dated figures that a condition reads; a measure has to declare them.

    `matter` says that it asks for the day of the matter and is missing while it is unknown.
    """

    facts: tuple[str, ...] = ()
    figures: Figures = field(default_factory=lambda: _NO_FIGURES)
    matter: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a measure.

    `wordings` names every sentence that it may need with the placeholders that it fills,
    `questions` every silence of the text that it may meet with the readings it knows.
    `applies` tells whether it belongs to the case at all; None means always.
    """

    code: str
    judge: Callable[[Situation], Verdict]
    wordings: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    applies: Applies | None = None
    reads: Reads = field(default_factory=Reads)

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that it reads, also to tell whether it applies."""
        return (*self.reads.facts, *(self.applies.facts if self.applies else ()))

    @property
    def figures(self) -> Figures:
        """Every dated figure that it uses, also to tell whether it applies."""
        return {**self.reads.figures, **(self.applies.figures if self.applies else {})}


def missing(*paths: str, wording: str = "missing", **numbers: Number) -> Verdict:
    """Return the verdict that facts are unknown which could change the result."""
    return Verdict(CheckOutcome.MISSING, wording, numbers, paths)


def silent(
    situation: Situation,
    question: str,
    readings: Mapping[str, CheckOutcome],
    verdict: Verdict,
) -> Verdict:
    """Return a verdict on a silent text: an officer's, or that of the reading which is in force.

    `verdict` carries the sentence and its numbers for both.
    """
    ruled = situation.reading(question)
    if ruled is None:
        return verdict._replace(outcome=CheckOutcome.OFFICER, question=question, readings=readings)
    return verdict._replace(outcome=readings[ruled], question=question, ruled=ruled)
