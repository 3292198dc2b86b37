"""The line in which a person says why a row is withdrawn; hidden until it is asked for."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Problem
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.words import button, label


class ReasonRow(QWidget):
    """Carries id and reason: `given`; `left` says that it was put away. `name` is its field's."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_row")
        self._row = ""
        self._what = label("", "label", wrap=True)
        self._line = LabelledLine(name, "撤销原因", "会显示在这一条下面，并记入办理记录")
        self._line.entered.connect(self._give)
        self._line.line.installEventFilter(self)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._line, 1)
        buttons = (
            button(f"{name}_confirmed", "确认撤销", self._give, "danger"),
            button(f"{name}_left", "不撤销", self.put_away),
        )
        for each in buttons:
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._what)
        column.addLayout(line)
        self.hide()

    def ask(self, row: str, what: str) -> None:
        """Ask why a row is withdrawn; `what` says which."""
        self._row = row
        self._what.setText(f"撤销：{what}")
        self._line.show_text("")
        self._line.show_problem(None)
        self.show()
        self._line.take_cursor()

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong with the reason."""
        self._line.show_problem(problem)
        self._line.take_cursor()

    def put_away(self) -> None:
        """Ask nothing any more."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the line away."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return True
        return super().eventFilter(watched, event)

    def _give(self) -> None:
        self.given.emit(self._row, self._line.text())
