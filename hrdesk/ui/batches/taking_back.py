"""Withdrawing an answer: the lines that ask why, who may do it, and what hinders it."""

from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.batch_answer import BatchAnswer, RowState
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.services import batch_answers
from hrdesk.services.sent_batches import OpenedBatch
from hrdesk.services.session import Session
from hrdesk.ui.batches.letting_go import LettingGo
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.reason_row import ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks

#: What stands beside the button where the person at work may not do it.
_WHO_ACCEPTED, _WHO_FAILED = "有已受理的行，由审批人或主管撤回", "由经办人撤回"
_WHO_AGAINST = "与已受理的行矛盾，由审批人或主管撤回"
_HOW_ACCEPTED = (
    "撤回以后可以重新上报，平台可能重复支付：先向平台核实它不是这一批的结果、"
    "或者平台没有受理，再撤回并写明怎样核实的"
)
_HOW_AGAINST = (
    "撤回以后矛盾不再提示，没有发放的人也就没有人再查：先向平台核实这些行有没有发放，"
    "再撤回并写明怎样核实的；确实失败的，写处理结果，不撤回"
)
_PLAIN = ReasonWords(
    "撤回原因", "例如：导错了文件；会记入办理记录", "确认撤回", "不撤回", is_final=True
)
_ASKING = ReasonWords(
    "怎样核实的",
    "例如：9月3日电话问过平台，这份是邻县的结果；会记入办理记录",
    "确认撤回",
    "不撤回",
    is_final=True,
)


class WithdrawRow(LettingGo):
    """Asks why an answer is withdrawn, of one that decides how that was ascertained.

    `withdrawn` says that it was done.
    """

    withdrawn = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        asked = ReasonRow(batch_answers.ASKED, _ASKING)
        super().__init__(ReasonRow(batch_answers.REASON, _PLAIN), asked, notice)
        self._session = session
        self.who.setObjectName("withdraw_who")
        self._does(tasks, partial(batch_answers.withdraw, session), self._done)

    def tell_who(self, answer: BatchAnswer | None) -> bool:
        """Say beside the button who withdraws an answer that counts; True where the person at
        work may.
        """
        may = answer is not None and self._may(answer)
        if answer is None or may:
            self._tell("")
        elif answer.accepted:
            self._tell(_WHO_ACCEPTED, _HOW_ACCEPTED)
        elif answer.is_deciding:
            self._tell(_WHO_AGAINST, _HOW_AGAINST)
        else:
            self._tell(_WHO_FAILED)
        return may

    def ask_of(self, answer: BatchAnswer, opened: OpenedBatch) -> None:
        """Ask why an answer is withdrawn, or say at once what hinders it."""
        self.put_away()
        if refusal := self._refusal(answer, opened):
            show_fault(self._notice, refusal)
            return
        what = f"撤回 {answer.entry.at:%Y-%m-%d %H:%M} 导入的回执：各行回到导入以前的状态"
        ascertain = (
            f"它说受理的有 {answer.accepted} 行。请先向平台核实它不是这一批的结果，"
            "或者平台没有受理、不会发放；不然重新上报以后可能重复支付。"
        )
        if not answer.accepted:
            ascertain = f"它说失败的行以前已受理。{_HOW_AGAINST}。" if answer.is_deciding else ""
        self._ask(answer.id, what, ascertain)

    def _may(self, answer: BatchAnswer) -> bool:
        if answer.is_deciding:
            return batch_answers.may_unaccept(self._session)
        return self._session.staff.may(Role.CLERK)

    @staticmethod
    def _refusal(answer: BatchAnswer, opened: OpenedBatch) -> Refused | None:
        """Say at once, before a reason is asked for, what the page itself knows to hinder it."""
        for row in opened.rows:
            if row.answer == answer.id and row.state is RowState.FAILED:
                if row.later:
                    return Refused("batch_answer.sent_again", batch=row.later)
                if row.closure is not None:
                    return Refused("batch_answer.row_closed", batch=opened.batch.number)
        return None

    def _done(self, _nothing: None) -> None:
        self.withdrawn.emit()
