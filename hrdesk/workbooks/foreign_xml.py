"""What calamine does not tell of a worksheet: hidden parts, merged ranges, errors, formulas.

The XML is known to be well-formed before it is scanned; spellings that spreadsheet programs do
not use (comments, other encodings, single quotes) are brought to the usual one first.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat

from hrdesk.domain.cell_address import address, column_index
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import Flaw, Place
from hrdesk.workbooks.plain_rows import Within, are_plain

MOST_LINES, MOST_COLUMNS = 20_000, 64
#: A list of so many lines may have a heading above it.
_HEADING = 20
_WITHIN = Within(MOST_LINES + _HEADING, MOST_COLUMNS)
MOST_SPANS = 5_000
#: Comments and character data, single quotes, blanks around a sign of equality. A pattern that
#: begins with a letter of its own is found faster than the same bytes by `in`.
_UNUSUAL = tuple(map(re.compile, (rb"<!", rb"=['\s]", rb" =", rb"[\t\r\n]=")))
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
#: Nor do plain rows have rows around them: these may be the ones that calamine reads.
_NOT_AROUND = (*_UNUSUAL, re.compile(rb"<(?:row|c)\b"))
#: A row without height is seen no more than a hidden one.
_NO_HEIGHT = re.compile(rb'\sht="0(?:\.0*)?"')
#: A row or a cell that does not say its place first; no other name among them begins so.
_UNPLACED = tuple(map(re.compile, (rb'<row(?! r=")', rb'<c(?! r=")')))
_NO_TEXT = b't="str"'


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
    is_plain = _is_plain(content)
    check_well_formed(_unproven(content) if is_plain else content)
    if not is_plain and (_holds(content, _UNUSUAL) or not is_utf8(content)):
        content = canonical(content)
        is_plain = _is_plain(content)
    prefix = _prefix(content)
    marks = SheetMarks()
    begins, ends = _data(content, prefix)
    _scan_columns(content[:begins], prefix, marks)
    if not is_plain:
        _scan_cells(content, prefix, name, marks)
    _scan_spans(content[ends:], prefix, name, marks)
    return marks


def check_near(line: int, column: int, sheet: str) -> None:
    """Refuse a filled cell beyond the limits: `list_file.too_far` (sheet, cell, lines, columns).

    Lines and columns are counted from 0.
    """
    if line >= _WITHIN.lines or column >= _WITHIN.columns:
        raise InvalidInput(
            "list_file.too_far",
            sheet=sheet,
            cell=address(line, column),
            lines=MOST_LINES,
            columns=MOST_COLUMNS,
        )


def check_well_formed(content: bytes) -> None:
    """Refuse what no XML parser takes: `list_file.damaged`."""
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - the parser takes no name
    except (expat.ExpatError, ValueError):
        raise InvalidInput("list_file.damaged") from None


def parsed(content: bytes) -> ET.Element:
    """Return the root of a part that declares no entity; InvalidInput `list_file.damaged`."""
    try:
        return ET.fromstring(content)  # noqa: S314 - no entity is declared
    except (ET.ParseError, ValueError, LookupError):
        # No XML, an encoding that nobody knows, or a prefix that nobody declared.
        raise InvalidInput("list_file.damaged") from None


def canonical(content: bytes) -> bytes:
    """Return XML in UTF-8 with double quotes and without comments; no entity is declared in it.

    Raises InvalidInput `list_file.damaged`.
    """
    text = io.StringIO()
    try:
        ET.canonicalize(from_file=io.BytesIO(content), out=text)
    except ET.ParseError:
        # A prefix that nobody declared: well-formed for a parser that knows no namespaces.
        raise InvalidInput("list_file.damaged") from None
    return text.getvalue().encode()


def is_utf8(content: bytes) -> bool:
    """Tell whether XML says that it is in UTF-8, or says nothing, which means the same."""
    return _UTF8.match(content) is not None


def is_usual(content: bytes) -> bool:
    """Tell whether a sheet is spelled as spreadsheet programs do, every cell with its address."""
    plain = not _holds(content, _UNUSUAL) and is_utf8(content)
    found = _ROOT.search(content)
    return plain and found is not None and not found[1] and _all_addressed(content)


def _is_plain(content: bytes) -> bool:
    """Tell whether a sheet holds nothing but plain rows, and is spelled as usual around them."""
    begins, ends = _data(content, b"")
    return (
        begins <= ends
        and are_plain(content, begins, ends, _WITHIN)
        and is_utf8(content)
        and not _prefix(content)
        and not _holds(content[:begins], _NOT_AROUND)
        and not _holds(content[ends:], _NOT_AROUND)
    )


def _unproven(content: bytes) -> bytes:
    """Return what is not known to be XML of a sheet of plain rows: mostly what is around them."""
    begins, ends = _data(content, b"")
    if not content.isascii() or content.find(b"&", begins, ends) >= 0:
        return content
    return content[:begins] + content[ends:]


def _prefix(content: bytes) -> bytes:
    """Return what stands before the names of a sheet's elements, with its colon, or b""."""
    found = _ROOT.search(content)
    return found[1] + b":" if found and found[1] else b""


def _data(content: bytes, prefix: bytes) -> tuple[int, int]:
    """Return where the rows begin and end: columns stand before, merged ranges behind them."""
    opens = content.find(b"<" + prefix + b"sheetData")
    begins = content.find(b">", opens) + 1
    ends = content.rfind(b"</" + prefix + b"sheetData>")
    return (begins, ends) if 0 <= opens < begins <= ends else (len(content), 0)


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
    row = _Row(name)
    for kind, attributes, value in _tags(content, prefix):
        found = _PLACE.search(attributes)
        if kind == b"row":
            row.begin(int(found[2]) - 1 if found else None)
            if _TRUE.search(attributes) or _NO_HEIGHT.search(attributes):
                marks.hidden_lines.add(row.line)
            continue
        told = (int(found[2]) - 1, column_index(found[1].decode())) if found else None
        line, column = place = row.place(told)
        if not attributes.endswith(b"/"):
            check_near(line, column, name)
            _mark_cell(marks, place, attributes, value)


class _Row:
    """The row that a walk has come to; rows and cells that stand twice are refused."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self.line = -1
        self._lines: set[int] = set()
        self._columns: set[int] = set()
        self._column = -1
        self._is_told = True

    def begin(self, line: int | None) -> None:
        """Go on to the row of a number, counted from 0, or to one that does not say it.

        Raises InvalidInput `list_file.doubled_line` (sheet, line).
        """
        self.line = self.line + 1 if line is None else line
        self._is_told = line is not None
        self._columns, self._column = set(), -1
        if self._is_told:
            self._once()

    def place(self, told: Place | None) -> Place:
        """Return where the next cell stands, by its address or else by the one before.

        Raises InvalidInput as `begin`, and `list_file.doubled_cell` (sheet, cell) of a cell that
        stands in its row twice, or in another row than its address says.
        """
        line, column = told or (self.line, self._column + 1)
        if not self._is_told:
            # A row without a number is that of its first cell.
            self.line, self._is_told = line, True
            self._once()
        if line != self.line or column in self._columns:
            raise InvalidInput(
                "list_file.doubled_cell", sheet=self._sheet, cell=address(line, column)
            )
        self._columns.add(column)
        self._column = column
        return line, column

    def _once(self) -> None:
        if self.line in self._lines:
            raise InvalidInput("list_file.doubled_line", sheet=self._sheet, line=self.line + 1)
        self._lines.add(self.line)


def _all_addressed(content: bytes) -> bool:
    begins, ends = _data(content, b"")
    return not any(each.search(content, begins, ends) for each in _UNPLACED)


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
    refs = re.findall(rb"<" + prefix + rb'mergeCell\b[^<>]*?\bref="([^"]*)"', content)
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
