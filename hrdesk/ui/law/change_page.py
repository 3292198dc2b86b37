"""One change of law: what it says, what it would do, and the acts of a second person."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.amendment import Successor
from hrdesk.domain.errors import Fault
from hrdesk.intake.amendment_forms import REASON
from hrdesk.services.amendment_list import ChangeLine
from hrdesk.services.amendments import confirm_amendment, withdraw_amendment
from hrdesk.services.previewing import Preview, Previewing
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.judging_desk import JudgingDesk
from hrdesk.ui.law.models import APPLICANT, ChangedCaseModel
from hrdesk.ui.law.terms import (
    change_source,
    change_words,
    part_words,
    preview_words,
    state_words,
)
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.reason_row import ReasonRow, ReasonWords
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label, selectable

_WIDTHS = (178, 190, 200, 214, 214)
_TAKING_BACK = ReasonWords("撤回原因", "会显示在这项变更下面，并记入办理记录", "确认撤回", "不撤回")
_OWN = "由提出人以外的管理员或主管确认。"


class ChangePage(Page):
    """Shows one change; `settled` says that it was confirmed or taken back.

    `pack_asked` carries the hash of a pack whose differences are to be seen, `case_asked` the id of
    a case that is to be seen under both, `ending_asked` the change that is to be ended.
    """

    settled = Signal(str)
    case_asked = Signal(str)
    ending_asked = Signal(object)
    pack_asked = Signal(str)
    left = Signal()
    hints = (
        KeyHint("Ctrl R", "核对影响"),
        KeyHint("Ctrl Enter", "确认"),
        KeyHint("Enter", "两边对照"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("change_page")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self.line: ChangeLine | None = None
        self._seen: Preview | None = None
        self.desk = JudgingDesk(tasks, self)
        titles = {each.id: each.title for each in session.measures_ever}
        self.model = ChangedCaseModel(titles, self)
        self.table = RowTable("changed_cases", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, APPLICANT)
        self.table.opened.connect(lambda row: self.case_asked.emit(self.model.summary(row).id))
        self.notice = Notice(self, "change_notice")
        self._parts = selectable("")
        self._parts.setObjectName("change_parts")
        self._source = selectable("", "small")
        self._source.setObjectName("change_source")
        self._effect = label("", "strong", wrap=True)
        self._effect.setObjectName("change_effect")
        self._decided = QCheckBox("也核对去年以来已经上报的（已经决定的不会改变）")
        self._decided.setObjectName("with_decided")
        self.reason = ReasonRow(REASON, _TAKING_BACK)
        self._connect()
        self._arrange()

    def show_change(self, line: ChangeLine) -> None:
        """Show a change; what it would do is worked out when it is asked for."""
        if self.line is not None and self.line.id == line.id:
            return
        self.line, self._seen = line, None
        self.desk.cancel()
        self.notice.clear()
        self.reason.put_away()
        self.model.show_found(())
        self._effect.setText("" if line.amendment.is_open else state_words(line))
        self._parts.setText(change_words(line))
        self._source.setText(change_source(line.amendment))
        self._offer()

    def enter(self) -> None:
        """Take the focus for the next thing to do; a change is confirmed by its own keys alone."""
        if self.model.rowCount():
            self.table.setFocus()
        elif self._seen is None and self._preview_button.isEnabled():
            self._preview_button.setFocus()
        else:
            self._back.setFocus()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self.desk.cancel()
        self.line = self._seen = None
        self.model.show_found(())

    def preview(self) -> None:
        """Work out what the change would do."""
        if self.line is None or not self.line.amendment.is_open or self.desk.is_busy:
            return
        self._seen = None
        self.model.show_found(())
        self._effect.setText("正在核对……")
        with_decided = self._decided.isChecked()
        self.desk.start(partial(Previewing, self._session, self.line.id, with_decided=with_decided))
        self._offer()

    def _went_on(self, judged: int) -> None:
        self._effect.setText(f"正在核对……已核对 {judged} 件")

    def _made(self, preview: Preview) -> None:
        self._seen = preview
        self._effect.setText(preview_words(preview))
        self.model.show_found(preview.changed)
        self._offer()
        if self.isVisible():
            self.enter()

    def _confirm(self) -> None:
        if self._seen is None or not self._confirm_button.isEnabled():
            return
        self._confirm_button.setEnabled(False)
        work = partial(confirm_amendment, self._session, self._seen)
        self._tasks.run(work, self._confirmed, self._failed)

    def _confirmed(self, _nothing: None) -> None:
        self._changes.law.emit()
        self.settled.emit("已确认，从填写的那一天起适用，并记入办理记录")

    def _withdraw(self, change: str, reason: str) -> None:
        work = partial(withdraw_amendment, self._session, change, reason)
        self._tasks.run(work, self._withdrawn, self._failed)

    def _withdrawn(self, _nothing: None) -> None:
        self.reason.put_away()
        self.settled.emit("已撤回，并记入办理记录")

    def _ask_reason(self) -> None:
        if self.line is not None and self.line.may_withdraw:
            self.reason.ask(self.line.id, f"撤回：{part_words(self.line.parts[0], ends=False)}")

    def _failed(self, fault: Fault) -> None:
        if not self.reason.isHidden() and self.reason.takes(fault):
            return
        # What was seen may be what the fault speaks of: it is looked at once more.
        self._seen = None
        self._effect.setText("")
        show_fault(self.notice, fault)
        self._offer()

    def _offer(self) -> None:
        line = self.line
        is_open = line is not None and line.amendment.is_open
        may_confirm = line is not None and line.may_confirm
        self._preview_button.setEnabled(is_open and not self.desk.is_busy)
        self._decided.setEnabled(is_open and not self.desk.is_busy)
        self._confirm_button.setEnabled(may_confirm and self._seen is not None)
        self._take_back.setEnabled(line is not None and line.may_withdraw)
        self._end.setVisible(line is not None and line.may_end)
        self._pack.setVisible(bool(_pack_of(line)))
        self._own.setVisible(is_open and not may_confirm)
        if is_open and self._seen is None and not self.desk.is_busy:
            self._effect.setText("先核对影响，再确认。")

    def _show_pack(self) -> None:
        self.pack_asked.emit(_pack_of(self.line))

    def _connect(self) -> None:
        self.desk.went_on.connect(self._went_on)
        self.desk.made.connect(self._made)
        self.desk.failed.connect(self._failed)
        self.reason.given.connect(self._withdraw)
        self.reason.left.connect(self.enter)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self._confirm)
        bind_keys(self, keys | {"Ctrl+R": self.preview, "Esc": self.left.emit})

    def _arrange(self) -> None:
        self._preview_button = button("preview_change", "核对影响", self.preview)
        self._confirm_button = button("confirm_change", "确认", self._confirm, "primary")
        self._take_back = button("withdraw_change", "撤回…", self._ask_reason)
        self._end = button("end_change", "终止…", lambda: self.ending_asked.emit(self.line))
        self._pack = button("show_differences", "看有哪些不同", self._show_pack)
        self._back = button("leave_change", "返回", self.left.emit)
        self._own = label(_OWN, "soft")
        head, effect = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("政策变更", "title"))
        head.addStretch(1)
        for part in (
            self._own,
            self._back,
            self._pack,
            self._end,
            self._take_back,
            self._confirm_button,
        ):
            head.addWidget(part)
        effect.setSpacing(16)
        effect.addWidget(self._effect, 1)
        effect.addWidget(self._decided)
        effect.addWidget(self._preview_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(_around("change", (24, 16, 24, 18), self._parts, self._source))
        page.addWidget(self.reason)
        page.addLayout(effect)
        page.addWidget(_around("change_effects", (1, 1, 1, 1), self.table), 1)


def _pack_of(line: ChangeLine | None) -> str:
    """Return the hash of the pack that a change brings, "" where it brings none."""
    content = line.amendment.content if line is not None else None
    return content.content_hash if isinstance(content, Successor) else ""


def _around(name: str, margins: tuple[int, int, int, int], *parts: QWidget) -> QWidget:
    surface = card(name)
    column = QVBoxLayout(surface)
    column.setContentsMargins(*margins)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return surface
