"""The tables of the page: cells that were not taken, and cells that were read otherwise."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from hrdesk.intake.foreign_rows import Refusal
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.services.presenting import present
from hrdesk.ui.list_import import terms
from hrdesk.ui.table import Index

Cells = Sequence[str]
_ROOT = QModelIndex()
_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


class LinesModel(QAbstractTableModel):
    """Lines of words, made when they are painted: there may be very many.

    `titles` head the columns; the column `right` stands at the right, its title over its amounts.
    """

    def __init__(
        self, titles: Cells, parent: QObject | None = None, *, right: int | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = titles
        self._right = right
        self._count = 0
        self._cells: Callable[[int], Cells] = lambda _: ()

    def show_lines(self, count: int, cells: Callable[[int], Cells]) -> None:
        """Show so many lines; `cells` gives the words of one."""
        self.beginResetModel()
        self._count, self._cells = count, cells
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column, or the side at which it stands."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the side at which they stand."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == self._right:
            return Qt.AlignmentFlag.AlignRight
        if not index.isValid() or role not in _SPOKEN:
            return None
        return self._cells(index.row())[index.column()]


def refusal_cells(spec: RosterSpec, refusal: Refusal) -> Cells:
    """Return where something was not taken, in which column, what is wrong and what to do."""
    column = spec.columns.get(refusal.column)
    message = present(refusal.problem, {other.id: other.label for other in spec.columns.values()})
    digits = refusal.place.isdecimal()
    place = f"第 {refusal.place} 行" if digits else refusal.place
    return place, column.label if column else "", message.problem, message.remedy


def refusals_model(parent: QObject) -> LinesModel:
    """Return an empty table of what was not taken."""
    return LinesModel(terms.REFUSED_TITLES, parent)


def changes_model(parent: QObject) -> LinesModel:
    """Return an empty table of who is new and what differs."""
    return LinesModel(terms.CHANGED_TITLES, parent)


def readings_model(parent: QObject) -> LinesModel:
    """Return an empty table of what was read otherwise than it was written."""
    return LinesModel(terms.READING_TITLES, parent)
