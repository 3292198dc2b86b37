"""A worksheet as the second reader finds it, some thousand lines at a time.

python-calamine holds a worksheet whole. So it gets the workbook in slices: the same parts, and
of the sheet some thousand lines at a time, cut between two rows.
"""

import contextlib
import errno
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from hrdesk.domain.errors import Damaged

#: What the readers say of a file that is not what was written.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    RuntimeError,
    CalamineError,
    EOFError,
    struct.error,
)
_CHUNK = 1 << 20
_EMPTY_SHEET = b"<worksheet xmlns=%s><sheetData/></worksheet>" % (
    b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)
#: A formula, with or without a prefix of its namespace. Text cannot hold a bare "<".
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")

#: Lines by number from 0, each from the first column on.
Lines = Mapping[int, Sequence[object]]


@contextlib.contextmanager
def damaged_when_unreadable(name: str) -> Iterator[None]:
    """Say of a file that its readers do not take that it is another than was written."""
    try:
        yield
    except _UNREADABLE as error:
        raise Damaged("batch.unlike", cell=name) from error
    except OSError as error:
        # A part that is said to lie before the file begins; the disk's own faults go on.
        if error.errno != errno.EINVAL:
            raise
        raise Damaged("batch.unlike", cell=name) from error


@dataclass(frozen=True, slots=True)
class _Slice:
    """Some lines of a worksheet: as XML, and the number of the last one."""

    content: bytes
    last: int


class SheetSlices:
    """Reads one worksheet of an archive; elements may have a prefix ("x:")."""

    def __init__(self, archive: zipfile.ZipFile, part: str, name: str, prefix: bytes = b"") -> None:
        self._archive = archive
        self._part = part
        self._name = name
        own = re.escape(prefix)
        self._begins = re.compile(rb"<" + own + rb"sheetData\b[^>]*>")
        self._row_ends = b"</" + prefix + b"row>"
        self._ends = b"</%ssheetData></%sworksheet>" % (prefix, prefix)
        self._number = re.compile(rb"<" + own + rb"""row\b[^>]*?\br=["']([0-9]+)""")

    def read(self, looked_at: Callable[[bytes], None]) -> Iterator[tuple[int, Lines]]:
        """Yield the lines of each piece with the number of the last one, from 1.

        Every byte of the sheet goes through `looked_at`, whole rows at a time.
        """
        with self._archive.open(self._part) as stream:
            for piece in self._slices(stream, looked_at):
                yield piece.last, self._read(piece.content)

    def _slices(self, stream: IO[bytes], looked_at: Callable[[bytes], None]) -> Iterator[_Slice]:
        """Yield the worksheet as well-formed pieces of whole rows."""
        head, waiting = b"", b""
        while chunk := stream.read(_CHUNK):
            waiting += chunk
            if not head:
                begins = self._begins.search(waiting)
                end = begins.end() if begins else len(waiting)
                head, waiting = waiting[:end], waiting[end:]
                looked_at(head)
            cut = waiting.rfind(self._row_ends) + len(self._row_ends)
            if cut >= len(self._row_ends):
                rows, waiting = waiting[:cut], waiting[cut:]
                looked_at(rows)
                numbers = self._number.findall(rows)
                yield _Slice(head + rows + self._ends, int(numbers[-1]) if numbers else 0)
        looked_at(waiting)

    def _read(self, content: bytes) -> Lines:
        """Return the lines that the second reader finds."""
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w") as slice_:
            for name in self._archive.namelist():
                if name == self._part:
                    slice_.writestr(name, content)
                else:
                    sheet = name.startswith("xl/worksheets/sheet")
                    slice_.writestr(name, _EMPTY_SHEET if sheet else self._archive.read(name))
        book.seek(0)
        with CalamineWorkbook.from_filelike(book) as workbook:
            found = workbook.get_sheet_by_name(self._name)
            top, left = found.start or (0, 0)
            blank = ("",) * left
            return {top + n: (*blank, *row) for n, row in enumerate(found.to_python())}
