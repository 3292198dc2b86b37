"""A sheet that somebody else filled in: its cells as read, and what a reader must know."""

from collections.abc import Mapping, Sequence
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
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """One sheet from its cell A1 on; lines may differ in length.

    `flaws` are cells by place, `flawed_lines` whole lines (hidden, or filtered away).
    `formulas` are the cells whose value was worked out when the file was saved last.
    `hidden_columns` are read like others, and said. `spans` are the merged ranges: first and
    last line, first and last column.
    """

    name: str
    lines: Sequence[Sequence[ForeignCell]]
    hidden: bool = False
    flaws: Mapping[Place, Flaw] = field(default_factory=dict)
    flawed_lines: Mapping[int, Flaw] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int, int, int], ...] = ()


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
