"""The place of upload batches: above who waits, below what was made."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from hrdesk.domain.batch import Batch, BatchCopy, CopyPurpose
from hrdesk.domain.case import CaseSummary
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault
from hrdesk.services import batches, many_forms
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.services.resending import FailedCount, count_failures
from hrdesk.services.session import Session
from hrdesk.ui.batches.batch_model import MEASURE, BatchModel
from hrdesk.ui.batches.batch_words import NO_PERIOD, NOBODY_WAITS, copied_words, ticked_words
from hrdesk.ui.batches.copies import COPIES, copies_are_shown, switch_copies
from hrdesk.ui.batches.layout import BatchParts, arrange
from hrdesk.ui.batches.progress import WRITING, show_progress
from hrdesk.ui.batches.purpose import folder_title
from hrdesk.ui.batches.template_line import TemplateLine
from hrdesk.ui.batches.voiding import VoidRow
from hrdesk.ui.cases_sought import Sought
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.folder_choice import choose_folder
from hrdesk.ui.forms_desk import FormsDesk, FormsWanted
from hrdesk.ui.list_page import rows_or_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import KeyHint, Page, bind_keys
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.ticked_cases import TickedCases, TickTable
from hrdesk.ui.words import button, label
from hrdesk.ui.writing_desk import WritingDesk

if TYPE_CHECKING:
    from hrdesk.services.batch_writing import BatchWriting

_MADE_WIDTHS = (176, 236, 154, 104, 128, 164, 108, 100)


class BatchPage(Page):
    """Makes batches, writes them again and voids them; everything goes by keyboard too.

    `opened` carries the id of a batch; an answer, the queue of failed rows and the official
    templates are asked for.
    """

    opened = Signal(str)
    answer_asked = Signal()
    failures_asked = Signal()
    templates_asked = Signal()
    hints = (
        KeyHint("空格", "勾选"),
        KeyHint("Ctrl A", "全选或全不选"),
        KeyHint("Ctrl Enter", "编制批次"),
        KeyHint("Ctrl Shift R", "导入回执"),
        KeyHint("F8", "官方模板"),
    )

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("batch_page")
        self._session = session
        self._changes = changes
        self._tasks = tasks
        self._pays = {each.id: each.pays for each in session.measures_ever}
        self._folder = Path()
        self._was_entered = False
        self.desk: WritingDesk[BatchWriting] = WritingDesk(
            tasks, partial(batches.finish, session), partial(batches.cancel, session), self
        )
        measures = list(batches.sent_measures(session))
        self.sought = Sought("batch", measures, today(session.clock))
        self.waiting = TickedCases(batches.may_be_sent, "不能上报", self)
        self.batches = BatchModel({each.id: each.title for each in session.measures_ever}, self)
        self.notice = Notice(self, "batches_notice")
        self.forms = FormsDesk(session, tasks, changes, self.notice)
        self.void_row = VoidRow(session, tasks, self.notice)
        self._make_parts()
        arrange(self, self._parts)
        self._connect()

    def enter(self) -> None:
        """Read anew and take the focus for who waits, or for the measure while nobody does.

        The first time it begins with a month in which somebody waits.
        """
        self.read_again()
        if not self._was_entered and not self.waiting.rowCount():
            self._begin_with_waiting()
        self._was_entered = True
        if self.waiting.rowCount():
            self._parts.waiting.begin()
        else:
            self.sought.take_cursor()

    def read_again(self) -> None:
        """Read who waits and what was made; the marked batch stays marked, its copies shown."""
        self._read_waiting()
        batch = self.marked()
        self.batches.show_pages(self._page)
        row = -1 if batch is None else self.batches.row_of(batch.id)
        if row >= 0:
            self._parts.made.selectRow(row)
        else:
            switch_copies(self._parts)
        self._offer()
        refuse = partial(show_fault, self.notice)
        self._tasks.run(partial(count_failures, self._session), self._show_failed, refuse)
        against = partial(contradicted_batches, self._session)
        self._tasks.run(against, self.batches.show_contradicted, refuse)

    def _show_failed(self, failed: FailedCount) -> None:
        waiting = f"（{failed.waiting}）" if failed.waiting else ""
        self._parts.failures.setText(f"失败清单{waiting}…")

    def come_back(self, batch_id: str) -> None:
        """Take the focus for a batch that was opened from here."""
        if (row := self.batches.row_of(batch_id)) >= 0:
            self._parts.made.selectRow(row)
            self._parts.made.setFocus()

    def forget(self) -> None:
        """Finish what is being written, and ask for nothing more: the session is about to end."""
        self.desk.finish()
        self.forms.finish()
        self.batches.show_found(())

    def make(self) -> None:
        """Ask for a folder and make a batch of what is ticked."""
        chosen = self.waiting.chosen()
        if chosen and self._parts.make.isEnabled():
            measure, ids = self.sought.measure, [case.id for case in chosen]
            work = partial(batches.begin, self._session, measure, ids)
            self._choose(work, self._parts.purpose.purpose)

    def _write_again(self) -> None:
        if (batch := self.marked()) is not None:
            work = partial(batches.begin_copy, self._session, batch.id)
            self._choose(work, self._parts.purpose_again.purpose)

    def _choose(self, begin: "Callable[..., BatchWriting]", purpose: CopyPurpose) -> None:
        start = partial(self._start, partial(begin, purpose=purpose))
        choose_folder(self, folder_title(purpose), start)

    def _show_copies(self) -> None:
        batch = None if copies_are_shown(self._parts) else self.marked()
        found: tuple[BatchCopy, ...] = ()
        if batch is not None:
            found = rows_or_fault(self.notice, partial(batches.copies, self._session, batch.id))
        switch_copies(self._parts, batch, found)
        (self._parts.made if batch is None else self._parts.copies.table).begin()

    def _print_forms(self) -> None:
        if (batch := self.marked()) is None:
            return
        try:
            forms = many_forms.forms_of_batch(self._session, batch.id)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self.forms.print_forms(FormsWanted(forms, f"{batch.number}-审批表.pdf", batch.number))

    def _start(self, begin: "Callable[[Path], BatchWriting]", folder: Path) -> None:
        self._folder = folder
        self._enable(busy=True)
        self.notice.say(Tone.INFO, WRITING, "先不要拔优盘，可以先办别的事。")
        self.notice.offer("停止", self._cancel)
        self.desk.start(partial(begin, folder))

    def _cancel(self) -> None:
        if self.desk.cancel():
            self.notice.say(Tone.INFO, "正在停止……")

    def _cancelled(self, writing: "BatchWriting") -> None:
        left = "原来的文件没有变" if writing.known else "没有留下文件"
        self.notice.say(Tone.INFO, f"已停止，{left}")

    def _written(self, batch: Batch) -> None:
        where = f"存在 {self._folder}：{batch.file_name}，旁边的清单记着各个文件的校验值。"
        self.notice.say(Tone.DONE, copied_words(batch), where)

    def _begin_with_waiting(self) -> None:
        found = rows_or_fault(self.notice, lambda: batches.last_waiting(self._session))
        for measure, day in found[:1]:
            self.sought.show_month(measure, day)

    def _ended(self) -> None:
        switch_copies(self._parts)
        self._enable(busy=False)
        self.read_again()
        self._changes.batches.emit()

    def _ask_void(self) -> None:
        if (batch := self.marked()) is not None:
            self.void_row.ask_of(batch)

    def marked(self) -> Batch | None:
        """Return the batch whose row is marked, or None."""
        chosen = self._parts.made.currentIndex()
        return self.batches.summary(chosen.row()) if chosen.isValid() else None

    def _read_waiting(self) -> None:
        period = self.sought.period()
        cases: tuple[CaseSummary, ...] = ()
        if period is not None:
            cases = rows_or_fault(
                self.notice, lambda: batches.candidates(self._session, self.sought.measure, *period)
            )
        self._parts.template.show_measure(self.sought.measure)
        self.waiting.show_cases(cases, pays=self._pays[self.sought.measure])
        self._parts.stack.setCurrentIndex(0 if cases else 1)
        self._parts.empty.setText(NOBODY_WAITS if period else NO_PERIOD)

    def _page(self, after: Batch | None) -> tuple[Batch, ...]:
        return rows_or_fault(self.notice, lambda: batches.list_batches(self._session, after))

    def _count(self) -> None:
        chosen = self.waiting.chosen()
        shown = [self.waiting.summary(row) for row in range(self.waiting.rowCount())]
        words = ticked_words(chosen, shown, pays=self._pays[self.sought.measure])
        self._parts.count.setText(words)
        self._parts.make.setEnabled(bool(chosen) and not self._busy)

    def _offer(self) -> None:
        batch = self.marked()
        is_open = batch is not None and batch.void is None and not self._busy
        self._parts.forms.setEnabled(batch is not None and not self._busy)
        self._parts.show_copies.setEnabled(batch is not None or copies_are_shown(self._parts))
        for part in (self._parts.again, self._parts.void):
            part.setEnabled(is_open)
        self.void_row.tell_who(batch)

    def _enable(self, *, busy: bool) -> None:
        self._busy = busy
        if busy:
            self.void_row.put_away()
        self._count()
        self._offer()

    def _make_parts(self) -> None:
        self._busy = False
        waiting = TickTable("waiting", self.waiting)
        made = RowTable("batches", self.batches)
        made.setItemDelegate(RowPainter(made))
        made.set_widths(_MADE_WIDTHS, MEASURE)
        count, empty = label("", "strong"), label("", "soft")
        count.setObjectName("batch_count")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._parts = BatchParts(
            waiting=waiting,
            made=made,
            count=count,
            empty=empty,
            template=TemplateLine(self._session, self.notice),
            templates=button("official_templates", "官方模板…", self.templates_asked.emit),
            make=button("make_batch", "编制批次…", self.make, "primary"),
            forms=button("print_batch_forms", "打印审批表…", self._print_forms),
            again=button("write_again", "再拷一份…", self._write_again),
            show_copies=button("show_copies", COPIES, self._show_copies),
            void=button("void_batch", "作废…", self._ask_void),
            answer=button("import_answer", "导入回执…", self.answer_asked.emit),
            failures=button("failures_list", "失败清单…", self.failures_asked.emit),
        )

    def _connect(self) -> None:
        parts = self._parts
        self.sought.changed.connect(self._read_waiting)
        self.waiting.ticked.connect(self._count)
        parts.made.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.void_row.voided.connect(self._ended)
        self.void_row.left.connect(parts.made.setFocus)
        self.desk.looked.connect(partial(show_progress, self.notice))
        self.desk.written.connect(self._written)
        self.desk.cancelled.connect(self._cancelled)
        self.desk.failed.connect(partial(show_fault, self.notice))
        self.desk.ended.connect(self._ended)
        self.forms.started.connect(partial(self._enable, busy=True))
        self.forms.ended.connect(partial(self._enable, busy=False))
        self._changes.cases.connect(self._cases_changed)
        parts.made.opened.connect(lambda row: self.opened.emit(self.batches.summary(row).id))
        keys = {
            "Ctrl+Return": self.make,
            "Ctrl+Shift+R": self.answer_asked.emit,
            "F8": self.templates_asked.emit,
        }
        bind_keys(self, keys)
        bind_keys(parts.copies, {"Esc": self._show_copies})

    def _cases_changed(self) -> None:
        # A hidden page reads when it is entered.
        if self.isVisible():
            self._read_waiting()
