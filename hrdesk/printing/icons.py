"""The marks of checks, drawn as lines: no font has all of them, grey paper must tell them apart.

Met is a tick in a ring, unmet a white cross on black, unknown a question mark in a broken
ring, for an officer a person in a ring; a box is ticked or open.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hrdesk.printing.sheet import Mark

Point = tuple[float, float]

_WEIGHT = 0.09
_REACH = 1.1


def draw_icon(canvas: Any, x: float, y: float, size: float, mark: Mark) -> None:
    """Draw a mark of `size` points around the point `x`, `y` (y upwards) of a reportlab canvas.

    Each mark is kept once in the file, however often it is shown.
    """
    name = f"mark-{mark.value}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, -_REACH, -_REACH, _REACH, _REACH)
        canvas.setLineWidth(2 * _WEIGHT)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)
        _DRAWN[mark](canvas)
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / 2, size / 2)
    canvas.doForm(name)
    canvas.restoreState()


def _met(canvas: Any) -> None:
    canvas.circle(0, 0, 0.95, stroke=1, fill=0)
    _path(canvas, [(-0.45, 0.0), (-0.12, -0.38), (0.48, 0.4)])


def _unmet(canvas: Any) -> None:
    canvas.circle(0, 0, 0.95, stroke=1, fill=1)
    canvas.setStrokeGray(1)
    _path(canvas, [(-0.38, -0.38), (0.38, 0.38)])
    _path(canvas, [(-0.38, 0.38), (0.38, -0.38)])


def _missing(canvas: Any) -> None:
    canvas.setDash([0.34, 0.34])
    canvas.circle(0, 0, 0.95, stroke=1, fill=0)
    canvas.setDash([])
    hook = canvas.beginPath()
    hook.moveTo(-0.3, 0.28)
    hook.curveTo(-0.3, 0.72, 0.34, 0.72, 0.34, 0.28)
    hook.curveTo(0.34, 0.02, 0.0, 0.06, 0.0, -0.2)
    canvas.drawPath(hook, stroke=1, fill=0)
    canvas.circle(0, -0.5, 0.07, stroke=1, fill=1)


def _officer(canvas: Any) -> None:
    canvas.circle(0, 0, 0.95, stroke=1, fill=0)
    canvas.circle(0, 0.28, 0.24, stroke=0, fill=1)
    shoulders = canvas.beginPath()
    shoulders.moveTo(-0.48, -0.5)
    shoulders.curveTo(-0.48, 0.14, 0.48, 0.14, 0.48, -0.5)
    shoulders.close()
    canvas.drawPath(shoulders, stroke=0, fill=1)


def _open(canvas: Any) -> None:
    canvas.rect(-0.8, -0.8, 1.6, 1.6, stroke=1, fill=0)


def _ticked(canvas: Any) -> None:
    _open(canvas)
    _path(canvas, [(-0.45, 0.0), (-0.12, -0.38), (0.48, 0.4)])


def _path(canvas: Any, points: Sequence[Point]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)


_DRAWN: dict[Mark, Callable[[Any], None]] = {
    Mark.MET: _met,
    Mark.UNMET: _unmet,
    Mark.MISSING: _missing,
    Mark.OFFICER: _officer,
    Mark.TICKED: _ticked,
    Mark.OPEN: _open,
}
