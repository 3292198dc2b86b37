"""Rows of a worksheet whose XML says nothing but values, each at its place: proven in one look.

Nearly every list is spelled so. What is not proven here is no fault: it is walked over cell by
cell (`foreign_xml`), which takes some ten times as long.
"""

import re
from dataclasses import dataclass
from functools import cache

from hrdesk.domain.cell_address import column_letters

#: What stands in a value: neither marks nor controls, which no XML has.
_TEXT = rb"[^<>\x00-\x08\x0b\x0c\x0e-\x1f]*+"
#: A cell of a kind that is no error (`t="e"`), with a value or a text of its own or nothing, and
#: without a formula. Neither comments nor single quotes have a place in it.
_CELL = (
    rb'<c r="%%s\1"(?: s="[0-9]++")?+(?: t="(?:s|n|str|b|inlineStr)")?+'
    rb"(?: ?/>|>(?:<v>%s</v>|<is><t>%s</t></is>)?+</c>)" % (_TEXT, _TEXT)
)
#: The blanks of XML, which are fewer than those of Python.
_BLANKS = b" \t\r\n"
#: A row that says its number first; what else it says is looked at apart.
_ROW = rb"""[ \t\r\n]*+<row r="([0-9]{1,6})"([^>/']*+)(?:/>|>%s[ \t\r\n]*+</row>)"""
#: What else a row says: names and texts, nothing that is not XML.
_SAID = re.compile(rb'(?: [A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?="[^"<>&\x00-\x1f]*")*+ ?')
#: A name begins behind a blank: a long value is not searched anew from each of its letters.
_NAME = re.compile(rb' ([\w.:-]+)="')
#: Seen no more than what is not there: hidden rows, and rows without height.
_MAY_BE_UNSEEN = re.compile(rb'hidden(?!="(?:0|false)")|\sht="0(?:\.0*)?"')
#: A row's end is looked for after so many columns, not after each.
_BLOCK = 16


@dataclass(frozen=True, slots=True)
class Within:
    """The lines and columns that cells of a sheet may be in, counted from 1."""

    lines: int
    columns: int


def are_plain(content: bytes, begins: int, ends: int, within: Within) -> bool:
    """Tell whether rows are plain: in order, none twice and none hidden, each of their cells in
    its own row and left of the next one, none outside.

    The rows are what stands between the tags of `sheetData`, `begins` and `ends`. Plain ones in
    ASCII without `&` are well-formed XML.
    """
    end, last, said = begins, 0, set()
    pattern = _row_of(within.columns)
    # Where a row is none, nobody looks for another one: there may be a flood of blanks.
    while (row := pattern.match(content, end, ends)) is not None:
        line = int(row[1])
        if not last < line <= within.lines:
            return False
        end, last = row.end(), line
        said.add(row[2])
    # Most rows say the same besides their numbers.
    return not content[end:ends].strip(_BLANKS) and all(map(_is_plainly_said, said))


def _is_plainly_said(attributes: bytes) -> bool:
    names = [b"r", *_NAME.findall(attributes)]
    return (
        _SAID.fullmatch(attributes) is not None
        and len(set(names)) == len(names)
        and _MAY_BE_UNSEEN.search(attributes) is None
    )


@cache
def _row_of(columns: int) -> re.Pattern[bytes]:
    """Return the pattern of a row in which each column may have a cell, in their order."""
    cells = [b"(?:%s)?+" % (_CELL % column_letters(n).encode()) for n in range(columns)]
    pattern = b""
    for first in reversed(range(0, columns, _BLOCK)):
        block = b"".join(cells[first : first + _BLOCK])
        pattern = b"(?:(?=<c)%s%s)?+" % (block, pattern)
    return re.compile(_ROW % pattern)
