"""Previewing, printing and saving the papers of a case."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hrdesk.domain.case import Case
from hrdesk.domain.errors import EnvironmentFault, Fault
from hrdesk.domain.print_spec import PaperKind
from hrdesk.services import approval_form
from hrdesk.services.approval_form import PrintedCopy
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.outcome_words import PAPERS
from hrdesk.ui.preview import output
from hrdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PaperDesk(QObject):
    """Makes the papers of one case at a time and says on a notice what came of it.

    `previewed` carries the PDF of a preview and the kind of the paper. A copy is counted when it
    is made, before the printer has it: a copy that may exist on paper must never be missing in
    the count.
    """

    previewed = Signal(bytes, str)

    def __init__(self, session: Session, tasks: Tasks, drawing: Tasks, changes: Changes) -> None:
        super().__init__()
        self._session = session
        self._tasks = tasks
        self._drawing = drawing
        self._changes = changes
        self._notice: Notice | None = None

    def speak_on(self, notice: Notice) -> None:
        """Say from now on what happened on this notice; what another one said is over."""
        if self._notice is not notice:
            self._be_silent()
        self._notice = notice

    def preview(self, case_id: str, kind: PaperKind) -> None:
        """Draw a paper as a preview, which is not counted."""
        self._be_silent()
        work = partial(approval_form.preview, self._session, case_id, kind)
        self._tasks.run(work, lambda pdf: self.previewed.emit(pdf, kind.value), self._refused)

    def print_paper(self, case_id: str, kind: PaperKind, parent: QWidget) -> None:
        """Ask for a printer and print the next copy; without one say what can be done."""
        self._be_silent()
        try:
            output.choose_printer(parent, partial(self._print_on, case_id, kind))
        except EnvironmentFault as fault:
            self._refused(fault)

    def save_paper(self, case: Case, kind: PaperKind, parent: QWidget) -> None:
        """Ask for a file and write the next copy into it."""
        self._be_silent()
        what = "" if kind is PaperKind.APPROVAL_FORM else f"-{PAPERS[kind]}"
        name = f"{case.number}{what}.pdf"
        output.choose_target(parent, name, partial(self._save_to, case.id, kind))

    def _print_on(self, case_id: str, kind: PaperKind, printer: "QPrinter") -> None:
        work = partial(approval_form.print_copy, self._session, case_id, kind)
        self._tasks.run(work, partial(self._send, kind, printer), self._refused)

    def _send(self, kind: PaperKind, printer: "QPrinter", copy: PrintedCopy) -> None:
        self._changes.papers.emit()
        self._drawing.run(
            partial(output.print_pages, copy.pdf, printer),
            partial(self._sent, kind, copy),
            self._refused,
        )

    def _sent(self, kind: PaperKind, copy: PrintedCopy, _pages: int) -> None:
        self._say(f"第 {copy.copy_number} 份{PAPERS[kind]}已送打印机")

    def _save_to(self, case_id: str, kind: PaperKind, target: Path) -> None:
        work = partial(approval_form.save_copy, self._session, case_id, target, kind)
        self._tasks.run(work, partial(self._saved, kind, target), self._refused)

    def _saved(self, kind: PaperKind, target: Path, copy: PrintedCopy) -> None:
        self._changes.papers.emit()
        self._say(f"第 {copy.copy_number} 份{PAPERS[kind]}已保存：{target}")

    def _say(self, words: str) -> None:
        if self._notice is not None:
            self._notice.say(Tone.DONE, words)

    def _be_silent(self) -> None:
        # "No printer" must not stand beside the copy that was printed after all.
        if self._notice is not None:
            self._notice.clear()

    def _refused(self, fault: Fault) -> None:
        if self._notice is not None:
            show_fault(self._notice, fault)
