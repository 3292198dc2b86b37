"""One batch: its rows with what became of each, the answers, and the rows that match none."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout

from hrdesk.domain.staff import Role
from hrdesk.services import batch_answers, sent_batches
from hrdesk.services.sent_batches import OpenedBatch
from hrdesk.services.session import Session
from hrdesk.ui.batches import answer_terms as terms
from hrdesk.ui.batches import closing, settling
from hrdesk.ui.batches.batch_words import CLERKS_KEYS, FOR_CLERKS, standing_words
from hrdesk.ui.batches.sent_rows import SentRows
from hrdesk.ui.batches.state_lines import lines_table, with_acts
from hrdesk.ui.batches.taking_back import WithdrawRow
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.file_dialogs import choose_answer
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.list_import.sentence_table import SentenceTable
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys, without_keys
from hrdesk.ui.reason_row import ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label

_SETTLING = ReasonWords("处理结果", "例如：邻县的案件，已告知平台", "存下", "不存")
_ROW_HINTS = (
    KeyHint("Ctrl D", "不再报送"),
    KeyHint("Ctrl Shift D", "恢复报送"),
    KeyHint("Ctrl M", "矛盾的处理结果"),
    KeyHint("Ctrl Shift M", "撤回处理结果"),
)
_ANSWER_WIDTHS = (160, 110, 530, 300)
_STRAY_WIDTHS = (100, 190, 500, 260)


class SentPage(Page):
    """Shows a batch; `answer_asked` carries a file, `failures_asked` asks for the queue."""

    left = Signal()
    answer_asked = Signal(object, str)
    failures_asked = Signal()
    hints: tuple[KeyHint, ...] = (KeyHint("Ctrl Shift R", "导入回执"), KeyHint("Esc", "返回"))

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("sent_page")
        self._session, self._tasks, self._changes = session, tasks, changes
        self._opened: OpenedBatch | None = None
        self.hints = self._hints(of_rows=True)
        self._title, self._counts = label("", "title"), label("", "strong", wrap=True)
        self._counts.setObjectName("sent_counts")
        self._about = label("", "soft", wrap=True)
        self._about.setObjectName("sent_about")
        self._who_settles = label("由经办人写处理结果", "soft")
        self._who_settles.setObjectName("settle_who")
        self.notice = Notice(self, "sent_notice")
        self._withdrawing = WithdrawRow(session, tasks, self.notice)
        self._settling = ReasonRow(batch_answers.NOTE, _SETTLING)
        self._rows = SentRows(session, tasks, self.notice)
        self._answers = LinesModel(terms.ANSWER_TITLES, self)
        self._strays = LinesModel(terms.STRAY_TITLES, self)
        self._lay_out()
        self._tabs.currentChanged.connect(lambda _: self._turned())
        self._withdrawing.withdrawn.connect(partial(self._changed, "回执已撤回", None))
        done = partial(self._changed, "处理结果已记下")
        self._settling.does(tasks, self.notice, self._settle, done)
        self._rows.done.connect(self._row_changed)
        keys = {"Esc": self.left.emit, "Ctrl+Shift+R": self.choose}
        bind_keys(self, keys | self._rows.keys())

    def _hints(self, *, of_rows: bool) -> tuple[KeyHint, ...]:
        """Return the keys that act: those of a row while the rows are shown."""
        common = type(self).hints
        stands = self._opened is None or not standing_words(self._opened.batch)
        if not (stands and self._session.staff.may(Role.CLERK)):
            common = without_keys(common, CLERKS_KEYS)
        own = closing.offered(self._session, settling.offered(self._session, _ROW_HINTS))
        return (*common[:-1], *(own if of_rows else ()), *common[-1:])

    def _turned(self) -> None:
        self.hints = self._hints(of_rows=self._tabs.currentIndex() == 0)
        self.hints_changed.emit()

    @property
    def shown(self) -> str:
        """The id of the batch that is shown, or ""."""
        return "" if self._opened is None else self._opened.batch.id

    def open(self, batch_id: str) -> None:
        """Show a batch as soon as it is read; it may have thousands of rows."""
        self.notice.clear()
        if batch_id != self.shown:
            self.forget()
            self._title.setText("")
            self._about.setText("")
            self._counts.setText("正在读取……")
        self._tabs.setCurrentIndex(0)
        self._read(batch_id)

    def read_again(self) -> None:
        """Show the batch as it stands by now."""
        if self._opened is not None:
            self._read(self._opened.batch.id)

    def _read(self, batch_id: str) -> None:
        work = partial(sent_batches.open_batch, self._session, batch_id)
        self._tasks.run(work, self._fill, partial(show_fault, self.notice))

    def enter(self) -> None:
        """Take the focus for the rows of the tab that is open, where it was."""
        (self._rows.table, self._answer_list, self._stray_list)[self._tabs.currentIndex()].begin()

    def forget(self) -> None:
        """Show no row any more."""
        self._opened = None
        self._rows.forget()
        for model in (self._answers, self._strays):
            model.show_lines(0, lambda _: ())

    def choose(self) -> None:
        """Ask for the file of an answer."""
        if self._opened is not None and self._answer.isEnabled():
            choose_answer(self, self._chosen)

    def _chosen(self, path: Path) -> None:
        if self._opened is not None:
            self.answer_asked.emit(path, self._opened.batch.id)

    def _fill(self, opened: OpenedBatch) -> None:
        self._opened = opened
        batch, rows = opened.batch, opened.rows
        titles = {each.id: each.title for each in self._session.measures_ever}
        self._title.setText(f"批次 {batch.number}")
        follows = f"　重新上报自 {batch.follows}" if batch.follows else ""
        self._about.setText(f"{titles.get(batch.measure, batch.measure)}{follows}")
        tally = terms.tally_words(batch.tally) + terms.closed_words(opened.counts)
        said = (standing_words(batch), tally + self._sums(opened))
        self._counts.setText("\n".join(filter(None, said)))
        self._rows.fill(opened)
        answers, strays = opened.batch_answers, opened.strays
        self._answers.show_lines(len(answers), lambda n: terms.batch_answer_cells(answers[n], rows))
        self._strays.show_lines(
            len(strays),
            lambda n: (
                str(strays[n].file_row),
                terms.CAUSES[strays[n].cause],
                terms.stray_words(strays[n].cells),
                strays[n].note or "还没有处理",
            ),
        )
        unsettled = sum(not stray.note for stray in strays)
        self._tabs.setTabText(0, f"各行 {len(rows)}")
        self._tabs.setTabText(1, f"回执 {len(answers)}")
        self._tabs.setTabText(2, f"对不上的行 {unsettled}")
        may_answer = self._session.staff.may(Role.CLERK)
        self._answer.setEnabled(may_answer and not standing_words(batch))
        self._turned()
        self._offer()
        if self._rows.table.isVisible() and not self._rows.table.hasFocus():
            self._rows.table.begin()

    @staticmethod
    def _sums(opened: OpenedBatch) -> str:
        if opened.batch.sum_fen is None:
            return ""
        parts = [
            f"{words} {terms.amount(opened.sums[state])}" for state, words in terms.STATES.items()
        ]
        return f"　合计 {terms.amount(opened.batch.sum_fen)} 元＝{'＋'.join(parts)}"

    def _offer(self) -> None:
        """Let a button act only on what is marked."""
        opened = self._opened
        answer = self._answer_list.currentIndex().row()
        stray = self._stray_list.currentIndex().row()
        marked = None
        if opened is not None and opened.batch.void is None and answer >= 0:
            marked = opened.batch_answers[answer]
        if marked is not None and marked.withdrawal is not None:
            marked = None
        self._take_back.setEnabled(self._withdrawing.tell_who(marked))
        is_open = opened is not None and stray >= 0 and not opened.strays[stray].note
        may_settle = self._session.staff.may(Role.CLERK)
        self._settle_one.setEnabled(is_open and may_settle)
        self._who_settles.setVisible(is_open and not may_settle)
        self._failures.setEnabled(opened is not None and bool(opened.counts.failed))

    def _ask_withdraw(self) -> None:
        row = self._answer_list.currentIndex().row()
        if self._opened is not None and row >= 0:
            self._withdrawing.ask_of(self._opened.batch_answers[row], self._opened)

    def _ask_settle(self) -> None:
        row = self._stray_list.currentIndex().row()
        if self._opened is not None and row >= 0:
            stray = self._opened.strays[row]
            self._settling.ask(
                f"{stray.answer} {stray.place}", f"回执第 {stray.file_row} 行：查清了怎么处理"
            )

    def _settle(self, stray: str, note: str) -> None:
        answer, place = stray.split(" ")
        batch_answers.settle(self._session, answer, int(place), note)

    def _changed(self, words: str, _: object) -> None:
        self._row_changed()
        self.notice.say(Tone.DONE, words)

    def _row_changed(self) -> None:
        self.read_again()
        self._changes.batches.emit()

    def _lay_out(self) -> None:
        self._answer_list = lines_table("sent_answers", self._answers, _ANSWER_WIDTHS, 3)
        self._stray_list = lines_table("sent_strays", self._strays, _STRAY_WIDTHS, 2)
        self._answer = button("take_answer", "导入回执…", self.choose, "primary")
        self._answer.setEnabled(False)
        self._failures = button("to_failures", "失败清单…", self.failures_asked.emit)
        back = button("sent_back", "返回", self.left.emit)
        self._take_back = button("withdraw_answer", "撤回回执…", self._ask_withdraw)
        self._settle_one = button("settle_stray", "写处理结果…", self._ask_settle)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        # Takes what room there is, so that it wraps only where it must.
        head.addWidget(self._about, 1)
        if not self._session.staff.may(Role.CLERK):
            head.addWidget(label(FOR_CLERKS, "soft"))
        for act in (self._answer, self._failures, back):
            head.addWidget(act)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("sent_tabs")
        self._tabs.addTab(self._rows, "各行")
        take_back = (self._take_back, self._withdrawing.who)
        self._tabs.addTab(with_acts(self._answer_list, take_back, (self._withdrawing,)), "回执")
        settle = with_acts(
            SentenceTable(self._stray_list, terms.stray_whole),
            (self._settle_one, self._who_settles),
            (self._settling,),
        )
        self._tabs.addTab(settle, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._counts)
        column.addWidget(self.notice)
        column.addWidget(self._tabs, 1)
        for table in (self._answer_list, self._stray_list):
            table.selectionModel().currentChanged.connect(lambda *_: self._offer())
