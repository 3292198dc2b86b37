"""The place of upload batches: above who waits, below what was made."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from hrdesk.domain.batch import Batch
from hrdesk.domain.case import CaseSummary
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault
from hrdesk.domain.money import from_fen, grouped
from hrdesk.services import batches, many_forms
from hrdesk.services.session import Session
from hrdesk.services.templates import template_in_use
from hrdesk.ui.batches.batch_model import FILE, BatchModel
from hrdesk.ui.batches.layout import BatchParts, arrange
from hrdesk.ui.batches.voiding import VoidRow
from hrdesk.ui.cases_sought import Sought
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.file_dialogs import choose_answer
from hrdesk.ui.folder_choice import choose_folder
from hrdesk.ui.forms_desk import FormsDesk, FormsWanted
from hrdesk.ui.list_page import rows_or_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import KeyHint, Page, bind_keys
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates.terms import in_use_words
from hrdesk.ui.ticked_cases import TickedCases, TickTable
from hrdesk.ui.words import button, label
from hrdesk.ui.writing_desk import WritingDesk

if TYPE_CHECKING:
    from hrdesk.services.batch_writing import BatchWriting

_INTO = "工作簿放在哪个文件夹"
_MADE_WIDTHS = (176, 140, 164, 92, 116, 130, 132, 200)


class BatchPage(Page):
    """Makes batches, writes them again and voids them; everything goes by keyboard too.

    `opened` carries the id of a batch, `answer_asked` the file of an answer and "": its batch is
    found in it. `failures_asked` asks for the queue of failed rows, `templates_asked` for the
    official templates.
    """

    opened = Signal(str)
    answer_asked = Signal(object, str)
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
        self._pays = {each.id: each.pays for each in session.measures_ever}
        self._folder = Path()
        self._was_entered = False
        self.desk: WritingDesk[BatchWriting] = WritingDesk(
            tasks, partial(batches.finish, session), partial(batches.cancel, session), self
        )
        self.sought = Sought(
            "batch",
            list(batches.sent_measures(session)),
            today(session.clock),
        )
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
        """Read who waits and what was made."""
        self._read_waiting()
        self.batches.show_pages(self._page)
        self._offer()

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
            choose_folder(self, _INTO, partial(self._start, work))

    def _write_again(self) -> None:
        if (batch := self._marked()) is not None:
            work = partial(batches.begin_again, self._session, batch.id)
            choose_folder(self, _INTO, partial(self._start, work))

    def _print_forms(self) -> None:
        batch = self._marked()
        if batch is None:
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
        self.notice.say(Tone.INFO, "正在写工作簿，写完再逐格核对……", "可以先办别的事。")
        self.notice.offer("停止", self._cancel)
        self.desk.start(partial(begin, folder))

    def _cancel(self) -> None:
        if self.desk.cancel():
            self.notice.say(Tone.INFO, "正在停止……")

    def _cancelled(self, writing: "BatchWriting") -> None:
        left = "原来的文件没有变" if writing.known else "没有留下文件"
        self.notice.say(Tone.INFO, f"已停止，{left}")

    def _written(self, batch: Batch) -> None:
        total = "" if batch.sum_fen is None else f"，合计 {grouped(from_fen(batch.sum_fen))} 元"
        self.notice.say(
            Tone.DONE,
            f"批次 {batch.number} 已写好并逐格核对：{batch.cases} 件、{batch.rows} 行{total}",
            f"存在 {self._folder}：{batch.file_name}，旁边的清单记着它的校验值。",
        )

    def _begin_with_waiting(self) -> None:
        found = rows_or_fault(self.notice, lambda: batches.last_waiting(self._session))
        for measure, day in found[:1]:
            self.sought.show_month(measure, day)

    def _ended(self) -> None:
        self._enable(busy=False)
        self.read_again()
        self._changes.batches.emit()

    def _ask_void(self) -> None:
        if (batch := self._marked()) is not None:
            self.void_row.ask_of(batch)

    def _marked(self) -> Batch | None:
        chosen = self._parts.made.currentIndex()
        return self.batches.summary(chosen.row()) if chosen.isValid() else None

    def _read_waiting(self) -> None:
        period = self.sought.period()
        cases: tuple[CaseSummary, ...] = ()
        if period is not None:
            cases = rows_or_fault(
                self.notice, lambda: batches.candidates(self._session, self.sought.measure, *period)
            )
        self._say_template()
        self.waiting.show_cases(cases, pays=self._pays[self.sought.measure])
        self._parts.stack.setCurrentIndex(0 if cases else 1)
        words = (
            "这段时间没有等待上报的案件。" if period else "日期写成 2026-03-18 的样子，先后要对。"
        )
        self._parts.empty.setText(words)

    def _say_template(self) -> None:
        try:
            template = template_in_use(self._session, self.sought.measure)
        except Fault as fault:
            show_fault(self.notice, fault)
        else:
            self._parts.template.setText(in_use_words(template))

    def _page(self, after: Batch | None) -> tuple[Batch, ...]:
        return rows_or_fault(self.notice, lambda: batches.list_batches(self._session, after))

    def _count(self) -> None:
        chosen, shown = self.waiting.chosen(), self.waiting.rowCount()
        words = f"勾选 {len(chosen)} 件，共 {shown} 件"
        if self._pays[self.sought.measure]:
            total = sum(case.amount_fen or 0 for case in chosen)
            words += f"　合计 {grouped(from_fen(total))} 元"
        barred = sum(not batches.may_be_sent(self.waiting.summary(row)) for row in range(shown))
        if barred:
            words += f"　另有 {barred} 件判定不是“符合”，不能上报"
        self._parts.count.setText(words)
        self._parts.make.setEnabled(bool(chosen) and not self._busy)

    def _offer(self) -> None:
        batch = self._marked()
        is_open = batch is not None and batch.void is None and not self._busy
        self._parts.forms.setEnabled(batch is not None and not self._busy)
        for part in (self._parts.again, self._parts.void):
            part.setEnabled(is_open)

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
        made.set_widths(_MADE_WIDTHS, FILE)
        count, empty, template = label("", "strong"), label("", "soft"), label("", "small")
        template.setObjectName("batch_template")
        count.setObjectName("batch_count")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._parts = BatchParts(
            waiting=waiting,
            made=made,
            count=count,
            empty=empty,
            template=template,
            templates=button("official_templates", "官方模板…", self.templates_asked.emit),
            make=button("make_batch", "编制批次…", self.make, "primary"),
            forms=button("print_batch_forms", "打印审批表…", self._print_forms),
            again=button("write_again", "再写一次…", self._write_again),
            void=button("void_batch", "作废…", self._ask_void),
            answer=button("import_answer", "导入回执…", self._choose_answer),
            failures=button("failures_list", "失败清单…", self.failures_asked.emit),
        )

    def _connect(self) -> None:
        parts = self._parts
        self.sought.changed.connect(self._read_waiting)
        self.waiting.ticked.connect(self._count)
        parts.made.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.void_row.voided.connect(self._ended)
        self.void_row.left.connect(parts.made.setFocus)
        self.desk.written.connect(self._written)
        self.desk.cancelled.connect(self._cancelled)
        self.desk.failed.connect(partial(show_fault, self.notice))
        self.desk.ended.connect(self._ended)
        self.forms.started.connect(partial(self._enable, busy=True))
        self.forms.ended.connect(partial(self._enable, busy=False))
        self._changes.cases.connect(self._cases_changed)
        parts.made.opened.connect(lambda row: self.opened.emit(self.batches.summary(row).id))
        self._changes.batches.connect(self._batches_changed)
        keys = {
            "Ctrl+Return": self.make,
            "Ctrl+Shift+R": self._choose_answer,
            "F8": self.templates_asked.emit,
        }
        bind_keys(self, keys)

    def _choose_answer(self) -> None:
        choose_answer(self, lambda path: self.answer_asked.emit(path, ""))

    def _batches_changed(self) -> None:
        if not self.isVisible():
            self.batches.show_pages(self._page)

    def _cases_changed(self) -> None:
        # A hidden page reads when it is entered.
        if self.isVisible():
            self._read_waiting()
