"""Stored cases while a process of its own judges them: on the writer thread, a slice a time."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from hrdesk.domain.errors import Fault
from hrdesk.ui.tasks import Tasks


class Judging(Protocol):
    """Work under way on many cases."""

    @property
    def judged(self) -> int:
        """How many were judged so far."""

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
        self._busy = False
        if self._current is not None:
            self._current.cancel()
            self._current = None

    def _begun(self, run: int, judging: Judging) -> None:
        if run != self._run:
            judging.cancel()
            return
        self._current = judging
        self._advance(run, judging)

    def _advance(self, run: int, judging: Judging) -> None:
        done = partial(self._advanced, run, judging)
        self._tasks.run(judging.advance, done, partial(self._fail, run))

    def _advanced(self, run: int, judging: Judging, result: object) -> None:
        if run != self._run:
            return
        if result is None:
            self.went_on.emit(judging.judged)
            self._advance(run, judging)
            return
        self._busy, self._current = False, None
        self.made.emit(result)

    def _fail(self, run: int, fault: Fault) -> None:
        if run != self._run:
            return
        self._busy, self._current = False, None
        self.failed.emit(fault)
