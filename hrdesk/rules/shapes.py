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

    def ceiling(self, situation: Situation, /) -> Decimal | None:
        """Return the most that can be had, in yuan; None where there is no cap."""

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
        return _settled(situation, self.figure)

    def ceiling(self, _situation: Situation, /) -> Decimal | None:
        """Return None."""
        return None


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

    def ceiling(self, situation: Situation, /) -> Decimal | None:
        """Return the most that may be asked for, in yuan."""
        return _cap(situation, self.cap)


@dataclass(frozen=True, slots=True)
class Referral:
    """Nothing is decided here: whatever a pre-check gives, another authority decides."""

    name: ClassVar[str] = "referral"

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """None: what a pre-check uses is noted where it is used."""
        return _NO_FIGURES

    def ceiling(self, _situation: Situation, /) -> Decimal | None:
        """Return None."""
        return None

    def amount(self, _situation: Situation, _outcome: Outcome, /) -> Decimal | None:
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class SumOfLines:
    """A roster: the case gets what its lines get, unless the case itself is refused.

    `cap` is the figure of the most that a line can get, or "".
    """

    name: ClassVar[str] = "sum_of_lines"
    cap: str = ""

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figure that caps each line; all others belong to the lines."""
        return {self.cap: FigureKind.MONEY} if self.cap else _NO_FIGURES

    def ceiling(self, situation: Situation, /) -> Decimal | None:
        """Return the most that a line can get, in yuan."""
        return _cap(situation, self.cap) if self.cap else None

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the sum of the lines, in yuan."""
        if outcome is Outcome.INELIGIBLE:
            return ZERO
        return sum((line.amount for line in situation.lines), ZERO)


@dataclass(frozen=True, slots=True)
class PerHead:
    """A line gets one amount: the named figure, or the sum that is a fact of the case."""

    figure: str = ""
    fact: str = ""

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figure that is the amount, where it is none of the facts."""
        return {self.figure: FigureKind.MONEY} if self.figure else _NO_FIGURES

    def amount(
        self, situation: LineSituation, outcome: Outcome, _in_question: frozenset[str], /
    ) -> Decimal:
        """Return the amount of an eligible line, in yuan, and zero for all others."""
        if outcome is not Outcome.ELIGIBLE:
            return ZERO
        if self.figure:
            return _settled(situation, self.figure)
        return situation.money(self.fact) or ZERO

    def months(self, _situation: LineSituation, /) -> tuple[MonthClaim, ...]:
        """Return none."""
        return ()


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


def _cap(situation: Situation, figure: str) -> Decimal | None:
    most = situation.figure(figure)
    return most if isinstance(most, Decimal) else None


def _settled(situation: Situation, figure: str) -> Decimal:
    value = situation.figure(figure)
    if not isinstance(value, Decimal):
        raise LookupError(f"{situation.measure.id}: no {figure} of a day that is unknown")
    return value
