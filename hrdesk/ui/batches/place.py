"""The place of upload batches in the main window: the list, one batch, an answer, the failures."""

from pathlib import Path

from PySide6.QtCore import Signal

from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.batches.answer_page import AnswerPage
from hrdesk.ui.batches.batch_page import BatchPage
from hrdesk.ui.batches.contradiction_words import WHAT_TO_DO
from hrdesk.ui.batches.failures_page import FailuresPage
from hrdesk.ui.batches.sent_page import SentPage
from hrdesk.ui.changes import Changes
from hrdesk.ui.file_dialogs import choose_answer
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import Page
from hrdesk.ui.stacked_place import StackedPlace
from hrdesk.ui.tasks import Tasks


class BatchPlace(StackedPlace):
    """Shows one of its pages; `case_wanted` carries the id of a case to open.

    `correction_wanted` carries an opened case that shall be corrected, and for which failed row.
    """

    case_wanted = Signal(str)
    correction_wanted = Signal(object, object)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        self.list = BatchPage(session, tasks, changes)
        super().__init__("batch_place", self.list)
        self._session, self._tasks, self._changes = session, tasks, changes
        self.sent = SentPage(session, tasks, changes)
        self.failures = FailuresPage(session, tasks, changes)
        self.answer: AnswerPage | None = None
        self._before: Page = self.list
        for page in (self.sent, self.failures):
            self._add(page)
        self.list.opened.connect(self.open)
        self.list.answer_asked.connect(self._choose_answer)
        self.list.failures_asked.connect(lambda: self._to_failures(self.list))
        self.sent.left.connect(self._to_list)
        self.sent.answer_asked.connect(self.read_answer)
        self.sent.failures_asked.connect(lambda: self._to_failures(self.sent))
        self.failures.left.connect(self._back)
        self.failures.case_wanted.connect(self.case_wanted)
        self.failures.batch_wanted.connect(self.open)
        self.failures.correction_wanted.connect(self.correction_wanted)

    def open(self, batch_id: str) -> None:
        """Show a batch."""
        self.sent.open(batch_id)
        self._show(self.sent)

    def show_failures(self) -> None:
        """Show the failed rows that wait."""
        self._to_failures(self.list)

    def come_back_to_failures(self) -> None:
        """Show the failed rows again, from where they were looked at."""
        self._show(self.failures)

    def read_answer(self, path: Path, marked: str) -> None:
        """Look at the file of an answer; `marked` is the id of the open batch or ""."""
        self._before = self._current()
        self._let_answer_go()
        self.answer = page = AnswerPage(self._session, self._tasks, self)
        self._add(page)
        page.left.connect(self._leave_answer)
        page.taken.connect(self._taken)
        self._show(page)
        page.read(path, marked or None)

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        super().forget()
        self.sent.forget()
        self.failures.forget()
        self._let_answer_go()

    def _choose_answer(self) -> None:
        # A row of the list is no choice: only who opened a batch says that he means it.
        choose_answer(self.list, lambda path: self.read_answer(path, ""))

    def _to_list(self) -> None:
        self._show(self.list)
        self.list.come_back(self.sent.shown)

    def _to_failures(self, before: Page) -> None:
        self._before = before
        self._show(self.failures)

    def _back(self) -> None:
        if self._before is self.sent:
            self.sent.read_again()
        self._show(self._before)

    def _leave_answer(self) -> None:
        self._show(self._before)
        if self._before is self.list and (batch := self.list.marked()) is not None:
            self.list.come_back(batch.id)
        self._let_answer_go()

    def _taken(self, batch_id: str, number: str, against: str) -> None:
        self._changes.batches.emit()
        self.open(batch_id)
        words = f"批次 {number} 的回执已导入，并记入办理记录"
        if against:
            self.sent.notice.say(Tone.ERROR, f"{words}；{against}", WHAT_TO_DO)
        else:
            self.sent.notice.say(Tone.DONE, words)
        self._let_answer_go()

    def _let_answer_go(self) -> None:
        if self.answer is not None:
            page, self.answer = self.answer, None
            page.forget()
            self._stack.removeWidget(page)
            Ahead(page.let_go(), page).begin()
