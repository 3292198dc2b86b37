"""Opening a written workbook again with another reader, and comparing it cell by cell.

Every byte of the sheets is also searched for formulas, and every part is unpacked to its end,
which proves its checksum.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import Damaged
from hrdesk.domain.money import from_fen
from hrdesk.workbooks.batch_sheet import BatchSheet, Cell
from hrdesk.workbooks.frame import sheet_part
from hrdesk.workbooks.sheet_lines import Line, SheetPlan, sheet_plans
from hrdesk.workbooks.sheet_slices import FORMULA, SheetSlices, damaged_when_unreadable


def verify_workbook(path: Path, sheet: BatchSheet) -> str:
    """Read a workbook again and return its SHA-256 in hex when it is what was meant.

    Raises Damaged (`batch.unlike`) with the first place where it is not: another text, amount
    or day, a cell too many or too few, a formula, a part that cannot be read.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with damaged_when_unreadable(path.name), zipfile.ZipFile(stream) as archive:
            for index, plan in enumerate(sheet_plans(sheet)):
                _Reader(archive, plan, sheet_part(index)).compare()
            _check_other_parts(archive)
    return digest


def _check_other_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every part to its end; a wrong checksum is a BadZipFile."""
    name = archive.testzip()
    if name is not None:
        raise Damaged("batch.unlike", cell=name)


class _Reader:
    """Compares one worksheet with its plan."""

    def __init__(self, archive: zipfile.ZipFile, plan: SheetPlan, part: str) -> None:
        self._plan = plan
        self._slices = SheetSlices(archive, part, plan.name)

    def compare(self) -> None:
        """Compare the lines in order; Damaged at the first that differs."""
        lines = enumerate(self._plan.lines())
        done = 0
        for last, found in self._slices.read(self._refuse_formula):
            for number in range(done, last):
                _, line = next(lines, (0, None))
                self._compare_line(number, line, found.get(number, ()))
            done = last
        if next(lines, None) is not None or done != self._plan.height:
            raise self._unlike(done, 0)

    def _compare_line(self, number: int, line: Line | None, found: Sequence[object]) -> None:
        if line is None:
            raise self._unlike(number, 0)
        for column, (cell, format_) in enumerate(zip(line.cells, line.formats, strict=True)):
            if not same_cell(cell, format_, found[column] if column < len(found) else ""):
                raise self._unlike(number, column)
        for column in range(len(line.cells), len(found)):
            if found[column] != "":
                raise self._unlike(number, column)

    def _refuse_formula(self, xml: bytes) -> None:
        if FORMULA.search(xml):
            raise Damaged("batch.unlike", cell=self._plan.name)

    def _unlike(self, line: int, column: int) -> Damaged:
        return Damaged("batch.unlike", cell=f"{self._plan.name}!{address(line, column)}")


def same_cell(cell: Cell, format_: CellFormat, found: object) -> bool:
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
