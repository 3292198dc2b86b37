"""The texts of a page as operators of PDF (ISO 32000-1, 9.4), in one text object.

reportlab's own text object measures and places each text anew, which is most of the time of
a page; here places and fonts are known, and font and grey are named where they change.
"""

from typing import Any

from reportlab.pdfbase import pdfmetrics


class Writing:
    """Texts for a canvas of reportlab, which takes it as a text object; places are points."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self.entries: list[tuple[str, float, float, float, float, str]] = []

    def put(
        self, font: str, size: float, grey: float, place: tuple[float, float], text: str
    ) -> None:
        """Add a text in one font whose baseline begins at `place` (y upwards)."""
        self.entries.append((font, size, grey, *place, text))

    def getCode(self) -> str:  # noqa: N802 - reportlab calls it by this name
        """Return the operators and note in the document which characters they use."""
        document = self._canvas._doc
        shade = face = None
        font: Any = None
        code = ["BT"]
        for name, size, grey, x, y, text in self.entries:
            if grey != shade:
                shade = grey
                code.append(f"{grey:g} g")
            if (name, size) != face:
                face = (name, size)
                font = pdfmetrics.getFont(name)
                code.append(f"{font.reference} {size:g} Tf")
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{font.codes(text, document)}> Tj")
        code.append("ET")
        return "\n".join(code)
