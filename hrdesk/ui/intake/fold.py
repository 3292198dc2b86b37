"""One line below the finding that opens to a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.ui.words import button, rule


class Fold(QWidget):
    """A line and the list that it opens; hidden until there is something to list.

    Its parts are named after `part`; what stands in `above` is seen while it is folded too.
    """

    def __init__(self, name: str, part: str, *above: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self._fold = button(f"{part}_fold", "", self._turn, "other_link")
        self._list = QWidget()
        self._list.setObjectName(f"{part}_list")
        self._list.hide()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 2, 0, 4)
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(rule())
        for each in above:
            column.addWidget(each)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)
        self.hide()

    def _turn(self) -> None:
        turn(self._list)


def turn(part: QWidget) -> None:
    """Show a part that is hidden, hide one that is shown."""
    part.setVisible(part.isHidden())
