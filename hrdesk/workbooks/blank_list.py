"""The workbook that an employer fills in: instructions, titles, drop-downs, and a version mark.

Every cell is a text; columns of numbers of people and accounts are of the format @, so that a
spreadsheet keeps all digits of what is typed there. No cell is a formula.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hrdesk.domain.cell_address import column_letters
from hrdesk.workbooks.foreign_workbook import MARK_SHEET, MARK_WORD

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LAST_LINE = 20_000
_WIDTH, _WIDE, _NARROW = 18, 70, 24


class BlankFormat(StrEnum):
    """How what is typed into a column is kept."""

    TEXT = "@"
    DAY = "yyyy-mm-dd"
    MONEY = "0.00"
    COUNT = "0"


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column: its title, what belongs into it, its format, and the words to choose from."""

    title: str
    hint: str
    format: BlankFormat
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class BlankList:
    """A workbook to hand out; `form_hash` says by which form it was made.

    `words` are the names of the sheets (`rows`, `note`), the lines of instructions above the
    columns (`lines`, divided by line breaks), their titles (`column`, `how`, `choose`) and the
    sign of a required column (`required`).
    """

    title: str
    columns: Sequence[BlankColumn]
    form_hash: str
    words: Mapping[str, str]


def blank_workbook(blank: BlankList) -> bytes:
    """Return the workbook; the same list gives the same cells."""
    made = io.BytesIO()
    with Workbook(made, _OPTIONS) as book:
        rows = book.add_worksheet(blank.words["rows"])
        note = book.add_worksheet(blank.words["note"])
        hidden = book.add_worksheet(MARK_SHEET)
        hidden.write_string(0, 0, MARK_WORD)
        hidden.write_string(0, 1, blank.form_hash)
        hidden.hide()
        _write_rows(book, rows, hidden, blank)
        _write_note(book, note, blank)
    return made.getvalue()


def _write_rows(book: Workbook, page: Worksheet, hidden: Worksheet, blank: BlankList) -> None:
    head = book.add_format({"bold": True, "num_format": "@", "bottom": 1, "text_wrap": True})
    formats = {each: book.add_format({"num_format": each.value}) for each in BlankFormat}
    page.freeze_panes(1, 0)
    for place, column in enumerate(blank.columns):
        page.set_column(place, place, _WIDTH, formats[column.format])
        page.write_string(0, place, _title(blank, column), head)
        if column.choices:
            _offer(page, hidden, place, column)


def _title(blank: BlankList, column: BlankColumn) -> str:
    """Return a title with its sign; lists are read without it (`intake.titles`)."""
    return column.title + (blank.words["required"] if column.required else "")


def _offer(page: Worksheet, hidden: Worksheet, place: int, column: BlankColumn) -> None:
    """Let the words of a column be chosen from a list; they stand on the hidden sheet."""
    for line, word in enumerate(column.choices):
        hidden.write_string(line + 1, place, word)
    letters = column_letters(place)
    source = f"='{MARK_SHEET}'!${letters}$2:${letters}${len(column.choices) + 1}"
    page.data_validation(
        1,
        place,
        _LAST_LINE,
        place,
        {"validate": "list", "source": source, "error_type": "warning"},
    )


def _write_note(book: Workbook, page: Worksheet, blank: BlankList) -> None:
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": "@", "bold": True})
    page.set_column(0, 0, _NARROW)
    page.set_column(1, 2, _WIDE)
    page.write_string(0, 0, blank.title, bold)
    lines = blank.words["lines"].splitlines()
    for line, words in enumerate(lines, 1):
        page.write_string(line, 0, words)
    top = len(lines) + 2
    for place, name in enumerate(("column", "how", "choose")):
        page.write_string(top, place, blank.words[name], bold)
    for line, column in enumerate(blank.columns, top + 1):
        page.write_string(line, 0, _title(blank, column), text)
        page.write_string(line, 1, column.hint, text)
        page.write_string(line, 2, blank.words["between"].join(column.choices), text)
