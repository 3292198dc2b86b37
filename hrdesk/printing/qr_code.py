"""The QR code (ISO/IEC 18004) that ties a printed page to its case."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRErrorCorrectLevel

from hrdesk.printing.qr_masks import QuickCode


@lru_cache(maxsize=64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of dark and light modules for a text, at error level M (15 %)."""
    code = QuickCode(None, QRErrorCorrectLevel.M)
    code.addData(payload)
    code.make()
    size = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in size) for row in size)


def draw_qr(canvas: Any, x: float, y: float, size: float, payload: str) -> None:
    """Draw the code with its lower left corner at `x`, `y`, `size` points wide.

    The picture is kept once in the file, however many pages show it. The quiet zone is the
    caller's business: four modules of blank paper on each side.
    """
    rows = modules(payload)
    name = "qr" + sha256(payload.encode("utf-8")).hexdigest()[:16]
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, len(rows), len(rows))
        path = canvas.beginPath()
        for number, row in enumerate(rows, start=1):
            for first, length in _dark_runs(row):
                path.rect(first, len(rows) - number, length, 1)
        canvas.setFillGray(0)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / len(rows), size / len(rows))
    canvas.doForm(name)
    canvas.restoreState()


def _dark_runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    start = None
    for place, dark in enumerate((*row, False)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
