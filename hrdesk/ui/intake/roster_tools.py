"""What is done with a roster as a whole: lists come in, sheets go out, an import is undone."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hrdesk.ui.page import bind_keys
from hrdesk.ui.words import button


class RosterTool(StrEnum):
    """An act on a whole roster."""

    IMPORT = "import"
    BLANK = "blank"
    LAST = "last"
    UNDO = "undo"


_WORDS = {
    RosterTool.IMPORT: ("从表格导入", "Ctrl+Shift+O"),
    RosterTool.BLANK: ("导出名册表样", "Ctrl+Shift+E"),
    RosterTool.LAST: ("沿用上次名册", "Ctrl+Shift+L"),
    RosterTool.UNDO: ("撤销导入", "Ctrl+Shift+U"),
}


class RosterTools(QWidget):
    """A row of buttons above a grid; `asked` carries the tool. Each has a key of its own."""

    asked = Signal(str)

    def __init__(self, roster: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[RosterTool, QPushButton] = {}
        for tool, (words, key) in _WORDS.items():
            made = button(f"roster_{tool}.{roster}", words, self._act(tool), "small")
            made.setToolTip(f"{words}（{key}）")
            self.buttons[tool] = made
            row.addWidget(made)
        row.addStretch(1)
        bind_keys(parent, {key: self._act(tool) for tool, (_, key) in _WORDS.items()})

    def _act(self, tool: RosterTool) -> Callable[[], None]:
        def ask() -> None:
            if self.buttons[tool].isVisible():
                self.asked.emit(tool.value)

        return ask

    def show_undo(self, possible: bool) -> None:
        """Offer to undo an import, where there is one."""
        self.buttons[RosterTool.UNDO].setVisible(possible)
