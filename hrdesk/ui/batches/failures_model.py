"""The failed rows with their ticks: a corrected row is ticked at first, another one is not."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hrdesk.services.resending import FailedRow
from hrdesk.ui import theme
from hrdesk.ui.batches import answer_terms as terms
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.row_painting import CHIP
from hrdesk.ui.table import Index
from hrdesk.ui.ticked_cases import TICKED

TICK, _AMOUNT, FIELDS, CASE = 0, 5, 7, 8
_FIGURES = frozenset({1, 2, 3, _AMOUNT})


class FailuresModel(LinesModel):
    """Failed rows; `ticked` tells that a tick changed."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(terms.FAILURE_TITLES, parent)
        self._failed: tuple[FailedRow, ...] = ()
        self._on: set[tuple[str, int]] = set()

    def show_failures(self, rows: tuple[FailedRow, ...]) -> None:
        """Show the queue; ticks that were set stay, and what was corrected is ticked."""
        known = {_key(row) for row in self._failed}
        fresh = {_key(row) for row in rows if row.is_corrected} - known
        self._failed = rows
        self._on = (self._on | fresh) & {_key(row) for row in rows}
        self.show_lines(len(rows), self._words)
        self.ticked.emit()

    def row(self, place: int) -> FailedRow:
        """Return a failed row."""
        return self._failed[place]

    def chosen(self) -> tuple[FailedRow, ...]:
        """Return the rows that are ticked."""
        return tuple(row for row in self._failed if _key(row) in self._on)

    def toggle(self, place: int) -> None:
        """Set or take away a tick."""
        self._on ^= {_key(self._failed[place])}
        self._tell()

    def toggle_all(self) -> None:
        """Tick every row, or none when all are."""
        every = {_key(row) for row in self._failed}
        self._on = set() if self._on == every else every
        self._tell()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its tick, chip or font."""
        row, column = self._failed[index.row()], index.column()
        if column == TICK:
            if role == TICKED:
                return _key(row) in self._on
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return "已勾选" if _key(row) in self._on else "没有勾选"
        if role == CHIP and column == FIELDS and row.fields:
            return "unmet"
        if role == CHIP and column == CASE:
            return "met" if row.is_corrected else "unknown"
        if role == Qt.ItemDataRole.FontRole and column in _FIGURES:
            return theme.number_font("base")
        return super().data(index, role)

    def _words(self, place: int) -> tuple[str, ...]:
        row = self._failed[place]
        line = row.line
        return (
            "",
            terms.batch_words(line.batch),
            line.number,
            terms.line_words(line.line),
            row.person,
            terms.amount(row.amount_fen),
            line.reason or "—",
            "、".join(row.fields) or "整行",
            f"已更正，第 {line.newest} 版" if row.is_corrected else "未更正",
        )

    def _tell(self) -> None:
        last = self.index(self.rowCount() - 1, TICK)
        self.dataChanged.emit(self.index(0, TICK), last)
        self.ticked.emit()


def _key(row: FailedRow) -> tuple[str, int]:
    return row.line.batch_id, row.line.place
