"""The queue of failed rows: open the case, or send ticked rows again in a batch of their own."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.batch import Batch, CopyPurpose
from hrdesk.domain.errors import Fault
from hrdesk.domain.staff import Role
from hrdesk.services import batches, resending
from hrdesk.services.batch_writing import BatchWriting
from hrdesk.services.cases import open_case
from hrdesk.services.closing import may_close
from hrdesk.services.corrections import may_propose
from hrdesk.services.mended_rows import Mending
from hrdesk.services.resending import FailedRow
from hrdesk.services.session import Session
from hrdesk.ui.batches import failure_terms as terms
from hrdesk.ui.batches.answer_terms import amount
from hrdesk.ui.batches.batch_words import copied_words
from hrdesk.ui.batches.closing import CLOSE_KEY, WHO_MAY, CloseRow, offered
from hrdesk.ui.batches.failures_model import FIELDS, TICK, FailuresModel
from hrdesk.ui.batches.progress import WRITING, show_progress
from hrdesk.ui.batches.purpose import PURPOSES
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.folder_choice import choose_folder
from hrdesk.ui.list_import.sentence_table import SentencePainter
from hrdesk.ui.list_page import RowsCard
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys, without_keys
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.ticked_cases import TickPainter
from hrdesk.ui.whole_line import whole_line
from hrdesk.ui.words import button, label
from hrdesk.ui.writing_desk import WritingDesk

_WIDTHS = (44, 114, 166, 40, 204, 104, 196, 130, 150)
_PERSON, _REASON = 4, 6
_SENTENCES = frozenset({_PERSON, _REASON, FIELDS})
_EMPTY = "没有失败的行。平台的回执说失败的，会列在这里。"
_READING = "正在读取失败的行……"
_INTO = f"拷到哪个文件夹（{PURPOSES[CopyPurpose.UPLOAD]}）"


class _FailurePainter(TickPainter, SentencePainter):
    """Paints the ticks, and words that are long in two lines."""


class FailuresPage(Page):
    """Lists what failed and is not sent again; `case_wanted` carries the id of a case,
    `batch_wanted` that of a batch that was made here.

    `correction_wanted` carries an opened case, and the failed row for which it is corrected.
    """

    left = Signal()
    case_wanted = Signal(str)
    batch_wanted = Signal(str)
    correction_wanted = Signal(object, object)
    hints: tuple[KeyHint, ...] = terms.HINTS

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("failures_page")
        self._session, self._tasks, self._changes = session, tasks, changes
        self.hints = offered(session, self.hints)
        if not may_propose(session):
            self.hints = without_keys(self.hints, terms.CLERKS_KEYS)
        self._folder = Path()
        self._busy = False
        self.model = FailuresModel(self)
        self.notice = Notice(self, "failures_notice")
        self.desk: WritingDesk[BatchWriting] = WritingDesk(
            tasks, partial(batches.finish, session), partial(batches.cancel, session), self
        )
        self.table = RowTable("failures", self.model)
        self.table.setItemDelegate(_FailurePainter(self.table, _SENTENCES))
        self.table.set_widths(_WIDTHS, _REASON)
        self._rows = RowsCard(self.table)
        self._count = label("", "strong")
        self._count.setObjectName("failures_count")
        self._send = button("send_again", "重新上报…", self.send_again, "primary")
        self._back = button("failures_back", "返回", self.left.emit)
        self._open = button("open_failed_case", "打开案件", self._open_marked)
        self._mend = button("correct_failed", "更正…", self.correct)
        self._closing = CloseRow(session, tasks, self.notice)
        self._close_act = button("close_failed", "不再报送…", self.close_marked)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read the queue anew and take the focus for it; what was said before may hold no more."""
        if not self._busy:
            self.notice.clear()
        self.read_again()

    def read_again(self) -> None:
        """Read the queue anew; it may be long."""
        if not self.model.rowCount():
            self._rows.show_rows(0, _READING)
        work = partial(resending.failures, self._session)
        self._tasks.run(work, self._show, self._unread)

    def _show(self, rows: tuple[FailedRow, ...]) -> None:
        marked = self.table.currentIndex()
        before = self.model.row(marked.row()) if marked.isValid() else None
        self.model.show_failures(rows)
        self._rows.show_rows(len(rows), _EMPTY)
        if before is not None and rows:
            self.table.selectRow(self.model.place_of(before))
        if self.isVisible():
            # Qt gives the focus of a table that goes to the words in its place.
            (self.table.begin if rows else self._back.setFocus)()

    def _unread(self, fault: Fault) -> None:
        self._rows.show_rows(self.model.rowCount(), "")
        self._failed(fault)

    def forget(self) -> None:
        """Finish what is being written, and show nothing more."""
        self.desk.finish()
        self.model.show_failures(())

    def send_again(self) -> None:
        """Ask for a folder and make a batch of the ticked rows."""
        chosen = self.model.chosen()
        if chosen and self._send.isEnabled():
            begin = partial(resending.begin_again, self._session, chosen)
            choose_folder(self, _INTO, lambda folder: self._start(partial(begin, folder), folder))

    def _start(self, begin: "partial[BatchWriting]", folder: Path) -> None:
        self._folder = folder
        self._enable(busy=True)
        self.notice.say(
            Tone.INFO,
            WRITING,
            "先不要拔优盘，可以先办别的事。",
        )
        self.notice.offer("停止", self._cancel)
        self.desk.start(begin)

    def _cancel(self) -> None:
        if self.desk.cancel():
            self.notice.say(Tone.INFO, "正在停止……")

    def _written(self, batch: Batch) -> None:
        self.notice.say(
            Tone.DONE,
            f"{copied_words(batch)}，重新上报自 {batch.follows}",
            f"存在 {self._folder}：{batch.file_name}，旁边的清单记着各个文件的校验值。",
        )
        self.notice.offer("打开批次", partial(self.batch_wanted.emit, batch.id))

    def _ended(self) -> None:
        self._enable(busy=False)
        self.read_again()
        self._changes.batches.emit()

    def _closed(self) -> None:
        self.read_again()
        self._changes.batches.emit()

    def _enable(self, *, busy: bool) -> None:
        self._busy = busy
        self._say_count()

    def _say_count(self) -> None:
        chosen = self.model.chosen()
        words = f"勾选 {len(chosen)} 行，共 {self.model.rowCount()} 行"
        amounts = [row.amount_fen for row in chosen if row.amount_fen is not None]
        if amounts:
            words += f"　合计 {amount(sum(amounts))} 元（按原上报）"
        waits = self.model.count(Mending.WAITING)
        self._count.setText("\n".join(filter(None, (words, terms.mended_words(chosen, waits)))))
        may_send = self._session.staff.may(Role.CLERK)
        self._send.setEnabled(may_send and bool(chosen) and not self._busy)
        self._open.setEnabled(self.model.rowCount() > 0)
        self._mend.setEnabled(self.model.rowCount() > 0 and may_propose(self._session))
        self._close_act.setEnabled(self.model.rowCount() > 0)

    def _open_marked(self) -> None:
        marked = self.table.currentIndex()
        if marked.isValid():
            self._open_row(marked.row())

    def _open_row(self, row: int) -> None:
        self.case_wanted.emit(self.model.row(row).line.case_id)

    def correct(self) -> None:
        """Open the correction of the marked row's case at the entries that the platform names."""
        marked = self.table.currentIndex()
        if not marked.isValid() or not may_propose(self._session):
            return
        row = self.model.row(marked.row())
        try:
            opened = open_case(self._session, row.line.case_id)
        except Fault as fault:
            self._failed(fault)
        else:
            self.correction_wanted.emit(opened, row)

    def close_marked(self) -> None:
        """Ask how it was ascertained that the marked row will not be paid."""
        marked = self.table.currentIndex()
        if marked.isValid() and may_close(self._session):
            row = self.model.row(marked.row())
            what = terms.failed_row_words(row)
            reason = f"，平台的原因：{row.line.reason}" if row.line.reason else ""
            key = (row.line.batch_id, row.line.place)
            self._closing.ask_of(key, what + reason, corrected=row.is_mended)

    def _marked_changed(self) -> None:
        marked = self.table.currentIndex()
        if marked.isValid():
            line = self.model.row(marked.row()).line
            self._closing.keep_to(f"{line.batch_id} {line.place}")

    def _toggle_marked(self) -> None:
        marked = self.table.currentIndex()
        if marked.isValid():
            self._toggle(marked.row())

    def _toggle(self, place: int) -> None:
        row = self.model.row(place)
        self.model.toggle(place)
        if row.mending is Mending.WAITING:
            self.notice.say(
                Tone.INFO,
                f"{row.line.number} 的更正还等着第二个人确认，确认以后才能重新上报。",
                "请另一位经办、审批人或者主管登录，在“查询”的“更正待确认”里核对确认。",
            )

    def _failed(self, fault: Fault) -> None:
        show_fault(self.notice, fault)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label("失败清单", "title"))
        head.addWidget(label("平台说失败、还没有重新上报的行", "soft"))
        head.addStretch(1)
        head.addWidget(self._back)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.setSpacing(8)
        foot.addWidget(self._count)
        foot.addStretch(1)
        if not may_propose(self._session):
            foot.addWidget(label(terms.FOR_CLERKS, "soft"))
        foot.addWidget(self._open)
        foot.addWidget(self._mend)
        foot.addWidget(self._close_act if may_close(self._session) else label(WHO_MAY, "soft"))
        foot.addWidget(self._send)
        self._rows.column.addWidget(whole_line(self.table, self.model.whole))
        self._rows.column.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._closing)
        column.addWidget(self._rows.card, 1)

    def _connect(self) -> None:
        self.model.ticked.connect(self._say_count)
        self.table.opened.connect(self._open_row)
        self.table.clicked.connect(
            lambda index: self._toggle(index.row()) if index.column() == TICK else None
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._marked_changed())
        self.desk.looked.connect(partial(show_progress, self.notice))
        self._closing.done.connect(self._closed)
        self._closing.left.connect(self.table.setFocus)
        self.desk.written.connect(self._written)
        self.desk.cancelled.connect(lambda _: self.notice.say(Tone.INFO, "已停止，没有留下文件"))
        self.desk.failed.connect(self._failed)
        self.desk.ended.connect(self._ended)
        keys = {
            "Ctrl+A": self.model.toggle_all,
            "Ctrl+G": self.correct,
            CLOSE_KEY: self.close_marked,
            "Ctrl+Return": self.send_again,
            "Esc": self.left.emit,
        }
        bind_keys(self, keys)
        # In the rows alone: elsewhere the key presses the button that has the focus.
        bind_keys(self.table, {"Space": self._toggle_marked})
