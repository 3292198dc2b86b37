"""Below the conditions: what is said of the day and of rows, each with the way to its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.words import label


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence; `key` is the place to which it leads, `link` what the way there is called.

    Both are "" where it leads nowhere.
    """

    words: str
    key: str = ""
    link: str = ""


class SaidList(QWidget):
    """Shows sentences and changes them in place; `asked` names the place to go to."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding_rows")
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_said(self, said: Sequence[Said]) -> None:
        """Show sentences instead of those before."""
        while len(self._lines) < len(said):
            line = _Line()
            line.asked.connect(self.asked)
            self._lines.append(line)
            self._column.addWidget(line)
        for line, each in zip(self._lines, said, strict=False):
            line.show_said(each)
        for n, line in enumerate(self._lines):
            line.setVisible(n < len(said))
        self.setVisible(bool(said))


class _Line(QFrame):
    """A sentence and below it the way; a click on either goes there."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._said = Said("")
        self._words = label("", "field_warning", wrap=True)
        self._words.setObjectName("said")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._link = QPushButton()
        self._link.setAutoDefault(True)
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.role(self._link, "settle")
        self._link.clicked.connect(lambda: self.asked.emit(self._said.key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._words)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_said(self, said: Said) -> None:
        """Show another sentence."""
        if said == self._said:
            return
        self._said = said
        self._words.setText(said.words)
        self._link.setText(said.link)
        self._link.setObjectName(f"go.{said.key}")
        self._link.setVisible(bool(said.key))
        hand = Qt.CursorShape.PointingHandCursor
        self.setCursor(hand if said.key else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go where the way leads."""
        if event.button() is Qt.MouseButton.LeftButton and self._said.key:
            self.asked.emit(self._said.key)
