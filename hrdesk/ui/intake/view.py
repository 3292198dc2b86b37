"""The intake of one case: steps, the form, the finding beside it; kept as it is typed."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from hrdesk.domain.case import Case
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead, styled_ahead
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.intake import places, terms
from hrdesk.ui.intake.accepted_page import AcceptedPage
from hrdesk.ui.intake.asides import Asides
from hrdesk.ui.intake.field_visits import FieldVisits
from hrdesk.ui.intake.filing import Filing
from hrdesk.ui.intake.finding_panel import FindingPanel
from hrdesk.ui.intake.folding import Folding
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.importing import ImportDesk, Importing
from hrdesk.ui.intake.judging import Judging
from hrdesk.ui.intake.next_place import next_place
from hrdesk.ui.intake.steps import Steps
from hrdesk.ui.intake.wizard import Wizard
from hrdesk.ui.page import KeyHint, Page, bind_keys
from hrdesk.ui.roster.row_edits import Rows
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.window_state import WindowState


class IntakeView(Page):
    """One draft from its first field to its acceptance.

    `accepted` carries the id of the new case; the page then shows its number, and
    `print_asked` (case id) or `next_asked` (measure) tell what the clerk wants. `left` says
    that the draft is kept and the page may go, `start_asked` (year) that the numbers of an
    earlier year are missing, `wage_asked` (parameter, district) that a minimum wage is.
    """

    accepted = Signal(str)
    left = Signal()
    moved = Signal(object)
    hints_changed = Signal()
    print_asked = Signal(str)
    next_asked = Signal(str)
    start_asked = Signal(int)
    wage_asked = Signal(str, str)

    hints: tuple[KeyHint, ...] = tuple(KeyHint(*hint) for hint in terms.KEY_HINTS)

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        changes: Changes,
        state: FormState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._changes = changes
        self.state = state
        self._done: AcceptedPage | None = None
        self._begun = False
        self._start = places.start(session, state.draft.id, state.first_open_page())
        self._work = QWidget(self)
        self._steps = Steps(self.state.pages, self._work)
        self._wizard = Wizard(self.state, self._start.page, self._work)
        self._panel = FindingPanel(self._work)
        self.asides = Asides(session, tasks, state.form.measure, state.kept_entries)
        self._panel.put_below_rows(self.asides)
        self._folding = Folding(state, WindowState(session.folder), self)
        self._folding.take(self._steps, self._wizard, self._panel)
        self._filing = Filing(session, tasks, changes, self)
        self._filing.take(state.draft, state, self._wizard.notice)
        self._visits = FieldVisits(state, self._wizard, self._filing, self)
        self._judging = Judging(state, self)
        self._visited: set[int] = set()
        self._lay_out()
        desk = ImportDesk(session, tasks, self._filing, self)
        self.importing = Importing(desk, state, self._wizard, self._stack)
        self._connect()
        self._bind_keys()
        self._wizard.say_saved(terms.saved_at(state.draft.saved_at))
        self._ahead = Ahead(self._wizard.make_ahead(), self)

    def opening(self) -> Iterator[None]:
        """Make what is seen first, a piece at a time; then it may be shown."""
        yield from self._wizard.make(self._start.page)
        self._show_judged()
        yield
        self._begin()
        yield
        yield from styled_ahead(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Open where the clerk was; the other steps are made while he reads."""
        self._begin()
        super().showEvent(event)
        self._ahead.begin()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._visited.update(range(self._start.page))
            self.show_page(self._start.page, self._start.key)
            self._fill()
            self._changes.law.connect(self._judge)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._steps)
        row.addWidget(self._wizard, 1)
        row.addWidget(self._panel)
        row.addWidget(self._folding.strip)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._work)

    def _connect(self) -> None:
        wizard = self._wizard
        self.importing.keys_changed.connect(self._show_hints)
        wizard.edited.connect(self._on_edited)
        wizard.rows_edited.connect(self._on_rows_edited)
        self._visits.proposed.connect(self._on_edited)
        wizard.stepped.connect(self._on_stepped)
        wizard.asked.connect(self.go_to)
        wizard.back_asked.connect(self.back)
        wizard.accept_asked.connect(self.accept)
        wizard.onward_asked.connect(self.onward)
        self._judging.judged.connect(wizard.refresh)
        self._judging.told.connect(self._show_judged)
        self._judging.failed.connect(partial(show_fault, wizard.notice))
        self._steps.chosen.connect(self.show_page)
        self._panel.settle_asked.connect(self.go_to)
        self.asides.wage_asked.connect(self.wage_asked)
        self._filing.said.connect(wizard.say_saved)
        self._filing.warned.connect(wizard.say_unsaved)
        self._filing.began.connect(partial(self._let_work, may=False))
        self._filing.ended.connect(partial(self._let_work, may=True))
        self._filing.accepted.connect(self._on_accepted)
        self._filing.left.connect(self.left)
        self._filing.moved.connect(self.moved)
        wizard.day_notice.asked.connect(self._filing.follow_day)
        self._filing.start_asked.connect(self.start_asked)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "F2": self._filing.save,
            "F6": self.to_next_unknown,
            "F8": self._folding.toggle,
            "Ctrl+Return": self.onward_or_accept,
            "Ctrl+Enter": self.onward_or_accept,
            "PgDown": self.onward,
            "PgUp": self.back,
            "Ctrl+Home": partial(self.show_page, 0),
            "Ctrl+End": partial(self.show_page, len(self.state.pages) - 1),
        }
        self._shortcuts = bind_keys(self, keys)

    def leave(self) -> None:
        """Keep what is typed, then say `left`; when it cannot be kept, stay and say why."""
        self.importing.forget()
        if self._done is not None:
            self.left.emit()
        else:
            self._filing.leave()

    def accept(self) -> None:
        """Accept the case; while something hinders, go to the first such field."""
        if self._judging.is_under_way:
            self._judge()
        if self.state.judged.acceptable:
            self._filing.accept()
        elif self.state.open_keys():
            self.go_to(self.state.open_keys()[0])

    def _show_hints(self, hints: tuple[KeyHint, ...]) -> None:
        """Hint at other keys; none are those of the wizard."""
        self.hints = hints or type(self).hints
        self.hints_changed.emit()

    def _let_work(self, *, may: bool) -> None:
        self._wizard.setEnabled(may)
        self._steps.setEnabled(may)
        if may and self.isVisible():
            self.enter()

    def _on_accepted(self, case: Case) -> None:
        self._ahead.stop()
        self._done = AcceptedPage(case, self.state.form, self.state.judged.finding, self)
        self._done.print_asked.connect(self.print_asked)
        self._done.next_asked.connect(self.next_asked)
        self._stack.setCurrentIndex(self._stack.addWidget(self._done))
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self._show_hints(tuple(KeyHint(*hint) for hint in terms.ACCEPTED_HINTS))
        self.enter()
        self.accepted.emit(case.id)

    def enter(self) -> None:
        """Take the focus where the clerk was."""
        if self._done is not None:
            self._done.print_button.setFocus()
            return
        self._focus_on_page(places.remembered_key(self._session, self.state.draft.id))

    def show_page(self, page: int, key: str = "") -> None:
        """Show a step, the cursor in a field: by default the first with something to do."""
        self._visited.add(page)
        self._steps.show_current(page)
        self._wizard.show_page(page)
        self._folding.follow()
        self._show_judged()
        self._focus_on_page(key)

    def _focus_on_page(self, key: str) -> None:
        if choice := self.state.stop_on(self._wizard.place, key):
            self._wizard.focus(choice)
        else:
            self._wizard.focus_button()
        self._remember(choice)

    def _remember(self, key: str) -> None:
        places.remember(self._session, self.state.draft.id, places.Place(self._wizard.place, key))

    def go_to(self, key: str) -> None:
        """Open the step of a field and put the cursor into it."""
        if self.state.page_of(key) == self._wizard.place:
            self._focus_on_page(key)
        else:
            self.show_page(self.state.page_of(key), key)

    def back(self) -> None:
        """Go to the step before."""
        if self._wizard.place > 0:
            self.show_page(self._wizard.place - 1)

    def onward(self) -> None:
        """Go to the next step."""
        if self._wizard.place < len(self.state.pages) - 1:
            self.show_page(self._wizard.place + 1)

    def onward_or_accept(self) -> None:
        """Go to the next step, or accept on the last."""
        last = self._wizard.place == len(self.state.pages) - 1
        (self.accept if last else self.onward)()

    def to_next_unknown(self) -> None:
        """Go to the field that settles the next unknown condition, else to the next open place."""
        if following := next_place(self.state, self._wizard.standing_at()):
            self.go_to(following)

    def _on_edited(self, key: str, text: str) -> None:
        self.state.put(key, text)
        self._remember(key)
        self._judge()
        self._fill()
        self._filing.touch()

    def _fill(self) -> None:
        """Put what the register knows into fields that are still empty."""
        if changed := self.state.fill():
            self._wizard.show_texts(changed)
            self._filing.touch()
            self._show_judged()

    def _on_rows_edited(self, roster: str, rows: Rows) -> None:
        self.state.rosters.put(roster, rows)
        self._filing.touch()
        self._judging.rows_changed()

    def _on_stepped(self, key: str) -> None:
        if following := self.state.following(self._wizard.place, key):
            self.go_to(following)
        else:
            self.onward()

    def _judge(self) -> None:
        if self._done is None:
            self._judging.at_once()

    def _show_judged(self) -> None:
        finding, beside = self.state.judged.finding, self.state.beside()
        self._panel.show_finding(finding, self.state.ways, beside)
        self._folding.show_finding(finding, beside)
        self.asides.show_judged(self.state.judged)
        self._wizard.day_notice.show_judged(self.state.judged)
        self._steps.show_states(self.state.step_states(self._visited))
