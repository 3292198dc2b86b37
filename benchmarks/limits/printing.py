"""The limit of printing: the same marks on a bare reportlab canvas, every place known beforehand.

Nothing is measured, broken, fitted or looked up here; what remains is reportlab itself.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from hrdesk.printing.approval_form import draw_pages, lay_out
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.painter import new_canvas
from hrdesk.printing.sheet import Sheet
from hrdesk.printing.typesetting import Typesetter

Call = tuple[str, tuple[Any, ...], dict[str, Any]]
RECORDED = (
    "setFont",
    "setFillGray",
    "setStrokeGray",
    "setLineWidth",
    "setLineCap",
    "setLineJoin",
    "setDash",
    "drawString",
    "line",
    "rect",
    "circle",
    "drawPath",
    "saveState",
    "restoreState",
    "translate",
    "scale",
    "showPage",
    "beginForm",
    "endForm",
    "doForm",
)


class Recorder:
    """Stands in for a canvas and keeps the calls; paths are kept as they are."""

    def __init__(self, canvas: Any) -> None:
        self.calls: list[Call] = []
        self.beginPath = canvas.beginPath
        self.hasForm = lambda name: ("doForm", (name,), {}) in self.calls

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in RECORDED:
            raise AttributeError(name)
        return lambda *places, **names: self.calls.append((name, places, names))


def recorded(sheet: Sheet, fonts: FontBook) -> list[Call]:
    """Return the canvas calls that draw the sheet, head and foot included."""
    setter = Typesetter(fonts)
    recorder = Recorder(new_canvas(BytesIO(), fonts, sheet.title))
    draw_pages(recorder, sheet, lay_out(sheet, setter), setter)
    return recorder.calls


def draw(calls: list[Call], sheet: Sheet, fonts: FontBook) -> bytes:
    """Play the calls on a new canvas and return the file."""
    target = BytesIO()
    canvas = new_canvas(target, fonts, sheet.title)
    for name, places, names in calls:
        getattr(canvas, name)(*places, **names)
    canvas.save()
    return target.getvalue()
