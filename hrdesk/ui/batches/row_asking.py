"""A line that asks why something is done to one row that was sent, and does it."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import ReasonRow
from hrdesk.ui.tasks import Tasks


class RowAsking(ReasonRow):
    """Asks why and does it; `done` says that it was done. `_about` names the row that is meant."""

    done = Signal()
    _about = ""

    def keep_to(self, key: str) -> None:
        """Ask nothing any more once another row than the one that is asked about is current."""
        if self._row != key and self.isEnabled():
            self.put_away()

    def _acts(
        self, act: Callable[[str, str], None], said: str, tasks: Tasks, notice: Notice
    ) -> None:
        def finish(_nothing: None) -> None:
            notice.say(Tone.DONE, said, self._about)
            self.done.emit()

        self.does(tasks, notice, act, finish)
