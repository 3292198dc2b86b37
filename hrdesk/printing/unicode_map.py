"""A TrueType font whose text copies out of the PDF as it was written.

reportlab writes each character of its ToUnicode map as one hexadecimal number. The map is
UTF-16 (ISO 32000-1, 9.10.3), so a character above U+FFFF, as many rare names hold, came out
as another one: it has to be a surrogate pair. The same clause takes at most 100 characters
in a group, which reportlab exceeds. Everything else is left to reportlab.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_GROUP = 100


class CopyableFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A font of reportlab with a right ToUnicode map; otherwise unchanged."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab calls it by this name
        """Write the font's subsets into the document, then put right their maps."""
        subsets = [tuple(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode(
                "pdfdoc"
            )
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode_map(name, subset)


def to_unicode_map(name: str, subset: Sequence[int]) -> str:
    """Return the ToUnicode CMap of a font subset.

    `subset` holds the code point that each byte stands for; 0 stands for none.
    """
    pairs = [
        f"<{byte:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for byte, code in enumerate(subset)
        if code and (code != 0x20 or byte == 0x20)
    ]
    groups = [pairs[first : first + _GROUP] for first in range(0, len(pairs), _GROUP)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        "<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for group in groups:
        lines += [f"{len(group)} beginbfchar", *group, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
