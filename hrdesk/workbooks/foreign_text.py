"""Lists as text between separators (CSV), in UTF-8 or GB18030."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain

from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import FileKind, ForeignFile, ForeignSheet
from hrdesk.workbooks.foreign_xml import check_near

_SEPARATORS = ",\t;"
#: How people keep a spreadsheet from taking a number for an amount: ="510402…".
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_LONGEST_TEXT = 32_767
_STRAY_RETURN = re.compile(r"\r(?!\n)")
#: No list holds it (`foreign_file` refuses it).
_END = "\0"


def read_text_list(content: bytes) -> ForeignFile:
    """Return the one sheet of a list in text.

    Raises InvalidInput `list_file.not_text` when it is in neither encoding,
    `list_file.long_text` of a cell that is too long, `list_file.too_far` of one beyond the limits,
    `list_file.open_quote` (cell) where a quotation mark has no other, `list_file.swallowed` (cell)
    of one that holds line breaks and separators: perhaps whole lines between two stray marks,
    `list_file.stray_return` (line) of a carriage return within a line.
    """
    text = _decoded(content)
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    lines: list[list[str]] = []
    widths: list[int] = []
    for number, cells in enumerate(_records(text, separator)):
        filled = _filled(cells)
        _check_line(number, cells, filled)
        _check_breaks(number, cells[:filled], separator)
        lines.append([_bare(cell) for cell in cells[:filled]])
        widths.append(len(cells))
    last = next((n for n in range(len(lines), 0, -1) if lines[n - 1]), 0)
    return ForeignFile(FileKind.CSV, (ForeignSheet("", lines[:last], widths=widths[:last]),))


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the cells of each line; a line of its own at the end shows that no mark is open."""
    # Old programs end lines with a carriage return alone; among other ends it is a stray one.
    ends = text if "\n" in text else text.replace("\r", "\n")
    reader = csv.reader(chain(io.StringIO(ends), (_END,)), delimiter=separator)
    before: list[str] | None = None
    read = 0
    try:
        for cells in reader:
            if before is not None:
                yield before
                read += 1
            before = cells
    except csv.Error:
        if _STRAY_RETURN.search(text):
            raise InvalidInput("list_file.stray_return", line=read + 2) from None
        raise InvalidInput("list_file.long_text") from None
    if before != [_END]:
        column = len(before or ()) - 1
        raise InvalidInput("list_file.open_quote", cell=address(read, column))


def _filled(cells: list[str]) -> int:
    """Return how many cells a line has without the blank ones at its end."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)


def _bare(cell: str) -> str:
    kept = _KEPT_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return kept[1] if kept else cell


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInput("list_file.not_text")


def _check_line(number: int, cells: list[str], filled: int) -> None:
    if filled:
        check_near(number, filled - 1, "")
    if any(len(cell) > _LONGEST_TEXT for cell in cells):
        raise InvalidInput("list_file.long_text")


def _check_breaks(number: int, cells: list[str], separator: str) -> None:
    for column, cell in enumerate(cells):
        if "\n" in cell and separator in cell:
            raise InvalidInput("list_file.swallowed", cell=address(number, column))
