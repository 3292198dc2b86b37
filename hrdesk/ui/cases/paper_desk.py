"""Previewing, printing and saving the approval form of a case."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hrdesk.domain.errors import EnvironmentFault, Fault
from hrdesk.services import approval_form
from hrdesk.services.approval_form import PrintedCopy
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.preview import output
from hrdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PaperDesk(QObject):
    """Makes the papers of one case at a time and says on a notice what came of it.

    `previewed` carries the PDF of a preview. A copy is counted when it is made, before the
    printer has it: a copy that may exist on paper must never be missing in the count.
    """

    previewed = Signal(bytes)

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

    def preview(self, case_id: str) -> None:
        """Draw the form as a preview, which is not counted."""
        self._be_silent()
        work = partial(approval_form.preview, self._session, case_id)
        self._tasks.run(work, self.previewed.emit, self._refused)

    def print_form(self, case_id: str, parent: QWidget) -> None:
        """Ask for a printer and print the next copy; without one say what can be done."""
        self._be_silent()
        try:
            output.choose_printer(parent, partial(self._print_on, case_id))
        except EnvironmentFault as fault:
            self._refused(fault)

    def save_form(self, case_id: str, number: str, parent: QWidget) -> None:
        """Ask for a file and write the next copy into it."""
        self._be_silent()
        output.choose_target(parent, f"{number}.pdf", partial(self._save_to, case_id))

    def _print_on(self, case_id: str, printer: "QPrinter") -> None:
        work = partial(approval_form.print_copy, self._session, case_id)
        self._tasks.run(work, partial(self._send, printer), self._refused)

    def _send(self, printer: "QPrinter", copy: PrintedCopy) -> None:
        self._changes.papers.emit()
        self._drawing.run(
            partial(output.print_pages, copy.pdf, printer),
            partial(self._sent, copy),
            self._refused,
        )

    def _sent(self, copy: PrintedCopy, _pages: int) -> None:
        self._say(f"第 {copy.copy_number} 份审批表已送打印机")

    def _save_to(self, case_id: str, target: Path) -> None:
        work = partial(approval_form.save_copy, self._session, case_id, target)
        self._tasks.run(work, partial(self._saved, target), self._refused)

    def _saved(self, target: Path, copy: PrintedCopy) -> None:
        self._changes.papers.emit()
        self._say(f"第 {copy.copy_number} 份审批表已保存：{target}")

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
