"""How cells of a workbook look where that says that their value is not meant: struck through, or
shown as a percentage or in another unit of money than yuan.

calamine gives the value alone, of a text in several fonts all of it: what was struck out and what
was written instead would be one text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from hrdesk.domain.cell_address import column_index
from hrdesk.domain.foreign_sheet import Flaw, Place
from hrdesk.workbooks.foreign_parts import Parts
from hrdesk.workbooks.foreign_xml import parsed
from hrdesk.workbooks.number_formats import shown_unit

#: The formats of percentages that every workbook has.
_PERCENTAGES = frozenset({"9", "10"})
_PERCENT, _STRIKE = "%", "strike"
_FALSE = ("0", "false")
_MAY_STRIKE = re.compile(rb"<(?:[\w.-]+:)?strike\b")
_MAY_BE_MORE = re.compile(rb'<(?:[\w.-]+:)?numFmt\b|numFmtId="(?:9|10)"')
#: No tag has another one's beginning within: a flood of beginnings is looked at once.
_CELL = re.compile(
    rb'<(?:[\w.-]+:)?c\b(?=[^<>]*\br="([A-Z]{1,3})([0-9]{1,7})")([^<>]*[^/<>])>'
    rb"(?:\s*<(?:[\w.-]+:)?v>([0-9]+)<)?"
)
#: A cell with a text of its own, which ends before the next cell begins.
_OWN_TEXT = re.compile(
    rb'<(?:[\w.-]+:)?c\b(?=[^<>]*\br="([A-Z]{1,3})([0-9]{1,7})")[^<>]*[^/<>]>'
    rb"\s*<(?:[\w.-]+:)?is>([^<]*+(?:<(?!(?:[\w.-]+:)?c\b)[^<]*+)*?)</(?:[\w.-]+:)?is\s*>"
)
_STRUCK = re.compile(rb'<(?:[\w.-]+:)?strike\b(?![^>]*\bval="(?:0|false)")')
_STYLE, _SHARED = re.compile(rb'\bs="([0-9]+)"'), re.compile(rb'\bt="s"')
_TYPED = re.compile(rb'\bt="[^n"]')


@dataclass(frozen=True, slots=True)
class Looks:
    """What a workbook says of looks: styles of cells by number, shared texts that are struck."""

    styles: Mapping[int, Flaw] = field(default_factory=dict)
    texts: frozenset[int] = frozenset()

    def flaws(self, sheet: bytes) -> Iterator[tuple[Place, Flaw]]:
        """Yield the cells of a worksheet's XML whose value is not meant as it stands."""
        if self.styles or self.texts:
            for cell in _CELL.finditer(sheet):
                flaw = self._flaw(cell[3], cell[4])
                if flaw is not None:
                    yield _place(cell), flaw
        if _may_strike(sheet):
            for cell in _OWN_TEXT.finditer(sheet):
                if _STRUCK.search(cell[3]):
                    yield _place(cell), Flaw.STRUCK

    def _flaw(self, attributes: bytes, value: bytes | None) -> Flaw | None:
        if value and int(value) in self.texts and _SHARED.search(attributes):
            return Flaw.STRUCK
        style = _STYLE.search(attributes)
        flaw = self.styles.get(int(style[1])) if style else None
        # A text is shown as it is, whatever format a number would have there.
        return flaw if flaw is Flaw.STRUCK or not _TYPED.search(attributes) else None


def looks_of(parts: Parts) -> Looks:
    """Return what the parts of a workbook say of looks; InvalidInput `list_file.damaged`."""
    styles: dict[int, Flaw] = {}
    texts: frozenset[int] = frozenset()
    for name, part in parts.items():
        lower = name.lower()
        if lower.endswith("styles.xml") and (_may_strike(part) or _MAY_BE_MORE.search(part)):
            styles = _styles(parsed(part))
        if lower.endswith("sharedstrings.xml") and _may_strike(part):
            texts = frozenset(n for n, each in enumerate(parsed(part)) if _is_struck(each))
    return Looks(styles, texts)


def _may_strike(part: bytes) -> bool:
    # The word alone is found at once; most parts do not have it.
    return _STRIKE.encode() in part and _MAY_STRIKE.search(part) is not None


def _styles(root: ET.Element) -> dict[int, Flaw]:
    parts = {_local(each): list(each) for each in root}
    struck = {str(n) for n, font in enumerate(parts.get("fonts", ())) if _is_struck(font)}
    formats = dict.fromkeys(_PERCENTAGES, Flaw.PERCENT)
    for each in parts.get("numFmts", ()):
        flaw = _format_flaw(each.get("formatCode", ""))
        if flaw is not None:
            formats[each.get("numFmtId", "")] = flaw
    found = {}
    for n, style in enumerate(parts.get("cellXfs", ())):
        number = style.get("numFmtId", "")
        if style.get("fontId") in struck:
            found[n] = Flaw.STRUCK
        elif number in formats:
            found[n] = formats[number]
    return found


def _format_flaw(code: str) -> Flaw | None:
    """Return why a number in a format is not what it seems to be."""
    if _PERCENT in code:
        return Flaw.PERCENT
    return Flaw.UNIT if shown_unit(code) else None


def _is_struck(element: ET.Element) -> bool:
    return any(
        _local(each) == _STRIKE and each.get("val", "1") not in _FALSE for each in element.iter()
    )


def _place(cell: re.Match[bytes]) -> Place:
    return int(cell[2]) - 1, column_index(cell[1].decode())


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
