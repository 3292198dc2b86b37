"""A choice whose every change acts on others: keys open its list and change nothing on the way."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

_WALKING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


class ChoiceBox(QComboBox):
    """Changes by what is chosen from its list alone; the wheel scrolls what is around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list for a key that would walk through the choices."""
        if event.key() in _WALKING or event.text().strip():
            self.showPopup()
            event.accept()
        else:
            super().keyPressEvent(event)
