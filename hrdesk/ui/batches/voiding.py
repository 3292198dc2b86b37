"""Voiding a batch: the lines that ask why, who may do it, and what is said afterwards."""

from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Refused
from hrdesk.services import voiding
from hrdesk.services.session import Session
from hrdesk.ui.batches.letting_go import LettingGo
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import VOIDING, ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks

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


class VoidRow(LettingGo):
    """Asks why a batch is voided, of one that left how it was ascertained, and voids it.

    `voided` says that it was done.
    """

    voided = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        plain, asked = ReasonRow(voiding.REASON, VOIDING), ReasonRow(voiding.ASKED, _ASKING)
        super().__init__(plain, asked, notice)
        self._session = session
        self.who.setObjectName("void_who")
        for row in (plain, asked):
            row.setContentsMargins(*_ROW_MARGINS)
        self._does(tasks, partial(voiding.void, session), self._done)

    def tell_who(self, batch: Batch | None) -> None:
        """Say beside the buttons who may void an open batch, or nothing."""
        others_may = batch is not None and batch.void is None and not self._may(batch)
        self._tell(_WHO_MAY if others_may else "")

    def ask_of(self, batch: Batch) -> None:
        """Ask why a batch is voided, or say at once that it is not, and who may do it."""
        ascertain = (
            "它拷出过。请先向平台核实它没有上传，或者整批已退回、不会发放；不然平台可能两批都发放。"
        )
        self._ask(
            batch.id,
            f"作废 {batch.number}：{_freed(batch)}",
            ascertain=ascertain if batch.has_left else "",
            refusal=self._refusal(batch),
        )

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
