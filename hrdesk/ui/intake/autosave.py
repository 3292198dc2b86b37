"""Keeping what is typed: soon after the last keystroke, and never long after the first (P1)."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import EnvironmentFault, Fault
from hrdesk.services.drafts import save_draft
from hrdesk.services.session import Session
from hrdesk.ui.tasks import Tasks

#: Milliseconds: after the last keystroke, after the first one not kept, after a failed save.
QUIET = 500
LATEST = 1500
AGAIN = 4000


class Autosave(QObject):
    """Saves one draft on the writer thread, always all entries, in the order of typing.

    `saved` tells that everything typed is on disk, `failed` why it is not. After an
    environment fault it tries again by itself; after a refusal only `save_now` tries.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        draft: Draft,
        entries: Callable[[], Mapping[str, str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._entries = entries
        # The writer thread alone moves it on: a save that is queued behind another one must
        # name the revision that the other one gave.
        self._on_disk = draft
        self._sent: dict[str, str] | None = dict(draft.entries)
        self._under_way = 0
        self._refused = False
        self._timers = [self._timer(wait) for wait in (QUIET, LATEST, AGAIN)]

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._save)
        return timer

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is known to be on disk."""
        return not self._under_way and self._sent == self._entries()

    def touch(self) -> None:
        """Something was typed."""
        if self._refused:
            return
        quiet, latest, _again = self._timers
        quiet.start()
        if not latest.isActive():
            latest.start()

    def save_now(self) -> None:
        """Save at once what is not saved yet; says `saved` also when nothing was to be done."""
        self._refused = False
        if self.is_clean:
            self.saved.emit(self._on_disk)
        else:
            self._save()

    def adopt(self, draft: Draft) -> None:
        """Go on with another draft, to which everything typed is saved at once."""
        self._on_disk = draft
        self._sent = None
        self.save_now()

    def stop(self) -> None:
        """Save nothing more by itself."""
        for timer in self._timers:
            timer.stop()

    def _save(self) -> None:
        self.stop()
        entries = dict(self._entries())
        if entries == self._sent:
            return
        self._sent = entries
        self._under_way += 1
        self._tasks.run(partial(self._keep, entries), self._kept, self._not_kept)

    def _keep(self, entries: dict[str, str]) -> Draft:
        self._on_disk = save_draft(self._session, self._on_disk, entries)
        return self._on_disk

    def _kept(self, draft: Draft) -> None:
        self._under_way -= 1
        if self.is_clean:
            self.saved.emit(draft)

    def _not_kept(self, fault: Fault) -> None:
        self._under_way -= 1
        self._sent = None
        self._refused = not isinstance(fault, EnvironmentFault)
        if not self._refused:
            self._timers[-1].start()
        self.failed.emit(fault)
