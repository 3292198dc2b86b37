"""Printing the forms of many cases into one file, from whichever page they were chosen on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.services import many_forms
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.preview import output
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.writing_desk import WritingDesk

if TYPE_CHECKING:
    from hrdesk.services.forms_writing import FormsWriting


@dataclass(frozen=True, slots=True)
class FormsWanted:
    """What is printed: id and number of each case, a name for the file, a batch's number or ""."""

    cases: Sequence[tuple[str, str]]
    suggested: str
    batch: str = ""


class FormsDesk(QObject):
    """Prints into a file that the person chooses, and says on a notice how it goes.

    One that cannot be printed stops all; then the others are offered without it.
    """

    started = Signal()
    ended = Signal()

    def __init__(self, session: Session, tasks: Tasks, changes: Changes, notice: Notice) -> None:
        super().__init__(notice)
        self._session = session
        self._changes = changes
        self._notice = notice
        self._wanted: FormsWanted | None = None
        self._target = Path()
        self._desk: WritingDesk[FormsWriting] = WritingDesk(
            tasks, partial(many_forms.finish, session), lambda writing: writing.cancel(), self
        )
        self._desk.looked.connect(self._tell_progress)
        self._desk.written.connect(self._written)
        self._desk.cancelled.connect(lambda _: self._cancelled())
        self._desk.failed.connect(self._failed)
        self._desk.ended.connect(self.ended)

    def print_forms(self, wanted: FormsWanted) -> None:
        """Ask for a file, and write the next copy of each form into it."""
        window = self._notice.window()
        output.choose_target(window, wanted.suggested, partial(self._start, wanted))

    def finish(self) -> None:
        """Finish what is being written: the session is about to end."""
        self._desk.finish()

    def _start(self, wanted: FormsWanted, target: Path) -> None:
        self._wanted, self._target = wanted, target
        self._notice.say(
            Tone.INFO,
            _progress(0, len(wanted.cases)),
            "可以先办别的事；写完以前停止，不留文件，也不计份数。",
        )
        self._notice.offer("停止", self._cancel)
        self.started.emit()
        ids = [case_id for case_id, _ in wanted.cases]
        self._desk.start(partial(many_forms.begin, self._session, ids, target, wanted.batch))

    def _cancel(self) -> None:
        if self._desk.cancel():
            self._notice.say(Tone.INFO, "正在停止……")

    def _cancelled(self) -> None:
        self._notice.say(Tone.INFO, "已停止，没有留下文件，份数没有增加")

    def _tell_progress(self, writing: "FormsWriting") -> None:
        self._notice.go_on(_progress(writing.drawn, writing.total))

    def _written(self, count: int) -> None:
        self._changes.papers.emit()
        self._notice.say(
            Tone.DONE,
            f"{count} 份审批表已存为一个文件，前面有目录：{self._target}",
            "每份各计一份；每件从单数页开始，可以双面打印。",
        )

    def _failed(self, fault: Fault) -> None:
        show_fault(self._notice, fault)
        if self._wanted is None or not isinstance(fault, InvalidInput):
            return
        barred = {problem.where for problem in fault.problems}
        others = [each for each in self._wanted.cases if each[1] not in barred]
        if others:
            again = replace(self._wanted, cases=others)
            self._notice.offer(
                f"打印其余 {len(others)} 份", partial(self._start, again, self._target)
            )


def _progress(drawn: int, total: int) -> str:
    return f"正在排印审批表：{drawn} / {total} 份"
