"""What the pages of registers have in common: rows page by page, sought, counted, marked."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import Page, bind_keys, without_keys
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.words import button, card, label

Row = TypeVar("Row")
#: What stands where the person at work does not keep a register.
FOR_CLERKS = "登记和撤销由有“经办”岗位的人办理"
_CLERKS_KEYS = frozenset({"Ctrl N", "Ctrl D"})


def rows_or_fault(notice: Notice, read: Callable[[], tuple[Row, ...]]) -> tuple[Row, ...]:
    """Return the rows that are read, or none and say on a notice why."""
    try:
        return read()
    except Fault as fault:
        show_fault(notice, fault)
        return ()


class RowsCard:
    """A card that holds the rows of a table, or says why there are none; `column` takes a foot."""

    def __init__(self, table: RowTable) -> None:
        self._empty = label("", "soft")
        self._empty.setObjectName(f"{table.objectName()}_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card: QFrame = card()
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self._stack = QStackedLayout()
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        self.column.addLayout(self._stack, 1)

    def show_rows(self, rows: int, empty: str) -> None:
        """Show the table, or with no row the words why it is empty."""
        self._empty.setText(empty)
        self._stack.setCurrentIndex(0 if rows else 1)


class ListPage(Page):
    """Lists a register; `add_asked` asks for the form of one more.

    `add` is the object name and the words of the button. A page says in `_fill` how its rows are
    read and in `_describe` what is said of them.
    """

    add_asked = Signal()

    def __init__(
        self, session: Session, name: str, model: PagedModel[Any], add: tuple[str, str]
    ) -> None:
        super().__init__()
        self._session = session
        self._sought = ""
        self._model = model
        model.setParent(self)
        self.table = listed(name, model)
        self.rows = RowsCard(self.table)
        self.notice = Notice(self, f"{name}_notice")
        self._add = button(*add, self.add_asked.emit, "primary")
        bind_keys(self, {"Ctrl+N": self._ask_to_add})

    def enter(self) -> None:
        """Take the focus for the rows, or for the first entry while there is none."""
        if not self.go_to_results():
            (self._add if self._add.isEnabled() else self).setFocus()

    def leave_to_clerks(self) -> None:
        """Say at the button who enters and withdraws, and hint at no key that does."""
        self._add.setEnabled(False)
        self._add.setToolTip(FOR_CLERKS)
        self.hints = without_keys(self.hints, _CLERKS_KEYS)

    def _ask_to_add(self) -> None:
        if self._add.isEnabled():
            self.add_asked.emit()

    def go_to_results(self) -> bool:
        """Take the focus for the rows; tell whether there are any."""
        if self._model.rowCount():
            self.table.begin()
            return True
        return False

    def search(self, text: str) -> None:
        """Show what a search finds, or all for ""."""
        self._sought = text
        self.read_again()

    def read_again(self) -> None:
        """Read the rows anew and keep the marked one marked."""
        chosen = self.table.currentIndex()
        marked = self._model.summary(chosen.row()).id if chosen.isValid() else ""
        self.notice.clear()
        self._fill()
        if (row := self._model.row_of(marked)) >= 0:
            self.table.selectRow(row)
        self._describe()

    def forget(self) -> None:
        """Show nothing and ask for nothing more: the session is about to end."""
        self._model.show_found(())

    def _fill(self) -> None:
        """Read the rows that are wanted."""

    def _describe(self) -> None:
        """Say what the rows are, and why there are none."""


def listed(name: str, model: PagedModel[Any]) -> RowTable:
    """Return a table of rows as registers paint them."""
    table = RowTable(name, model)
    table.setItemDelegate(RowPainter(table))
    return table
