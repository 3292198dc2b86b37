"""Lists as text between separators (CSV), in UTF-8 or GB18030."""

import csv
import io
import re

from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import FileKind, ForeignFile, ForeignSheet
from hrdesk.workbooks.foreign_xml import MOST_COLUMNS, MOST_LINES

_SEPARATORS = ",\t;"
#: How people keep a spreadsheet from taking a number for an amount: ="510402…".
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_LONGEST_TEXT = 32_767


def read_text_list(content: bytes) -> ForeignFile:
    """Return the one sheet of a list in text.

    Raises InvalidInput `list_file.not_text` when it is in neither encoding,
    `list_file.long_text` of a cell that is too long, `list_file.too_far` of one beyond the limits.
    """
    text = _decoded(content)
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    lines = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
            _check_line(number, cells)
            lines.append([_bare(cell) for cell in cells])
    except csv.Error:
        raise InvalidInput("list_file.long_text") from None
    return ForeignFile(FileKind.CSV, (ForeignSheet("", lines),))


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


def _check_line(number: int, cells: list[str]) -> None:
    filled = next((n for n in range(len(cells) - 1, -1, -1) if cells[n].strip()), -1)
    if filled >= MOST_COLUMNS or (filled >= 0 and number >= MOST_LINES + 20):
        raise InvalidInput(
            "list_file.too_far",
            sheet="",
            cell=address(number, filled),
            lines=MOST_LINES,
            columns=MOST_COLUMNS,
        )
    if any(len(cell) > _LONGEST_TEXT for cell in cells):
        raise InvalidInput("list_file.long_text")
