"""The styles of a workbook, which only grow: one fill, and for each style one that has it."""

import re

_FILLS = re.compile(rb'<fills\b[^>]*?(?: count="[0-9]+")?[^>]*>(.*?)</fills>', re.S)
_FILL = re.compile(rb"<fill\b[^>]*?/>|<fill\b[^>]*?>.*?</fill>", re.S)
_FORMATS = re.compile(rb"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.S)
_FORMAT = re.compile(rb"<xf\b[^>]*?/>|<xf\b[^>]*?[^/]>.*?</xf>", re.S)
_OF_FILL = re.compile(rb'\s(?:fillId|applyFill)="[^"]*"')
#: A light red that leaves black text readable.
_RED = (
    b'<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/>'
    b'<bgColor indexed="64"/></patternFill></fill>'
)


class StyleSheet:
    """Styles by number, with a filled one beside each that is asked for."""

    def __init__(self, content: bytes, fills: list[bytes], formats: list[bytes]) -> None:
        self._content = content
        self._fills = fills
        self._formats = formats
        self._filled: dict[int, int] = {}
        self._added: list[bytes] = []

    @classmethod
    def of(cls, content: bytes) -> "StyleSheet | None":
        """Return the styles of a part, None where it is not spelled as usual."""
        fills, formats = _FILLS.search(content), _FORMATS.search(content)
        if fills is None or formats is None:
            return None
        found = _FORMAT.findall(formats[1])
        return cls(content, _FILL.findall(fills[1]), found) if found else None

    def filled(self, style: int) -> int:
        """Return the number of the style that is this one with our fill."""
        if style not in self._filled:
            base = self._formats[style if style < len(self._formats) else 0]
            head, _, rest = base.partition(b">")
            bare = _OF_FILL.sub(b"", head.removesuffix(b"/"))
            end = b"/>" if head.endswith(b"/") else b">"
            fill = b' fillId="%d" applyFill="1"' % len(self._fills)
            self._filled[style] = len(self._formats) + len(self._filled)
            self._added.append(bare + fill + end + rest)
        return self._filled[style]

    def grown(self) -> bytes:
        """Return the part with what was added."""
        fills = b"".join((*self._fills, _RED))
        formats = b"".join((*self._formats, *self._added))
        counted = b'<fills count="%d">%s</fills>' % (len(self._fills) + 1, fills)
        content = _FILLS.sub(lambda _: counted, self._content, count=1)
        number = len(self._formats) + len(self._added)
        listed = b'<cellXfs count="%d">%s</cellXfs>' % (number, formats)
        return _FORMATS.sub(lambda _: listed, content, count=1)
