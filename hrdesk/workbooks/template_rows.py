"""Rows of a template's sheet: filled, or as they are with formulas to be worked out anew.

What is written into a cell is text, a number or a day and never a formula. The cells beside keep
their bytes; those of a row that did not exist look like those of the first row of data.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import column_index, column_letters
from hrdesk.domain.template import TemplatePlan
from hrdesk.workbooks.batch_sheet import Row
from hrdesk.workbooks.sheet_xml import content as content_of
from hrdesk.workbooks.template_scan import tag_end
from hrdesk.workbooks.template_sheet import RowPlace, TemplateSheet
from hrdesk.workbooks.template_styles import TemplateStyles

_ADDRESS = re.compile(rb"""\br=["']([A-Z]+)""")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_OWN_STYLE = re.compile(rb"""\bcustomFormat=["'](?:1|true)["']""")
_SPANS = re.compile(rb"""\s+spans=(?:"[^"]*"|'[^']*')""")
_HEIGHT = re.compile(rb"""\s(?:ht|customHeight)=(?:"[^"]*"|'[^']*')""")
#: From the day that spreadsheets of Windows call 0 to the one that those of old Macs do.
_LATER_BASE = timedelta(days=1462)


class TemplateText:
    """The XML of a sheet that is to be filled, cut into rows and cells."""

    def __init__(self, content: bytes, sheet: TemplateSheet, *, base_1904: bool) -> None:
        """`base_1904`: days of this workbook count from 1904."""
        self.content = content
        self.sheet = sheet
        self.base_1904 = base_1904
        name = re.escape(sheet.prefix)
        self._cell = re.compile(
            rb"<" + name + rb"c\b([^>]*?)(/>|>.*?</" + name + rb"c\s*>)", re.DOTALL
        )
        self._formula = re.compile(rb"<" + name + rb"f[\s/>]")
        self._value = re.compile(
            rb"(</"
            + name
            + rb"f\s*>|<"
            + name
            + rb"f\b[^>]*/>)\s*<"
            + name
            + rb"v\b(?:[^>]*/>|[^>]*>[^<]*</"
            + name
            + rb"v\s*>)"
        )
        self._type = re.compile(
            rb"(<"
            + name
            + rb"""c\b[^>]*?)\s+t=["'][A-Za-z]+["']([^>]*>\s*<"""
            + name
            + rb"f[\s/>])"
        )

    def cells(self, row: bytes) -> "dict[int, re.Match[bytes]]":
        """Return the cells of a row by column: attributes, and what follows them."""
        found = {}
        for cell in self._cell.finditer(row):
            place = _ADDRESS.search(cell[1])
            if place is not None:
                found[column_index(place[1].decode()) + 1] = cell
        return found

    def fresh(self, xml: bytes) -> bytes:
        """Return rows or a cell whose formulas have no value, so that it is worked out anew."""
        if not self._formula.search(xml):
            return xml
        return self._type.sub(rb"\1\2", self._value.sub(rb"\1", xml))

    def is_formula(self, xml: bytes) -> bool:
        """Tell whether XML holds a formula."""
        return self._formula.search(xml) is not None


@dataclass(frozen=True, slots=True)
class _Filled:
    """A column that is filled: where, how its cells are kept, and which style they have."""

    place: int
    letters: str
    format: CellFormat
    style: int


class RowFiller:
    """Writes the rows of data of one sheet."""

    def __init__(
        self, text: TemplateText, styles: TemplateStyles, plan: TemplatePlan, examples: int
    ) -> None:
        """`examples`: so many rows of data show how to fill in and are emptied."""
        self._text = text
        self._styles = styles
        self._examples = range(plan.first_row, plan.first_row + examples)
        self._prefix = text.sheet.prefix.decode()
        looks = _Looks(text, plan.first_row, examples)
        self._height = looks.height
        self._columns = tuple(
            _Filled(
                each.place,
                column_letters(each.place - 1),
                each.column.format,
                styles.suited(looks.style(each.place), each.column.format),
            )
            for each in plan.columns
        )
        self._new = self._pattern(looks)
        is_1904 = text.base_1904
        self._days = [
            index
            for index, each in enumerate(self._columns)
            if is_1904 and each.format is CellFormat.DATE
        ]

    def new_row(self, number: int, cells: Row) -> str:
        """Return a row that the template does not have."""
        prefix, n, cells = self._prefix, f"{number}", self._dated(cells)
        written = "".join(
            [
                f"{head}{n}{style}{'/>' if index < 0 else content_of(cells[index], kind, prefix)}"
                for head, style, kind, index in self._new
            ]
        )
        return f'<{prefix}row r="{n}"{self._height}>{written}</{prefix}row>'

    def filled(self, place: RowPlace, cells: Row) -> bytes:
        """Return a row of the template with the cells that are filled."""
        row = self._text.content[place.start : place.end]
        known = self._text.cells(row)
        written = {place_: self._kept(place.number, cell) for place_, cell in known.items()}
        for column, value in zip(self._columns, self._dated(cells), strict=True):
            style = self._style(column, place, known.get(column.place))
            head = f'<{self._prefix}c r="{column.letters}{place.number}" s="{style}"'
            tail = content_of(value, column.format, self._prefix)
            written[column.place] = (head + tail).encode()
        return self._with_cells(row, b"".join(written[column] for column in sorted(written)))

    def emptied(self, place: RowPlace) -> bytes:
        """Return a row that is not filled: as it is, an example emptied, formulas fresh."""
        row = self._text.content[place.start : place.end]
        if place.number not in self._examples:
            return self._text.fresh(row)
        known = self._text.cells(row)
        kept = (self._kept(place.number, known[column]) for column in sorted(known))
        return self._with_cells(row, b"".join(kept))

    def _with_cells(self, row: bytes, cells: bytes) -> bytes:
        end = tag_end(row, 0)
        head = _SPANS.sub(b"", row[:end]).removesuffix(b">").removesuffix(b"/")
        return head + b">" + cells + b"</" + self._prefix.encode() + b"row>"

    def _kept(self, number: int, cell: "re.Match[bytes]") -> bytes:
        """Return a cell that is not filled; a text of an example goes."""
        if self._text.is_formula(cell[0]):
            return self._text.fresh(cell[0])
        column = column_index((_ADDRESS.search(cell[1]) or cell)[1].decode()) + 1
        if number in self._examples and (number, column) in self._text.sheet.texts:
            style = _STYLE.search(cell[1])
            named = b' s="%s"' % style[1] if style else b""
            place = f"{column_letters(column - 1)}{number}".encode()
            return b'<%sc r="%s"%s/>' % (self._text.sheet.prefix, place, named)
        return cell[0]

    def _style(self, column: _Filled, place: RowPlace, cell: "re.Match[bytes] | None") -> int:
        """Return the style of a cell in a row of the template, which may have its own."""
        if cell is None or place.number in self._examples:
            return column.style
        own = _STYLE.search(cell[1])
        return self._styles.suited(int(own[1]) if own else 0, column.format)

    def _dated(self, cells: Row) -> Row:
        """Return cells whose days count from the day 0 of this workbook."""
        if not self._days:
            return cells
        shifted = list(cells)
        for index in self._days:
            cell = shifted[index]
            shifted[index] = cell - _LATER_BASE if isinstance(cell, date) else cell
        return tuple(shifted)

    def _pattern(self, looks: "_Looks") -> list[tuple[str, str, CellFormat, int]]:
        """Return what a new row is made of, in order: how a cell begins, its style, how it is
        kept and which value it has; -1 for a cell that only looks like the one above.
        """
        made = {
            place: (self._head(place), f'" s="{style}"', CellFormat.TEXT, -1)
            for place, style in looks.others().items()
        }
        for index, column in enumerate(self._columns):
            style = f'" s="{column.style}"'
            made[column.place] = (self._head(column.place), style, column.format, index)
        return [made[place] for place in sorted(made)]

    def _head(self, place: int) -> str:
        return f'<{self._prefix}c r="{column_letters(place - 1)}'


class _Looks:
    """How the template lets cells look: those of its first row of data, else their columns.

    An example may be grey: where a row below says how rows look, no cell looks like the example.
    """

    def __init__(self, text: TemplateText, first_row: int, examples: int) -> None:
        rows = {row.number: row for row in text.sheet.rows}
        self._text = text
        self._own = self._cells(rows.get(first_row + examples))
        self._columns = text.sheet.column_styles
        row = rows.get(first_row + examples)
        tag = text.content[row.start : tag_end(text.content, row.start)] if row else b""
        self.height = b"".join(found[0] for found in _HEIGHT.finditer(tag)).decode()
        own = _STYLE.search(tag) if _OWN_STYLE.search(tag) else None
        self._row = int(own[1]) if own else None
        alone = examples and not self._own
        self._example = self._cells(rows.get(first_row)) if alone else {}

    def style(self, place: int) -> int:
        """Return the style of a column's cells."""
        if place in self._own:
            return self._own[place][0]
        if self._row is not None:
            return self._row
        for first, last, style in self._columns:
            if first <= place <= last and style:
                return style
        return self._example.get(place, (0, False))[0]

    def others(self) -> dict[int, int]:
        """Return the styles of the cells in the first row of data that hold no formula."""
        return {place: style for place, (style, formula) in self._own.items() if not formula}

    def _cells(self, row: RowPlace | None) -> dict[int, tuple[int, bool]]:
        if row is None:
            return {}
        cells = self._text.cells(self._text.content[row.start : row.end])
        found = {}
        for place, cell in cells.items():
            style = _STYLE.search(cell[1])
            found[place] = (int(style[1]) if style else 0, self._text.is_formula(cell[0]))
        return found
