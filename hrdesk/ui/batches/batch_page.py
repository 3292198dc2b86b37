"""The place of upload batches: who waits on one page, what was made on another."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout

from hrdesk.domain.batch import Batch, CopyPurpose
from hrdesk.domain.errors import Fault
from hrdesk.domain.staff import Role
from hrdesk.services import batches, many_forms
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.services.resending import FailedCount, count_failures
from hrdesk.services.session import Session
from hrdesk.ui.batches.batch_words import CLERKS_KEYS, FOR_CLERKS, copied_words
from hrdesk.ui.batches.copies import BACK
from hrdesk.ui.batches.made_tab import MadeTab
from hrdesk.ui.batches.progress import WRITING, show_progress
from hrdesk.ui.batches.purpose import CopyRow
from hrdesk.ui.batches.waiting_tab import WaitingTab
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.forms_desk import FormsDesk, FormsWanted
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys, without_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label
from hrdesk.ui.writing_desk import WritingDesk

if TYPE_CHECKING:
    from hrdesk.services.batch_writing import BatchWriting

WAITING, MADE = range(2)
_TABS = ("等待上报", "已编制的批次")
_WAITING_HINTS = (
    KeyHint("空格", "勾选"),
    KeyHint("Ctrl A", "全选或全不选"),
    KeyHint("Ctrl Enter", "编制批次"),
    KeyHint("Ctrl Tab", _TABS[MADE]),
)
_MADE_HINTS = (KeyHint("Enter", "打开批次"), KeyHint("Ctrl Tab", _TABS[WAITING]))
_COPIES_HINTS = (KeyHint("Esc", BACK), KeyHint("Ctrl Tab", _TABS[WAITING]))
_HINTS = (KeyHint("Ctrl Shift R", "导入回执"), KeyHint("F8", "官方模板"))


class BatchPage(Page):
    """Makes batches, writes them again and voids them; everything goes by keyboard too.

    `opened` carries the id of a batch; an answer, the queue of failed rows and the official
    templates are asked for.
    """

    opened = Signal(str)
    answer_asked = Signal()
    failures_asked = Signal()
    templates_asked = Signal()

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("batch_page")
        self._session, self._tasks, self._changes = session, tasks, changes
        self._folder = Path()
        self._was_entered = False
        self._busy = False
        self.desk: WritingDesk[BatchWriting] = WritingDesk(
            tasks, partial(batches.finish, session), partial(batches.cancel, session), self
        )
        self.notice = Notice(self, "batches_notice")
        self.waiting = WaitingTab(session, self.notice)
        self.made = MadeTab(session, tasks, self.notice)
        self.forms = FormsDesk(session, tasks, changes, self.notice)
        self.copy_row = CopyRow()
        self._answer = button("import_answer", "导入回执…", self._ask_answer)
        self._failures = button("failures_list", "失败清单…", self.failures_asked.emit)
        self._tabs = QTabWidget()
        if not session.staff.may(Role.CLERK):
            self._answer.setEnabled(False)
            self._answer.setToolTip(FOR_CLERKS)
        self.hints = self._hints(is_waiting=True)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read anew and take the focus for the page that was shown last.

        Where nobody waits in what is chosen, it turns to a measure and month in which somebody
        does; the first time, where nobody waits at all, to what was made.
        """
        self.read_again()
        self.waiting.begin_with_waiting()
        if not self._was_entered:
            nobody_waits = not self.waiting.cases.rowCount()
            if nobody_waits and self.made.batches.rowCount():
                self._tabs.setCurrentIndex(MADE)
        self._was_entered = True
        self._begin()

    def read_again(self) -> None:
        """Read who waits and what was made; the marked batch stays marked, its copies shown."""
        self.waiting.read_again()
        self.made.read_again()
        refuse = partial(show_fault, self.notice)
        self._tasks.run(partial(count_failures, self._session), self._show_failed, refuse)
        against = partial(contradicted_batches, self._session)
        self._tasks.run(against, self.made.batches.show_contradicted, refuse)

    def _show_failed(self, failed: FailedCount) -> None:
        waiting = f"（{failed.waiting}）" if failed.waiting else ""
        self._failures.setText(f"失败清单{waiting}…")

    def come_back(self, batch_id: str) -> None:
        """Take the focus for a batch that was opened from here."""
        self._tabs.setCurrentIndex(MADE)
        self.made.mark(batch_id)

    def marked(self) -> Batch | None:
        """Return the batch whose row is marked, or None."""
        return self.made.marked()

    def forget(self) -> None:
        """Finish what is being written, and ask for nothing more: the session is about to end."""
        self.desk.finish()
        self.forms.finish()
        self.copy_row.put_away()
        self.made.batches.show_found(())

    def _hints(self, *, is_waiting: bool) -> tuple[KeyHint, ...]:
        made = _COPIES_HINTS if self.made.are_copies_shown else _MADE_HINTS
        hints = (_WAITING_HINTS if is_waiting else made) + _HINTS
        return hints if self._session.staff.may(Role.CLERK) else without_keys(hints, CLERKS_KEYS)

    def _ask_answer(self) -> None:
        if self._answer.isEnabled():
            self.answer_asked.emit()

    def make(self) -> None:
        """Ask what the batch of those that are ticked is for, while they can be seen."""
        if self._tabs.currentIndex() != WAITING:
            self._tabs.setCurrentIndex(WAITING)
        elif chosen := self.waiting.chosen():
            measure, ids = self.waiting.sought.measure, [case.id for case in chosen]
            work = partial(batches.begin, self._session, measure, ids)
            self.copy_row.ask(f"编制批次：{self.waiting.words()}", partial(self._start, work))

    def _write_again(self, batch: Batch) -> None:
        work = partial(batches.begin_copy, self._session, batch.id)
        self.copy_row.ask(f"再拷一份：批次 {batch.number}", partial(self._start, work))

    def _print_forms(self, batch: Batch) -> None:
        try:
            forms = many_forms.forms_of_batch(self._session, batch.id)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self.forms.print_forms(FormsWanted(forms, f"{batch.number}-审批表.pdf", batch.number))

    def _start(
        self, begin: "Callable[..., BatchWriting]", purpose: CopyPurpose, folder: Path
    ) -> None:
        self._folder = folder
        self._enable(busy=True)
        self.notice.say(Tone.INFO, WRITING, "先不要拔优盘，可以先办别的事。")
        self.notice.offer("停止", self._cancel)
        self.desk.start(partial(begin, folder, purpose=purpose))
        self._begin()

    def _cancel(self) -> None:
        if self.desk.cancel():
            self.notice.say(Tone.INFO, "正在停止……")

    def _cancelled(self, writing: "BatchWriting") -> None:
        left = "原来的文件没有变" if writing.known else "没有留下文件"
        self.notice.say(Tone.INFO, f"已停止，{left}")

    def _written(self, batch: Batch) -> None:
        where = f"存在 {self._folder}：{batch.file_name}，旁边的清单记着各个文件的校验值。"
        self.notice.say(Tone.DONE, copied_words(batch), where)
        self.notice.offer("打开批次", partial(self.opened.emit, batch.id))

    def _ended(self) -> None:
        self.made.show_batches()
        self._enable(busy=False)
        self.read_again()
        self._changes.batches.emit()

    def _enable(self, *, busy: bool) -> None:
        self._busy = busy
        self.copy_row.put_away()
        self.waiting.enable(busy=busy)
        self.made.enable(busy=busy)

    def _begin(self) -> None:
        (self.waiting, self.made)[self._tabs.currentIndex()].begin()

    def _tell_keys(self) -> None:
        self.hints = self._hints(is_waiting=self._tabs.currentIndex() == WAITING)
        self.hints_changed.emit()

    def _turned(self) -> None:
        self.copy_row.put_away()
        self._tell_keys()
        # Arrows on the tabs themselves go from tab to tab.
        if self.isVisible() and not self._tabs.tabBar().hasFocus():
            self._begin()

    def _counted(self) -> None:
        self.copy_row.put_away()
        count = self.waiting.cases.rowCount()
        self._tabs.setTabText(WAITING, f"{_TABS[WAITING]} {count}" if count else _TABS[WAITING])

    def _lay_out(self) -> None:
        acts: tuple[QPushButton, ...] = (
            self._answer,
            self._failures,
            button("official_templates", "官方模板…", self.templates_asked.emit),
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("批次上报", "title"))
        head.addStretch(1)
        if not self._session.staff.may(Role.CLERK):
            head.addWidget(label(FOR_CLERKS, "soft"))
        for act in acts:
            head.addWidget(act)
        self._tabs.setObjectName("batch_tabs")
        for tab, title in zip((self.waiting, self.made), _TABS, strict=True):
            self._tabs.addTab(tab, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.copy_row)
        column.addWidget(self._tabs, 1)

    def _connect(self) -> None:
        self.waiting.make_asked.connect(self.make)
        self.waiting.counted.connect(self._counted)
        self.made.opened.connect(self.opened)
        self.made.voided.connect(self._ended)
        self.made.turned.connect(self._tell_keys)
        self.made.again_asked.connect(self._write_again)
        self.made.forms_asked.connect(self._print_forms)
        self.made.marked_another.connect(self.copy_row.put_away)
        self.copy_row.left.connect(self._begin)
        self._tabs.currentChanged.connect(lambda _: self._turned())
        self.desk.looked.connect(partial(show_progress, self.notice))
        self.desk.written.connect(self._written)
        self.desk.cancelled.connect(self._cancelled)
        self.desk.failed.connect(partial(show_fault, self.notice))
        self.desk.ended.connect(self._ended)
        self.forms.started.connect(partial(self._enable, busy=True))
        self.forms.ended.connect(partial(self._enable, busy=False))
        self._changes.cases.connect(self._cases_changed)
        keys = {
            "Ctrl+Return": self.make,
            "Ctrl+Shift+R": self._ask_answer,
            "F8": self.templates_asked.emit,
        }
        bind_keys(self, keys)

    def _cases_changed(self) -> None:
        # A hidden page reads when it is entered.
        if self.isVisible():
            self.waiting.read_again()
