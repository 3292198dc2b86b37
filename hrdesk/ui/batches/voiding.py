"""Voiding a batch: the line that asks why, and what is said afterwards."""

from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Refused
from hrdesk.services import batches
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import VOIDING, ReasonRow
from hrdesk.ui.tasks import Tasks

_ROW_MARGINS = (12, 6, 12, 6)


class VoidRow(ReasonRow):
    """Asks why a batch is voided and voids it; `voided` says that it was done."""

    voided = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__(batches.REASON, VOIDING)
        self.setContentsMargins(*_ROW_MARGINS)
        self._notice = notice
        self.does(tasks, notice, partial(batches.void, session), self._done)

    def ask_of(self, batch: Batch) -> None:
        """Ask why a batch is voided, or say at once that rows of it were accepted."""
        if accepted := batch.tally.accepted:
            self.put_away()
            refusal = Refused("batch.answered", number=batch.number, count=accepted)
            show_fault(self._notice, refusal)
            return
        self.ask(batch.id, f"作废 {batch.number}：{_freed(batch)}")

    def _done(self, batch: Batch) -> None:
        self._notice.say(
            Tone.DONE,
            f"批次 {batch.number} 已作废，{_freed(batch)}",
            f"以前写成的文件 {batch.file_name} 请删去，不要再上传。" if batch.file_name else "",
        )
        self.voided.emit()


def _freed(batch: Batch) -> str:
    if batch.follows:
        return f"它的 {batch.rows} 行回到失败清单"
    return f"它的 {batch.cases} 件可以重新上报"
