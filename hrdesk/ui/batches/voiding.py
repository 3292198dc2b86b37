"""Voiding a batch: the line that asks why, and what is said afterwards."""

from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Fault, InvalidInput
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
        self._session, self._tasks, self._notice = session, tasks, notice
        self.given.connect(self._void)

    def ask_of(self, batch: Batch) -> None:
        """Ask why a batch is voided."""
        self.ask(batch.id, f"作废 {batch.number}：{_freed(batch)}")

    def _void(self, batch: str, reason: str) -> None:
        work = partial(batches.void, self._session, batch, reason)
        self._tasks.run(work, self._done, self._refused)

    def _done(self, batch: Batch) -> None:
        self.put_away()
        self._notice.say(
            Tone.DONE,
            f"批次 {batch.number} 已作废，{_freed(batch)}",
            f"以前写成的文件 {batch.file_name} 请删去，不要再上传。" if batch.file_name else "",
        )
        self.voided.emit()

    def _refused(self, fault: Fault) -> None:
        if isinstance(fault, InvalidInput) and fault.problems:
            self.show_problem(fault.problems[0])
        else:
            self.ask_again()
            show_fault(self._notice, fault)


def _freed(batch: Batch) -> str:
    if batch.follows:
        return f"它的 {batch.rows} 行回到失败清单"
    return f"它的 {batch.cases} 件可以重新上报"
