"""From the first start to the last window: who follows whom, and how the program ends."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Fault
from hrdesk.services import data_folder
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.application import AFTER_PAINT_MS, make_application, show_icon
from hrdesk.ui.bug_report import BugWatch
from hrdesk.ui.changes import Changes
from hrdesk.ui.garbage import Garbage
from hrdesk.ui.single_instance import SingleInstance
from hrdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from hrdesk.services.session import Session
    from hrdesk.ui.login import LoginWindow

_FOLDER_UNSUITABLE = 1


def run(folder: Path, clock: Clock, argv: Sequence[str]) -> int:
    """Run the window until it is closed; see `hrdesk.app.run_window`."""
    app = make_application(argv)
    instance = SingleInstance(folder, app)
    claimed = instance.may_be_second()
    if claimed and not instance.claim():
        return 0
    program = Program(folder, clock)
    instance.called.connect(program.to_front)
    code = program.start(beside_silence=instance.met_silence)
    QTimer.singleShot(AFTER_PAINT_MS, program.after_paint)
    if not claimed:
        # Of two starts at the same moment one gives way now.
        QTimer.singleShot(AFTER_PAINT_MS, lambda: program.claim(instance))
    app.exec()
    instance.release()
    program.end()
    return code


class Program(QObject):
    """The windows of one run: message, or set-up, or login, then the main window."""

    def __init__(self, folder: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self.window: QWidget | None = None
        self.tasks = Tasks(self)
        self.changes = Changes(self)
        self._garbage = Garbage(self)
        self._watch = BugWatch(self)
        self._watch.caught.connect(self._show_bug)
        self._watch.install()
        self.tasks.bug.connect(self._watch.take)
        self._bugs: list[QWidget] = []

    def start(self, *, beside_silence: bool = False) -> int:
        """Show the first window; 1 when the folder does not serve, and the window says why.

        Beside a program that does not answer it is looked at whether that one has the folder.
        """
        try:
            data_folder.check(self._folder)
            if beside_silence:
                data_folder.check_not_held(self._folder)
        except Fault as fault:
            from hrdesk.ui.message_window import MessageWindow

            self._show(MessageWindow(fault))
            return _FOLDER_UNSUITABLE
        if data_folder.is_set_up(self._folder):
            self._show_login()
        else:
            self._show_setup()
        return 0

    def after_paint(self) -> None:
        """Do what nobody waits for: icon, Ctrl+C, garbage but not the start's."""
        import signal

        show_icon()
        # Qt's loop does not return to Python for Ctrl+C in a terminal; what was typed is kept.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self._garbage.begin()

    def to_front(self) -> None:
        """Bring the window that is open to the front."""
        from PySide6.QtCore import Qt

        if self.window is None:
            return
        state = self.window.windowState() & ~Qt.WindowState.WindowMinimized
        self.window.setWindowState(state | Qt.WindowState.WindowActive)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def claim(self, instance: SingleInstance) -> None:
        """Claim the folder; if another program has it and came to the front, give way."""
        if not instance.claim() and self.window is not None:
            self.window.close()

    def end(self) -> None:
        """Wait for the writer and give the hooks back."""
        self.tasks.finish()
        self._garbage.stop()
        self._watch.remove()

    def _show_login(self) -> "LoginWindow":
        from hrdesk.ui.login import LoginWindow

        login = LoginWindow(self._folder, self._clock, self.tasks)
        login.opened.connect(self.open_session)
        login.forgotten.connect(self._show_forgotten)
        self._show(login)
        return login

    def _show_forgotten(self, login: str) -> None:
        from hrdesk.ui.forgotten_password import ForgottenPasswordWindow

        window = ForgottenPasswordWindow(self._folder, self._clock, self.tasks, login)
        window.left.connect(self._show_login)
        window.done.connect(self._welcome_back)
        self._show(window)

    def _welcome_back(self, login: str) -> None:
        self._show_login().welcome_back(login)

    def _show_setup(self) -> None:
        from hrdesk.ui.setup.window import SetupWindow

        setup = SetupWindow(self._folder, self._clock, self.tasks)
        setup.opened.connect(self.open_session)
        self._show(setup)

    def open_session(self, session: "Session") -> None:
        """Show the main window; it is made a piece at a time, and the window before stays.

        Who has a password that another gave him sets his own first, in a window of its own.
        """
        if session.own_password_due:
            self._show_own_password(session)
        else:
            self._open_desk(session)

    def _open_desk(self, session: "Session") -> None:
        Ahead(self._opening(session), self, after_ms=0).begin()

    def _show_own_password(self, session: "Session") -> None:
        from hrdesk.ui.own_password import OwnPasswordWindow

        window = OwnPasswordWindow(session, self.tasks)
        window.done.connect(self._open_desk)
        window.left.connect(self._show_login)
        self._show(window)

    def _log_out(self, words: str) -> None:
        # Whoever comes next gets screens of his own; those of before hear no change any more.
        self.changes = Changes(self)
        self._garbage.let_go()
        self._show_login().say_left(words)

    def _opening(self, session: "Session") -> Iterator[None]:
        from hrdesk.ui.main_window import MainWindow

        window = MainWindow(session, self.tasks, self.changes)
        window.logged_out.connect(self._log_out)
        yield
        window.begin()
        yield
        self._show(window)
        yield
        # What was made for the desk stays as long as it: garbage is looked for elsewhere.
        self._garbage.pass_by()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        window.activateWindow()
        if before is not None:
            before.close()
            before.deleteLater()

    def _show_bug(self, report: str) -> None:
        from hrdesk.ui.message_window import BugWindow

        if any(bug.isVisible() for bug in self._bugs):
            return
        bug = BugWindow(report)
        self._bugs = [bug]
        bug.show()
