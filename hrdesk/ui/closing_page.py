"""The last page: the backup is made and checked before the window goes."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault
from hrdesk.services.people import key_change_due
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import label, styled

_WIDTH = 560
#: Without a change there is no backup, and the window goes before this has passed.
_PAUSE_MS = 200
#: Long enough to be read, short enough not to be waited for.
READING_MS = 1000


@dataclass(frozen=True, slots=True)
class Farewell:
    """What is said while the session ends, when a backup was made or not, and on the button."""

    busy: str
    done: str
    leave: str
    failed: str = "内容已保存，但这次没有备份"


CLOSING = Farewell("正在备份并核对，请稍候……", "已备份，并重新打开核对无误。程序即将关闭。", "退出")
LOGGING_OUT = Farewell(
    "正在退出登录，备份并核对，请稍候……",
    "已备份，并重新打开核对无误。即将回到登录窗口。",
    "返回登录",
)
CHANGING_KEY = Farewell(
    "正在更换数据密钥，再备份并核对，请稍候……",
    "数据密钥已更换，已备份，并重新打开核对无误。",
    "继续",
    "内容已保存，但更换数据密钥和备份没有做完",
)


class ClosingPage(QWidget):
    """Says that a backup is under way, was made, or why it was not; then `leave` goes."""

    leave = Signal()
    #: Whether the last session could not be closed as it should be.
    has_failed = False
    _farewell = CLOSING

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("closing_page")
        styled(self, "ground")
        self._words = label("", "heading")
        self._words.setObjectName("closing_words")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.notice = Notice(self, "closing_notice")
        self._button = QPushButton(CLOSING.leave)
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

    def end_session(self, session: Session, tasks: Tasks, *, to_login: bool) -> None:
        """Close a session, to leave the program or to let another person log in."""
        farewell = LOGGING_OUT if to_login else CLOSING
        self.begin(CHANGING_KEY if key_change_due(session) else farewell)
        before = session.last_backup()

        def closed(_nothing: None) -> None:
            if session.last_backup() == before:
                self.leave.emit()
            else:
                self.show_backed_up()

        tasks.run(session.close, closed, self.show_fault)

    def begin(self, farewell: Farewell = CLOSING) -> None:
        """Closing has begun: say so as soon as it takes a moment."""
        self._farewell = farewell
        self._words.setText(farewell.busy)
        self._button.setText(farewell.leave)
        self._pause.start()

    def show_backed_up(self) -> None:
        """Say that a backup was made, long enough to be read, then go."""
        self._end(self._farewell.done)
        self._reading.start()

    def show_fault(self, fault: Fault) -> None:
        """Say that the data are safe but the backup was not made."""
        self.has_failed = True
        self._end(self._farewell.failed)
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
