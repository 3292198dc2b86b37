"""The place of the intake wizard in the main window: empty, or one draft being filled in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import Fault
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.changes import Changes
from hrdesk.ui.held_keys import HeldKeys
from hrdesk.ui.page import Page
from hrdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from hrdesk.ui.intake import IntakeView


class WizardPlace(Page):
    """Makes a wizard for each draft; leaving one saves it and lets it go.

    `ready` says that a draft that was opened may be shown, `refused` carries the fault why not,
    `draft_asked` the id of another draft for the same applicant.
    """

    ready = Signal()
    refused = Signal(object)
    left = Signal()
    print_asked = Signal(str)
    next_asked = Signal(str)
    start_asked = Signal(int)
    wage_asked = Signal(str, str)
    draft_asked = Signal(str)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("wizard_place")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._view: IntakeView | None = None
        self._keys = HeldKeys(self)
        self._is_accepted = False
        self._opening: Ahead | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 14, 14, 14)

    @property
    def is_open(self) -> bool:
        """Whether a draft is being filled in or opened; an accepted case is none any more."""
        return (self._view is not None or self._opening is not None) and not self._is_accepted

    @property
    def is_opening(self) -> bool:
        """Whether a draft is being opened."""
        return self._opening is not None

    def expect(self) -> None:
        """Hold what is typed for a draft that will come."""
        self._keys.hold()

    def give_up(self) -> None:
        """Open no draft; what was typed goes to the page that stayed."""
        if self._opening is not None:
            self._let_go()
        self._keys.give_back()

    def open(self, draft: Draft) -> None:
        """Open a draft, then say `ready`; an accepted case that stood here before is let go."""
        self._let_go()
        self._keys.hold()
        self._opening = Ahead(self._open(draft), self, after_ms=0)
        self._opening.begin()

    def _open(self, draft: Draft) -> Iterator[None]:
        try:
            yield from self._pieces(draft)
        except Fault as fault:
            self.give_up()
            self.refused.emit(fault)

    def _pieces(self, draft: Draft) -> Iterator[None]:
        from hrdesk.ui.intake import FormState, IntakeView

        session = self._session.of_draft(draft)
        state = FormState(session, draft)
        yield from state.judge_ahead()
        state.judge()
        yield
        view = IntakeView(session, self._tasks, self._changes, state, self)
        view.left.connect(self._left)
        view.moved.connect(self.open)
        view.accepted.connect(self._accepted)
        view.hints_changed.connect(self._show_hints)
        view.print_asked.connect(self.print_asked)
        view.next_asked.connect(self.next_asked)
        view.start_asked.connect(self.start_asked)
        view.wage_asked.connect(self.wage_asked)
        view.asides.draft_asked.connect(self.draft_asked)
        view.asides.refused.connect(self.refused)
        self.hints = view.hints
        self._view = view
        view.hide()
        self._column.addWidget(view)
        yield from view.opening()
        view.show()
        yield
        self._opening = None
        self.ready.emit()
        self._keys.give_back()

    def go_to(self, key: str) -> None:
        """Go to a field of the draft that is open."""
        if self._view is not None:
            self._view.go_to(key)

    def show_page(self, place: int) -> None:
        """Go to a step of the draft that is open."""
        if self._view is not None:
            self._view.show_page(place)

    def leave(self) -> None:
        """Save the draft and let the wizard go; what is not open yet needs no saving."""
        if self._opening is not None:
            self._left()
        elif self._view is not None:
            self._view.leave()

    def enter(self) -> None:
        """Give the focus back to the wizard; one that is still opening has none yet."""
        if self._view is not None and self._opening is None:
            self._view.enter()

    def _accepted(self, _case_id: str) -> None:
        self._is_accepted = True

    def _show_hints(self) -> None:
        if self._view is not None:
            self.hints = self._view.hints
            self.hints_changed.emit()

    def _left(self) -> None:
        self._let_go()
        self._keys.give_back()
        self.left.emit()

    def _let_go(self) -> None:
        if self._opening is not None:
            self._opening.stop()
            self._opening.deleteLater()
            self._opening = None
        view, self._view = self._view, None
        self._is_accepted = False
        if view is not None:
            view.hide()
            view.deleteLater()
