"""The place of the intake wizard in the main window: empty, or one draft being filled in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from hrdesk.domain.case import Draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.page import Page
from hrdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from hrdesk.ui.intake import IntakeView


class WizardPlace(Page):
    """Makes a wizard for each draft; leaving one saves it and lets it go."""

    left = Signal()
    hints_changed = Signal()
    print_asked = Signal(str)
    next_asked = Signal(str)
    start_asked = Signal(int)
    wage_asked = Signal(str)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("wizard_place")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._view: IntakeView | None = None
        self._is_accepted = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 14, 14, 14)

    @property
    def is_open(self) -> bool:
        """Whether a draft is being filled in; an accepted case is none any more."""
        return self._view is not None and not self._is_accepted

    def open(self, draft: Draft) -> None:
        """Show a draft; only an accepted case may stand here before, and it is let go."""
        from hrdesk.ui.intake import IntakeView

        self._let_go()
        view = IntakeView(self._session, self._tasks, self._changes, draft, self)
        view.left.connect(self._left)
        view.accepted.connect(self._accepted)
        view.print_asked.connect(self.print_asked)
        view.next_asked.connect(self.next_asked)
        view.start_asked.connect(self.start_asked)
        view.wage_asked.connect(self.wage_asked)
        self.hints = view.hints
        self._view = view
        self._column.addWidget(view)
        view.show()

    def go_to(self, key: str) -> None:
        """Go to a field of the draft that is open."""
        if self._view is not None:
            self._view.go_to(key)

    def show_page(self, place: int) -> None:
        """Go to a step of the draft that is open."""
        if self._view is not None:
            self._view.show_page(place)

    def leave(self) -> None:
        """Save the draft and let the wizard go."""
        if self._view is not None:
            self._view.leave()

    def enter(self) -> None:
        """Give the focus back to the wizard."""
        if self._view is not None:
            self._view.enter()

    def _accepted(self, _case_id: str) -> None:
        self._is_accepted = True
        if self._view is not None:
            self.hints = self._view.hints
            self.hints_changed.emit()

    def _left(self) -> None:
        self._let_go()
        self.left.emit()

    def _let_go(self) -> None:
        view, self._view = self._view, None
        self._is_accepted = False
        if view is not None:
            view.hide()
            view.deleteLater()
