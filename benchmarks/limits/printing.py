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
    "endForm",
    "doForm",
    "drawText",
)


class Recorder:
    """Stands in for a canvas and keeps the calls; paths and texts are kept as they are."""

    def __init__(self, canvas: Any) -> None:
        self.calls: list[Call] = []
        self.forms: set[str] = set()
        self.beginPath = canvas.beginPath
        self.hasForm = self.forms.__contains__

    def beginForm(self, name: str, *places: float) -> None:  # noqa: N802
        """Keep the call and the name, by which a form is found to be there."""
        self.forms.add(name)
        self.calls.append(("beginForm", (name, *places), {}))

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in RECORDED:
            raise AttributeError(name)
        return lambda *places, **names: self.calls.append((name, places, names))


def recorded(sheet: Sheet, fonts: FontBook, recorder: Recorder | None = None) -> list[Call]:
    """Return the canvas calls that draw the sheet, head and foot included."""
    setter = Typesetter(fonts)
    recorder = recorder or Recorder(new_canvas(BytesIO(), fonts, sheet.title))
    recorder.calls = []
    draw_pages(recorder, sheet, lay_out(sheet, setter), setter)
    return recorder.calls


def play(calls: list[Call], canvas: Any) -> None:
    """Play recorded calls on a canvas, the texts of a page in one of its text objects."""
    for name, places, names in calls:
        if name == "drawText":
            write(places[0].entries, canvas)
        else:
            getattr(canvas, name)(*places, **names)


def write(entries: list[tuple[Any, ...]], canvas: Any) -> None:
    text = canvas.beginText()
    shade = face = None
    for font, size, grey, x, y, letters in entries:
        if grey != shade:
            shade = grey
            text.setFillGray(grey)
        if (font, size) != face:
            face = (font, size)
            text.setFont(font, size)
        text.setTextOrigin(x, y)
        text.textOut(letters)
    canvas.drawText(text)


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
    recorder = Recorder(canvas)
    for sheet in sheets:
        calls = recorded(sheet, fonts, recorder)
        start = process_time()
        modules.__wrapped__(sheet.footer.qr_payload)
        play(calls, canvas)
        seconds += process_time() - start
    start = process_time()
    canvas.save()
    return seconds + process_time() - start
