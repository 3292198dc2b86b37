"""A file while a process of its own writes it: begun and ended on the writer thread."""

from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from hrdesk.domain.errors import Fault
from hrdesk.ui.tasks import Tasks

_LOOK_MS = 50


class Writing(Protocol):
    """What is under way."""

    def is_done(self) -> bool:
        """Tell whether finishing it takes no time."""


Kind = TypeVar("Kind", bound=Writing)


class WritingDesk(QObject, Generic[Kind]):
    """Writes one file at a time; `ended` says that none is under way any more.

    `looked` carries the writing each time that it was looked at, `written` what finishing it
    returned, `cancelled` the writing once nothing of it is left.
    """

    looked = Signal(object)
    written = Signal(object)
    cancelled = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        tasks: Tasks,
        finish: Callable[[Kind], object],
        cancel: Callable[[Kind], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._finish = finish
        self._cancel = cancel
        self._writing: Kind | None = None
        self._latest: Kind | None = None
        self._beginning = self._unwanted = False
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)

    def start(self, begin: Callable[[], Kind]) -> None:
        """Begin to write; the window goes on."""
        self._beginning, self._unwanted = True, False
        self._latest = None
        self._tasks.run(partial(self._begin, begin), self._begun, self._fail)

    def cancel(self) -> bool:
        """End what is being written; tell whether it was not too late."""
        if self._beginning:
            self._unwanted = True
            return True
        writing = self._take()
        if writing is not None:
            work = partial(self._cancel, writing)
            self._tasks.run(work, partial(self._given_up, writing), self._fail)
        return writing is not None

    def finish(self) -> None:
        """Wait on the writer thread for what is being written: the session is about to end.

        What has yet to begin is waited for too, or ended when it is not wanted any more.
        """
        if self._beginning:
            self._beginning = False
            end = self._cancel if self._unwanted else self._finish
            self._tasks.run(partial(self._end_latest, end), self._done, self._fail)
            return
        writing = self._take()
        if writing is not None:
            self._tasks.run(partial(self._finish, writing), self._done, self._fail)

    def _begin(self, begin: Callable[[], Kind]) -> Kind:
        """Begin; runs on the writer thread, which knows of it before the window hears."""
        self._latest = begin()
        return self._latest

    def _end_latest(self, end: Callable[[Kind], object]) -> object:
        """End what the act before this one has begun, if it has; runs on the writer thread."""
        return None if self._latest is None else end(self._latest)

    def _begun(self, writing: Kind) -> None:
        if not self._beginning:
            return
        self._beginning = False
        self._writing = writing
        if self._unwanted:
            self.cancel()
        else:
            self._watch.start()

    def _look(self) -> None:
        if self._writing is None:
            return
        done = self._writing.is_done()
        self.looked.emit(self._writing)
        if done:
            self.finish()

    def _take(self) -> Kind | None:
        self._watch.stop()
        writing, self._writing = self._writing, None
        return writing

    def _given_up(self, writing: Kind, _nothing: None) -> None:
        self.cancelled.emit(writing)
        self.ended.emit()

    def _done(self, result: object) -> None:
        if result is not None:
            self.written.emit(result)
        self.ended.emit()

    def _fail(self, fault: Fault) -> None:
        self._beginning = False
        self.failed.emit(fault)
        self.ended.emit()
