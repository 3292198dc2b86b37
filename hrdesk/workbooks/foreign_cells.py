"""Cells as calamine gives them, from A1 on."""

import contextlib
import io
from collections.abc import Iterator, Sequence

from python_calamine import CalamineWorkbook

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.workbooks.foreign_xml import check_near

#: Words of the reader's own messages.
_LOCKED = ("password", "encrypt")
_PANIC = "PanicException"


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Say of a file that calamine does not take that it is locked or damaged."""
    try:
        yield
    except InvalidInput:
        raise
    # A panic of the reader is none of Python's own errors, and no reason to let the cells of
    # the list come into a traceback.
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        if isinstance(error, MemoryError):
            raise
        said = str(error).lower()
        locked = any(word in said for word in _LOCKED)
        raise InvalidInput("list_file.encrypted" if locked else "list_file.damaged") from None


def opened(content: bytes) -> CalamineWorkbook:
    """Open a workbook; InvalidInput `list_file.encrypted` or `list_file.damaged`."""
    with refusing():
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


def cells_of(book: CalamineWorkbook, name: str) -> Sequence[Sequence[ForeignCell]]:
    """Return the lines of a sheet from A1 on.

    Raises InvalidInput `list_file.damaged`, `list_file.too_far` (sheet, cell, lines, columns).
    """
    with refusing():
        sheet = book.get_sheet_by_name(name)
        check_near(*(sheet.end or (0, 0)), name)
        lines: Sequence[Sequence[ForeignCell]] = sheet.to_python(skip_empty_area=False)
        return lines


def upper_lines(content: bytes, name: str, count: int) -> Sequence[Sequence[ForeignCell]]:
    """Return the first lines of a sheet, at most so many; InvalidInput `list_file.damaged`."""
    with refusing():
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name)
        lines: Sequence[Sequence[ForeignCell]] = sheet.to_python(skip_empty_area=False, nrows=count)
        return lines
