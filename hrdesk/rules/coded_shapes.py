"""The shapes of amounts that hang on a coded fact: a table, an approved sum, one or the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.book import AmountTable
from hrdesk.rules.earlier import Earlier
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.requested import cap_of
from hrdesk.rules.shapes import Shape
from hrdesk.rules.situation import Situation


@dataclass(frozen=True, slots=True)
class ByCode:
    """The amount that a table has for a coded fact, less what earlier grants take off it.

    A case is eligible only with a listed code: its measure has a condition that says so.
    """

    name: ClassVar[str] = "by_code"
    table: str
    fact: str
    earlier: Earlier | None = None

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated table of amounts."""
        return {self.table: FigureKind.AMOUNTS}

    def ceiling(self, _situation: Situation, /) -> Decimal | None:
        """Return None."""
        return None

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the amount of a case, in yuan.

        Raises LookupError when the case is eligible and table or code are not settled.
        """
        if outcome is not Outcome.ELIGIBLE:
            return ZERO if outcome is Outcome.INELIGIBLE else None
        table, code = situation.figure(self.table), situation.text(self.fact) or ""
        if not isinstance(table, AmountTable) or code not in table.amounts:
            raise LookupError(f"{situation.measure.id}: no amount of {self.fact}")
        less = self.earlier.deducted(situation) if self.earlier else ZERO
        return max(table.amounts[code] - less, ZERO)


@dataclass(frozen=True, slots=True)
class Approved:
    """The sum that was approved, a fact of the case, up to the cap of a code."""

    name: ClassVar[str] = "approved"
    fact: str
    caps: str
    coded: str
    earlier: Earlier | None = None

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated table of caps."""
        return {self.caps: FigureKind.AMOUNTS}

    def ceiling(self, situation: Situation, /) -> Decimal | None:
        """Return the most that may be approved, in yuan."""
        return cap_of(situation, self.coded, self.caps)

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the amount of a case, in yuan."""
        if outcome is not Outcome.ELIGIBLE:
            return ZERO if outcome is Outcome.INELIGIBLE else None
        less = self.earlier.deducted(situation) if self.earlier else ZERO
        return max((situation.money(self.fact) or ZERO) - less, ZERO)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One shape or another, by a coded fact; an unlisted code has none."""

    name: ClassVar[str] = "chosen"
    fact: str
    shapes: Mapping[str, Shape]

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figures of all shapes."""
        return {
            name: kind for shape in self.shapes.values() for name, kind in shape.figures.items()
        }

    def ceiling(self, situation: Situation, /) -> Decimal | None:
        """Return the cap of the shape that was chosen, in yuan."""
        shape = self.shapes.get(situation.text(self.fact) or "")
        return shape.ceiling(situation) if shape else None

    def amount(self, situation: Situation, outcome: Outcome, /) -> Decimal | None:
        """Return the amount of the shape that was chosen, in yuan."""
        shape = self.shapes.get(situation.text(self.fact) or "")
        if shape is None:
            return ZERO if outcome is Outcome.INELIGIBLE else None
        return shape.amount(situation, outcome)
