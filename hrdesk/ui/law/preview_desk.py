"""A preview while a process of its own makes it: advanced on the writer thread, a slice a time."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from hrdesk.domain.errors import Fault
from hrdesk.services.previewing import Preview, Previewing
from hrdesk.services.session import Session
from hrdesk.ui.tasks import Tasks


class PreviewDesk(QObject):
    """Makes one preview at a time; `went_on` carries how many cases were judged so far."""

    went_on = Signal(int)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._run = 0
        self._current: Previewing | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a preview is being made."""
        return self._run % 2 == 1

    def start(self, amendment: str, *, with_decided: bool) -> None:
        """Begin; one that is under way is given up."""
        self.cancel()
        self._run += 1
        work = partial(Previewing, self._session, amendment, with_decided=with_decided)
        self._tasks.run(work, partial(self._begun, self._run), partial(self._fail, self._run))

    def cancel(self) -> None:
        """Give up what is being made; nothing was written."""
        if self.is_busy:
            self._run += 1
        if self._current is not None:
            self._current.cancel()
            self._current = None

    def _begun(self, run: int, previewing: Previewing) -> None:
        if run != self._run:
            previewing.cancel()
            return
        self._current = previewing
        self._advance(run, previewing)

    def _advance(self, run: int, previewing: Previewing) -> None:
        self._tasks.run(
            previewing.advance,
            partial(self._advanced, run, previewing),
            partial(self._fail, run),
        )

    def _advanced(self, run: int, previewing: Previewing, preview: Preview | None) -> None:
        if run != self._run:
            return
        if preview is None:
            self.went_on.emit(previewing.judged)
            self._advance(run, previewing)
            return
        self._run += 1
        self._current = None
        self.made.emit(preview)

    def _fail(self, run: int, fault: Fault) -> None:
        if run != self._run:
            return
        self._run += 1
        self._current = None
        self.failed.emit(fault)
