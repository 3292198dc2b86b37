"""A batch while it is written: begun on the writer thread, watched here, recorded there."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Fault
from hrdesk.services import batches
from hrdesk.services.session import Session
from hrdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from hrdesk.services.batch_writing import BatchWriting

_LOOK_MS = 50


class BatchDesk(QObject):
    """Writes one batch at a time; `ended` says that none is under way any more."""

    written = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._writing: BatchWriting | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)

    def start(self, begin: "Callable[[], BatchWriting]") -> None:
        """Begin to write; the window goes on."""
        self._tasks.run(begin, self._begun, self._fail)

    def cancel(self) -> None:
        """End what is being written; a batch that was just made is voided."""
        writing = self._take()
        if writing is not None:
            work = partial(batches.cancel, self._session, writing)
            self._tasks.run(work, lambda _: self.ended.emit(), self._fail)

    def finish(self) -> None:
        """Wait on the writer thread for what is being written: the session is about to end."""
        writing = self._take()
        if writing is not None:
            self._tasks.run(partial(batches.finish, self._session, writing), self._done, self._fail)

    def _begun(self, writing: "BatchWriting") -> None:
        self._writing = writing
        self._watch.start()

    def _look(self) -> None:
        if self._writing is not None and self._writing.is_done():
            self.finish()

    def _take(self) -> "BatchWriting | None":
        self._watch.stop()
        writing, self._writing = self._writing, None
        return writing

    def _done(self, batch: Batch) -> None:
        self.written.emit(batch)
        self.ended.emit()

    def _fail(self, fault: Fault) -> None:
        self.failed.emit(fault)
        self.ended.emit()
