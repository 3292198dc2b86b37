"""What a search lists of what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
#: How many rows a search lists: who looks for one row types more than reads on.
MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The first rows of a search, and whether more were found than are listed."""

    rows: tuple[Row, ...]
    more: bool = False

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Found[Row]":
        """Return the first rows; ask for one more than MOST_FOUND to learn whether there are."""
        return cls(tuple(rows[:MOST_FOUND]), len(rows) > MOST_FOUND)
