"""Finding what stands in a worksheet of a template, by its place in the bytes of its XML.

A filled template keeps the bytes of all that is not filled. Element names may have a prefix.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from hrdesk.domain.cell_address import column_index
from hrdesk.domain.errors import InvalidInput
from hrdesk.workbooks.foreign_xml import MOST_SPANS, is_utf8
from hrdesk.workbooks.template_sheet import ListRule, RowPlace, TemplateSheet, area_of

#: A sheet of any platform has far fewer; what lies further right was put there to hurt.
MOST_CELLS, MOST_COLUMNS = 1_000_000, 256
_PREFIX = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet\b")
#: A tag to its end; in the value of an attribute a ">" may stand bare.
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")


def scan_template_sheet(content: bytes, shared: tuple[str, ...], name: str) -> TemplateSheet:
    """Return what stands in a worksheet.

    Raises InvalidInput `list_file.damaged`, `template_file.spelling` (sheet) for XML that cannot
    be filled row by row, `template_file.too_much` (sheet, most, columns), `list_file.many_spans`.
    """
    root = _PREFIX.search(content)
    if root is None or not is_utf8(content):
        raise InvalidInput("template_file.spelling", sheet=name)
    found = TemplateSheet(root[1] + b":" if root[1] else b"")
    scan = _Scan(content, found, shared, name)
    scan.run()
    # Rows are filled by patterns, which a comment or a bare text could deceive.
    seen = {b"row": len(found.rows), b"c": scan.cells, b"f": len(found.formulas)}
    data = content[found.data_start : found.data_end]
    if not found.data_end or seen != {tag: _count(data, found.prefix + tag) for tag in seen}:
        raise InvalidInput("template_file.spelling", sheet=name)
    return found


def _count(data: bytes, name: bytes) -> int:
    return len(re.findall(rb"<" + name + rb"[\s/>]", data))


def unescaped(text: str) -> str:
    """Return a text whose escapes `_x000D_` are the characters (ECMA-376 part 1, 22.4.2.4)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def tag_end(content: bytes, start: int) -> int:
    """Return where the tag that begins at a place ends."""
    found = _TAG.match(content, start)
    if found is None:
        raise InvalidInput("list_file.damaged")
    return found.end()


class _Scan:
    """One way through the XML of a worksheet."""

    def __init__(
        self, content: bytes, found: TemplateSheet, shared: tuple[str, ...], name: str
    ) -> None:
        self._content = content
        self._found = found
        self._shared = shared
        self._name = name
        self._text: list[str] | None = None
        self._row, self._column, self.cells = 0, 0, 0
        self._row_start, self._row_hidden = 0, False
        self._cell: Mapping[str, str] = {}
        self._shown = ""
        self._silent = False
        self._in_data = False
        self._rule: dict[str, str] | None = None
        self._parser = expat.ParserCreate()

    def run(self) -> None:
        """Walk through; raises as `scan_template_sheet`."""
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._starts
        self._parser.EndElementHandler = self._ends
        self._parser.CharacterDataHandler = self._says
        try:
            self._parser.Parse(self._content, True)  # noqa: FBT003 - the parser takes no name
        except (expat.ExpatError, ValueError):
            raise InvalidInput("list_file.damaged") from None

    def _says(self, text: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(text)

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        handler = _STARTS.get(name.rpartition(":")[2])
        if handler is not None:
            handler(self, attributes)

    def _ends(self, name: str) -> None:
        handler = _ENDS.get(name.rpartition(":")[2])
        if handler is not None:
            handler(self)

    def _data_starts(self, _attributes: Mapping[str, str]) -> None:
        self._in_data = True
        self._found.data_start = tag_end(self._content, self._parser.CurrentByteIndex)

    def _data_ends(self) -> None:
        self._in_data = False
        # An empty sheet may have the one tag alone.
        alone = self._content.endswith(b"/>", 0, self._found.data_start)
        at = self._parser.CurrentByteIndex
        self._found.data_end = self._found.data_start if alone else at

    def _row_starts(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        if not self._in_data or not number.isdecimal() or int(number) <= self._row:
            raise self._spelling()
        self._row, self._column = int(number), 0
        self._row_start = self._parser.CurrentByteIndex
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _row_ends(self) -> None:
        end = tag_end(self._content, self._row_start)
        if not self._content.endswith(b"/>", 0, end):
            end = tag_end(self._content, self._parser.CurrentByteIndex)
        self._found.rows.append(RowPlace(self._row, self._row_start, end, self._row_hidden))

    def _cell_starts(self, attributes: Mapping[str, str]) -> None:
        found = _ADDRESS.fullmatch(attributes.get("r", ""))
        column = column_index(found[1]) + 1 if found else 0
        if found is None or int(found[2]) != self._row or column <= self._column:
            raise self._spelling()
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise self._too_much()
        self._column, self._cell, self._shown = column, attributes, ""

    def _cell_ends(self) -> None:
        text = self._shown
        style = self._cell.get("s", "")
        self._found.styles[self._column, int(style) if style.isdecimal() else 0] = self._row
        kind = self._cell.get("t", "n")
        if kind == "s" and text:
            place = int(text) if text.isdecimal() else -1
            if not 0 <= place < len(self._shared):
                raise InvalidInput("list_file.damaged")
            text = self._shared[place]
        if text.strip():
            if self._column > MOST_COLUMNS:
                raise self._too_much()
            self._found.texts[self._row, self._column] = text

    def _text_starts(self, _attributes: Mapping[str, str]) -> None:
        self._text = []

    def _value_ends(self) -> None:
        self._shown += unescaped(self._taken())

    def _taken(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    def _reading_starts(self, _attributes: Mapping[str, str]) -> None:
        self._silent = True

    def _reading_ends(self) -> None:
        self._silent = False

    def _formula_starts(self, attributes: Mapping[str, str]) -> None:
        self._text = []
        if self._in_data:
            last = area_of(attributes.get("ref", "")) if attributes.get("t") == "array" else None
            self._found.formulas[self._row, self._column] = last.bottom if last else self._row

    def _formula_ends(self) -> None:
        text = self._taken()
        if self._rule is not None:
            self._rule["formula"] = text
        elif self._in_data and text:
            self._found.formula_texts.append(text)

    def _span_starts(self, attributes: Mapping[str, str]) -> None:
        area = area_of(attributes.get("ref", ""))
        if area is None:
            raise InvalidInput("list_file.damaged")
        self._found.spans.append(area)
        if len(self._found.spans) > MOST_SPANS:
            n = len(self._found.spans)
            raise InvalidInput("list_file.many_spans", sheet=self._name, n=n, most=MOST_SPANS)

    def _pane_starts(self, attributes: Mapping[str, str]) -> None:
        split = attributes.get("ySplit", "")
        if attributes.get("state", "").startswith("frozen") and split.isdecimal():
            self._found.frozen = int(split)

    def _column_starts(self, attributes: Mapping[str, str]) -> None:
        bounds = [attributes.get(name, "") for name in ("min", "max", "style")]
        if all(text.isdecimal() for text in bounds):
            first, last, style = map(int, bounds)
            self._found.column_styles.append((first, last, style))

    def _rule_starts(self, attributes: Mapping[str, str]) -> None:
        self._rule = dict(attributes)

    def _first_formula_ends(self) -> None:
        # The extension of Excel 2010 has an element `f` inside this one.
        text = self._taken()
        if self._rule is not None and text.strip():
            self._rule["formula"] = text

    def _places_end(self) -> None:
        text = self._taken()
        if self._rule is not None:
            self._rule["sqref"] = text

    def _rule_ends(self) -> None:
        rule, self._rule = self._rule or {}, None
        areas = tuple(
            area for each in rule.get("sqref", "").split() if (area := area_of(each)) is not None
        )
        if rule.get("type") == "list" and areas:
            self._found.lists.append(ListRule(areas, rule.get("formula", "").strip()))

    def _too_much(self) -> InvalidInput:
        return InvalidInput(
            "template_file.too_much", sheet=self._name, most=MOST_CELLS, columns=MOST_COLUMNS
        )

    def _spelling(self) -> InvalidInput:
        return InvalidInput("template_file.spelling", sheet=self._name)


_STARTS: Mapping[str, Callable[[Any, dict[str, str]], None]] = {
    "sheetData": _Scan._data_starts,
    "row": _Scan._row_starts,
    "c": _Scan._cell_starts,
    "v": _Scan._text_starts,
    "t": _Scan._text_starts,
    "rPh": _Scan._reading_starts,
    "f": _Scan._formula_starts,
    "mergeCell": _Scan._span_starts,
    "pane": _Scan._pane_starts,
    "col": _Scan._column_starts,
    "dataValidation": _Scan._rule_starts,
    "formula1": _Scan._text_starts,
    "sqref": _Scan._text_starts,
}
_ENDS: Mapping[str, Callable[[Any], None]] = {
    "sheetData": _Scan._data_ends,
    "row": _Scan._row_ends,
    "c": _Scan._cell_ends,
    "v": _Scan._value_ends,
    "t": _Scan._value_ends,
    "rPh": _Scan._reading_ends,
    "f": _Scan._formula_ends,
    "formula1": _Scan._first_formula_ends,
    "dataValidation": _Scan._rule_ends,
    "sqref": _Scan._places_end,
}
