"""Voiding a batch: the lines that ask why, who may do it, and what is said afterwards."""

from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.services import voiding
from hrdesk.services.session import Session
from hrdesk.ui.batches.letting_go import LettingGo
from hrdesk.ui.faults import two_lines
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import VOIDING, ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks

_ROW_MARGINS = (12, 6, 12, 6)
#: What stands beside the button where nobody may void a batch, or the person at work may not.
_ANSWERED = "有平台已受理的行，不能作废"
_WHO_MAY, _WHO_MAY_UNSENT = "作废由审批人或主管办理", "没有拷出过的由经办人作废"
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

    def tell_who(self, batch: Batch | None) -> bool:
        """Say beside the button what hinders voiding an open batch; True where nothing does."""
        if batch is None or batch.void is not None:
            self._tell("")
            return False
        refusal = self._refusal(batch)
        if refusal is None:
            self._tell("")
        else:
            self._tell(self._words(batch), "\n".join(two_lines(refusal)))
        return refusal is None

    def ask_of(self, batch: Batch) -> None:
        """Ask why a batch is voided."""
        self.put_away()
        ascertain = (
            "它拷出过。请先向平台核实它没有上传，或者整批已退回、不会发放；不然平台可能两批都发放。"
        )
        what = f"作废 {batch.number}：{_freed(batch)}"
        self._ask(batch.id, what, ascertain if batch.has_left else "")

    def _refusal(self, batch: Batch) -> Refused | None:
        if accepted := batch.tally.accepted:
            return Refused("batch.answered", number=batch.number, count=accepted)
        if batch.has_left:
            may = voiding.may_void_left(self._session)
            return None if may else Refused("batch.void_role", number=batch.number)
        staff = self._session.staff
        return None if staff.may(Role.CLERK) else staff.refusal(Role.CLERK)

    @staticmethod
    def _words(batch: Batch) -> str:
        if batch.tally.accepted:
            return _ANSWERED
        return _WHO_MAY if batch.has_left else _WHO_MAY_UNSENT

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
