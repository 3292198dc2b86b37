"""Withdrawing an answer: the lines that ask why, who may do it, and what hinders it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.errors import Refused
from hrdesk.domain.receipt import Receipt, RowState
from hrdesk.domain.staff import Role
from hrdesk.services import receipts
from hrdesk.services.sent_batches import OpenedBatch
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.reason_row import ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import label

#: What stands beside the button where the person at work may not do it.
_WHO_ACCEPTED, _WHO_FAILED = "有已受理的行，由审批人或主管撤回", "由经办人撤回"
_HOW_ACCEPTED = (
    "撤回以后可以重新上报，平台可能重复支付：先向平台核实它不是这一批的结果、"
    "或者平台没有受理，再撤回并写明怎样核实的"
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


class WithdrawRow(QWidget):
    """Asks why an answer is withdrawn, of one that accepted rows how that was ascertained.

    `withdrawn` says that it was done; `who` names who may do it while the person at work may not.
    """

    withdrawn = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self._session, self._notice = session, notice
        self.who = label("", "soft")
        self.who.setObjectName("withdraw_who")
        self.who.hide()
        self._plain = ReasonRow(receipts.REASON, _PLAIN)
        self._asked = ReasonRow(receipts.ASKED, _ASKING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (self._plain, self._asked):
            row.does(tasks, notice, partial(receipts.withdraw, session), self._done)
            column.addWidget(row)

    def tell_who(self, receipt: Receipt | None) -> bool:
        """Say beside the button who withdraws an answer that counts; True where the person at
        work may.
        """
        may = receipt is not None and self._may(receipt)
        self.who.setVisible(receipt is not None and not may)
        if receipt is not None:
            self.who.setText(_WHO_ACCEPTED if receipt.accepted else _WHO_FAILED)
            self.who.setToolTip(_HOW_ACCEPTED if receipt.accepted else "")
        return may

    def ask_of(self, receipt: Receipt, opened: OpenedBatch) -> None:
        """Ask why an answer is withdrawn, or say at once what hinders it."""
        for row in (self._plain, self._asked):
            row.put_away()
        if refusal := self._refusal(receipt, opened):
            show_fault(self._notice, refusal)
            return
        what = f"撤回 {receipt.entry.at:%Y-%m-%d %H:%M} 导入的回执：各行回到导入以前的状态"
        if not receipt.accepted:
            self._plain.ask(receipt.id, what)
            return
        words = (
            f"{what}\n它说受理的有 {receipt.accepted} 行。请先向平台核实它不是这一批的结果，"
            "或者平台没有受理、不会发放；不然重新上报以后可能重复支付。"
        )
        self._asked.ask(receipt.id, words)

    def _may(self, receipt: Receipt) -> bool:
        if receipt.accepted:
            return receipts.may_unaccept(self._session)
        return self._session.staff.may(Role.CLERK)

    @staticmethod
    def _refusal(receipt: Receipt, opened: OpenedBatch) -> Refused | None:
        """Say at once, before a reason is asked for, what the page itself knows to hinder it."""
        for row in opened.rows:
            if row.receipt == receipt.id and row.state is RowState.FAILED:
                if row.later:
                    return Refused("receipt.sent_again", batch=row.later)
                if row.closure is not None:
                    return Refused("receipt.row_closed", batch=opened.batch.number)
        return None

    def _done(self, _nothing: None) -> None:
        self.withdrawn.emit()
