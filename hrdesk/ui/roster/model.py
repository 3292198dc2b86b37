"""The rows of one roster as a table: a number, the columns of the spec, and the outcome."""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.monthly import listed_months, monthly_of, months_apart
from hrdesk.services.presenting import present
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_looks import (
    RIGHT,
    CellLook,
    applies,
    cell_look,
    number_look,
    outcome_look,
    remark_on,
)
from hrdesk.ui.roster.cell_texts import shown_text
from hrdesk.ui.roster.judged_row import JudgedRow
from hrdesk.ui.roster.row_edits import (
    Changes,
    Rows,
    RowsChange,
    compare,
    in_order,
    with_blank_row,
    with_cells,
    without_rows,
)
from hrdesk.ui.roster.sorting import cell_key, outcome_key
from hrdesk.ui.roster.steps import Steps
from hrdesk.ui.table import Index

NUMBER = 0
FIRST = 1
_ROOT = QModelIndex()
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _CHOSEN | Qt.ItemFlag.ItemIsEditable


def _some_id() -> str:
    return str(uuid4())


class RosterModel(QAbstractTableModel):
    """Raw text by row and column; what it means is read and judged elsewhere.

    Behind the last row stands a blank one for adding; it becomes a row when something is
    typed into it. `edited` carries the ids of rows that were added, removed or changed, and
    none when rows only changed their order. Who judges answers with `show_states`, best at
    once: which columns matter in a row hangs on it.
    """

    edited = Signal(tuple)

    def __init__(
        self,
        spec: RosterSpec,
        new_id: Callable[[], str] = _some_id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.columns = tuple(spec.columns.values())
        self.labels = {column.id: column.label for column in self.columns}
        self.outcome = FIRST + len(self.columns)
        self.monthly = monthly_of(spec)
        self._new_id = new_id
        self._rows: Rows = ()
        self._places: dict[str, int] = {}
        self._states: dict[str, JudgedRow] = {}
        self.steps = Steps(self._become)

    def rows(self) -> Rows:
        """Return the rows as they stand, without the blank one for adding."""
        return self._rows

    def show_rows(self, rows: Rows) -> None:
        """Show other rows; `edited` is not emitted, and nothing of before can be undone."""
        self.beginResetModel()
        self._stand(rows)
        self._states.clear()
        self.endResetModel()
        self.steps.forget()

    def show_states(self, states: Mapping[str, JudgedRow]) -> None:
        """Show what was judged of some rows; only rows whose state differs are painted anew."""
        differ = [
            row_id
            for row_id, state in states.items()
            if (before := self._states.get(row_id)) is not state and before != state
        ]
        self._states.update((row_id, states[row_id]) for row_id in differ)
        self._repaint([self._places[row_id] for row_id in differ if row_id in self._places])

    def row(self, place: int) -> RosterRow | None:
        """Return the row at a place, None for the blank one for adding."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def state(self, place: int) -> JudgedRow | None:
        """Return what was judged of the row at a place."""
        row = self.row(place)
        return None if row is None else self._states.get(row.id)

    def column(self, column: int) -> FieldSpec | None:
        """Return the spec of a column, None for the number and the outcome."""
        return self.columns[column - FIRST] if FIRST <= column < self.outcome else None

    def text(self, place: int, column: FieldSpec) -> str:
        """Return the raw text of a cell."""
        row = self.row(place)
        return "" if row is None else row.entries.get(column.id, "")

    def applies(self, place: int, column: int) -> bool:
        """Tell whether a cell is one that is filled in: its column matters in its row."""
        spec = self.column(column)
        return spec is not None and applies(spec, self.state(place))

    def place_of(self, row_id: str, column_id: str) -> QModelIndex:
        """Return where a cell stands; an invalid index when there is no such cell.

        The row for adding has the id "".
        """
        ids = [column.id for column in self.columns]
        place = self._places.get(row_id) if row_id else len(self._rows)
        if place is None or column_id not in ids:
            return QModelIndex()
        return self.index(place, FIRST + ids.index(column_id))

    def look(self, place: int, column: int) -> CellLook:
        """Return how a cell looks."""
        if column == NUMBER:
            return number_look(place + 1, self.row(place) is None)
        spec = self.column(column)
        if spec is None:
            return outcome_look(self.state(place))
        return cell_look(spec, self._shown(place, spec), self.state(place))

    def _shown(self, place: int, spec: FieldSpec) -> str:
        """Return the line of a cell, and in how many months its column is another one."""
        text, row = shown_text(spec, self.text(place, spec)), self.row(place)
        if row is None or self.monthly is None or spec.id not in self.monthly.columns:
            return text
        apart = months_apart(self.monthly, row.entries, spec.id)
        if not apart:
            return text
        months = len(listed_months(self.monthly, row.entries))
        return terms.months_apart("" if apart == months else text, apart)

    @property
    def is_full(self) -> bool:
        """Whether no further row may be added."""
        return len(self._rows) >= self.spec.most

    def change_cells(self, changes: Changes) -> None:
        """Put texts into cells as one step; places past the last row add rows."""
        self.take_rows(with_cells(self._rows, changes, self._new_id))

    def delete_rows(self, places: Collection[int]) -> None:
        """Take rows out as one step."""
        self.take_rows(without_rows(self._rows, frozenset(places)))

    def insert_row(self, place: int) -> None:
        """Put a blank row in at a place as one step, unless the roster is full."""
        if not self.is_full:
            self.take_rows(with_blank_row(self._rows, place, self._new_id))

    def sort_rows(self, column: int, *, descending: bool) -> None:
        """Sort the rows by a column as one step; each keeps its id and its entries."""
        spec = self.column(column)

        def key(row: RosterRow) -> Any:
            if spec is not None:
                return cell_key(spec, row.entries.get(spec.id, ""))
            return outcome_key(self._states.get(row.id))

        if column != NUMBER:
            self.take_rows(in_order(self._rows, key, descending=descending))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows and the blank one for adding."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else self.outcome + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that matter can be edited, all can be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        place = index.row()
        open_to_typing = place < len(self._rows) or not self.is_full
        return _TYPED if open_to_typing and self.applies(place, index.column()) else _CHOSEN

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        spec = self.column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if spec is not None:
                return spec.label
            return terms.NUMBER_TITLE if section == NUMBER else terms.OUTCOME_TITLE
        if role == Qt.ItemDataRole.ToolTipRole and section != NUMBER:
            return "\n".join(filter(None, (spec.hint if spec else "", terms.SORT_KEYS)))
        if role == Qt.ItemDataRole.TextAlignmentRole and (
            section == NUMBER or (spec is not None and spec.type in RIGHT)
        ):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, what is edited in it, or what is said of it."""
        if not index.isValid():
            return None
        spec = self.column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index.row(), index.column()).text
        if role == Qt.ItemDataRole.EditRole:
            return "" if spec is None else self.text(index.row(), spec)
        if role == Qt.ItemDataRole.ToolTipRole:
            remark = spec and remark_on(spec, self.state(index.row()))
            if remark:
                return present(remark.problem, self.labels).problem
            return self.look(index.row(), index.column()).text
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell as one step."""
        spec = self.column(index.column())
        if role != Qt.ItemDataRole.EditRole or spec is None:
            return False
        self.change_cells({index.row(): {spec.id: taken_text(spec, str(value))}})
        return True

    def take_rows(self, rows: Rows) -> None:
        """Put other rows in the place of all as one step."""
        self.steps.take(self._rows, rows)

    def _stand(self, rows: Rows) -> None:
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}

    def _become(self, rows: Rows) -> None:
        """Show rows that came from those that stand, with the least that views must redo."""
        before, change = self._rows, compare(self._rows, rows)
        if change.moved:
            self._reorder(rows)
        else:
            self._splice(rows, change)
        stood = {row.id: row for row in before}
        self._repaint([n for n, row in enumerate(rows) if stood.get(row.id) is not row])
        self.edited.emit(change.touched)

    def _reorder(self, rows: Rows) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        standing = [self.row(index.row()) for index in kept]
        self._stand(rows)
        moved = [
            index if row is None else self.index(self._places[row.id], index.column())
            for index, row in zip(kept, standing, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _splice(self, rows: Rows, change: RowsChange) -> None:
        before = self._rows
        rest = before[change.first + change.removed :]
        # At the end the blank row for adding becomes the row, and a new blank one follows it:
        # so the cursor stays in the row into which something was typed.
        first = change.first if rest else change.first + 1
        if change.removed:
            self.beginRemoveRows(_ROOT, first, first + change.removed - 1)
            self._stand((*before[: change.first], *rest))
            self.endRemoveRows()
        if change.added:
            self.beginInsertRows(_ROOT, first, first + change.added - 1)
            self._stand(rows)
            self.endInsertRows()
        self._stand(rows)
        if rest and change.added != change.removed:
            # The rows behind have other numbers now.
            self.dataChanged.emit(self.index(first, NUMBER), self.index(len(rows), NUMBER))

    def _repaint(self, places: list[int]) -> None:
        if places:
            first, last = self.index(min(places), NUMBER), self.index(max(places), self.outcome)
            self.dataChanged.emit(first, last)
