"""The styles of a template, which only grow: where a number format does not suit, one beside it.

A cell that is filled keeps the style that the template gives it, with its borders, colours and
protection. Only its number format may have to be another: text for what must stay text, a day for
days, two decimals for money (ECMA-376 part 1, 18.8.30 numbers the formats that all programs know).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from hrdesk.domain.batch_spec import MONTH_FORMATS, CellFormat
from hrdesk.domain.errors import InvalidInput
from hrdesk.workbooks.number_formats import shown_unit
from hrdesk.workbooks.template_scan import tag_end

_DAY_CODE = "yyyy-mm-dd"
#: Formats by number that suit: text; a whole day (31 is one in China); two decimals; any number.
_KNOWN: Mapping[CellFormat, frozenset[int]] = {
    CellFormat.TEXT: frozenset({49}),
    CellFormat.DATE_TEXT: frozenset({49}),
    CellFormat.DATE: frozenset({14, 15, 31}),
    CellFormat.MONEY: frozenset({2, 4, 7, 8, 39, 40, 43, 44}),
    CellFormat.COUNT: frozenset({0, 1, 3, 37, 38}),
    **dict.fromkeys(MONTH_FORMATS, frozenset({49})),
}
#: What is taken where the format does not suit; None is the day, which has no number everywhere.
_TAKEN: Mapping[CellFormat, int | None] = {
    CellFormat.TEXT: 49,
    CellFormat.DATE_TEXT: 49,
    CellFormat.DATE: None,
    CellFormat.MONEY: 2,
    CellFormat.COUNT: 1,
    **dict.fromkeys(MONTH_FORMATS, 49),
}
_FIRST_OWN = 164
#: What is quoted, escaped or in brackets says nothing of the kind of a format.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_TWO_DECIMALS = re.compile(r"[#0,?]*0\.00(?![0#?%Ee])")
_WHOLE = re.compile(r"[#,?0 ]*0(?![.0#?%Ee])")
_COUNT = re.compile(rb"""(\bcount=)(["'])[0-9]+\2""")
_OF_FORMAT = re.compile(rb"""\s(?:numFmtId|applyNumberFormat)=(?:"[^"]*"|'[^']*')""")
_TAG_NAME = re.compile(rb"<[\w.:-]+")


@dataclass(slots=True)
class _Found:
    """Where styles and number formats stand in the bytes; 0 for what is not there."""

    root_end: int = 0
    prefix: str = ""
    formats_start: int = 0
    formats_end: int = 0
    codes: dict[int, str] = field(default_factory=dict)
    styles_start: int = 0
    styles_end: int = 0
    styles: list[tuple[int, int, int]] = field(default_factory=list)


class TemplateStyles:
    """Styles by number, as they are and with what is added."""

    def __init__(self, content: bytes) -> None:
        """Raises InvalidInput `template_file.no_styles` where a part has no cell styles."""
        self._content = content
        self._found = _scan(content)
        if not self._found.styles:
            raise InvalidInput("template_file.no_styles")
        self._added: list[bytes] = []
        self._numbers: dict[tuple[int, CellFormat], int] = {}
        self._day: int | None = None
        self._new_day = False

    def suited(self, style: int, format_: CellFormat) -> int:
        """Return the style to which a cell of this style changes that holds such a value."""
        key = style, format_
        if key not in self._numbers:
            self._numbers[key] = style if self.suits(style, format_) else self._add(style, format_)
        return self._numbers[key]

    def grown(self) -> bytes | None:
        """Return the part with what was added, or None where nothing was."""
        if not self._added:
            return None
        found, content = self._found, self._content
        start, end = found.styles_start, found.styles_end
        number = len(found.styles) + len(self._added)
        listed = content[tag_end(content, start) : end] + b"".join(self._added)
        grown = content[:start] + _counted(content, start, number) + listed + content[end:]
        return self._with_day(grown) if self._new_day else grown

    def suits(self, style: int, format_: CellFormat) -> bool:
        """Tell whether a style shows values of a kind as what they are."""
        number = self._format_of(style)
        code = self._found.codes.get(number)
        return number in _KNOWN[format_] if code is None else _code_suits(code, format_)

    def unit(self, style: int) -> str:
        """Return the unit other than yuan in which a style shows amounts, "" for none."""
        return shown_unit(self._found.codes.get(self._format_of(style), ""))

    def _format_of(self, style: int) -> int:
        styles = self._found.styles
        return styles[style][2] if style < len(styles) else 0

    def _add(self, style: int, format_: CellFormat) -> int:
        taken = _TAKEN[format_]
        number = self._day_number() if taken is None else taken
        start, end, _ = self._found.styles[style if style < len(self._found.styles) else 0]
        bare = self._content[start:end]
        name = _TAG_NAME.match(bare)
        head = name[0] if name else b""
        first = tag_end(bare, 0)
        attributes = _OF_FORMAT.sub(b"", bare[len(head) : first])
        own = b' numFmtId="%d" applyNumberFormat="1"' % number
        made = head + own + attributes + bare[first:]
        if made not in self._added:
            self._added.append(made)
        return len(self._found.styles) + self._added.index(made)

    def _day_number(self) -> int:
        if self._day is None:
            codes = self._found.codes
            same = (number for number, code in codes.items() if code == _DAY_CODE)
            known = next(same, None)
            self._new_day = known is None
            self._day = known if known is not None else max(_FIRST_OWN - 1, *codes, 0) + 1
        return self._day

    def _with_day(self, content: bytes) -> bytes:
        """Return the part with the format of days; formats stand before styles, if at all."""
        found = self._found
        tag = found.prefix.encode() + b"numFmt"
        made = b'<%s numFmtId="%d" formatCode="%s"/>' % (
            tag,
            self._day or 0,
            _DAY_CODE.encode(),
        )
        if not found.formats_start:
            listed = b'<%ss count="1">%s</%ss>' % (tag, made, tag)
            return content[: found.root_end] + listed + content[found.root_end :]
        start, end = found.formats_start, found.formats_end
        head = _counted(content, start, len(found.codes) + 1)
        inner = content[tag_end(content, start) : end]
        if head.endswith(b"/>"):
            head, made = head[:-2] + b">", made + b"</%ss>" % tag
        return content[:start] + head + inner + made + content[end:]


def _counted(content: bytes, start: int, number: int) -> bytes:
    tag = content[start : tag_end(content, start)]
    return _COUNT.sub(rb"\g<1>\g<2>%d\g<2>" % number, tag)


def _code_suits(code: str, format_: CellFormat) -> bool:
    bare = _ASIDE.sub("", code).lower().partition(";")[0].strip()
    if format_ in (CellFormat.TEXT, CellFormat.DATE_TEXT):
        return bare == "@"
    if format_ is CellFormat.DATE:
        return set("ymd") <= set(bare) and not set("hs") & set(bare)
    if format_ is CellFormat.COUNT and bare == "general":
        return True
    pattern = _TWO_DECIMALS if format_ is CellFormat.MONEY else _WHOLE
    return pattern.search(bare) is not None and not set("ymdhs@%") & set(bare)


def _scan(content: bytes) -> _Found:
    scan = _Scan(content)
    scan.run()
    return scan.found


class _Scan:
    """One way through the part of styles; parents tell cell styles from the named ones."""

    def __init__(self, content: bytes) -> None:
        self.found = _Found()
        self._content = content
        self._parents = [""]
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._starts
        self._parser.EndElementHandler = lambda _name: self._ends()

    def run(self) -> None:
        """Walk through; InvalidInput `list_file.damaged`."""
        try:
            self._parser.Parse(self._content, True)  # noqa: FBT003 - the parser takes no name
        except (expat.ExpatError, ValueError, KeyError):
            raise InvalidInput("list_file.damaged") from None

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        found, at = self.found, self._parser.CurrentByteIndex
        parent, local = self._parents[-1], name.rpartition(":")[2]
        self._parents.append(local)
        if local == "styleSheet":
            found.root_end = tag_end(self._content, at)
            found.prefix = name.removesuffix(local)
        elif (parent, local) == ("styleSheet", "numFmts"):
            found.formats_start = at
        elif (parent, local) == ("numFmts", "numFmt"):
            found.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            found.styles_start = at
        elif (parent, local) == ("cellXfs", "xf"):
            number = int(attributes.get("numFmtId", "0"))
            found.styles.append((at, tag_end(self._content, at), number))

    def _ends(self) -> None:
        found, at = self.found, self._parser.CurrentByteIndex
        local = self._parents.pop()
        if (self._parents[-1], local) == ("styleSheet", "numFmts"):
            found.formats_end = at
        elif local == "cellXfs":
            found.styles_end = at
        elif (self._parents[-1], local) == ("cellXfs", "xf"):
            start, first, number = found.styles[-1]
            whole = self._content.endswith(b"/>", 0, first)
            end = first if whole else tag_end(self._content, at)
            found.styles[-1] = (start, end, number)
