"""Opening a written workbook again with another reader, and comparing it cell by cell.

python-calamine holds a worksheet whole. So it gets the workbook in slices: the same parts, and
of the sheet some thousand lines at a time, cut between two rows. Every byte of the sheets is
also searched for formulas, and every part is unpacked to its end, which proves its checksum.
"""

import errno
import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import Damaged
from hrdesk.domain.money import from_fen
from hrdesk.workbooks.batch_sheet import BatchSheet, Cell
from hrdesk.workbooks.frame import sheet_part
from hrdesk.workbooks.sheet_lines import Line, SheetPlan, sheet_plans

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
_DATA_BEGINS, _ROW_ENDS = b"<sheetData>", b"</row>"
_DATA_ENDS = b"</sheetData></worksheet>"
_EMPTY_SHEET = b"<worksheet xmlns=%s><sheetData/></worksheet>" % (
    b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)
#: A formula, with or without a prefix of its namespace. Text cannot hold a bare "<".
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
_LINE_NUMBER = re.compile(rb'<row r="([0-9]+)"')


@dataclass(frozen=True, slots=True)
class _Slice:
    """Some lines of a worksheet: as XML, and the number of the last one."""

    content: bytes
    last: int


def verify_workbook(path: Path, sheet: BatchSheet) -> str:
    """Read a workbook again and return its SHA-256 in hex when it is what was meant.

    Raises Damaged (`batch.unlike`) with the first place where it is not: another text, amount
    or day, a cell too many or too few, a formula, a part that cannot be read.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        try:
            with zipfile.ZipFile(stream) as archive:
                for index, plan in enumerate(sheet_plans(sheet)):
                    _Reader(archive, plan, sheet_part(index)).compare()
                _check_other_parts(archive)
        except _UNREADABLE as error:
            raise Damaged("batch.unlike", cell=path.name) from error
        except OSError as error:
            # A part that is said to lie before the file begins; the disk's own faults go on.
            if error.errno != errno.EINVAL:
                raise
            raise Damaged("batch.unlike", cell=path.name) from error
    return digest


def _check_other_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every part to its end; a wrong checksum is a BadZipFile."""
    name = archive.testzip()
    if name is not None:
        raise Damaged("batch.unlike", cell=name)


class _Reader:
    """Compares one worksheet with its plan."""

    def __init__(self, archive: zipfile.ZipFile, plan: SheetPlan, part: str) -> None:
        self._archive = archive
        self._plan = plan
        self._part = part

    def compare(self) -> None:
        """Compare the lines in order; Damaged at the first that differs."""
        lines = enumerate(self._plan.lines())
        done = 0
        with self._archive.open(self._part) as stream:
            for piece in self._slices(stream):
                found = self._read(piece.content)
                for number in range(done, piece.last):
                    _, line = next(lines, (0, None))
                    self._compare_line(number, line, found.get(number, ()))
                done = piece.last
        if next(lines, None) is not None or done != self._plan.height:
            raise self._unlike(done, 0)

    def _slices(self, stream: IO[bytes]) -> Iterator[_Slice]:
        """Yield the worksheet as well-formed pieces of whole rows."""
        head, waiting = b"", b""
        while chunk := stream.read(_CHUNK):
            waiting += chunk
            if not head:
                head, _, waiting = waiting.partition(_DATA_BEGINS)
                self._refuse_formula(head)
                head += _DATA_BEGINS
            cut = waiting.rfind(_ROW_ENDS) + len(_ROW_ENDS)
            if cut >= len(_ROW_ENDS):
                rows, waiting = waiting[:cut], waiting[cut:]
                self._refuse_formula(rows)
                numbers = _LINE_NUMBER.findall(rows)
                yield _Slice(head + rows + _DATA_ENDS, int(numbers[-1]) if numbers else 0)
        self._refuse_formula(waiting)

    def _read(self, content: bytes) -> dict[int, Sequence[object]]:
        """Return the lines that the second reader finds, each from the first column on."""
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w") as slice_:
            for name in self._archive.namelist():
                if name == self._part:
                    slice_.writestr(name, content)
                else:
                    sheet = name.startswith("xl/worksheets/")
                    slice_.writestr(name, _EMPTY_SHEET if sheet else self._archive.read(name))
        book.seek(0)
        with CalamineWorkbook.from_filelike(book) as workbook:
            found = workbook.get_sheet_by_name(self._plan.name)
            top, left = found.start or (0, 0)
            blank = ("",) * left
            return {top + n: (*blank, *row) for n, row in enumerate(found.to_python())}

    def _compare_line(self, number: int, line: Line | None, found: Sequence[object]) -> None:
        if line is None:
            raise self._unlike(number, 0)
        for column, (cell, format_) in enumerate(zip(line.cells, line.formats, strict=True)):
            if not _same(cell, format_, found[column] if column < len(found) else ""):
                raise self._unlike(number, column)
        for column in range(len(line.cells), len(found)):
            if found[column] != "":
                raise self._unlike(number, column)

    def _refuse_formula(self, xml: bytes) -> None:
        if _FORMULA.search(xml):
            raise Damaged("batch.unlike", cell=self._plan.name)

    def _unlike(self, line: int, column: int) -> Damaged:
        return Damaged("batch.unlike", cell=f"{self._plan.name}!{address(line, column)}")


def _same(cell: Cell, format_: CellFormat, found: object) -> bool:
    """Tell whether a cell came back as what was meant: text letter by letter, money to the fen.

    A reader gives numbers as binary fractions; the shortest decimal of one is what it shows.
    """
    if cell is None:
        return found == ""
    if isinstance(cell, date):
        if format_ is CellFormat.DATE_TEXT:
            return found == cell.isoformat()
        return type(found) is date and found == cell
    if isinstance(cell, int):
        if type(found) not in (int, float):
            return False
        return Decimal(repr(found)) == (from_fen(cell) if format_ is CellFormat.MONEY else cell)
    return type(found) is str and found == cell
