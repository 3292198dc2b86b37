"""The filter of the list of cases: corrections that wait for a second person, with their count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hrdesk.services.corrections import waiting
from hrdesk.services.session import Session
from hrdesk.ui import theme


class CorrectionFilter(QWidget):
    """A button that filters, seen while any waits; `changed` says that the list is another."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._press = QPushButton()
        self._press.setObjectName("correction_filter")
        self._press.setCheckable(True)
        theme.first_role(self._press, "choice")
        self._press.setAutoDefault(True)
        self._press.setToolTip("只列出有更正等第二个人确认的案件")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._press)
        self._press.clicked.connect(lambda _: self.changed.emit())
        self.count_again()

    @property
    def is_on(self) -> bool:
        """Whether only those cases are wanted."""
        return self._press.isChecked()

    def count_again(self) -> None:
        """Say how many wait by now."""
        count = len(waiting(self._session))
        self._press.setText(f"更正待确认 {count}")
        self.setVisible(bool(count) or self.is_on)

    def put_on(self) -> None:
        """Filter from now on, without a word."""
        self._press.setChecked(True)

    def put_away(self) -> None:
        """Filter no more, without a word."""
        self._press.setChecked(False)
