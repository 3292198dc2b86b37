"""The sums that a table carries from page to page, as numbers beside its texts.

A running sum is known only when the pages are laid out, so the table holds whole numbers
here and prints them itself: fen as yuan with two decimals and separators of thousands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from hrdesk.domain.money import from_fen, grouped


class Unit(StrEnum):
    """What the numbers of a column are: whole fen, or a count of people, months or days."""

    FEN = "fen"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Summed:
    """A column that is summed: its place from 0, one number per row, and their unit."""

    column: int
    numbers: tuple[int, ...]
    unit: Unit = Unit.FEN

    def shown(self, rows: int) -> str:
        """Return the sum of the first `rows` rows as it is printed."""
        return self._text(sum(self.numbers[:rows]))

    def longest(self) -> str:
        """Return the longest text that any of the running sums is printed as."""
        return max(map(self._text, accumulate(self.numbers, initial=0)), key=len)

    def _text(self, number: int) -> str:
        return grouped(from_fen(number)) if self.unit is Unit.FEN else f"{number:,}"


@dataclass(frozen=True, slots=True)
class Sums:
    """The summed columns of a table with the words of the rows that show them.

    Each page but the first begins with the row `brought`, each but the last ends with the
    row `carried`; the last page ends with the row `total`. The words stand in the columns
    before the first sum.
    """

    columns: tuple[Summed, ...]
    brought: str
    carried: str
    total: str

    @property
    def label_columns(self) -> int:
        """Return how many columns the words of a sum take."""
        return min(summed.column for summed in self.columns)

    def require(self, rows: int, columns: int) -> None:
        """Refuse sums that do not belong to a table of this size (ValueError)."""
        places = [summed.column for summed in self.columns]
        if not places or len(set(places)) < len(places):
            raise ValueError("the sums name no column, or one twice")
        if min(places) < 1 or max(places) >= columns:
            raise ValueError("a sum stands in the first column, which takes its words, or in none")
        if any(len(summed.numbers) != rows for summed in self.columns):
            raise ValueError("a summed column does not have one number per row")

    def shown(self, rows: int) -> dict[int, str]:
        """Return the sums of the first `rows` rows by column."""
        return {summed.column: summed.shown(rows) for summed in self.columns}

    def longest(self) -> dict[int, str]:
        """Return the longest text of each column's running sums."""
        return {summed.column: summed.longest() for summed in self.columns}

    def words(self) -> Sequence[str]:
        """Return the words of the three rows."""
        return (self.brought, self.carried, self.total)
