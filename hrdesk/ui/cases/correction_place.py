"""The corrections of one case: proposing one, or looking at the one that waits."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout

from hrdesk.services.cases import OpenedCase
from hrdesk.services.resending import FailedRow
from hrdesk.services.session import Session
from hrdesk.ui.cases.correction_page import CorrectionPage
from hrdesk.ui.cases.correction_review import CorrectionReviewPage
from hrdesk.ui.cases.correction_words import HANDED_IN
from hrdesk.ui.changes import Changes
from hrdesk.ui.page import Page
from hrdesk.ui.tasks import Tasks


class CorrectionPlace(Page):
    """Shows one of the two pages; `left` carries the id of the case to go back to, `settled` also
    what was done.

    Who came from the failed rows goes back to them: `queue_wanted` carries what was done, or "".
    """

    left = Signal(str)
    settled = Signal(str, str)
    queue_wanted = Signal(str)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("correction_place")
        self.page = CorrectionPage(session, tasks, changes)
        self.review = CorrectionReviewPage(session, tasks, changes)
        self._failed: FailedRow | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for each in (self.page, self.review):
            self._stack.addWidget(each)
            each.left.connect(self._leave)
        self.page.handed_in.connect(lambda case_id: self._settle(case_id, HANDED_IN))
        self.review.settled.connect(self._settle)

    def show_case(
        self, opened: OpenedCase, failed: FailedRow | None = None, *, review: bool
    ) -> None:
        """Show what waits, where that is wanted or has to be settled first; else what is typed.

        `failed` is the row in the queue of failed rows from which somebody came.
        """
        self._failed = failed
        waiting, newest = opened.waiting, opened.case.version.number
        review = waiting is not None and (review or waiting.version == newest)
        page = self.review if review else self.page
        page.show_case(opened, failed)
        self._stack.setCurrentWidget(page)
        self.hints = page.hints
        self.hints_changed.emit()

    def begin_at_named(self) -> None:
        """Mark the first entry that the platform names, where nothing waits."""
        if self._stack.currentWidget() is self.page:
            self.page.go_to_named()

    def enter(self) -> None:
        """Take the focus for the page that is shown."""
        (self.page if self._stack.currentWidget() is self.page else self.review).enter()

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether something is typed and not handed in, and offer to close without it."""
        if not self.page.holds(close):
            return False
        self._stack.setCurrentWidget(self.page)
        self.hints = self.page.hints
        return True

    def _leave(self, case_id: str) -> None:
        if self._failed is None:
            self.left.emit(case_id)
        else:
            self.queue_wanted.emit("")

    def _settle(self, case_id: str, said: str) -> None:
        if self._failed is None:
            self.settled.emit(case_id, said)
        else:
            self.queue_wanted.emit(f"{self._failed.line.number}：{said}")

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._failed = None
        self.page.forget()
        self.review.forget()
