"""Voiding a batch: the lines that ask why, who may do it, and what is said afterwards."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.batch import Batch
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.services import voiding
from hrdesk.services.session import Session
from hrdesk.ui.faults import two_lines
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import VOIDING, ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import label

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


class VoidRow(QWidget):
    """Asks why a batch is voided, of one that left how it was ascertained, and voids it.

    `voided` says that it was done, `left` that a line was put away; `who` says why the button
    cannot be pressed: nobody may, or who may while the person at work may not.
    """

    voided = Signal()
    left = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.who = label("", "soft")
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

    def tell_who(self, batch: Batch | None) -> bool:
        """Say beside the button what hinders voiding an open batch; True where nothing does."""
        if batch is None or batch.void is not None:
            self.who.hide()
            return False
        refusal = self._refusal(batch)
        if refusal is not None:
            self.who.setText(self._words(batch))
            self.who.setToolTip("\n".join(two_lines(refusal)))
        self.who.setVisible(refusal is not None)
        return refusal is None

    def ask_of(self, batch: Batch) -> None:
        """Ask why a batch is voided."""
        self.put_away()
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
