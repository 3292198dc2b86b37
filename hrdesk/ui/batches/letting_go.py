"""The lines that ask why what may be paid is let go of, and beside the button who may do it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.ui.notice import Notice
from hrdesk.ui.reason_row import ReasonRow
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import label

Result = TypeVar("Result")


class LettingGo(QWidget):
    """Asks why by one line, or by another how it was ascertained that nothing is paid.

    `left` says that a line was put away; `who` says why the button cannot be pressed: nobody may,
    or who may while the person at work may not.
    """

    left = Signal()

    def __init__(self, plain: ReasonRow, asked: ReasonRow, notice: Notice) -> None:
        super().__init__()
        self._plain, self._asked, self._notice = plain, asked, notice
        self.who = label("", "soft")
        self.who.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (plain, asked):
            row.left.connect(self.left)
            column.addWidget(row)

    def put_away(self) -> None:
        """Ask nothing any more."""
        for row in (self._plain, self._asked):
            row.put_away()

    def _does(
        self, tasks: Tasks, act: Callable[[str, str], Result], done: Callable[[Result], None]
    ) -> None:
        """Do `act` with what is meant and the reason, by whichever line it is given."""
        for row in (self._plain, self._asked):
            row.does(tasks, self._notice, act, done)

    def _tell(self, words: str, why: str = "") -> None:
        """Say beside the button what hinders the act, and as a tip more of it; "" for nothing."""
        self.who.setText(words)
        self.who.setToolTip(why)
        self.who.setVisible(bool(words))

    def _ask(self, meant: str, what: str, ascertain: str) -> None:
        """Ask why; `ascertain` is what has to be found out before, "" where that is nothing."""
        if ascertain:
            self._asked.ask(meant, f"{what}\n{ascertain}")
        else:
            self._plain.ask(meant, what)
