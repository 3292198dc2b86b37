"""The failed rows with their ticks: a row that was corrected is ticked, another one is not.

A row whose correction waits for a second person has no tick: it cannot be sent yet.
"""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hrdesk.services.mended_rows import Mending
from hrdesk.services.resending import FailedRow
from hrdesk.ui import theme
from hrdesk.ui.batches import answer_terms
from hrdesk.ui.batches import failure_terms as terms
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.row_painting import CHIP, SHORTER
from hrdesk.ui.table import Index
from hrdesk.ui.ticked_cases import TICKED

TICK, _AMOUNT, FIELDS, CASE = 0, 5, 7, 8
_FIGURES = frozenset({1, 2, 3, _AMOUNT})
_TONES = {
    Mending.MENDED: "met",
    Mending.ELSEWHERE: "unknown",
    Mending.WAITING: "officer",
    Mending.NONE: "unknown",
}


class FailuresModel(LinesModel):
    """Failed rows; `ticked` tells that a tick changed."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(terms.FAILURE_TITLES, parent, right=_AMOUNT)
        self._failed: tuple[FailedRow, ...] = ()
        self._on: set[tuple[str, int]] = set()

    def show_failures(self, rows: tuple[FailedRow, ...]) -> None:
        """Show the queue; ticks that were set stay, and what was corrected since is ticked."""
        known = {_key(row) for row in self._failed if row.is_mended}
        fresh = {_key(row) for row in rows if row.is_mended} - known
        self._failed = rows
        self._on = (self._on | fresh) & self._tickable()
        self.show_lines(len(rows), self._words)
        self.ticked.emit()

    def row(self, place: int) -> FailedRow:
        """Return a failed row."""
        return self._failed[place]

    def place_of(self, row: FailedRow) -> int:
        """Return where a row that was shown before stands now, the first place where it is gone."""
        keys = [_key(each) for each in self._failed]
        return keys.index(_key(row)) if _key(row) in keys else 0

    def whole(self, place: int) -> str:
        """Return all that is said of a row."""
        return terms.failure_words(self._failed[place])

    def count(self, mending: Mending) -> int:
        """Return how many rows stand so."""
        return sum(row.mending is mending for row in self._failed)

    def chosen(self) -> tuple[FailedRow, ...]:
        """Return the rows that are ticked."""
        return tuple(row for row in self._failed if _key(row) in self._on)

    def toggle(self, place: int) -> None:
        """Set or take away the tick of a row that can be sent."""
        self._on ^= {_key(self._failed[place])} & self._tickable()
        self._tell()

    def toggle_all(self) -> None:
        """Tick every row that can be sent, or none when all are."""
        every = self._tickable()
        self._on = set() if self._on == every else every
        self._tell()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its tick, chip or font."""
        row, column = self._failed[index.row()], index.column()
        if column == TICK:
            is_tickable = row.mending is not Mending.WAITING
            if role == TICKED:
                return _key(row) in self._on if is_tickable else None
            if role == Qt.ItemDataRole.AccessibleTextRole:
                ticked = "已勾选" if _key(row) in self._on else "没有勾选"
                return ticked if is_tickable else terms.MENDINGS[Mending.WAITING]
        if role == CHIP and column == FIELDS and row.fields:
            return "unmet"
        if role == SHORTER and column == FIELDS:
            return terms.few_fields_words(row.fields)
        if role == CHIP and column == CASE:
            return _TONES[row.mending]
        if role == Qt.ItemDataRole.FontRole and column in _FIGURES:
            return theme.number_font("base")
        return super().data(index, role)

    def _words(self, place: int) -> tuple[str, ...]:
        row = self._failed[place]
        line = row.line
        return (
            "",
            answer_terms.batch_words(line.batch),
            line.number,
            answer_terms.line_words(line.line),
            row.person,
            answer_terms.amount(row.amount_fen),
            line.reason or "—",
            terms.fields_words(row.fields),
            terms.mending_words(row),
        )

    def _tickable(self) -> set[tuple[str, int]]:
        return {_key(row) for row in self._failed if row.mending is not Mending.WAITING}

    def _tell(self) -> None:
        last = self.index(self.rowCount() - 1, TICK)
        self.dataChanged.emit(self.index(0, TICK), last)
        self.ticked.emit()


def _key(row: FailedRow) -> tuple[str, int]:
    return row.line.batch_id, row.line.place
