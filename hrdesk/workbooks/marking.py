"""Marking the bad cells of somebody's workbook in that workbook itself, at the level of its XML.

The marked sheet and the styles are changed, comments are added; every other part stays as it was,
byte by byte. What is written is text in cells and comments, never a formula.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hrdesk.domain.cell_address import address, column_index, column_letters
from hrdesk.domain.foreign_sheet import Place
from hrdesk.workbooks.foreign_parts import Parts, read_parts
from hrdesk.workbooks.foreign_workbook import sheet_entries
from hrdesk.workbooks.foreign_xml import is_usual
from hrdesk.workbooks.marking_comments import Comments, with_comments
from hrdesk.workbooks.marking_styles import StyleSheet
from hrdesk.workbooks.sheet_xml import escaped

_ROW = re.compile(rb'<row r="([0-9]+)"([^>]*?)(?:/>|>(.*?)</row>)', re.S)
_CELL = re.compile(rb'<c r="([A-Z]+)[0-9]+"([^>]*?)(/>|>.*?</c>)', re.S)
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_SPANS = re.compile(rb'\s*\bspans="[^"]*"')
_COL = re.compile(rb'<col\b[^>]*\bmax="([0-9]+)"[^>]*>')
_WIDTH = 60
_STYLES_PART = "xl/styles.xml"


class CannotMark(Exception):
    """The workbook is spelled in a way that is not patched; a copy serves instead."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked of a sheet: texts by cell, and by line in a column of its own.

    `sheet` is its name, `titles` the line of the titles, `column` the column that
    says what to do, `title` what stands over it; `author` signs the comments.
    """

    sheet: str
    titles: int
    column: int
    title: str
    author: str
    cells: Mapping[Place, str]
    lines: Mapping[int, str]


def marked(content: bytes, marks: Marks, on_line: Callable[[int], None]) -> bytes:
    """Return the workbook with its marks; CannotMark where its XML is not the usual one.

    `on_line` is told the number of each line of the sheet as it is gone through.
    """
    parts = read_parts(content)
    entry = next(each for each in sheet_entries(parts) if each.name == marks.sheet)
    sheet = parts[entry.part]
    if not is_usual(sheet) or _STYLES_PART not in parts:
        raise CannotMark
    styles = StyleSheet.of(parts[_STYLES_PART])
    if styles is None:
        raise CannotMark
    patch = _SheetPatch(marks, styles, on_line)
    changed: dict[str, bytes] = {entry.part: patch.applied(sheet)}
    changed[_STYLES_PART] = styles.grown()
    comments = Comments(entry.part, marks.author, marks.cells)
    changed |= with_comments({**parts, **changed, **_drawings(content)}, comments)
    return _repacked(content, changed)


def _drawings(content: bytes) -> Parts:
    """Return the drawings of comments, which are no XML parts by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = (name for name in archive.namelist() if name.endswith(".vml"))
        return {name: archive.read(name) for name in names}


def _repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with some parts changed or added, the others as they were, in order."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = changed.get(entry.filename)
            new.writestr(entry, old.read(entry) if part is None else part)
        known = set(old.namelist())
        for name, part in changed.items():
            if name not in known:
                new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


class _SheetPatch:
    """Changes one sheet's XML, line by line."""

    def __init__(self, marks: Marks, styles: StyleSheet, on_line: Callable[[int], None]) -> None:
        self._marks = marks
        self._on_line = on_line
        self._styles = styles
        self._letters = column_letters(marks.column).encode()
        self._bad: dict[int, list[int]] = {}
        for line, column in marks.cells:
            self._bad.setdefault(line, []).append(column)

    def applied(self, sheet: bytes) -> bytes:
        """Return the sheet with fills, the column that says what to do, and its width."""
        return self._with_width(_ROW.sub(self._row, sheet))

    def _row(self, found: "re.Match[bytes]") -> bytes:
        line = int(found[1]) - 1
        self._on_line(line + 1)
        inner = found[3] or b""
        said = self._marks.title if line == self._marks.titles else self._marks.lines.get(line)
        if said is None and self._letters not in inner and line not in self._bad:
            return found[0]
        cells = {column_index(each[1].decode()): each for each in _CELL.finditer(inner)}
        kept = {column: each[0] for column, each in cells.items() if column != self._marks.column}
        if len(kept) == len(cells) and said is None and line not in self._bad:
            return found[0]
        for column in self._bad.get(line, ()):
            kept[column] = self._filled(line, column, kept.get(column, b""))
        if said is not None:
            kept[self._marks.column] = self._said(line, said, cells)
        attributes = _SPANS.sub(b"", found[2])
        body = b"".join(kept[column] for column in sorted(kept))
        return b'<row r="' + found[1] + b'"' + attributes + b">" + body + b"</row>"

    def _filled(self, line: int, column: int, cell: bytes) -> bytes:
        """Return a cell in the style that it has, with our fill."""
        found = _CELL.fullmatch(cell)
        attributes, rest = (found[2], found[3]) if found else (b"", b"/>")
        style = _STYLE.search(attributes)
        filled = self._styles.filled(int(style[1]) if style else 0)
        attributes = _STYLE.sub(b"", attributes).rstrip()
        place = address(line, column).encode()
        return b'<c r="%s" s="%d"%s%s' % (place, filled, _spaced(attributes), rest)

    def _said(self, line: int, text: str, cells: "Mapping[int, re.Match[bytes]]") -> bytes:
        """Return the cell that says what to do; its title looks like the title beside it."""
        style = self._styles.filled(0)
        if line == self._marks.titles:
            last = max((column for column in cells if column < self._marks.column), default=None)
            beside = _STYLE.search(cells[last][2]) if last is not None else None
            style = int(beside[1]) if beside else 0
        place = address(line, self._marks.column)
        return (
            f'<c r="{place}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{escaped(text)}</t></is></c>'
        ).encode()

    def _with_width(self, sheet: bytes) -> bytes:
        number = self._marks.column + 1
        width = b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (number, number, _WIDTH)
        if b"</cols>" not in sheet:
            return sheet.replace(b"<sheetData", b"<cols>" + width + b"</cols><sheetData", 1)
        if max((int(each) for each in _COL.findall(sheet)), default=0) >= number:
            return sheet
        return sheet.replace(b"</cols>", width + b"</cols>", 1)


def _spaced(attributes: bytes) -> bytes:
    bare = attributes.strip()
    return b" " + bare if bare else b""
