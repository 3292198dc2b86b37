"""The shapes of amounts; a measure says which is its own."""

from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.situation import Situation


@dataclass(frozen=True, slots=True)
class Fixed:
    """One amount for everybody who qualifies: the named figure, in yuan."""

    figure: str

    def amount(self, situation: Situation) -> Decimal | None:
        """Return the amount of a case whose conditions are all met; None while it is unknown."""
        value = situation.figure(self.figure)
        return value if isinstance(value, Decimal) else None
