"""What the cells of a line of time mean: drawn as they are drawn there."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.enjoyment import MarkKind
from hrdesk.ui.enjoyment.terms import employer_sign
from hrdesk.ui.enjoyment.year_model import Cell
from hrdesk.ui.enjoyment.year_painting import paint_cell
from hrdesk.ui.words import label

_WIDTH, _HEIGHT = 26, 20
_MEANINGS = (
    (Cell(MarkKind.DROPPED, 0, "", first=False, retires=False, now=False), "申领未享受"),
    (Cell(MarkKind.OFFICER, 0, "裁", first=False, retires=False, now=False), "审批人决定"),
    (Cell(MarkKind.HELD, 0, "留", first=False, retires=False, now=False), "暂为原案件保留"),
    (Cell(MarkKind.OPEN, 0, "待", first=False, retires=False, now=False), "还不能确定"),
    (Cell(None, 0, "", first=True, retires=False, now=False), "初次享受"),
    (Cell(None, 0, "退", first=False, retires=True, now=False), "法定退休"),
    (Cell(None, 0, "", first=False, retires=False, now=True), "本月"),
)


class _Swatch(QWidget):
    """One cell as it is painted on the line of time."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._cell = cell
        self.setFixedSize(_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cell(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._cell)


def legend(employers: Mapping[str, str], *, held: bool) -> QWidget:
    """Return the legend: each employer with its sign, then the other meanings in one row; months
    that are only `held` are rare.
    """
    made = QWidget()
    made.setObjectName("enjoyment_legend")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    for place, (code, name) in enumerate(employers.items()):
        sign = employer_sign(employers, code)
        cell = Cell(MarkKind.ELIGIBLE, place, sign, first=False, retires=False, now=False)
        line = _entry(cell, f"{name} 符合")
        line.addStretch(1)
        column.addLayout(line)
    row = QHBoxLayout()
    row.setSpacing(14)
    for cell, words in _MEANINGS:
        if cell.kind is MarkKind.HELD and not held:
            continue
        row.addLayout(_entry(cell, words))
    row.addStretch(1)
    column.addLayout(row)
    return made


def _entry(cell: Cell, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(_Swatch(cell))
    line.addWidget(label(words, "small"))
    return line
