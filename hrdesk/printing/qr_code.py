"""The QR code (ISO/IEC 18004) that ties a printed page to its case."""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRErrorCorrectLevel

from hrdesk.printing.qr_masks import QuickCode

_DARK = re.compile("1+")


@lru_cache(maxsize=64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of dark and light modules for a text, at error level M (15 %)."""
    code = QuickCode(None, QRErrorCorrectLevel.M)
    code.addData(payload)
    code.make()
    return tuple(map(tuple, code.modules))


def draw_qr(canvas: Any, x: float, y: float, size: float, payload: str) -> None:
    """Draw the code with its lower left corner at `x`, `y`, `size` points wide.

    The picture is kept once in the file, however many pages show it. The quiet zone is the
    caller's business: four modules of blank paper on each side.
    """
    rows = modules(payload)
    name = "qr" + sha256(payload.encode("utf-8")).hexdigest()[:16]
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, len(rows), len(rows))
        canvas.setFillGray(0)
        canvas.drawPath(_DarkModules(rows), stroke=0, fill=1)
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / len(rows), size / len(rows))
    canvas.doForm(name)
    canvas.restoreState()


class _DarkModules:
    """The dark modules as rectangles, a run of a row each; reportlab takes it for a path."""

    def __init__(self, rows: Sequence[Sequence[bool]]) -> None:
        self._rows = rows

    def getCode(self) -> str:  # noqa: N802 - reportlab calls it by this name
        """Return the operators of the path (ISO 32000-1, 8.5.2)."""
        rows = ("".join("1" if dark else "0" for dark in row) for row in self._rows)
        return "\n".join(
            f"{run.start()} {len(self._rows) - number} {run.end() - run.start()} 1 re"
            for number, row in enumerate(rows, start=1)
            for run in _DARK.finditer(row)
        )
