"""What one condition gives, and what a condition declares about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.decision import REFUSED
from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation


class Coded(NamedTuple):
    """A coded fact in a sentence; the pack has the words for it."""

    fact: str
    code: str


class Share(NamedTuple):
    """A part of a whole in a sentence: a percentage cut after two decimals, never rounded up."""

    part: int
    whole: int


class Months(NamedTuple):
    """Months in a sentence, written as ranges."""

    months: tuple[Month, ...]


class Lines(NamedTuple):
    """Lines of the roster in a sentence, by their numbers."""

    numbers: tuple[int, ...]


class Grouped(NamedTuple):
    """Months in a sentence by the reason that is said of them; a reason is a sentence's key."""

    groups: tuple[tuple[str, Months], ...]


#: What may stand in a sentence; None is something that no record says.
Number = date | int | Decimal | str | Coded | Share | Months | Lines | Grouped | None
NOTHING: Mapping[str, Number] = MappingProxyType({})
NO_READINGS: Mapping[str, CheckOutcome] = MappingProxyType({})


class Remark(NamedTuple):
    """What is said beside a verdict without deciding: a sentence's key and its numbers."""

    wording: str
    numbers: Mapping[str, Number]


class Verdict(NamedTuple):
    """What a condition gives: its outcome, the sentence that says so, the numbers in it.

    `wording` is the key of the sentence, `settles` names the unknown facts (`staff`,
    `months[0].pension`; `applicant`, `on` and `history[0].detail.months` as they are).
    For a silent text `question` is its id and `readings` gives what this condition would be
    under each reading, for the officer; `ruled` is the reading by which a decision or the
    office has settled it, `REFUSED` when it was decided that none applies. `remarks` do not
    decide: another reading, a document not yet adopted.
    """

    outcome: CheckOutcome
    wording: str
    numbers: Mapping[str, Number] = NOTHING
    settles: tuple[str, ...] = ()
    question: str = ""
    readings: Mapping[str, CheckOutcome] = NO_READINGS
    ruled: str = ""
    remarks: tuple[Remark, ...] = ()


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

    `matter` says that it asks for the day of the matter and is missing while it is unknown,
    `lines` that it weighs the lines of a roster against each other or the staff.
    """

    facts: tuple[str, ...] = ()
    figures: Figures = field(default_factory=lambda: _NO_FIGURES)
    matter: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a measure.

    `wordings` names every sentence that it may need with the placeholders that it fills,
    `questions` every silence of the text that it may meet with the readings it knows.
    `applies` tells whether it belongs to the case at all; None means always. `reworked` says
    that it hangs on what the readings of others change too: where it is silent itself, all
    that are reworked are worked out anew under each reading. `priced` says that a reading
    changes the amount, besides what the verdicts say of it.
    """

    code: str
    judge: Callable[[Situation], Verdict]
    wordings: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    applies: Applies | None = None
    reads: Reads = field(default_factory=Reads)
    reworked: bool = False
    priced: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that it reads, also to tell whether it applies."""
        return (*self.reads.facts, *(self.applies.facts if self.applies else ()))

    @property
    def figures(self) -> Figures:
        """Every dated figure that it uses, also to tell whether it applies."""
        return {**self.reads.figures, **(self.applies.figures if self.applies else {})}


def missing(*facts: str, wording: str = "missing", **numbers: Number) -> Verdict:
    """Return the verdict that facts are unknown which could change the result."""
    return Verdict(CheckOutcome.MISSING, wording, numbers, facts)


def silent(
    situation: Situation,
    question: str,
    readings: Mapping[str, CheckOutcome],
    verdict: Verdict,
) -> Verdict:
    """Return a verdict on a silent text: an officer's, or that of the reading which is in force.

    `verdict` carries the sentence and its numbers for both. Where it was decided that no
    reading applies the condition is unmet.
    """
    ruled = situation.reading(question)
    if ruled is None:
        return verdict._replace(outcome=CheckOutcome.OFFICER, question=question, readings=readings)
    if ruled == REFUSED:
        return verdict._replace(outcome=CheckOutcome.UNMET, question=question, ruled=ruled)
    return verdict._replace(outcome=readings[ruled], question=question, ruled=ruled)
