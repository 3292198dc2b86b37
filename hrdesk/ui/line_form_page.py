"""A page that asks by a form of lines for one thing and enters it on record."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.line_form import LineForm
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import Page, bind_keys
from hrdesk.ui.tasks import Tasks


class LineFormPage(Page):
    """Says `saved` when the entries are on record, `left` when the person goes back without.

    A page says in `save` what `_run` shall do with the entries.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, session: Session, tasks: Tasks, name: str, form: LineForm) -> None:
        super().__init__()
        self.setObjectName(f"{name}_page")
        self._session = session
        self._tasks = tasks
        self._saving = False
        self.form = form
        self.form.finished.connect(self.save)
        self.notice = Notice(self, f"{name}_notice")
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"), self.save)
        bind_keys(self, keys | {"Esc": self.left.emit})

    def enter(self) -> None:
        """Put the cursor into the first field that is empty."""
        self.form.begin()

    def drop(self) -> None:
        """Let go of what is typed."""
        self.notice.clear()
        self.form.show_entries({})

    @abstractmethod
    def save(self) -> None:
        """Enter what was typed; what hinders is said at its field."""

    def _run(self, work: Callable[[Mapping[str, str]], None]) -> None:
        if not self._saving:
            self._wait(waiting=True)
            self._tasks.run(partial(work, self.form.entries()), self._saved, self._refused)

    def _saved(self, _nothing: None) -> None:
        self._wait(waiting=False)
        self.drop()
        self.saved.emit()

    def _refused(self, fault: Fault) -> None:
        self._wait(waiting=False)
        self.notice.clear()
        if isinstance(fault, InvalidInput) and fault.problems:
            self.form.show_problems(fault.problems)
        else:
            show_fault(self.notice, fault)

    def _wait(self, *, waiting: bool) -> None:
        self._saving = waiting
        self.form.setDisabled(waiting)
