"""A copy of somebody's list as .xlsx with its bad cells marked, where the list itself cannot be.

Texts stay texts (format @), numbers and days stay what they are; nothing becomes a formula.
"""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.workbooks.marking import Marks

_RED = "#FFC7CE"
_WIDTH, _WIDE = 16, 60
#: All in memory: a list of people must not stand in a temporary file.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS = {"text": "@", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "number": "General"}


def marked_copy(
    sheet: ForeignSheet,
    marks: Marks,
    words: Mapping[str, str],
    on_line: Callable[[int], None],
) -> bytes:
    """Return the workbook; `words` are its sheet names, and what says that it is a copy.

    `on_line` is told the number of each line of the sheet as it is written.
    """
    made = io.BytesIO()
    with Workbook(made, _OPTIONS) as book:
        page = book.add_worksheet(words["rows"])
        note = book.add_worksheet(words["note"])
        note.set_column(0, 0, 100)
        note.write_string(0, 0, words["explanation"])
        _Copy(book, page, marks).write(sheet, on_line)
    return made.getvalue()


class _Copy:
    """Writes the cells of one sheet."""

    def __init__(self, book: Workbook, page: Worksheet, marks: Marks) -> None:
        self._page = page
        self._marks = marks
        self._formats: dict[tuple[str, bool], Format] = {
            (name, bad): book.add_format({"num_format": form} | ({"bg_color": _RED} if bad else {}))
            for name, form in _FORMATS.items()
            for bad in (False, True)
        }

    def write(self, sheet: ForeignSheet, on_line: Callable[[int], None]) -> None:
        """Write every cell, the marks, and the column that says what to do."""
        column = self._marks.column
        self._page.set_column(0, max(column - 1, 0), _WIDTH)
        self._page.set_column(column, column, _WIDE)
        for line, cells in enumerate(sheet.lines):
            on_line(line + 1)
            for place, cell in enumerate(cells[:column]):
                self._cell(line, place, cell)
        text = self._formats["text", False]
        self._page.write_string(self._marks.titles, column, self._marks.title, text)
        for line, said in self._marks.lines.items():
            self._page.write_string(line, column, said, self._formats["text", True])
        for (line, place), said in self._marks.cells.items():
            self._page.write_comment(line, place, said, {"author": self._marks.author})

    def _cell(self, line: int, place: int, cell: ForeignCell) -> None:
        bad = (line, place) in self._marks.cells
        if isinstance(cell, bool):
            self._page.write_boolean(line, place, cell, self._formats["number", bad])
        elif isinstance(cell, int | float):
            self._page.write_number(line, place, cell, self._formats["number", bad])
        elif isinstance(cell, str):
            form = self._formats["text", bad]
            if cell:
                self._page.write_string(line, place, cell, form)
            elif bad:
                self._page.write_blank(line, place, None, form)
        else:
            self._day(line, place, cell, bad=bad)

    def _day(
        self, line: int, place: int, cell: date | datetime | time | timedelta, *, bad: bool
    ) -> None:
        whole = isinstance(cell, date) and not isinstance(cell, datetime)
        form = self._formats["day" if whole else "moment", bad]
        self._page.write_datetime(line, place, cell, form)
