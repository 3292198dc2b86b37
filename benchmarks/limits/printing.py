"""The limit of printing: the same marks on a bare reportlab canvas, every place known beforehand.

Nothing is measured, broken, fitted or looked up here; what remains is reportlab itself. The
code of a form is worked out, as whoever draws it has to.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from time import process_time
from typing import Any

from hrdesk.printing.approval_form import draw_pages, lay_out
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.painter import new_canvas
from hrdesk.printing.qr_code import modules
from hrdesk.printing.sheet import Sheet
from hrdesk.printing.typesetting import Typesetter

Call = tuple[str, tuple[Any, ...], dict[str, Any]]
WRITTEN = ("setFont", "setFillGray", "setTextOrigin", "textOut")
RECORDED = (
    "setFillGray",
    "setStrokeGray",
    "setLineWidth",
    "setLineCap",
    "setLineJoin",
    "setDash",
    "line",
    "rect",
    "circle",
    "drawPath",
    "saveState",
    "restoreState",
    "translate",
    "rotate",
    "scale",
    "showPage",
    "beginForm",
    "endForm",
    "doForm",
)


class Recorder:
    """Stands in for a canvas or one of its text objects and keeps the calls."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = names
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in self.names:
            raise AttributeError(name)
        return lambda *places, **names: self.calls.append((name, places, names))


class CanvasRecorder(Recorder):
    """Keeps paths as they are, and a text object with the calls that write it."""

    def __init__(self, canvas: Any) -> None:
        super().__init__(RECORDED)
        self.beginPath = canvas.beginPath
        self.hasForm = lambda name: ("doForm", (name,), {}) in self.calls
        self.beginText = lambda: Recorder(WRITTEN)
        self.drawText = lambda text: self.calls.append(("drawText", tuple(text.calls), {}))


def recorded(sheet: Sheet, fonts: FontBook) -> list[Call]:
    """Return the canvas calls that draw the sheet, head and foot included."""
    setter = Typesetter(fonts)
    recorder = CanvasRecorder(new_canvas(BytesIO(), fonts, sheet.title))
    draw_pages(recorder, sheet, lay_out(sheet, setter), setter)
    return recorder.calls


def play(calls: list[Call], canvas: Any) -> None:
    """Play recorded calls on a canvas."""
    for name, places, names in calls:
        if name == "drawText":
            text = canvas.beginText()
            for written, arguments, _ in places:
                getattr(text, written)(*arguments)
            canvas.drawText(text)
        else:
            getattr(canvas, name)(*places, **names)


def draw(calls: list[Call], sheet: Sheet, fonts: FontBook) -> bytes:
    """Play the calls on a new canvas and return the file."""
    target = BytesIO()
    canvas = new_canvas(target, fonts, sheet.title)
    play(calls, canvas)
    canvas.save()
    return target.getvalue()


def seconds_of_many(sheets: Iterable[Sheet], fonts: FontBook) -> float:
    """Return the CPU seconds that a bare canvas takes for the forms in one file."""
    seconds = 0.0
    canvas = new_canvas(BytesIO(), fonts, "")
    for sheet in sheets:
        calls = recorded(sheet, fonts)
        start = process_time()
        modules.__wrapped__(sheet.footer.qr_payload)
        play(calls, canvas)
        seconds += process_time() - start
    start = process_time()
    canvas.save()
    return seconds + process_time() - start
