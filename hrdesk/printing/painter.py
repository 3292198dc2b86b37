"""Draws display items on a reportlab canvas."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from hrdesk.printing.display import (
    FAINT,
    FillItem,
    IconItem,
    Item,
    RuleItem,
    SealItem,
    TextItem,
)
from hrdesk.printing.fonts import FontBook, Role
from hrdesk.printing.icons import draw_icon
from hrdesk.printing.pagination import Page
from hrdesk.printing.writing import Writing

_BASELINE = 0.37
"""How far the baseline lies below the middle of the characters, as a share of their size."""


def new_canvas(target: BinaryIO, fonts: FontBook, title: str) -> Canvas:
    """Return an A4 canvas that writes equal bytes for equal pages, in bundled fonts alone."""
    # reportlab writes its initial font into every file; a bundled one is embedded only if used.
    initial = fonts.glyph(Role.SONG, " ").font
    canvas = Canvas(target, pagesize=A4, invariant=1, lang="zh-CN", initialFontName=initial)
    canvas.setTitle(title)
    canvas.setCreator("hrdesk")
    return canvas


class Painter:
    """Draws on one canvas; `left` and `top` are the canvas place of the content's corner."""

    def __init__(self, canvas: Any, fonts: FontBook, left: float, top: float) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._left = left
        self._top = top

    def draw_page(self, page: Page) -> None:
        """Draw all that stands on a page, tints first: no tint may cover a line."""
        items = [(item, placed.x, placed.y) for placed in page.placed for item in placed.items]
        self._draw(item for item in items if isinstance(item[0], FillItem))
        self._draw(item for item in items if not isinstance(item[0], FillItem))

    def draw(self, items: Iterable[Item], y: float = 0.0) -> None:
        """Draw items whose strip has its upper edge at `y` of the content (y downwards)."""
        self._draw((item, 0.0, y) for item in items)

    def _draw(self, items: Iterable[tuple[Item, float, float]]) -> None:
        canvas = self._canvas
        texts: list[tuple[TextItem, float, float]] = []
        for item, x, y in items:
            left, top = self._left + x, self._top - y
            match item:
                case TextItem():
                    texts.append((item, left + item.x, top - item.y))
                case RuleItem():
                    canvas.setLineWidth(item.weight)
                    canvas.setStrokeGray(item.grey)
                    canvas.line(left + item.x1, top - item.y1, left + item.x2, top - item.y2)
                case FillItem():
                    canvas.setFillGray(item.grey)
                    lower = top - item.y - item.height
                    canvas.rect(left + item.x, lower, item.width, item.height, stroke=0, fill=1)
                case IconItem():
                    draw_icon(canvas, left + item.x, top - item.y, item.size, item.mark)
                case SealItem():
                    self._seal(left + item.x, top - item.y, item.radius)
        if texts:
            self._write(texts)

    def _write(self, texts: Sequence[tuple[TextItem, float, float]]) -> None:
        writing = Writing(self._canvas)
        for item, x, y in texts:
            baseline = y - _BASELINE * item.size
            for font, letters, start in self._fonts.runs(item.role, item.text):
                place = (x + start * item.size, baseline)
                writing.put(font, item.size, item.grey, place, letters)
        self._canvas.drawText(writing)

    def _seal(self, x: float, y: float, radius: float) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeGray(FAINT)
        canvas.setLineWidth(0.5)
        canvas.setDash([3, 2.4])
        canvas.circle(x, y, radius, stroke=1, fill=0)
        canvas.restoreState()
