"""Filling an official template: rows go into the XML of its sheet, all else keeps its bytes.

What changes is the sheet's part (its rows of data, its `dimension`, the values of its own
formulas), the styles where a number format is lacking, and the part `workbook.xml` where formulas
elsewhere must be worked out anew when the file is opened. Every other part is copied as packed.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import BinaryIO

from hrdesk.domain.batch_spec import MOST_ROWS
from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.template import TemplatePlan
from hrdesk.workbooks.batch_sheet import Row
from hrdesk.workbooks.template_archive import TemplateArchive
from hrdesk.workbooks.template_book import TemplateBook
from hrdesk.workbooks.template_header import examples_below
from hrdesk.workbooks.template_recalculation import recalculated
from hrdesk.workbooks.template_rows import RowFiller, TemplateText
from hrdesk.workbooks.template_sheet import area_of
from hrdesk.workbooks.template_styles import TemplateStyles

_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension\b[^>]*?\bref=)(["'])([^"']*)\2""")
_ROWS_AT_A_TIME = 200


class TemplateFilling:
    """A template and how rows go into it; `changed` are the parts that are not the template's."""

    def __init__(self, template: bytes, plan: TemplatePlan) -> None:
        """Raises as `workbooks.template_reading.read_template`, and InvalidInput
        `template_file.other_plan` (sheet) where the template has no such sheet, or fills itself
        what the plan fills.
        """
        self.template = template
        self.plan = plan
        book = TemplateBook(template)
        entry = next((each for each in book.listing.sheets if each.name == plan.sheet), None)
        if entry is None:
            raise InvalidInput("template_file.other_plan", sheet=plan.sheet)
        self.part = entry.part
        sheet = book.without_lists(entry)
        said = plan.examples
        self.examples = examples_below(sheet, plan.header_last) if said is None else said
        base_1904 = book.listing.date_base_1904
        self.text = TemplateText(book.parts[entry.part], sheet, base_1904=base_1904)
        self._check_columns()
        self._styles = TemplateStyles(book.parts[book.styles_part])
        self._filler = RowFiller(self.text, self._styles, plan, self.examples)
        self._settle_styles()
        self.changed: Mapping[str, bytes] = self._changed(book)

    def _check_columns(self) -> None:
        places = {each.place for each in self.plan.columns}
        first = self.plan.first_row
        own = {column for (row, column) in self.text.sheet.formulas if row >= first}
        if places & own or len(places) != len(self.plan.columns):
            raise InvalidInput("template_file.other_plan", sheet=self.plan.sheet)

    def _most_rows(self) -> int:
        """Return how many rows the template's own formulas fill."""
        first, lasts = self.plan.first_row, dict[int, int]()
        for (_, column), last in self.text.sheet.formulas.items():
            if last >= first:
                lasts[column] = max(last, lasts.get(column, 0))
        return min(lasts.values(), default=MOST_ROWS + first) - first + 1

    def _settle_styles(self) -> None:
        """Add what rows of the template need, so that the part is known before the rows."""
        formats = {each.place: each.column.format for each in self.plan.columns}
        for (place, style), row in self.text.sheet.styles.items():
            if place in formats and row >= self.plan.first_row:
                self._styles.suited(style, formats[place])

    def _changed(self, book: TemplateBook) -> Mapping[str, bytes]:
        grown = self._styles.grown()
        found = {} if grown is None else {book.styles_part: grown}
        anew = recalculated(book, self.part, self.plan.sheet)
        return found if anew is None else found | {book.listing.part: anew}

    @cached_property
    def head(self) -> bytes:
        """What stands before the rows, the dimension as it was."""
        return self.text.content[: self.text.sheet.data_start]

    @property
    def tail(self) -> bytes:
        """What stands behind the rows."""
        return self.text.content[self.text.sheet.data_end :]

    def write(self, stream: BinaryIO, rows: Iterable[Row], count: int) -> None:
        """Write the template with so many rows; the same rows give the same bytes.

        `rows` have a cell for each column of the plan, in its order, and passed
        `workbooks.cell_checks`; memory does not grow with them. What the disk says comes through
        as OSError.
        """
        if count > self._most_rows():
            raise ValueError(f"{count} rows, and the template's own formulas fill fewer")
        archive = TemplateArchive(stream, self.template)
        with zipfile.ZipFile(io.BytesIO(self.template)) as old:
            entries = old.infolist()
        for entry in entries:
            if entry.filename == self.part:
                archive.write(entry, self._sheet(rows, count))
            elif entry.filename in self.changed:
                archive.write(entry, [self.changed[entry.filename]])
            else:
                archive.copy(entry)
        archive.close()

    def sized(self, count: int) -> bytes:
        """Return what stands before the rows once so many are filled in."""
        return _DIMENSION.sub(lambda found: self._dimension(found, count), self.head, count=1)

    def _dimension(self, found: "re.Match[bytes]", count: int) -> bytes:
        sheet, plan = self.text.sheet, self.plan
        old = area_of(found[3].decode("ascii", "replace"))
        rows = [each.number for each in sheet.rows] + [plan.first_row + count - 1]
        columns = [each.place for each in plan.columns] + [column for _, column in sheet.texts]
        if old is not None:
            rows += [old.top, old.bottom]
            columns += [old.left, old.right]
        first = f"{column_letters(min(columns) - 1)}{min(rows)}"
        last = f"{column_letters(max(columns) - 1)}{max(rows)}"
        return b"%s%s%s%s" % (found[1], found[2], f"{first}:{last}".encode(), found[2])

    def _sheet(self, rows: Iterable[Row], count: int) -> Iterator[bytes]:
        """Yield the XML of the sheet in pieces."""
        plan, content = self.plan, self.text.content
        first, end = plan.first_row, plan.first_row + count
        known = self.text.sheet.rows
        yield self.sized(count)
        above = [each for each in known if each.number < first]
        done = above[-1].end if above else self.text.sheet.data_start
        yield self.text.fresh(content[self.text.sheet.data_start : done])
        yield from self._data(iter(rows), first, end)
        below = [each for each in known if each.number >= end]
        for start in range(0, len(below), _ROWS_AT_A_TIME):
            group = below[start : start + _ROWS_AT_A_TIME]
            yield b"".join(self._filler.emptied(each) for each in group)
        yield self.tail

    def _data(self, rows: Iterator[Row], first: int, end: int) -> Iterator[bytes]:
        known = {each.number: each for each in self.text.sheet.rows if first <= each.number < end}
        number = first
        while waiting := list(islice(rows, _ROWS_AT_A_TIME)):
            pieces = []
            for row in waiting:
                place = known.get(number)
                if place is None:
                    pieces.append(self._filler.new_row(number, row).encode())
                else:
                    pieces.append(self._filler.filled(place, row))
                number += 1
            yield b"".join(pieces)
        if number != end:
            raise ValueError(f"{number - first} rows where {end - first} were meant")
