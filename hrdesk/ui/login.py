"""The login window: user and password, and nothing that has to wait."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Fault
from hrdesk.ui import theme
from hrdesk.ui.application import AFTER_PAINT_MS
from hrdesk.ui.fields import LabelledLine, PasswordLine
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import PRODUCT, label

if TYPE_CHECKING:
    from hrdesk.services.session import Session

_SIZE = (560, 560)
_CARD_WIDTH = 420
#: What the desk is made of; it is read beside the login, not by the window's thread.
_DESK = ("hrdesk.ui.main_window", "hrdesk.ui.intake")
_QT = ("PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg")


class LoginWindow(QFrame):
    """Asks for user and password; `opened` carries the session.

    `forgotten` says that the password is not known any more, and carries what stands as login name.
    """

    opened = Signal(object)
    forgotten = Signal(str)

    def __init__(self, folder: Path, clock: Clock, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("login_window")
        self.setWindowTitle(f"登录 · {PRODUCT}")
        theme.first_role(self, "ground")
        self._folder = folder
        self._clock = clock
        self._tasks = tasks
        self._waiting = False
        self._login = LabelledLine("login", "登录名")
        self._password = LabelledLine("password", "密码", line=PasswordLine())
        self.notice = Notice(self, "login_notice")
        self._enter = QPushButton("登录")
        self._enter.setObjectName("login_enter")
        self._enter.setAutoDefault(True)
        theme.first_role(self._enter, "primary")
        self._forgotten = QPushButton("忘记密码")
        self._forgotten.setObjectName("login_forgotten")
        theme.first_role(self._forgotten, "plain")
        self._foot = label("离线 · 数据已加密", "small")
        self._arrange()
        self._connect()
        self.resize(*_SIZE)
        self._login.line.setFocus()
        QTimer.singleShot(AFTER_PAINT_MS, self._show_version)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do not leave while the store is being opened: its key would stay in memory."""
        if self._waiting:
            event.ignore()
        else:
            event.accept()

    def welcome_back(self, login: str) -> None:
        """Fill in the name of a person who was given a new password, and say that it holds."""
        self._login.line.setText(login)
        self._password.line.setFocus()
        words = "恢复密钥仍然有效，请把信封重新封好。"
        self.notice.say(Tone.DONE, "新密码已设好，请用它登录。", words)

    def say_left(self, words: str) -> None:
        """Say that the person before has logged out, and what else is to be known."""
        self.notice.say(Tone.DONE, words or "已退出登录。")

    def _connect(self) -> None:
        self._enter.clicked.connect(self._try)
        self._forgotten.clicked.connect(self._forget)
        self._login.line.returnPressed.connect(self._password.line.setFocus)
        self._password.line.returnPressed.connect(self._try)

    def _try(self) -> None:
        if self._waiting:
            return
        if not self._login.text().strip():
            self._login.line.setFocus()
            return
        self.notice.clear()
        self._wait(waiting=True)
        work = partial(
            open_session, self._folder, self._login.text(), self._password.text(), self._clock
        )
        self._tasks.run(work, self._opened, self._refused)

    def _forget(self) -> None:
        self._password.line.clear()
        self.forgotten.emit(self._login.text())

    def _opened(self, session: "Session") -> None:
        self._wait(waiting=False)
        self._password.line.clear()
        self.opened.emit(session)

    def _refused(self, fault: Fault) -> None:
        from hrdesk.ui.faults import show_fault

        self._wait(waiting=False)
        show_fault(self.notice, fault)
        self._password.line.selectAll()
        self._password.line.setFocus()

    def _wait(self, *, waiting: bool) -> None:
        self._waiting = waiting
        for part in (self._login, self._password, self._enter, self._forgotten):
            part.setDisabled(waiting)
        self._enter.setText("正在打开……" if waiting else "登录")

    def _show_version(self) -> None:
        from hrdesk.ui.version import program_version

        self._foot.setText(f"离线 · 数据已加密 · 版本 {program_version()}")

    def _arrange(self) -> None:
        card = QFrame()
        theme.first_role(card, "card")
        card.setFixedWidth(_CARD_WIDTH)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 30)
        inner.setSpacing(14)
        inner.addWidget(label(PRODUCT, "title"))
        inner.addWidget(label("请用本人的登录名和密码登录。", "soft"))
        inner.addSpacing(8)
        for part in (self._login, self._password, self.notice, self._enter):
            inner.addWidget(part)
        inner.addLayout(_centred(self._forgotten))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 20, 20, 16)
        page.addStretch(2)
        page.addLayout(_centred(card))
        page.addStretch(3)
        page.addLayout(_centred(self._foot))


def _centred(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(part)
    row.addStretch(1)
    return row


def open_session(folder: Path, login: str, password: str, clock: Clock) -> "Session":
    """Open the store and read the forms, so that the main window finds both ready."""
    from hrdesk.services.session import log_in

    _make_ready()
    session = log_in(folder, login, password, clock)
    try:
        len(session.measures)
    except Fault:
        session.close()
        raise
    return session


def _make_ready() -> None:
    """Load what the desk is made of, words and fonts; the window's thread would stand still."""
    from importlib import import_module

    from hrdesk.services.paper_fonts import load_fonts
    from hrdesk.services.presenting import read_words

    for module in _DESK:
        import_module(module)
    # Qt for Python makes a class when it is first named, and all kinds of widget at the first
    # pointer to one whose kind it has to guess.
    for module in _QT:
        loaded = import_module(module)
        for name in dir(loaded):
            getattr(loaded, name)
    read_words()
    load_fonts()
