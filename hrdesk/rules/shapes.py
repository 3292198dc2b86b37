"""The shapes of amounts; a measure says which is its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation


@dataclass(frozen=True, slots=True)
class Fixed:
    """One amount for everybody who qualifies: the named figure, in yuan.

    `name` is the word of a pack for this shape.
    """

    name: ClassVar[str] = "fixed"
    figure: str

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figures that the amount is made of."""
        return {self.figure: FigureKind.MONEY}

    def note(self, situation: Situation) -> None:
        """Note the figure that would be paid, so that it is shown beside every outcome."""
        situation.figure(self.figure)

    def amount(self, situation: Situation) -> Decimal:
        """Return the amount of a case whose conditions are all met, in yuan.

        Raises LookupError when the figure of the day is not settled. A measure that asks for
        the day of its matter cannot come here, and `Measure` demands that it asks.
        """
        value = situation.figure(self.figure)
        if not isinstance(value, Decimal):
            raise LookupError(f"{situation.measure.id}: no {self.figure} of a day that is unknown")
        return value
