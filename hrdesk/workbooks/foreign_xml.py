"""What calamine does not tell of a worksheet: hidden parts, merged ranges, errors, formulas.

The XML is known to be well-formed before it is scanned; spellings that spreadsheet programs do
not use (comments, other encodings, single quotes) are brought to the usual one first.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree as ET
from xml.parsers import expat

from hrdesk.domain.cell_address import address, column_index
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import Flaw, Place

MOST_LINES, MOST_COLUMNS = 20_000, 64
#: A list of so many lines may have a heading above it.
_HEADING = 20
MOST_SPANS = 5_000
#: Comments and character data, single quotes, blanks around a sign of equality. A pattern that
#: begins with a letter of its own is found faster than the same bytes by `in`.
_UNUSUAL = tuple(map(re.compile, (rb"<!", rb"=['\s]", rb" =", rb"\n=")))
_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml [^>]*encoding=[\"']utf-8[\"']|\?xml (?![^>]*encoding)|[a-z])",
    re.I,
)
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet\b")
_PLACE = re.compile(rb'\br="([A-Z]{0,3})([0-9]{1,7})"')
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_FIRST, _LAST = re.compile(rb'\bmin="([0-9]{1,5})"'), re.compile(rb'\bmax="([0-9]{1,5})"')
_TRUE = re.compile(rb'\bhidden="(?:1|true)"')
_ERROR = b't="e"'
#: A row without height is seen no more than a hidden one.
_NO_HEIGHT = re.compile(rb'\sht="0(?:\.0*)?"')
_MARKED = tuple(map(re.compile, (rb"<f", _ERROR)))
#: A row or a cell that does not say its place first; no other name among them begins so.
_UNPLACED = tuple(map(re.compile, (rb'<row(?! r=")', rb'<c(?! r=")')))
#: Rows: their numbers, "" of one that does not say it first, and what else they say.
_ROWS = re.compile(rb'<row\b(?: r="([0-9]+)")?([^>]*)')
_MAY_BE_FAR = re.compile(rb'<c r="([A-Z]{2,3}|[A-Z](?=[0-9]{5}))([0-9]{1,7})"[^>]*[^/>]>')
#: The same asked in less time, of cells without a value too.
_SOMEWHERE_FAR = re.compile(rb'<c r="[A-Z](?:[A-Z]|[0-9]{5})')
_NO_TEXT = b't="str"'
#: The place that a row or a cell says, and the row of a cell that follows another row's number.
_TOLD = re.compile(rb' r="([A-Z0-9]+)"')
_STRAYED = re.compile(rb" ([0-9]+)(?: [A-Z]+\1\b)*+ [A-Z]")


@dataclass(slots=True)
class SheetMarks:
    """What was found of a worksheet, in the words of `ForeignSheet`."""

    flaws: dict[Place, Flaw] = field(default_factory=dict)
    hidden_lines: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)


def scan_sheet(content: bytes, name: str) -> SheetMarks:
    """Return the marks of a worksheet's XML.

    Raises InvalidInput `list_file.damaged`, `list_file.too_far` (sheet, cell, lines, columns)
    for a filled cell beyond the limits, `list_file.many_spans` (sheet, n, most),
    `list_file.doubled_line` (sheet, line) of a row that stands twice: the later hides the earlier,
    `list_file.doubled_cell` (sheet, cell) of such a cell.
    """
    check_well_formed(content)
    if _holds(content, _UNUSUAL) or not is_utf8(content):
        content = canonical(content)
    found = _ROOT.search(content)
    prefix = found[1] + b":" if found and found[1] else b""
    marks = SheetMarks()
    begins, ends = _data(content, prefix)
    _scan_columns(content[:begins], prefix, marks)
    _scan_cells(content, prefix, name, marks)
    _refuse_doubled(content, prefix, name)
    _scan_spans(content[ends:], prefix, name, marks)
    return marks


def check_well_formed(content: bytes) -> None:
    """Refuse what no XML parser takes: `list_file.damaged`."""
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - the parser takes no name
    except (expat.ExpatError, ValueError):
        raise InvalidInput("list_file.damaged") from None


def canonical(content: bytes) -> bytes:
    """Return XML in UTF-8 with double quotes and without comments; no entity is declared in it."""
    text = io.StringIO()
    ET.canonicalize(from_file=io.BytesIO(content), out=text)
    return text.getvalue().encode()


def is_utf8(content: bytes) -> bool:
    """Tell whether XML says that it is in UTF-8, or says nothing, which means the same."""
    return _UTF8.match(content) is not None


def is_usual(content: bytes) -> bool:
    """Tell whether a sheet is spelled as spreadsheet programs do, every cell with its address."""
    plain = not _holds(content, _UNUSUAL) and is_utf8(content)
    found = _ROOT.search(content)
    return plain and found is not None and not found[1] and _all_addressed(content)


def _data(content: bytes, prefix: bytes) -> tuple[int, int]:
    """Return where the rows begin and end: columns stand before, merged ranges behind them."""
    begins = content.find(b"<" + prefix + b"sheetData")
    ends = content.rfind(b"</" + prefix + b"sheetData>")
    return (begins, ends) if 0 <= begins < ends else (len(content), 0)


def _holds(content: bytes, any_of: tuple[re.Pattern[bytes], ...]) -> bool:
    return any(each.search(content) for each in any_of)


def _scan_columns(content: bytes, prefix: bytes, marks: SheetMarks) -> None:
    for tag in re.findall(rb"<" + prefix + rb"col\b([^>]*)>", content):
        first, last = (
            re.search(rb'\bmin="([0-9]{1,5})"', tag),
            re.search(rb'\bmax="([0-9]{1,5})"', tag),
        )
        if _TRUE.search(tag) and first and last:
            marks.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))


def _scan_cells(content: bytes, prefix: bytes, name: str, marks: SheetMarks) -> None:
    """Walk over rows and cells; a cell without an address stands right of the one before."""
    if not prefix and not _holds(content, _MARKED) and _are_plain(content):
        # Nothing but values: only cells that may lie too far are looked at.
        first = _SOMEWHERE_FAR.search(content)
        for far in _MAY_BE_FAR.finditer(content, first.start()) if first else ():
            _check_near(int(far[2]) - 1, column_index(far[1].decode()), name)
        return
    seen: set[int] = set()
    line, column = -1, -1
    for kind, attributes, value in _tags(content, prefix):
        place = _PLACE.search(attributes)
        if kind == b"row":
            line, column = int(place[2]) - 1 if place else line + 1, -1
            if line in seen:
                raise InvalidInput("list_file.doubled_line", sheet=name, line=line + 1)
            seen.add(line)
            if _TRUE.search(attributes) or _NO_HEIGHT.search(attributes):
                marks.hidden_lines.add(line)
            continue
        if place:
            column, line = column_index(place[1].decode()), int(place[2]) - 1
        else:
            column += 1
        if not attributes.endswith(b"/"):
            _check_near(line, column, name)
            _mark_cell(marks, (line, column), attributes, value)


def _refuse_doubled(content: bytes, prefix: bytes, name: str) -> None:
    """Refuse a cell that stands twice, in the row of its address or in another."""
    if _are_in_place(content):
        return
    place = re.compile(rb"<" + prefix + rb'c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
    row = re.compile(rb"<" + prefix + rb'row\b(?:[^>]*?\br="([0-9]{1,7})")?')
    rows = [(found.start(), found[1]) for found in row.finditer(content)]
    for (begins, number), (ends, _) in pairwise((*rows, (len(content), b""))):
        cells = place.findall(content, begins, ends)
        if not cells:
            continue
        letters, lines = zip(*cells, strict=True)
        if len(set(letters)) != len(letters) or set(lines) != {number or lines[0]}:
            column, line = max(cells, key=cells.count)
            cell = f"{column.decode()}{line.decode()}"
            raise InvalidInput("list_file.doubled_cell", sheet=name, cell=cell)


def _are_in_place(content: bytes) -> bool:
    """Tell quickly whether each cell follows the number of its own row, none twice.

    False where anything else looks like a place, too: then every row is looked at.
    """
    places = b" " + b" ".join(_TOLD.findall(content))
    if _STRAYED.search(places) or not places[1:2].isdigit():
        return False
    # What is left of a row without figures are its columns; most rows have the same.
    return all(
        len(columns) == len(set(columns))
        for columns in map(bytes.split, set(places.translate(None, b"0123456789").split(b"  ")))
    )


def _are_plain(content: bytes) -> bool:
    """Tell whether each row and cell says its place, and no row is hidden or there twice."""
    begins, ends = _data(content, b"")
    rows = _ROWS.findall(content, begins, ends)
    lines = {line for line, _ in rows}
    # Most rows say the same besides.
    said = {attributes for _, attributes in rows}
    return (
        len(lines) == len(rows)
        and b"" not in lines
        and not any(_TRUE.search(each) or _NO_HEIGHT.search(each) for each in said)
        and _UNPLACED[1].search(content, begins, ends) is None
    )


def _all_addressed(content: bytes) -> bool:
    begins, ends = _data(content, b"")
    return not any(each.search(content, begins, ends) for each in _UNPLACED)


def _check_near(line: int, column: int, name: str) -> None:
    if line >= MOST_LINES + _HEADING or column >= MOST_COLUMNS:
        raise InvalidInput(
            "list_file.too_far",
            sheet=name,
            cell=address(line, column),
            lines=MOST_LINES,
            columns=MOST_COLUMNS,
        )


def _mark_cell(marks: SheetMarks, place: Place, attributes: bytes, value: bytes) -> None:
    """Note an error, and a formula; `value` is "" for a cell without one."""
    if _ERROR in attributes:
        marks.flaws[place] = Flaw.ERROR
    if value:
        marks.formulas.add(place)
        if value == b"empty" and _NO_TEXT not in attributes:
            marks.flaws.setdefault(place, Flaw.NO_VALUE)


def _tags(content: bytes, prefix: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield each row and cell with its attributes; a formula says whether it has a value."""
    formulas = b"<" + prefix + b"f" in content
    pattern = rb"<" + prefix + rb"(row|c)\b([^>]*)>"
    if not formulas:
        for match in re.finditer(pattern, content):
            yield match[1], match[2], b""
        return
    formula = re.compile(rb"\s*<" + prefix + rb"f\b[^>]*?(?:/>|>[^<]*</" + prefix + rb"f>)")
    value = re.compile(rb"\s*<" + prefix + rb"v(?:\s[^>]*)?>[^<]")
    for match in re.finditer(pattern, content):
        found = None
        if match[1] == b"c" and not match[2].endswith(b"/"):
            found = formula.match(content, match.end())
        state = b"" if found is None else b"full" if value.match(content, found.end()) else b"empty"
        yield match[1], match[2], state


def _scan_spans(content: bytes, prefix: bytes, name: str, marks: SheetMarks) -> None:
    refs = re.findall(rb"<" + prefix + rb'mergeCell\b[^>]*?\bref="([^"]*)"', content)
    if len(refs) > MOST_SPANS:
        raise InvalidInput("list_file.many_spans", sheet=name, n=len(refs), most=MOST_SPANS)
    for ref in refs:
        found = _RANGE.fullmatch(ref.decode("ascii", "replace"))
        if found is None:
            raise InvalidInput("list_file.damaged")
        first, last = column_index(found[1]), column_index(found[3] or found[1])
        top, bottom = int(found[2]) - 1, int(found[4] or found[2]) - 1
        if top <= bottom and first <= last:
            marks.spans.append((top, bottom, first, last))
