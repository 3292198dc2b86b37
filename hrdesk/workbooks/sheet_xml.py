"""Lines as the XML of a worksheet (ECMA-376 part 1, 18.3.1): typed cells, never a formula.

Text stands in its cell as an inline string, so that nothing has to be kept until the end.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.money import from_fen
from hrdesk.workbooks.batch_sheet import Cell
from hrdesk.workbooks.sheet_lines import Line, LineStyle

#: Style numbers of a workbook by look and format.
Styles = Mapping[tuple[LineStyle, CellFormat], str]

#: Day 0 of spreadsheets, as they count from 1900-03-01 on.
_DAY_ZERO = date(1899, 12, 30)
#: A carriage return is carried as _x000D_ (XML reads a bare one as a line feed); so a text
#: that looks like such an escape has its underscore escaped (ECMA-376 part 1, 22.4.2.4).
_ESCAPED = re.compile(r"[&<>\r]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "_x000D_", "_": "_x005F_"}
#: Points of one line of a cell, and of the highest row that spreadsheets know.
_POINTS, _HIGHEST = 15, 409
#: A title runs on beyond its cell, in larger letters.
_TITLE_HEIGHT = ' ht="21" customHeight="1"'
#: A line breaks between words and signs, so this part of its width is filled.
_FILLED = 0.9
#: From here on signs are as wide as two letters: those of Chinese, and the full-width ones.
_WIDE = "\u2e80"


class LineWriter:
    """Writes the lines of one worksheet in order; `widths` are those of its columns."""

    def __init__(self, styles: Styles, widths: Sequence[int]) -> None:
        self._styles = styles
        self._widths = widths
        self._number = 0
        self._columns: tuple[str, ...] = ()
        self._shape: tuple[LineStyle, Sequence[CellFormat]] | None = None
        self._attributes: tuple[str, ...] = ()

    def line(self, line: Line) -> str:
        """Return the next line as a `row` element."""
        self._number += 1
        number, shape = self._number, (line.style, line.formats)
        if shape != self._shape:
            self._shape = shape
            styles = (self._styles[line.style, each] for each in line.formats)
            self._attributes = tuple(f'" s="{style}"' for style in styles)
            self._columns = tuple(column_letters(index) for index in range(len(line.formats)))
        cells = "".join(
            f'<c r="{column}{number}{attributes}{content(cell, format_)}'
            for column, attributes, format_, cell in zip(
                self._columns, self._attributes, line.formats, line.cells, strict=True
            )
        )
        return f'<row r="{number}"{_height(line, self._widths)}>{cells}</row>'


def _height(line: Line, widths: Sequence[int]) -> str:
    """Return the height of a title, or of a line whose longest text takes several in its cell.

    Not every program works it out when it opens a workbook.
    """
    if line.style is LineStyle.TITLE:
        return _TITLE_HEIGHT
    most = 1
    for cell, width in zip(line.cells, widths, strict=False):
        room = width * _FILLED
        if isinstance(cell, str) and (2 * len(cell) > room or "\n" in cell):
            most = max(most, sum(ceil(_units(part) / room) or 1 for part in cell.split("\n")))
    points = min(most * _POINTS, _HIGHEST)
    return f' ht="{points:g}" customHeight="1"' if most > 1 else ""


def _units(text: str) -> int:
    """Return how many characters of a column's width a text takes; one of Chinese takes two."""
    return sum(2 if letter >= _WIDE else 1 for letter in text)


def content(cell: Cell, format_: CellFormat, prefix: str = "") -> str:
    """Return what follows a cell's attributes: its type, its value and its end.

    `prefix` stands before the names of elements where a template writes them so ("x:").

    Money is written digit by digit from whole fen and never passes through a binary fraction:
    a program that reads it finds the nearest one, which for 15 digits is that amount alone.
    """
    if cell is None or cell == "":
        return "/>"
    if isinstance(cell, str):
        return _text(cell, prefix)
    if isinstance(cell, date):
        if format_ is CellFormat.DATE_TEXT:
            return _text(cell.isoformat(), prefix)
        return _number((cell - _DAY_ZERO).days, prefix)
    return _number(from_fen(cell) if format_ is CellFormat.MONEY else cell, prefix)


def _text(text: str, prefix: str) -> str:
    if prefix:
        inner = f"<{prefix}is><{prefix}t{_space(text)}>{escaped(text)}</{prefix}t></{prefix}is>"
        return f' t="inlineStr">{inner}</{prefix}c>'
    return f' t="inlineStr"><is><t{_space(text)}>{escaped(text)}</t></is></c>'


def _number(value: int | Decimal, prefix: str) -> str:
    return f"><{prefix}v>{value}</{prefix}v></{prefix}c>"


def escaped(text: str) -> str:
    """Return a text as the content of a `t` element."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)


def _space(text: str) -> str:
    """Keep white space at the ends and line feeds, which readers may drop without being told."""
    return ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
