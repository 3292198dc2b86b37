"""The last page: the backup is made and checked before the window goes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.words import label, styled

_WIDTH = 560


class ClosingPage(QWidget):
    """Says that the backup is under way, or why it was not made; then `leave` goes."""

    leave = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("closing_page")
        styled(self, "ground")
        self._words = label("正在备份并核对，请稍候…", "heading")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.notice = Notice(self, "closing_notice")
        self._button = QPushButton("退出")
        self._button.setObjectName("closing_leave")
        self._button.clicked.connect(self.leave)
        self._button.hide()
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        for part in (self._words, self._bar, self.notice, self._button):
            part.setMaximumWidth(_WIDTH)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._bar.setFixedWidth(_WIDTH)
        column.addStretch(1)

    def show_fault(self, fault: Fault) -> None:
        """Say that the data are safe but the backup was not made."""
        self._words.setText("内容已保存，但这次没有备份")
        self._bar.hide()
        self.notice.setFixedWidth(_WIDTH)
        show_fault(self.notice, fault)
        self._button.show()
        self._button.setFocus()
