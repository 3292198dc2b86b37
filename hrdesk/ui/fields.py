"""One labelled field of a form outside the wizard: label, line, hint, and its problem in place."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hrdesk.domain.errors import Problem
from hrdesk.ui import theme
from hrdesk.ui.words import label


class LabelledLine(QWidget):
    """A label, a line and, under it, either the hint or what is wrong and what to do.

    `name` is the field's id; the line carries it as object name. `entered` says that Enter was
    pressed.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self, name: str, words: str, hint: str = "", line: QLineEdit | None = None
    ) -> None:
        super().__init__()
        self._hint = hint
        self.words = words
        self.line = line or QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(words)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.entered)
        if isinstance(self.line, PasswordLine):
            self.line.caps_lock.connect(self._say_caps_lock)
        title = label(words)
        title.setBuddy(self.line)
        self._below = label(hint, "field_hint", wrap=True)
        self._below.setObjectName(f"{name}_below")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (title, self.line, self._below):
            column.addWidget(part)
        self._below.setVisible(bool(hint))

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Let a text stand in the line."""
        self.line.setText(text)

    def take_cursor(self) -> None:
        """Take the focus."""
        self.line.setFocus()

    def number(self) -> int:
        """Return what was typed as a number; 0, which no case and no year has, when it is none."""
        text = self.line.text().strip()
        return int(text) if text.isascii() and text.isdigit() else 0

    def show_problem(
        self, problem: Problem | None, labels: Mapping[str, str] | None = None
    ) -> None:
        """Say a problem under the line, or show the hint again; the place is where it stands.

        `labels` names other fields that the problem speaks of.
        """
        if problem is None:
            self._say(self._hint, "field_hint", "")
            return
        from hrdesk.services.presenting import present

        message = present(problem, {problem.where: self.words, **(labels or {})})
        self._say(f"{message.problem}{message.remedy}", "field_error", "error")

    def tell(self, words: str) -> None:
        """Say what the text means in place of the hint; "" shows the hint again."""
        self._say(words or self._hint, "field_hint", "")

    def _say_caps_lock(self, locked: bool) -> None:
        words = "大写锁定已打开（Caps Lock）" if locked else self._hint
        self._say(words, "field_warning" if locked else "field_hint", "")

    def _say(self, words: str, role: str, state: str) -> None:
        self._below.setText(words)
        theme.role(self._below, role)
        self._below.setVisible(bool(words))
        if (self.line.property("state") or "") != state:
            self.line.setProperty("state", state)
            theme.restyle(self.line)

    def _edited(self) -> None:
        self.show_problem(None)
        self.changed.emit()


class PasswordLine(QLineEdit):
    """A line that shows dots; `caps_lock` tells that capitals seem to be locked.

    Qt does not say the state of the key, so it is told from a capital without Shift.
    """

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch the letters that are typed."""
        from PySide6.QtCore import Qt

        letter = event.text()
        if letter.isalpha() and letter.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() is not shift)
        super().keyPressEvent(event)
