"""Work on the window's thread in pieces short enough that nobody waits (DESIGN 4.7)."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from hrdesk.ui.application import AFTER_PAINT_MS

#: Between two pieces the window has this long for what was pressed and painted meanwhile.
_PAUSE_MS = 5
#: A turn of small pieces lasts so long: with what is painted after it nobody waits.
_TURN_S = 0.008


class Ahead(QObject):
    """Takes one step of `pieces` after the other on the window's thread, until they end.

    The first step waits `after_ms`: until the window was painted, or not at all.
    """

    def __init__(
        self, pieces: Iterator[None], parent: QObject, after_ms: int = AFTER_PAINT_MS
    ) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._timer = QTimer(self)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Begin with what was not done yet."""
        self._timer.start()

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to be done."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Leave the rest undone for good."""
        self._timer.stop()

    def _step(self) -> None:
        self._timer.setInterval(_PAUSE_MS)
        try:
            next(self._pieces)
        except StopIteration:
            self._timer.stop()


def in_turns(pieces: Iterator[None]) -> Iterator[None]:
    """Do small pieces one after the other for some milliseconds, then let the window live.

    Not for pieces that wait for somebody else: they would be asked again and again.
    """
    begun = perf_counter()
    for _ in pieces:
        if perf_counter() - begun >= _TURN_S:
            yield
            begun = perf_counter()


def styled_ahead(part: QWidget) -> Iterator[None]:
    """Let the style sheet look at a hidden part and all below it, a piece at a time."""
    # The innermost first: Qt styles all below a widget at once.
    inside_out = reversed((part, *part.findChildren(QWidget)))
    begun = perf_counter()
    for each in inside_out:
        # Between two pieces a page may have made parts of it anew.
        if isValid(each):
            each.ensurePolished()
        if perf_counter() - begun >= _TURN_S:
            yield
            begun = perf_counter()
