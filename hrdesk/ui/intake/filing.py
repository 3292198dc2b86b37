"""What becomes of a draft: kept as it is typed, accepted, or left for later."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from hrdesk.domain.case import Case, Draft
from hrdesk.domain.errors import Fault
from hrdesk.domain.finding import Finding, Outcome
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import discard_draft, follow_day, is_untouched, start_draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.autosave import Autosave
from hrdesk.ui.intake.finding_words import headline
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.tasks import Tasks

_STALE = "draft.stale"
_NO_START = "numbers.no_start"
#: Findings with which a case is accepted on purpose only.
_TO_BE_SURE = (Outcome.INELIGIBLE, Outcome.INCOMPLETE)


class Filing(QObject):
    """Saves, accepts and leaves one draft; its troubles stand on the page's notice.

    `said` tells how the draft is kept, `warned` that it is not. From `began` to `ended` the
    draft is on its way and must not be typed in. `moved` carries the draft on the form of another
    policy. `start_asked` carries the year of receipt whose
    numbers somebody has to register first.
    """

    said = Signal(str)
    warned = Signal(str)
    began = Signal()
    ended = Signal()
    accepted = Signal(object)
    left = Signal()
    start_asked = Signal(int)
    moved = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._after_save: Callable[[Draft], None] | None = None
        self._asked: Finding | None = None

    def take(self, draft: Draft, state: FormState, notice: Notice) -> None:
        """Look after a draft whose form is in work; its troubles go to the notice."""
        self._state = state
        self._notice = notice
        self._autosave = Autosave(self._session, self._tasks, draft, self._entries, self)
        self._autosave.saved.connect(self._on_saved)
        self._autosave.failed.connect(self._on_failed)

    def _entries(self) -> dict[str, str]:
        return self._state.kept_entries()

    def touch(self) -> None:
        """Something was typed; it is kept soon."""
        self._autosave.touch()
        self.said.emit(terms.TYPING)

    def save(self) -> None:
        """Keep everything now."""
        self._autosave.save_now()

    def accept(self) -> None:
        """Keep everything, then accept the case; one that pays nothing is asked for twice."""
        finding = self._state.judged.finding
        if finding.outcome in _TO_BE_SURE and finding != self._asked:
            self._asked = finding
            self._notice.say(Tone.WARNING, terms.ask_to_accept(headline(finding)), terms.FOR_GOOD)
            self._notice.offer(terms.ACCEPT_ANYWAY, self.accept)
            return
        self._go_after_save(self._accept)

    def follow_day(self) -> None:
        """Keep everything, then put the draft on the form of the policy of its day of receipt."""
        self._go_after_save(self._follow_day)

    def leave(self) -> None:
        """Keep everything, then say `left`; when it cannot be kept, stay and say why."""
        self._go_after_save(self._leave)

    def _go_after_save(self, act: Callable[[Draft], None]) -> None:
        self._after_save = act
        self.began.emit()
        self._autosave.save_now()

    def _on_saved(self, draft: Draft) -> None:
        self._notice.clear()
        self._state.begun(draft)
        self.said.emit(terms.saved_at(draft.saved_at))
        self._changes.drafts.emit()
        act, self._after_save = self._after_save, None
        if act is not None:
            act(draft)

    def _on_failed(self, fault: Fault) -> None:
        self.warned.emit(terms.NOT_SAVED)
        show_fault(self._notice, fault)
        leaving = self._after_save == self._leave
        self._after_save = None
        self.ended.emit()
        if fault.key == _STALE:
            self._notice.offer(terms.SAVE_AS_NEW, self._save_as_new)
        elif leaving:
            self._notice.offer(terms.LEAVE_UNSAVED, self._drop_and_leave)

    def _save_as_new(self) -> None:
        session, measure = self._session, self._state.form.measure
        self._tasks.run(lambda: start_draft(session, measure), self._on_new_draft, self._on_failed)

    def _on_new_draft(self, draft: Draft) -> None:
        self._autosave.adopt(draft)

    def _leave(self, draft: Draft) -> None:
        self._autosave.stop()
        if is_untouched(self._session, draft):
            # Whoever only looked in leaves no empty draft behind.
            work = partial(discard_draft, self._session, draft.id)
            self._tasks.run(work, self._on_discarded, self._on_failed)
        else:
            self._go()

    def _on_discarded(self, _nothing: None) -> None:
        self._changes.drafts.emit()
        self._go()

    def _go(self) -> None:
        self.ended.emit()
        self.left.emit()

    def _drop_and_leave(self) -> None:
        self._autosave.stop()
        self.left.emit()

    def _follow_day(self, draft: Draft) -> None:
        received = self._state.judged.reading.values[self._state.form.received]
        if isinstance(received, date):
            work = partial(follow_day, self._session, draft, received)
            self._tasks.run(work, self._on_moved, self._on_refused)

    def _on_moved(self, draft: Draft) -> None:
        self._autosave.stop()
        self.ended.emit()
        self.moved.emit(draft)

    def _accept(self, draft: Draft) -> None:
        session = self._session
        self.said.emit(terms.ACCEPTING)
        self._tasks.run(lambda: accept(session, draft), self._on_accepted, self._on_refused)

    def _on_accepted(self, case: Case) -> None:
        self._autosave.stop()
        self.ended.emit()
        self._changes.drafts.emit()
        self._changes.cases.emit()
        self.accepted.emit(case)

    def _on_refused(self, fault: Fault) -> None:
        self.ended.emit()
        self.said.emit("")
        show_fault(self._notice, fault, self._state.labels())
        if fault.key == _NO_START:
            year = int(fault.values["year"])
            self._notice.offer(terms.REGISTER_START, lambda: self.start_asked.emit(year))
