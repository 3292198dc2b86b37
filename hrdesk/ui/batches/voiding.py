"""Voiding a batch: the lines that ask why, who may do it, and what is said afterwards."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Refused
from hrdesk.services import voiding
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import VOIDING, ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import label

_ROW_MARGINS = (12, 6, 12, 6)
#: What stands beside the buttons where the person at work may not do it.
_WHO_MAY = "作废由审批人或主管办理"
_ASKING = ReasonWords(
    "怎样核实的",
    "例如：9月3日电话问过平台，没有收到这一批；会记入办理记录",
    "确认作废",
    "不作废",
    is_final=True,
)


class VoidRow(QWidget):
    """Asks why a batch is voided, of one that left how it was ascertained, and voids it.

    `voided` says that it was done, `left` that a line was put away; `who` names who may do it
    while the person at work may not.
    """

    voided = Signal()
    left = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.who = label(_WHO_MAY, "soft")
        self.who.setObjectName("void_who")
        self.who.hide()
        self._plain = ReasonRow(voiding.REASON, VOIDING)
        self._asked = ReasonRow(voiding.ASKED, _ASKING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (self._plain, self._asked):
            row.setContentsMargins(*_ROW_MARGINS)
            row.does(tasks, notice, partial(voiding.void, session), self._done)
            row.left.connect(self.left)
            column.addWidget(row)

    def tell_who(self, batch: Batch | None) -> None:
        """Say beside the buttons who may void an open batch, or nothing."""
        self.who.setVisible(batch is not None and batch.void is None and not self._may(batch))

    def ask_of(self, batch: Batch) -> None:
        """Ask why a batch is voided, or say at once that it is not, and who may do it."""
        self.put_away()
        if refusal := self._refusal(batch):
            show_fault(self._notice, refusal)
            return
        if not batch.has_left:
            self._plain.ask(batch.id, f"作废 {batch.number}：{_freed(batch)}")
            return
        words = (
            f"作废 {batch.number}：{_freed(batch)}\n它拷出过。请先向平台核实它没有上传，"
            "或者整批已退回、不会发放；不然平台可能两批都发放。"
        )
        self._asked.ask(batch.id, words)

    def put_away(self) -> None:
        """Ask nothing any more."""
        for row in (self._plain, self._asked):
            row.put_away()

    def _refusal(self, batch: Batch) -> Refused | None:
        if accepted := batch.tally.accepted:
            return Refused("batch.answered", number=batch.number, count=accepted)
        return None if self._may(batch) else Refused("batch.void_role", number=batch.number)

    def _may(self, batch: Batch) -> bool:
        return not batch.has_left or voiding.may_void_left(self._session)

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
