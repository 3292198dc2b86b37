"""A worksheet of a template as values: where its rows stand in the bytes, what is in its cells.

Rows and columns count from 1.
"""

import re
from dataclasses import dataclass, field

from hrdesk.domain.cell_address import column_index

_RANGE = re.compile(
    r"\$?([A-Z]{1,3})?\$?([1-9][0-9]{0,6})?(?::\$?([A-Z]{1,3})?\$?([1-9][0-9]{0,6})?)?"
)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

#: Row and column of a cell.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its last row and column included."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row: its number and where its element begins and ends."""

    number: int
    start: int
    end: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class ListRule:
    """A drop-down list: the cells that have it, and the formula that gives its values."""

    areas: tuple[Area, ...]
    formula: str


@dataclass(slots=True)
class TemplateSheet:
    """What was found of a worksheet.

    `data_start` and `data_end` bound what stands between the tags of `sheetData`. `texts` are
    the cells that show something, numbers as they are written; `formulas` those that work
    something out, each with the last row that it fills. `frozen` rows stay in view.
    `column_styles` are the styles of whole columns: first, last, style; `styles` those of cells:
    column and style, with the last row that has it.
    """

    prefix: bytes
    data_start: int = 0
    data_end: int = 0
    rows: list[RowPlace] = field(default_factory=list)
    texts: dict[Spot, str] = field(default_factory=dict)
    formulas: dict[Spot, int] = field(default_factory=dict)
    formula_texts: list[str] = field(default_factory=list)
    spans: list[Area] = field(default_factory=list)
    lists: list[ListRule] = field(default_factory=list)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    frozen: int = 0


def area_of(text: str) -> Area | None:
    """Return the rectangle of a reference such as `$A$1:B9`, `$A:$A` or `C5`, or None."""
    found = _RANGE.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        return None
    single = ":" not in text
    left = column_index(found[1]) + 1 if found[1] else 1
    top = int(found[2]) if found[2] else 1
    right = column_index(found[3]) + 1 if found[3] else left if single else _LAST_COLUMN
    bottom = int(found[4]) if found[4] else top if single else _LAST_ROW
    return Area(min(top, bottom), max(top, bottom), min(left, right), max(left, right))
