"""Tables of sent rows: words, numbers, and a chip for the state."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.row_painting import CHIP, RowPainter
from hrdesk.ui.table import Index, RowTable


class StateLines(LinesModel):
    """Lines of words of which one column is a chip; `numbers` are columns of figures."""

    def __init__(
        self,
        titles: Sequence[str],
        chip: int,
        numbers: frozenset[int],
        parent: QObject | None = None,
    ) -> None:
        # The amount stands before the state in each of these lists.
        super().__init__(titles, parent, right=chip - 1)
        self._chip = chip
        self._numbers = numbers
        self._tone: Callable[[int], str] = lambda _: "unknown"

    def show_states(
        self, count: int, cells: Callable[[int], Sequence[str]], tone: Callable[[int], str]
    ) -> None:
        """Show so many lines; `tone` gives the colour of a line's chip."""
        self._tone = tone
        self.show_lines(count, cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its chip or its font."""
        if role == CHIP and index.column() == self._chip:
            return self._tone(index.row())
        if role == Qt.ItemDataRole.FontRole and index.column() in self._numbers:
            return theme.number_font("base")
        return super().data(index, role)


def lines_table(name: str, model: LinesModel, widths: tuple[int, ...], stretched: int) -> RowTable:
    """Return a table of such lines."""
    table = RowTable(name, model)
    table.setItemDelegate(RowPainter(table))
    table.set_widths(widths, stretched)
    return table


def with_acts(table: QWidget, acts: Sequence[QWidget], asked: Sequence[QWidget]) -> QWidget:
    """Return a table with what is done to its marked row above it."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(12, 8, 12, 12)
    column.setSpacing(8)
    row = QHBoxLayout()
    for act in acts:
        row.addWidget(act)
    row.addStretch(1)
    column.addLayout(row)
    for each in asked:
        column.addWidget(each)
    column.addWidget(table, 1)
    return inside
