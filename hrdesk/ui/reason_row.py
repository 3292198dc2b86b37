"""The line in which a person says why something counts no more; hidden until it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput, Problem
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.notice import Notice
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What stands at the line and on its two buttons.

    `is_final`: nothing takes it back, so Enter leads to the button instead of pressing it.
    """

    label: str
    hint: str
    confirm: str
    leave: str
    is_final: bool = False


WITHDRAWING = ReasonWords("撤销原因", "会显示在这一条下面，并记入办理记录", "确认撤销", "不撤销")
VOIDING = ReasonWords(
    "作废原因", "例如：平台退回、选错了月份；会记入办理记录", "确认作废", "不作废"
)


class ReasonRow(QWidget):
    """Carries id and reason: `given`; `left` says that it was put away. `name` is its field's.

    It is given once; who hears it puts the line away, shows a problem or asks again.
    """

    given = Signal(str, str)
    left = Signal()

    def __init__(self, name: str, words: ReasonWords) -> None:
        super().__init__()
        self.setObjectName(f"{name}_row")
        self._row = ""
        self._what = label("", "label", wrap=True)
        self._line = LabelledLine(name, words.label, words.hint)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._line, 1)
        confirm = button(f"{name}_confirmed", words.confirm, self._give, "danger")
        self._line.entered.connect(confirm.setFocus if words.is_final else self._give)
        leave = button(f"{name}_left", words.leave, self.put_away)
        for each in (confirm, leave):
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._line.line, confirm, leave):
            part.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._what)
        column.addLayout(line)
        self.hide()

    def ask(self, row: str, what: str) -> None:
        """Ask why; `what` says what of which row."""
        self._row = row
        self._what.setText(what)
        self._line.show_text("")
        self._line.show_problem(None)
        self.show()
        self.ask_again()

    def ask_again(self) -> None:
        """Ask once more, with the reason as it was typed."""
        self.setEnabled(True)
        if self.isVisible():
            self._line.take_cursor()

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong with the reason."""
        self._line.show_problem(problem)
        self.ask_again()

    def does(
        self,
        tasks: Tasks,
        notice: Notice,
        act: Callable[[str, str], Result],
        done: Callable[[Result], None],
    ) -> None:
        """Do `act` with the id and the reason whenever they are given, then put the line away.

        What is wrong with the reason stands at the line, any other fault on the notice.
        """

        def finish(result: Result) -> None:
            self.put_away()
            done(result)

        def refuse(fault: Fault) -> None:
            if not self.takes(fault):
                show_fault(notice, fault)

        self.given.connect(lambda row, reason: tasks.run(partial(act, row, reason), finish, refuse))

    def takes(self, fault: Fault) -> bool:
        """Ask again after a fault; True where it is about the reason and stands at the line."""
        if isinstance(fault, InvalidInput) and fault.problems:
            self.show_problem(fault.problems[0])
            return True
        self.ask_again()
        return False

    def put_away(self) -> None:
        """Ask nothing any more."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the line away, wherever in it the focus is; the page stays."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                # The key would leave the page, and what was typed would be gone.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.put_away()
                return True
        return super().eventFilter(watched, event)

    def _give(self) -> None:
        if self.isEnabled():
            self.setEnabled(False)
            self.given.emit(self._row, self._line.text())
