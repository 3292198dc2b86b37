"""A TrueType font whose characters have one code each, whatever else a document prints.

reportlab cuts a font into pieces of 256 characters in the order of their first use, so the
same form has other codes in a file of many, and text is cut wherever its pieces change. Here
a font is one composite font (ISO 32000-1, 9.7) with two bytes for a character: its place
among the characters of the font. One subset is embedded per file, and a page is the same
bytes alone and among others.

Its ToUnicode map is UTF-16 (9.10.3), so that rare names above U+FFFF copy out as they were
written. Parsing and cutting the font file is left to reportlab.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from sys import byteorder
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

_GROUP = 100
_USUAL_WIDTH = 1000
_MOST_CODES = 0xFFFF


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A font of reportlab under a name of its own; `index` is its place in a collection.

    Raises TTFError for a file that is no TrueType font or has too many characters for two
    bytes. Several documents may use it at a time.
    """

    def __init__(self, name: str, path: str, index: int = 0) -> None:
        super().__init__(name, path, subfontIndex=index, asciiReadable=False, shapable=False)
        self._characters = sorted(self.face.charToGlyph)
        if len(self._characters) >= _MOST_CODES:
            raise TTFError(f"{len(self._characters)} characters are more than two bytes tell apart")
        self._codes: dict[str, str] = {}
        self.reference = "/F" + "".join(
            char if char.isascii() and char.isalnum() else f"_{ord(char):X}" for char in name
        )
        self._cutting = Lock()

    def code(self, char: str) -> int:
        """Return the code of a character that the font has; 0 stands for none."""
        return bisect_left(self._characters, ord(char)) + 1

    def codes(self, text: str, doc: Any) -> str:
        """Return the codes of a text as hexadecimal digits; the document will embed them."""
        used = self.state.get(doc)
        if used is None:
            used = self._begin(doc)
        used.update(text)
        known = self._codes
        try:
            return "".join([known[char] for char in text])
        except KeyError:
            known.update((char, f"{self.code(char):04X}") for char in text)
            return "".join([known[char] for char in text])

    def splitString(  # noqa: N802 - reportlab calls it by this name
        self,
        text: str,
        doc: Any,
        encoding: str = "utf-8",  # noqa: ARG002
    ) -> list[tuple[int, bytes]]:
        """Return the codes of a text, all in the font's one piece."""
        return [(0, bytes.fromhex(self.codes(text, doc)))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802, ARG002 - as above
        """Return the name by which pages call the font, the same in every document."""
        return self.reference

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab calls it by this name
        """Write the characters that the document used into it."""
        characters = sorted(map(ord, self.state.pop(doc)))
        codes = {self.code(chr(character)): character for character in characters}
        name = (SUBSETN(0) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
        with self._cutting:
            descriptor = self.face.addSubsetObjects(doc, name, characters)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": _USUAL_WIDTH,
                "W": self._widths(codes),
                "CIDToGIDMap": _stream(doc, "glyphs:" + name, self._glyphs(codes)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, "cid:" + name)]),
                "ToUnicode": _stream(doc, "unicode:" + name, to_unicode_map(name, codes)),
            }
        )
        fonts = doc.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.reference[1:]] = doc.Reference(font, "font:" + self.fontName)

    def _begin(self, doc: Any) -> set[str]:
        used: set[str] = set()
        self.state[doc] = used
        doc.delayedFonts.append(self)
        return used

    def _widths(self, codes: Mapping[int, int]) -> Any:
        """Return the widths that are not the usual one, in runs of neighbouring codes."""
        runs: list[Any] = []
        row: list[float] = []
        before = -1
        for code, character in codes.items():
            width = self.face.charWidths[character]
            if width == _USUAL_WIDTH:
                continue
            if code != before + 1:
                row = []
                runs += [code, row]
            row.append(width)
            before = code
        return pdfdoc.PDFArray(
            [pdfdoc.PDFArray(part) if isinstance(part, list) else part for part in runs]
        )

    def _glyphs(self, codes: Mapping[int, int]) -> bytes:
        """Return the glyph of each code, numbered as reportlab numbers them in the subset."""
        numbers = {0: 0}
        table = array("H", bytes(2 * (max(codes, default=0) + 1)))
        for code, character in codes.items():
            glyph = self.face.charToGlyph[character]
            table[code] = numbers.setdefault(glyph, len(numbers))
        if byteorder == "little":
            table.byteswap()
        return table.tobytes()


def to_unicode_map(name: str, codes: Mapping[int, int]) -> bytes:
    """Return the ToUnicode CMap of a font; `codes` holds the character of each code."""
    pairs = [
        f"<{code:04X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in codes.items()
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        "<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for group in _groups(pairs):
        lines += [f"{len(group)} beginbfchar", *group, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _groups(pairs: Sequence[str]) -> Iterable[Sequence[str]]:
    """Cut into groups of at most 100 pairs, the most that a CMap takes."""
    return (pairs[first : first + _GROUP] for first in range(0, len(pairs), _GROUP))


def _stream(doc: Any, name: str, content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream, name)
