"""The months of a person on a line of time: years as rows, months as cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import Mark, MarkKind
from hrdesk.services.enjoyment import TimeLine
from hrdesk.ui.enjoyment.terms import employer_sign, month_words
from hrdesk.ui.table import Index

MONTHS = 12
#: What a cell paints.
CELL = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_SIGNS = {
    MarkKind.OFFICER: "裁",
    MarkKind.HELD: "留",
    MarkKind.OPEN: "待",
    MarkKind.DROPPED: "",
}
#: What of several cases in one month is seen first.
_FOREMOST = (
    MarkKind.ELIGIBLE,
    MarkKind.OFFICER,
    MarkKind.HELD,
    MarkKind.OPEN,
    MarkKind.DROPPED,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is painted of a month: what it was, whose, and the moments that fall in it."""

    kind: MarkKind | None
    employer: int
    sign: str
    first: bool
    retires: bool
    now: bool


class _Row(NamedTuple):
    """A year with its months, or a gap: the years to `last` of which nothing is to be shown."""

    year: int
    last: int
    is_gap: bool


class YearModel(QAbstractTableModel):
    """The cells of a `TimeLine` as of a month; `gaps` are the rows that stand for several years."""

    def __init__(self, time: TimeLine, now: Month, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._time = time
        self._now = now
        self._rows = tuple(_rows(time, now))
        self.gaps = tuple(place for place, row in enumerate(self._rows) if row.is_gap)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of months of a year."""
        return 0 if parent.isValid() else MONTHS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the month of a column, the year of a row."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return f"{section + 1}月"
        row = self._rows[section]
        return "…" if row.is_gap else str(row.year)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the sign of a cell, all that is to be said of it, or what it paints."""
        row = self._rows[index.row()]
        if row.is_gap:
            said = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            years = str(row.year) if row.year == row.last else f"{row.year}—{row.last}"
            words = f"{years} 年没有记录" if row.year <= self._now.year else f"{years} 年略去"
            return words if role in said else None
        month = Month(row.year, index.column() + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(month).sign
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(month)
        return self._cell(month) if role == CELL else None

    def words(self, month: Month) -> str:
        """Return all that is to be said of a month."""
        time = self._time
        marks = time.marks.get(month)
        lines = [month_words(month, marks, time.employers)] if marks else []
        if month == time.first:
            lines.append(f"{month}　初次享受")
        if month in time.ends:
            lines.append(f"{month}　法定退休月份（按现行规定）")
        return "\n".join(lines) or f"{month}　没有记录"

    def begin(self) -> Index:
        """Return the newest month with a record, where the cursor begins."""
        last = max(self._time.marks)
        place = next(at for at, row in enumerate(self._rows) if row.year == last.year)
        return self.index(place, last.month - 1)

    def _cell(self, month: Month) -> Cell:
        marks = self._time.marks.get(month, ())
        mark = min(marks, key=lambda each: _FOREMOST.index(each.kind), default=None)
        retires = month in self._time.ends
        return Cell(
            kind=mark.kind if mark else None,
            employer=self._employer(mark),
            sign=self._sign(mark) or ("退" if retires else ""),
            first=month == self._time.first,
            retires=retires,
            now=month == self._now,
        )

    def _employer(self, mark: Mark | None) -> int:
        return list(self._time.employers).index(mark.origin.organization) if mark else 0

    def _sign(self, mark: Mark | None) -> str:
        if mark is None:
            return ""
        if mark.kind is MarkKind.ELIGIBLE:
            return employer_sign(self._time.employers, mark.origin.organization)
        return _SIGNS[mark.kind]


def _rows(time: TimeLine, now: Month) -> Iterator[_Row]:
    """Yield the years from the first to the last with something in them; the others are joined."""
    claimed = {month.year for month in time.marks}
    seen = set(range(min(claimed), max(*claimed, now.year) + 1))
    seen |= {month.year for month in time.ends}
    seen |= {time.first.year} if time.first is not None else set()
    before: int | None = None
    for year in sorted(seen):
        if before is not None and year - before > 1:
            yield _Row(before + 1, year - 1, is_gap=True)
        yield _Row(year, year, is_gap=False)
        before = year
