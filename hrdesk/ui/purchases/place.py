"""The place of purchased services in the main window: the register, or the form of one more."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout

from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import Page
from hrdesk.ui.purchases.form_page import PurchaseFormPage
from hrdesk.ui.purchases.list_page import PurchaseListPage
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.unsaved import offer_to_drop


class PurchasePlace(Page):
    """Shows one of its two pages."""

    hints_changed = Signal()

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("purchase_place")
        self.list = PurchaseListPage(session, tasks)
        self.form = PurchaseFormPage(session, tasks)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.form)
        self.hints = self.list.hints
        self.list.add_asked.connect(lambda: self.begin(""))
        self.form.left.connect(lambda: self._show(self.list))
        self.form.saved.connect(self._saved)
        changes.organizations.connect(self.list.read_again)
        self.list.read_again()

    def enter(self) -> None:
        """Give the focus to the page that is open."""
        self._current().enter()

    def arrive(self) -> None:
        """Begin with the whole register; a form that was begun is not pushed aside."""
        self.list.search("")
        if not self.form.form.is_changed:
            self._show(self.list, focus=False)

    def begin(self, credit_code: str) -> None:
        """Open the form, for an agency or for any."""
        self.form.begin(credit_code)
        self._show(self.form)

    def search(self, text: str) -> None:
        """Show what a search finds; what is typed in the form stays there."""
        self.list.search(text)
        self._show(self.list, focus=False)

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether something typed is not saved, and offer to close without it."""
        if not self.form.form.is_changed:
            return False
        self._show(self.form)
        offer_to_drop(self.form.notice, self.form.drop, close)
        return True

    def go_to_results(self) -> bool:
        """Take the focus for what was found; tell whether there is anything."""
        if self._current() is not self.list or not self.list.model.rowCount():
            return False
        self.list.enter()
        return True

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self.list.forget()

    def _saved(self) -> None:
        self.list.read_again()
        self._show(self.list)
        self.list.notice.say(Tone.DONE, "已登记，并记入办理记录")

    def _current(self) -> Page:
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else self.list

    def _show(self, page: Page, *, focus: bool = True) -> None:
        self._stack.setCurrentWidget(page)
        self.hints = page.hints
        self.hints_changed.emit()
        if focus and self.isVisible():
            page.enter()
