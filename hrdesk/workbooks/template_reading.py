"""Reading a template that a platform hands out to be filled in.

Only .xlsx is taken: the other kinds cannot be filled without changing what stands in them. What
is refused, is refused here and with a remedy, so that a template that was read can be filled.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.template import FoundColumn, FoundSheet, FoundTemplate, HeaderRows
from hrdesk.workbooks.foreign_file import refuse_other_kinds
from hrdesk.workbooks.foreign_workbook import SheetEntry
from hrdesk.workbooks.template_book import TemplateBook
from hrdesk.workbooks.template_header import Table, table_at, table_of, top_of
from hrdesk.workbooks.template_sheet import Spot, TemplateSheet
from hrdesk.workbooks.template_styles import TemplateStyles

#: So many rows below a header may be examples that nothing marks; more of them are data.
_MOST_LIKELY_EXAMPLES = 2
#: What says of a file that it was made to hurt; who hands out templates does not make such ones.
_HOSTILE = {
    "list_file.many_parts",
    "list_file.inflates",
    "list_file.entities",
    "list_file.long_text",
    "list_file.many_spans",
}


def read_template(content: bytes, rows: HeaderRows | None = None) -> FoundTemplate:
    """Return the sheets of a template that may be filled, and why others may not.

    `rows` are where a person says that the header of one sheet stands; others are not looked at.
    Raises InvalidInput: `list_file.damaged`, `list_file.encrypted`, `list_file.web_page` and
    others of a file that is no workbook; `template_file.kind`, `template_file.macros`,
    `template_file.hostile`, `template_file.no_styles`; `template_file.spelling`,
    `template_file.too_much` (sheet); `template_file.no_header` where no sheet has a header,
    `template_file.no_titles` (first, last) where a person pointed at rows without any, and the
    problem of the first sheet where none may be filled.
    """
    refuse_other_kinds(content, "template_file.kind")
    try:
        book = TemplateBook(content)
        styles = TemplateStyles(book.parts[book.styles_part])
        seen = [entry for entry in book.listing.sheets if not entry.hidden]
        meant = seen if rows is None else _meant(seen, rows)
        found = [_found(book, styles, entry, rows) for entry in meant]
    except InvalidInput as fault:
        if fault.key in _HOSTILE:
            raise InvalidInput("template_file.hostile") from None
        if fault.key == "list_file.macros":
            raise InvalidInput("template_file.macros") from None
        raise
    sheets = tuple(each for each in found if isinstance(each, FoundSheet))
    unfit = tuple(each for each in found if isinstance(each, Problem))
    if not sheets:
        if unfit:
            raise InvalidInput(unfit[0].key, (), **unfit[0].values)
        if rows is not None:
            raise InvalidInput("template_file.no_titles", first=rows.first, last=rows.last)
        raise InvalidInput("template_file.no_header")
    return FoundTemplate(hashlib.sha256(content).hexdigest(), sheets, unfit)


def upper_rows(content: bytes, name: str) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the upper rows of a sheet, cut short, so that a person can point at its
    header; () where nothing of it can be read. Sheet "" is the first one that may be seen.
    """
    try:
        book = TemplateBook(content)
        seen = [entry for entry in book.listing.sheets if not entry.hidden]
        meant = _meant(seen, HeaderRows(name, 1, 1))
        sheet = book.without_lists(meant[0]) if meant else None
    except InvalidInput:
        return ()
    if sheet is None:
        return ()
    return top_of(sheet, max((column for _, column in sheet.texts), default=0))


def _meant(seen: list[SheetEntry], rows: HeaderRows) -> list[SheetEntry]:
    """Return the sheet at whose rows a person pointed."""
    return [entry for entry in seen if entry.name == rows.sheet] if rows.sheet else seen[:1]


def _found(
    book: TemplateBook, styles: TemplateStyles, entry: SheetEntry, rows: HeaderRows | None
) -> FoundSheet | Problem | None:
    """Return a sheet that may be filled, what hinders it, or None where it has no header."""
    sheet = book.without_lists(entry)
    table = table_of(sheet) if rows is None else table_at(sheet, rows)
    if table is None:
        return None
    return _Reading(entry, book, styles, sheet, table).found()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a sheet with a table says of its columns."""

    entry: SheetEntry
    book: TemplateBook
    styles: TemplateStyles
    sheet: TemplateSheet
    table: Table

    def found(self) -> FoundSheet | Problem:
        """Return the sheet, or the first thing in the way of its rows."""
        problem = self._problem()
        if problem is not None:
            return problem
        return FoundSheet(
            name=self.entry.name,
            header_first=self.table.header_first,
            header_last=self.table.header_last,
            first_row=self.table.first_row,
            columns=tuple(self._columns()),
            formula_rows=self._formula_rows(),
            example_rows=self.table.examples,
            top=top_of(self.sheet, self.table.last_column),
        )

    def _columns(self) -> Iterator[FoundColumn]:
        formulas = self._formula_columns()
        for place, header in self.table.titles.items():
            choices = self._choices(place)
            styles = self._styles(place)
            yield FoundColumn(
                place,
                header,
                choices=choices or (),
                has_formula=place in formulas,
                other_choices=choices is None,
                is_text=bool(styles)
                and all(self.styles.suits(each, CellFormat.TEXT) for each in styles),
                unit=next(filter(None, map(self.styles.unit, sorted(styles))), ""),
            )

    def _styles(self, place: int) -> set[int]:
        """Return every style that a column has from its first row of data on."""
        of_cells = {
            style
            for (column, style), last in self.sheet.styles.items()
            if column == place and last >= self.table.first_row
        }
        of_columns = {
            style for first, last, style in self.sheet.column_styles if first <= place <= last
        }
        return of_cells or of_columns

    def _choices(self, place: int) -> tuple[str, ...] | None:
        """Return what a column's list allows in the first rows of data, () where it has none."""
        first, examples = self.table.first_row, self.table.examples
        rows = (first, first + 1, first + examples)
        for rule in self.sheet.lists:
            if any(area.holds(row, place) for area in rule.areas for row in rows):
                return self.book.values.of(rule, self.book.sheet(self.entry))
        return ()

    def _formula_columns(self) -> dict[int, set[int]]:
        """Return the rows of data that the template fills itself, by column."""
        found: dict[int, set[int]] = {}
        for (row, column), last in self.sheet.formulas.items():
            if last >= self.table.first_row:
                first = max(row, self.table.first_row)
                found.setdefault(column, set()).update(range(first, last + 1))
        return found

    def _formula_rows(self) -> int | None:
        counts = []
        for rows in self._formula_columns().values():
            row = self.table.first_row
            while row in rows:
                row += 1
            counts.append(row - self.table.first_row)
        return min(counts, default=None)

    def _problem(self) -> Problem | None:
        first, last_column = self.table.first_row, self.table.last_column
        for span in self.sheet.spans:
            if span.bottom >= first and span.left <= last_column:
                return self._at("template_file.merged", max(span.top, first), span.left)
        for row in self.sheet.rows:
            if row.hidden and row.number >= first:
                return self._at("template_file.hidden", row.number, 1)
        contents = sorted(self._contents())
        if contents:
            return self._content_problem(contents)
        return self._formula_problem()

    def _content_problem(self, contents: Sequence[Spot]) -> Problem:
        """Return that something stands where rows go; a few first rows may be examples."""
        held = {row for row, _ in contents}
        examples = self.table.examples
        while self.table.first_row + examples in held:
            examples += 1
        likely = self.table.examples < examples <= _MOST_LIKELY_EXAMPLES
        key = "template_file.example" if likely else "template_file.content"
        return self._at(key, *contents[0], examples if likely else None)

    def _formula_problem(self) -> Problem | None:
        """Return what is wrong where the template's own formulas begin late, or end too soon."""
        first, rows = self.table.first_row, self._formula_rows()
        if rows is None or rows > max(1, self.table.examples):
            return None
        if rows == 0:
            late = min(spot for spot in self.sheet.formulas if spot[0] > first)
            return self._at("template_file.formula", *late)
        return self._at("template_file.formula_short", first, min(self._formula_columns()))

    def _contents(self) -> Iterator[Spot]:
        """Yield the cells of data that hold something: no example, formula or row number."""
        begin = self.table.first_row + self.table.examples
        numbered = numbered_column(self.sheet, begin)
        formulas = self._formula_columns()
        for row, column in self.sheet.texts:
            own = row in formulas.get(column, ())
            if row >= begin and column != numbered and not own:
                yield row, column

    def _at(self, key: str, row: int, column: int, examples: int | None = None) -> Problem:
        """Return a problem that says its cell, and the header as it was found, to be put right."""
        values = {
            "sheet": self.entry.name,
            "cell": address(row - 1, column - 1),
            "first": str(self.table.header_first),
            "last": str(self.table.header_last),
            "examples": str(self.table.examples if examples is None else examples),
        }
        return Problem(key, self.entry.name, values)


def numbered_column(sheet: TemplateSheet, first: int) -> int | None:
    """Return the column in which a template numbers its rows from 1 on itself, or None."""
    columns: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.texts.items():
        if row >= first and (row, column) not in sheet.formulas:
            columns.setdefault(column, {})[row] = text.strip()
    for column, found in columns.items():
        meant = {first + n: str(n + 1) for n in range(len(found))}
        if found == meant and len(found) > 1:
            return column
    return None
