"""The filter of the list of cases: referrals that wait for an answer since so many days."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from hrdesk.ui import theme
from hrdesk.ui.words import label

_DAYS_WIDTH = 56
_MOST_DAYS = 9999


class WaitingFilter(QWidget):
    """A button that filters, and beside it the days; `changed` says that the list is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._press = QPushButton("转办未答复")
        self._press.setObjectName("waiting_filter")
        self._press.setCheckable(True)
        theme.first_role(self._press, "choice")
        self._press.setAutoDefault(True)
        self._press.setToolTip("只列出还没有登记答复的转办案件")
        self._days = QLineEdit("0")
        self._days.setObjectName("waiting_days")
        self._days.setAccessibleName("至少多少天")
        self._days.setValidator(QIntValidator(0, _MOST_DAYS, self._days))
        self._days.setFixedWidth(_DAYS_WIDTH)
        self._parts = (label("满", "soft"), self._days, label("天", "soft"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._press)
        for part in self._parts:
            row.addWidget(part)
            part.hide()
        self._press.clicked.connect(self._clicked)
        self._days.textEdited.connect(lambda _: self.changed.emit())

    @property
    def is_on(self) -> bool:
        """Whether only those who wait are wanted."""
        return self._press.isChecked()

    @property
    def days(self) -> int:
        """The least days; nothing typed is no day."""
        text = self._days.text()
        return int(text) if text.isascii() and text.isdigit() else 0

    def put_away(self) -> None:
        """Filter no more, without a word."""
        self._press.setChecked(False)
        self._show_days(shown=False)

    def _clicked(self) -> None:
        self._show_days(shown=self.is_on)
        self.changed.emit()

    def _show_days(self, *, shown: bool) -> None:
        for part in self._parts:
            part.setVisible(shown)
