"""Rows of a long list: frozen summaries, read page by page as the view nears the end."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from hrdesk.ui.table import Index

_ROOT = QModelIndex()


class Identified(Protocol):
    """A row that can be told from others."""

    @property
    def id(self) -> str:
        """Its id."""


Row = TypeVar("Row", bound=Identified)


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Rows in the order of the store; what a cell shows, the list of its kind says.

    `titles` head the columns; that of the column `right` stands at the right, over its amounts.
    """

    def __init__(
        self, titles: Sequence[str], parent: QObject | None = None, *, right: int | None = None
    ) -> None:
        super().__init__(parent)
        self._heads = titles
        self._right = right
        self._rows: list[Row] = []
        self._more: Callable[[Row | None], tuple[Row, ...]] | None = None

    def show_pages(self, read: Callable[[Row | None], tuple[Row, ...]]) -> None:
        """Show all rows, the first page now; `read` gives the page after a row, or the first."""
        rows = read(None)
        self._replace(rows, read if rows else None)

    def show_found(self, rows: tuple[Row, ...]) -> None:
        """Show what a search found."""
        self._replace(rows, None)

    def summary(self, row: int) -> Row:
        """Return the summary of a row."""
        return self._rows[row]

    def row_of(self, row_id: str) -> int:
        """Return the row of an id, or -1 if it is not shown."""
        return next((row for row, each in enumerate(self._rows) if each.id == row_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows were read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title, or the side at which it stands."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether a further page may be there."""
        return not parent.isValid() and self._more is not None

    def fetchMore(self, parent: Index) -> None:
        """Read the page after the last row."""
        if self._more is None or parent.isValid():
            return
        page = self._more(self._rows[-1])
        if not page:
            self._more = None
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
        self._rows.extend(page)
        self.endInsertRows()

    def _replace(
        self, rows: tuple[Row, ...], more: Callable[[Row | None], tuple[Row, ...]] | None
    ) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        # A view asks for more as soon as the reset ends.
        self._more = more
        self.endResetModel()
