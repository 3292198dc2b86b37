"""All lines of a case's roster, folded until they are wanted: a table, and the marked one in full.

Thousands of lines stand in a table at once; the cards above it list the first open ones alone.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.cases.frozen_lines import FrozenLine
from hrdesk.ui.outcome_words import OUTCOMES
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import CHIP, RowPainter
from hrdesk.ui.table import ROW_HEIGHT, Index, RowTable
from hrdesk.ui.words import button, selectable

LINE, NAME, IDENTITY, OUTCOME, AMOUNT, WHY = range(6)
_TITLES = ("行", "姓名", "证件号码", "结果", "金额（元）", "说明")
_WIDTHS = (52, 100, 172, 92, 104, 120)
_ROWS_SHOWN = 8
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_SHOW, _HIDE = "列出全部 {n} 行", "收起全部行"


class LineModel(PagedModel[FrozenLine]):
    """Lines as they were judged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent, right=AMOUNT)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, the chip of its outcome, or all that is said."""
        line, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            why = "；".join((*line.reasons, *line.months))
            outcome = OUTCOMES[line.outcome]
            cells = (str(line.number), line.name, line.masked, outcome, line.amount, why)
            return cells[column]
        if role == Qt.ItemDataRole.FontRole and column in (IDENTITY, AMOUNT):
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == AMOUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column == WHY:
            return _in_full(line)
        return theme.outcome_tone(line.outcome) if role == CHIP and column == OUTCOME else None


class RosterTable(QWidget):
    """A button for all lines, and the table below it; Enter leads to what a person has enjoyed."""

    def __init__(
        self,
        count: int,
        read: Callable[[], Sequence[FrozenLine]],
        to_enjoyment: Callable[[int], object],
    ) -> None:
        """`read` reads the lines when they are wanted first."""
        super().__init__()
        self._count, self._read = count, read
        self.model = LineModel(self)
        self.table = RowTable("all_lines", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, WHY)
        self.table.opened.connect(lambda row: to_enjoyment(self.model.summary(row).number))
        self.table.selectionModel().currentRowChanged.connect(self._say)
        rows = min(count, _ROWS_SHOWN)
        self.table.setFixedHeight((rows + 1) * ROW_HEIGHT)
        self._said = selectable("", "small")
        self._said.setObjectName("line_in_full")
        self._toggle = button("toggle_lines", _SHOW.format(n=count), self._show_or_hide, "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table)
        column.addWidget(self._said)
        for part in (self.table, self._said):
            part.hide()

    def _show_or_hide(self) -> None:
        shown = not self.table.isVisible()
        if shown and not self.model.rowCount():
            self.model.show_found(tuple(self._read()))
        for part in (self.table, self._said):
            part.setVisible(shown)
        self._toggle.setText(_HIDE if shown else _SHOW.format(n=self._count))
        if shown:
            self.table.begin()

    def _say(self, index: Index) -> None:
        self._said.setText(_in_full(self.model.summary(index.row())) if index.isValid() else "")


def _in_full(line: FrozenLine) -> str:
    """Return everything that is said of a line, one thing per line."""
    return "\n".join((f"第 {line.number} 行　{line.name}", *line.reasons, *line.months))
