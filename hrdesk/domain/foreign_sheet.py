"""A sheet that somebody else filled in: its cells as read, and what a reader must know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

#: A cell by the type it has in its workbook: a number as the nearest binary fraction, a day or
#: moment by the cell's number format and the workbook's base (1900 or 1904), "" for nothing.
ForeignCell = str | float | int | bool | date | datetime | time | timedelta

#: Line and column of a cell, counted from 0.
Place = tuple[int, int]


class FileKind(StrEnum):
    """How a list was stored."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


class Flaw(StrEnum):
    """What keeps a cell or its line from being read as it stands."""

    ERROR = "error"
    NO_VALUE = "no_value"
    MERGED = "merged"
    STRUCK = "struck"
    PERCENT = "percent"
    UNIT = "unit"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """One sheet from its cell A1 on; lines may differ in length.

    `flaws` are cells by place, `flawed_lines` whole lines (hidden, or filtered away).
    `formulas` are the cells whose value was worked out when the file was saved last.
    `hidden_columns` are read like others, and said. `spans` are the merged ranges: first and
    last line, first and last column. `widths` says of each line of a list in text how many cells
    it has with the blank ones at its end, which `lines` lack; other kinds have none.
    """

    name: str
    lines: Sequence[Sequence[ForeignCell]]
    hidden: bool = False
    flaws: Mapping[Place, Flaw] = field(default_factory=dict)
    flawed_lines: Mapping[int, Flaw] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int, int, int], ...] = ()
    widths: Sequence[int] = ()

    def merged_lines(self, first: int, columns: Collection[int]) -> frozenset[int]:
        """Return the lines from `first` on in which cells of columns are merged with others.

        Ranges may reach far below the last line and lie over each other: each line counts once.
        """
        found: set[int] = set()
        reached = first
        for top, bottom, left, right in sorted(self.spans):
            if any(left <= column <= right for column in columns):
                end = min(bottom + 1, len(self.lines))
                found.update(range(max(top, reached), end))
                reached = max(reached, end)
        return frozenset(found)

    def lines_beyond(self, first: int, titled: int) -> Mapping[int, int]:
        """Return the lines of a text from `first` on with more cells than titles, each with the
        first column beyond these; `titled` is how many columns have a title.

        A separator within a text or an amount that stands in no quotes has shifted all behind it.
        Blank cells at the end are not one too many where the line of titles has them too.
        """
        if not self.widths:
            return {}
        wide = max(titled, self.widths[first - 1] if first else 0)
        return {
            line: titled
            for line in range(first, len(self.lines))
            if len(self.lines[line]) > titled or (self.lines[line] and self.widths[line] > wide)
        }


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file that was read: its kind, its sheets in order, and the form hash that it carries.

    `mark` is "" unless this program made the workbook (`workbooks.blank_list`). `sees_all` is
    false where the kind of file shows neither hidden parts nor formulas (.xls).
    """

    kind: FileKind
    sheets: tuple[ForeignSheet, ...]
    mark: str = ""
    sees_all: bool = True
    date_base_1904: bool = False
