"""The selected rectangle of the grid, counted in rows and in columns of the spec."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from hrdesk.ui.roster.model import FIRST, RosterModel
from hrdesk.ui.roster.pasting import Target

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


def selected_block(view: QTableView, model: RosterModel) -> Target:
    """Return the selected rectangle, or the cell of the cursor."""
    chosen = view.selectionModel().selection()
    spans = [chosen.at(n) for n in range(chosen.count())]
    current = view.currentIndex()
    rows = [row for span in spans for row in (span.top(), span.bottom())] or [current.row()]
    columns = [at for span in spans for at in (span.left(), span.right())] or [current.column()]
    last = len(model.columns) - 1
    left = min(max(min(columns) - FIRST, 0), last)
    right = min(max(max(columns) - FIRST, left), last)
    top = max(min(rows), 0)
    return Target(top, left, max(*rows, top) - top + 1, right - left + 1)


def holds_texts(view: QTableView, model: RosterModel) -> bool:
    """Tell whether a column of texts is selected; number and outcome are not for writing."""
    chosen = view.selectionModel().selection()
    spans = [(chosen.at(n).left(), chosen.at(n).right()) for n in range(chosen.count())]
    at = max(view.currentIndex().column(), FIRST) if not spans else 0
    return any(left < model.outcome and right >= FIRST for left, right in spans or [(at, at)])


def select_block(view: QTableView, model: RosterModel, block: Target) -> None:
    """Select a rectangle, as far as the grid goes, with the cursor in its first cell."""
    last_row = min(block.row + block.rows, model.rowCount()) - 1
    last_column = min(FIRST + block.column + block.columns, model.outcome) - 1
    first = model.index(block.row, FIRST + block.column)
    view.setCurrentIndex(first)
    whole = QItemSelection(first, model.index(last_row, last_column))
    view.selectionModel().select(whole, _SELECT)
