"""Stored cases while a process of its own judges them: on the writer thread, a slice a time."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from hrdesk.domain.errors import Fault
from hrdesk.ui.tasks import Tasks

_LOOK_MS = 15


class Judging(Protocol):
    """Work under way on many cases."""

    @property
    def judged(self) -> int:
        """How many were judged so far."""

    def is_ready(self) -> bool:
        """Tell whether `advance` would go on at once."""

    def advance(self) -> object:
        """Judge some more; return the result once all are judged, else None."""

    def cancel(self) -> None:
        """End it."""


class JudgingDesk(QObject):
    """Does one such work at a time; `went_on` carries how many cases were judged so far."""

    went_on = Signal(int)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        #: Each work has a number; what comes of one that was given up is dropped by it.
        self._run = 0
        self._busy = False
        self._current: Judging | None = None
        # The writer thread never waits for the child: whoever types wants his draft saved.
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._busy

    def start(self, begin: Callable[[], Judging]) -> None:
        """Begin; what is under way is given up."""
        self.cancel()
        self._busy = True
        run = self._run
        self._tasks.run(begin, partial(self._begun, run), partial(self._fail, run))

    def cancel(self) -> None:
        """Give up what is under way; nothing was written."""
        self._run += 1
        self._let_go()

    def _begun(self, run: int, judging: Judging) -> None:
        if run != self._run:
            judging.cancel()
            return
        self._current = judging
        self._watch.start()

    def _look(self) -> None:
        judging = self._current
        if judging is None or not judging.is_ready():
            return
        self._watch.stop()
        done = partial(self._advanced, self._run, judging)
        self._tasks.run(judging.advance, done, partial(self._fail, self._run))

    def _advanced(self, run: int, judging: Judging, result: object) -> None:
        if run != self._run:
            return
        if result is None:
            self.went_on.emit(judging.judged)
            self._watch.start()
            return
        self._let_go()
        self.made.emit(result)

    def _fail(self, run: int, fault: Fault) -> None:
        if run == self._run:
            self._let_go()
            self.failed.emit(fault)

    def _let_go(self) -> None:
        """End what is under way, if anything is; a work that is done has ended by itself."""
        self._watch.stop()
        current, self._current = self._current, None
        self._busy = False
        if current is not None:
            current.cancel()
