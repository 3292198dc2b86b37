"""Opening a filled template again with the second reader, and comparing it with what was meant.

Each cell that was filled is what was sent, each other cell and part what the template has; its
own formulas are all there, and none beside them.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from hrdesk.domain.cell_address import address, column_index
from hrdesk.domain.errors import Damaged
from hrdesk.workbooks.batch_sheet import Row
from hrdesk.workbooks.rereading import same_cell
from hrdesk.workbooks.sheet_slices import FORMULA, Lines, SheetSlices, damaged_when_unreadable
from hrdesk.workbooks.template_filling import TemplateFilling

_CHUNK = 1 << 20


def verify_filled(path: Path, filling: TemplateFilling, rows: Iterable[Row], count: int) -> str:
    """Read a filled template again and return its SHA-256 in hex when it is what was meant.

    Raises Damaged (`batch.unlike`) with the first place or part where it is not.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with (
            damaged_when_unreadable(path.name),
            zipfile.ZipFile(stream) as archive,
            zipfile.ZipFile(io.BytesIO(filling.template)) as template,
        ):
            _compare_parts(archive, template, filling)
            _compare_around(archive, filling, count)
            _Reader(archive, template, filling).compare(iter(rows), count)
    return digest


def _compare_parts(
    archive: zipfile.ZipFile, template: zipfile.ZipFile, filling: TemplateFilling
) -> None:
    names = template.namelist()
    if archive.namelist() != names:
        raise Damaged("batch.unlike", cell=filling.plan.sheet)
    for name in names:
        if name == filling.part:
            continue
        meant = filling.changed.get(name)
        if archive.read(name) != (template.read(name) if meant is None else meant):
            raise Damaged("batch.unlike", cell=name)


def _compare_around(archive: zipfile.ZipFile, filling: TemplateFilling, count: int) -> None:
    """Compare what stands before and behind the rows, and unpack the part to its end."""
    head, tail, last = filling.sized(count), filling.tail, b""
    with archive.open(filling.part) as part:
        begin = part.read(len(head))
        while chunk := part.read(_CHUNK):
            last = (last + chunk)[-max(len(tail), 1) :]
    if begin != head or not last.endswith(tail):
        raise Damaged("batch.unlike", cell=filling.part)


class _Reader:
    """Compares the lines of the filled sheet."""

    def __init__(
        self, archive: zipfile.ZipFile, template: zipfile.ZipFile, filling: TemplateFilling
    ) -> None:
        sheet, self._plan = filling.text.sheet, filling.plan
        self._name = self._plan.sheet
        prefix = sheet.prefix
        own = re.escape(prefix)
        self._formula = re.compile(
            rb"<"
            + own
            + rb"""c\b[^>]*?\br=["']([A-Z]+)([0-9]+)["'][^>]*>\s*<"""
            + own
            + rb"f[\s/>]"
        )
        self._slices = SheetSlices(archive, filling.part, self._name, prefix)
        self._template = self._lines(SheetSlices(template, filling.part, self._name, prefix))
        self._formulas = set(sheet.formulas)
        self._seen: set[tuple[int, int]] = set()
        examples = range(self._plan.first_row, self._plan.first_row + filling.examples)
        self._emptied = {spot for spot in sheet.texts if spot[0] in examples} | self._formulas
        self._places = {each.place: index for index, each in enumerate(self._plan.columns)}

    def compare(self, rows: Iterator[Row], count: int) -> None:
        """Compare all lines in order; Damaged at the first that differs."""
        first, done = self._plan.first_row, 0
        height = max((*self._template, first + count - 2)) + 1
        for last, found in self._slices.read(self._note_formulas):
            for number in range(done, last):
                filled = first <= number + 1 < first + count
                row = next(rows, None) if filled else ()
                if row is None:
                    raise self._unlike(number, 0)
                self._compare_line(number, row, found.get(number, ()))
            done = last
        if next(rows, None) is not None or done < height or self._seen != self._formulas:
            raise self._unlike(done, 0)

    def _compare_line(self, number: int, row: Row, found: Sequence[object]) -> None:
        template = self._template.get(number, ())
        width = max(len(found), len(template), *self._places) if row else 0
        for column in range(max(width, len(found), len(template))):
            value = found[column] if column < len(found) else ""
            index = self._places.get(column + 1) if row else None
            if index is not None:
                format_ = self._plan.columns[index].column.format
                same = same_cell(row[index], format_, value)
            else:
                kept = column < len(template) and (number + 1, column + 1) not in self._emptied
                same = value == (template[column] if kept else "")
            if not same:
                raise self._unlike(number, column)

    def _note_formulas(self, xml: bytes) -> None:
        """Keep where formulas stand; refuse one that stands elsewhere or in a form of its own."""
        found = {
            (int(row), column_index(letters.decode()) + 1)
            for letters, row in self._formula.findall(xml)
        }
        if len(FORMULA.findall(xml)) != len(found) or not found <= self._formulas:
            raise Damaged("batch.unlike", cell=self._name)
        self._seen |= found

    def _lines(self, slices: SheetSlices) -> Lines:
        found: dict[int, Sequence[object]] = {}
        for _, lines in slices.read(lambda _xml: None):
            found.update(lines)
        return found

    def _unlike(self, line: int, column: int) -> Damaged:
        return Damaged("batch.unlike", cell=f"{self._name}!{address(line, column)}")
