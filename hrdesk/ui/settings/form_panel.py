"""A small form that is opened by a button, and put away when it is done or left."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.ui.line_form import Field, LineForm
from hrdesk.ui.words import button, label


class FormPanel(QWidget):
    """What is asked over its fields; `confirmed` says that it is to be done, `left` that not.

    `name` is the beginning of its buttons' names. Enter in the last field confirms, Escape leaves.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(
        self, name: str, words: str, rows: Iterable[Sequence[tuple[str, Field, int]]]
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}_panel")
        self.form = LineForm(rows)
        self._what = label("", "strong", wrap=True)
        self.form.finished.connect(self.confirmed)
        press = QHBoxLayout()
        press.setSpacing(10)
        press.addWidget(button(f"{name}_confirmed", words, self.confirmed.emit, "primary"))
        press.addWidget(button(f"{name}_left", "取消", self.put_away, "plain"))
        press.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._what)
        column.addWidget(self.form)
        column.addLayout(press)
        self.hide()

    def ask(self, what: str, entries: Mapping[str, str] | None = None) -> None:
        """Show the form under what it is about, empty or with what stands now, cursor first."""
        self._what.setText(what)
        self.form.show_entries(entries or {})
        self.show()
        self.form.begin()

    def put_away(self) -> None:
        """Forget what was typed and ask nothing any more."""
        self.form.show_entries({})
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the form away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
