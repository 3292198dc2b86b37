"""What every step of the set-up has."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.ui.words import label


class Step(QWidget):
    """One step: a title, a sentence, its fields; `confirmed` means Enter in the last field."""

    confirmed = Signal()
    title = ""
    explanation = ""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(label(self.title, "title"))
        self.column.addWidget(label(self.explanation, "soft", wrap=True))
        self.column.addSpacing(4)

    def enter(self) -> None:
        """Take the focus for the first thing to be done."""

    def is_ready(self) -> bool:
        """Tell whether the next step may come; if not, the step says why at the field."""
        return True
