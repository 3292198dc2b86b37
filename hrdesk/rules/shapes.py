"""The shapes of amounts; a measure says which is its own, and a roster which its lines have."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Protocol

from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.claims import MonthClaim
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import LineSituation, Situation

_NO_FIGURES: Mapping[str, FigureKind] = MappingProxyType({})


class Shape(Protocol):
    """How the amount of a case comes about; `name` is the word of a pack for it."""

    name: ClassVar[str]

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figures that are shown beside every outcome."""

    @property
    def cap(self) -> str:
        """The figure that is the most that can be had, or ""."""

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the amount of a case by its outcome, in yuan; None where it stays open."""


class LineShape(Protocol):
    """How the amount of a line comes about."""

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figures that the amount is made of."""

    def amount(
        self, situation: LineSituation, outcome: Outcome, in_question: frozenset[str], /
    ) -> Decimal:
        """Return the amount of a line by its outcome, in yuan.

        `in_question` are the codes of its conditions that are for an officer.
        """

    def months(self, situation: LineSituation, /) -> tuple[MonthClaim, ...]:
        """Return the months that the line claims, worked out one by one."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """One amount for everybody who qualifies: the named figure, in yuan."""

    name: ClassVar[str] = "fixed"
    cap: ClassVar[str] = ""
    figure: str

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figure that is the amount."""
        return {self.figure: FigureKind.MONEY}

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the amount of a case, in yuan.

        Raises LookupError when the case is eligible and the figure of the day is not settled.
        A measure that asks for the day of its matter cannot come here, and `Measure` demands
        that it asks.
        """
        if outcome is not Outcome.ELIGIBLE:
            return ZERO if outcome is Outcome.INELIGIBLE else None
        value = situation.figure(self.figure)
        if not isinstance(value, Decimal):
            raise LookupError(f"{situation.measure.id}: no {self.figure} of a day that is unknown")
        return value


@dataclass(frozen=True, slots=True)
class Qualification:
    """A loan: whoever qualifies is paid nothing; the figure `cap` is the most he may ask for."""

    name: ClassVar[str] = "qualification"
    cap: str

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figure that caps the loan."""
        return {self.cap: FigureKind.MONEY}

    def amount(self, _situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return zero for who does not qualify, and None for all others."""
        return ZERO if outcome is Outcome.INELIGIBLE else None


@dataclass(frozen=True, slots=True)
class SumOfLines:
    """A roster: the case gets what its lines get, unless the case itself is refused."""

    name: ClassVar[str] = "sum_of_lines"
    cap: ClassVar[str] = ""

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """None: the figures belong to the lines."""
        return _NO_FIGURES

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the sum of the lines, in yuan."""
        if outcome is Outcome.INELIGIBLE:
            return ZERO
        return sum((line.amount for line in situation.lines), ZERO)


@dataclass(frozen=True, slots=True)
class Counted:
    """Lines that are counted and pay nothing."""

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """None."""
        return _NO_FIGURES

    def amount(
        self, _situation: LineSituation, _outcome: Outcome, _in_question: frozenset[str], /
    ) -> Decimal:
        """Return zero."""
        return ZERO

    def months(self, _situation: LineSituation, /) -> tuple[MonthClaim, ...]:
        """Return none."""
        return ()
