"""The place of the register in the main window: the list, one organization, or a form."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hrdesk.domain.errors import Fault
from hrdesk.domain.organization import Organization
from hrdesk.services import organizations
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.organizations import form_task
from hrdesk.ui.organizations.form_task import FormTask
from hrdesk.ui.organizations.list_page import OrganizationListPage
from hrdesk.ui.organizations.organization_page import OrganizationPage
from hrdesk.ui.page import Page
from hrdesk.ui.stacked_place import StackedPlace
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.unsaved import offer_to_drop

if TYPE_CHECKING:
    from hrdesk.ui.organizations.form_page import RegisterFormPage


class OrganizationPlace(StackedPlace):
    """Shows one of its pages; a form stays as it is until it is saved or given up."""

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        self.list = OrganizationListPage(session)
        super().__init__("organization_place", self.list)
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self.page = OrganizationPage(session)
        self._form: RegisterFormPage | None = None
        self._before: Page = self.list
        self._add(self.page)
        self.list.opened.connect(self.open)
        self.list.add_asked.connect(lambda: self.fill_in(form_task.adding(session)))
        self.page.left.connect(self._to_list)
        self.page.asked.connect(self.fill_in)
        changes.organizations.connect(self.list.read_again)
        self.list.read_again()

    def arrive(self) -> None:
        """Begin with the whole list again, unless a form is being filled in."""
        if self._form is None:
            self.list.search("")
            self._show(self.list, focus=False)

    def search(self, text: str) -> None:
        """Show what a search finds; a form that was begun is not pushed aside."""
        if self._form is not None and self._form.is_changed:
            self._form.leave()
            return
        self._let_form_go()
        self.list.search(text)
        self._show(self.list, focus=False)

    def begin_adding(self, credit_code: str) -> None:
        """Open the form of an organization with its code; one that was begun is asked about."""
        if self._form is not None and self._form.is_changed:
            self._form.leave()
        else:
            self.fill_in(form_task.adding(self._session, credit_code))

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether something typed is not saved, and offer to close without it."""
        form = self._form
        if form is None or not form.is_changed:
            return False

        offer_to_drop(form.notice, self._leave_form, close)
        return True

    def open(self, organization: str) -> None:
        """Show one organization; one that cannot be read is said on the list."""
        try:
            found = organizations.opened(self._session, organization)
        except Fault as fault:
            show_fault(self.list.notice, fault)
            return
        self.page.show_organization(found)
        self._let_form_go()
        self._show(self.page)

    def fill_in(self, task: FormTask) -> None:
        """Open a form."""
        from hrdesk.ui.organizations.form_page import RegisterFormPage

        self._let_form_go()
        form = RegisterFormPage(self._session, self._tasks, task)
        form.saved.connect(self._saved)
        form.left.connect(self._leave_form)
        form.known.connect(self.open)
        self._form = form
        self._add(form)
        self._before = self._current()
        self._show(form)

    def _saved(self, organization: Organization) -> None:
        self.page.show_organization(organization)
        self._let_form_go()
        self._show(self.page)
        self._changes.organizations.emit()

    def _leave_form(self) -> None:
        before = self._before
        self._let_form_go()
        if before is self.page:
            self.page.read_again()
        self._show(before)

    def _to_list(self) -> None:
        self._show(self.list)

    def _let_form_go(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            self._stack.removeWidget(form)
            form.hide()
            form.deleteLater()
