"""The place of purchased services in the main window: the register, or the form of one more."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.notice import Tone
from hrdesk.ui.purchases.form_page import PurchaseFormPage
from hrdesk.ui.purchases.list_page import PurchaseListPage
from hrdesk.ui.stacked_place import StackedPlace
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.unsaved import offer_to_drop


class PurchasePlace(StackedPlace):
    """Shows one of its two pages; `registering_asked` carries the code of an unknown agency."""

    registering_asked = Signal(str)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        self.list = PurchaseListPage(session, tasks)
        super().__init__("purchase_place", self.list)
        self.form = PurchaseFormPage(session, tasks)
        self._add(self.form)
        self.list.add_asked.connect(lambda: self.begin(""))
        self.form.left.connect(lambda: self._show(self.list))
        self.form.saved.connect(self._saved)
        self.form.registering_asked.connect(self.registering_asked)
        changes.organizations.connect(self.list.read_again)
        changes.organizations.connect(self.form.name_agency)
        self.list.read_again()

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

    def _saved(self) -> None:
        self.list.read_again()
        self._show(self.list)
        self.list.notice.say(Tone.DONE, "已登记，并记入办理记录")
