"""Comments on cells: added to those of a sheet, or as its first ones (ECMA-376 part 1, 18.7)."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.cell_address import address
from hrdesk.domain.foreign_sheet import Place
from hrdesk.workbooks.foreign_parts import Parts
from hrdesk.workbooks.sheet_xml import escaped

_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: What comes behind the drawing of comments in a worksheet (ECMA-376 part 1, 18.3.1.99).
_BEHIND = re.compile(
    rb"<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b"
    rb"|</worksheet>"
)
_TARGET = re.compile(rb'<Relationship\b[^>]*/(comments|vmlDrawing)"[^>]*>')
_LINK = re.compile(rb'\bTarget="([^"]*)"')
_COMMENTED = re.compile(rb'<comment\b[^>]*\bref="([A-Z]+[0-9]+)"')
_AUTHOR = re.compile(rb"<author\b[^>]*?/>|<author\b[^>]*>[^<]*</author>")
#: More comments than these make a workbook slow; the column says the rest.
_MOST = 2_000
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"'
    ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke'
    ' joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


@dataclass(frozen=True, slots=True)
class Comments:
    """What is said at cells of a sheet, by whom; `sheet` is the part of the sheet."""

    sheet: str
    author: str
    cells: Mapping[Place, str]


def with_comments(parts: Parts, comments: Comments) -> dict[str, bytes]:
    """Return the parts that differ once the comments are in; a cell keeps one that it has."""
    folder, name = posixpath.split(comments.sheet)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    links = _links(parts.get(relations, b""), folder)
    if len(links) == 2 and all(link in parts for link in links.values()):
        return _added(parts, comments, links)
    if links:
        # One without the other is a workbook that others do not comment on either.
        return {}
    return _first(parts, comments, relations)


def _links(relations: bytes, folder: str) -> dict[str, str]:
    """Return the parts of a sheet's comments and of their drawing."""
    found = {}
    for each in _TARGET.finditer(relations):
        target = _LINK.search(each[0])
        if target is not None:
            place = target[1].decode()
            joined = place if place.startswith("/") else posixpath.join(folder, place)
            found[each[1].decode()] = posixpath.normpath(joined).lstrip("/")
    return found


def _added(parts: Parts, comments: Comments, links: Mapping[str, str]) -> dict[str, bytes]:
    listed, drawn = parts[links["comments"]], parts[links["vmlDrawing"]]
    if b"</authors>" not in listed or b"</commentList>" not in listed or b"</xml>" not in drawn:
        return {}
    known = {each.decode() for each in _COMMENTED.findall(listed)}
    fresh = {at: text for at, text in comments.cells.items() if address(*at) not in known}
    author = len(_AUTHOR.findall(listed))
    head, _, tail = listed.partition(b"</authors>")
    listed = head + f"<author>{escaped(comments.author)}</author></authors>".encode() + tail
    said = _said(fresh, author)
    return {
        links["comments"]: listed.replace(b"</commentList>", said + b"</commentList>"),
        links["vmlDrawing"]: drawn.replace(b"</xml>", _shapes(fresh) + b"</xml>"),
    }


def _first(parts: Parts, comments: Comments, relations: str) -> dict[str, bytes]:
    number = next(n for n in range(1, len(parts) + 2) if _free(parts, n))
    listed, drawn = f"xl/comments{number}.xml", f"xl/drawings/vmlDrawing{number}.vml"
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
        f"<authors><author>{escaped(comments.author)}</author></authors><commentList>"
    ).encode()
    rows = "".join(
        f'<Relationship Id="hrdesk_{kind}" Type="{_OFFICE}/{kind}" Target="/{target}"/>'
        for kind, target in (("comments", listed), ("vmlDrawing", drawn))
    ).encode()
    old = parts.get(relations, f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode())
    old = re.sub(rb"(<Relationships\b[^>]*)/>", rb"\1></Relationships>", old)
    drawing = f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="hrdesk_vmlDrawing"/>'.encode()
    sheet = parts[comments.sheet]
    behind = _BEHIND.search(sheet, sheet.rfind(b"</sheetData>"))
    at = behind.start() if behind else len(sheet)
    return {
        comments.sheet: sheet[:at] + drawing + sheet[at:],
        relations: old.replace(b"</Relationships>", rows + b"</Relationships>"),
        listed: text + _said(comments.cells, 0) + b"</commentList></comments>",
        drawn: _HEAD.encode().replace(b"</xml>", _shapes(comments.cells) + b"</xml>"),
        _TYPES: _with_types(parts[_TYPES], listed),
    }


def _free(parts: Parts, number: int) -> bool:
    names = (f"xl/comments{number}.xml", f"xl/drawings/vmlDrawing{number}.vml")
    return all(name not in parts for name in names)


def _with_types(types: bytes, listed: str) -> bytes:
    added = f'<Override PartName="/{listed}" ContentType="{_COMMENTS_TYPE}"/>'
    if b'Extension="vml"' not in types:
        added = f'<Default Extension="vml" ContentType="{_VML_TYPE}"/>' + added
    return types.replace(b"</Types>", added.encode() + b"</Types>")


def _said(cells: Mapping[Place, str], author: int) -> bytes:
    return "".join(
        f'<comment ref="{address(*at)}" authorId="{author}"><text><r>'
        f'<t xml:space="preserve">{escaped(text)}</t></r></text></comment>'
        for at, text in sorted(cells.items())[:_MOST]
    ).encode()


def _shapes(cells: Mapping[Place, str]) -> bytes:
    return "".join(
        f'<v:shape id="hrdesk_{line}_{column}" type="#_x0000_t202" style="position:absolute;'
        'width:240pt;height:70pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
        ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False'
        f"</x:AutoFill><x:Row>{line}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        for line, column in sorted(cells)[:_MOST]
    ).encode()
