"""The window for a forgotten password: the key from the envelope, and a new password."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.services.recovery import NewPassword, set_new_password
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine, PasswordLine
from hrdesk.ui.notice import Notice
from hrdesk.ui.password_card import HINT, lay_card
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import PRODUCT, button

_SIZE = (680, 660)
_FIELDS = ("recovery_key", "login", "password", "password_again")


class ForgottenPasswordWindow(QFrame):
    """Sets a new password; `done` carries the login name, `left` means back without one."""

    done = Signal(str)
    left = Signal()

    def __init__(self, folder: Path, clock: Clock, tasks: Tasks, login: str) -> None:
        super().__init__()
        self.setObjectName("forgotten_password_window")
        self.setWindowTitle(f"重设密码 · {PRODUCT}")
        theme.first_role(self, "ground")
        self._folder = folder
        self._clock = clock
        self._tasks = tasks
        self._waiting = False
        self._lines = _lines()
        self._lines["login"].line.setText(login.strip())
        self.notice = Notice(self, "forgotten_notice")
        self._back = button("forgotten_back", "返回登录", self.go_back, "plain")
        self._set = button("forgotten_set", "设定新密码", self.set_password, "primary")
        self._set.setAutoDefault(True)
        for name, line in self._lines.items():
            line.line.returnPressed.connect(partial(self._go_on, name))
        self._arrange()
        self.resize(*_SIZE)
        self._lines["recovery_key"].line.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do not leave while the password is being set."""
        if self._waiting:
            event.ignore()
        else:
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the login."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """Go back to the login; nothing is changed."""
        if not self._waiting:
            self._forget()
            self.left.emit()

    def set_password(self) -> None:
        """Set the new password, or say at each field why not."""
        if self._waiting:
            return
        self.notice.clear()
        for line in self._lines.values():
            line.show_problem(None)
        typed = {name: line.text() for name, line in self._lines.items()}
        self._wait(waiting=True)
        work = partial(set_new_password, self._folder, NewPassword(**typed), self._clock)
        self._tasks.run(work, self._done, self._refused)

    def _done(self, _nothing: None) -> None:
        self._wait(waiting=False)
        self._forget()
        self.done.emit(self._lines["login"].text().strip())

    def _refused(self, fault: Fault) -> None:
        self._wait(waiting=False)
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        found = {problem.where: problem for problem in problems}
        for name, line in self._lines.items():
            line.show_problem(found.get(name))
        first = next((name for name in _FIELDS if name in found), None)
        if first is None:
            show_fault(self.notice, fault)
            self._set.setFocus()
        else:
            self._lines[first].line.setFocus()

    def _forget(self) -> None:
        for name in ("recovery_key", "password", "password_again"):
            self._lines[name].line.clear()

    def _go_on(self, here: str) -> None:
        following = _FIELDS[_FIELDS.index(here) + 1 :]
        if following:
            self._lines[following[0]].line.setFocus()
        else:
            self.set_password()

    def _wait(self, *, waiting: bool) -> None:
        self._waiting = waiting
        for part in (*self._lines.values(), self._back, self._set):
            part.setDisabled(waiting)
        self._set.setText("正在设定……" if waiting else "设定新密码")

    def _arrange(self) -> None:
        words = (
            "请打开密封的信封，照打印件输入。\n重设会记入办理记录；以前的备份仍用当时的密码打开。"
        )
        said, parts = ("用恢复密钥重设密码", words), (*self._lines.values(), self.notice)
        lay_card(self, "forgotten_card", said, parts, (self._back, self._set))


def _lines() -> dict[str, LabelledLine]:
    key = QLineEdit()
    key.setProperty("kind", "number")
    return {
        "recovery_key": LabelledLine(
            "recovery_key", "恢复密钥", "八组字符；大小写、空格和横线不论", key
        ),
        "login": LabelledLine("login", "登录名", "忘记密码的人的登录名"),
        "password": LabelledLine("password", "新密码", HINT, PasswordLine()),
        "password_again": LabelledLine("password_again", "再输一次", "", PasswordLine()),
    }
