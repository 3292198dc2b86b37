"""The navigation at the left: only what works is listed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from hrdesk.ui import theme
from hrdesk.ui.words import label

_WIDTH = 176


class SideNavigation(QFrame):
    """One button per place; `chosen` carries its id. Alt and a figure choose by keyboard."""

    chosen = Signal(str)

    def __init__(self, places: Mapping[str, str]) -> None:
        super().__init__()
        theme.role(self, "side")
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._places = places
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(2)
        for number, (place, words) in enumerate(places.items(), start=1):
            column.addWidget(self._button(place, words, f"Alt+{number}"))
        column.addStretch(1)
        keys = label(f"Alt 1 至 Alt {len(places)} 切换", "small")
        keys.setContentsMargins(12, 0, 0, 2)
        column.addWidget(keys)

    def tell(self, place: str, waiting: int) -> None:
        """Say behind a place how much waits there for the person."""
        words, button = self._places[place], self._buttons[place]
        keys = button.shortcut()
        button.setText(f"{words}　{waiting}" if waiting else words)
        # Qt takes the key of a button away with its words.
        button.setShortcut(keys)
        button.setAccessibleDescription(f"{waiting} 行等您处理" if waiting else "")

    def mark(self, place: str) -> None:
        """Show where the person is."""
        self._buttons[place].setChecked(True)

    def _button(self, place: str, words: str, keys: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"nav_{place}")
        button.setCheckable(True)
        button.setAutoDefault(True)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(f"{words}（{keys}）")
        theme.role(button, "nav")
        button.clicked.connect(lambda: self.chosen.emit(place))
        self._group.addButton(button)
        self._buttons[place] = button
        return button
