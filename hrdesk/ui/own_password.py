"""The window before the desk for who was given a password: he sets one that only he knows."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.services.people import OwnPassword, change_own_password
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine, PasswordLine
from hrdesk.ui.line_form import LineForm
from hrdesk.ui.notice import Notice
from hrdesk.ui.password_card import HINT, lay_card
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import PRODUCT, button

_SIZE = (680, 560)


class OwnPasswordWindow(QFrame):
    """Holds the session until `done` carries it on; `left` says that it was closed instead."""

    done = Signal(object)
    left = Signal()

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("own_password_window")
        self.setWindowTitle(f"设定自己的密码 · {PRODUCT}")
        theme.first_role(self, "ground")
        self._session = session
        self._tasks = tasks
        self._waiting = self._closed = False
        self.notice = Notice(self, "own_password_notice")
        self._form = _form()
        self._form.finished.connect(self.set_password)
        self._leave = button("own_password_left", "退出登录", self.go_back, "plain")
        self._set = button("own_password_set", "设定，开始工作", self.set_password, "primary")
        self._arrange()
        self.resize(*_SIZE)
        self._form.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the session first, and wait while the password is being set."""
        if self._closed:
            event.accept()
            return
        event.ignore()
        self._close_session(self.close)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the login."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """Close the session and go back to the login; the given password stays."""
        self._close_session(self.left.emit)

    def set_password(self) -> None:
        """Set the password, or say at each field why not."""
        if self._waiting:
            return
        self.notice.clear()
        self._wait(waiting=True)
        own = OwnPassword(**self._form.entries())
        self._tasks.run(partial(change_own_password, self._session, own), self._done, self._refused)

    def _done(self, _nothing: None) -> None:
        self._wait(waiting=False)
        self._closed = True
        self._form.show_entries({})
        self.done.emit(self._session)

    def _refused(self, fault: Fault) -> None:
        self._wait(waiting=False)
        if isinstance(fault, InvalidInput):
            self._form.show_problems(fault.problems)
        else:
            show_fault(self.notice, fault)
            self._set.setFocus()

    def _close_session(self, then: Callable[[], object]) -> None:
        if self._waiting:
            return
        self._wait(waiting=True)

        def closed(_outcome: object) -> None:
            # Nothing was done here; that a backup failed is said where work is done.
            self._closed = True
            then()

        self._tasks.run(self._session.close, closed, closed)

    def _wait(self, *, waiting: bool) -> None:
        self._waiting = waiting
        for part in (self._form, self._leave, self._set):
            part.setDisabled(waiting)

    def _arrange(self) -> None:
        words = (
            f"{self._session.staff.name}，您好。现在的密码是管理员给的，管理员也知道。"
            "请换成只有自己知道的，以后的办理记录都凭它签名。"
        )
        said, parts = ("设定自己的密码", words), (self._form, self.notice)
        lay_card(self, "own_password_card", said, parts, (self._leave, self._set))


def _form() -> LineForm:
    return LineForm(
        [
            [("password", LabelledLine("password", "新密码", HINT, PasswordLine()), 1)],
            [("password_again", LabelledLine("password_again", "再输一次", "", PasswordLine()), 1)],
        ]
    )
