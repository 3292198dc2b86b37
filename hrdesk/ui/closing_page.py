"""The last page: the backup is made and checked before the window goes."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.words import label, styled

_WIDTH = 560
#: Without a change there is no backup, and the window goes before this has passed.
_PAUSE_MS = 200
#: Long enough to be read, short enough not to be waited for.
READING_MS = 1000


class ClosingPage(QWidget):
    """Says that a backup is under way, was made, or why it was not; then `leave` goes."""

    leave = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("closing_page")
        styled(self, "ground")
        self._words = label("正在备份并核对，请稍候…", "heading")
        self._words.setObjectName("closing_words")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.notice = Notice(self, "closing_notice")
        self._button = QPushButton("退出")
        self._button.setObjectName("closing_leave")
        self._button.clicked.connect(self.leave)
        self._words.hide()
        self._bar.hide()
        self._button.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._say_busy)
        # A timer of the page's own: it ends with the page and never calls one that is gone.
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(READING_MS)
        self._reading.timeout.connect(self.leave)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        for part in (self._words, self._bar, self.notice, self._button):
            part.setMaximumWidth(_WIDTH)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._bar.setFixedWidth(_WIDTH)
        column.addStretch(1)

    def begin(self) -> None:
        """Closing has begun: say so as soon as it takes a moment."""
        self._pause.start()

    def show_backed_up(self) -> None:
        """Say that a backup was made, long enough to be read, then go."""
        self._end("已备份，并重新打开核对无误。程序即将关闭。")
        self._reading.start()

    def show_fault(self, fault: Fault) -> None:
        """Say that the data are safe but the backup was not made."""
        self._end("内容已保存，但这次没有备份")
        self.notice.setFixedWidth(_WIDTH)
        show_fault(self.notice, fault)
        self._button.show()
        self._button.setFocus()

    def _say_busy(self) -> None:
        self._words.show()
        self._bar.show()

    def _end(self, words: str) -> None:
        self._pause.stop()
        self._words.setText(words)
        self._words.show()
        self._bar.hide()
