"""How a month on a line of time is painted; told apart without colour too, by sign and hatch."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hrdesk.domain.enjoyment import MarkKind
from hrdesk.ui import theme
from hrdesk.ui.enjoyment.year_model import CELL, Cell
from hrdesk.ui.table import Index

_MARGIN = 2.0
_RADIUS = 3.0
_CORNER = 9.0
_FRAME = 2.0
#: Ground, frame and sign of what was not simply enjoyed.
_TONES = {
    MarkKind.OFFICER: ("officer_wash", "officer", "officer"),
    MarkKind.HELD: ("paper", "unmet", "unmet"),
    MarkKind.OPEN: ("unknown_wash", "unknown", "unknown"),
    MarkKind.DROPPED: ("paper", "text_faint", "text_soft"),
}


class YearPainter(QStyledItemDelegate):
    """Paints the cells of a `YearModel`; the current one has a frame while it has the focus."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one month, or the words of years without a record."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, theme.colour("paper"))
        place = QRectF(option.rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        cell = index.data(CELL)
        if isinstance(cell, Cell):
            paint_cell(painter, place, cell)
        else:
            painter.setFont(theme.word_font("small"))
            painter.setPen(theme.colour("text_faint"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), _FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.restore()


def paint_cell(painter: QPainter, place: QRectF, cell: Cell) -> None:
    """Paint a month into a place, as the legend does too."""
    ground, frame, sign = _tones(cell)
    painter.setPen(QPen(theme.colour(frame), 1))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    if cell.kind is MarkKind.DROPPED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.colour("text_faint"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    if cell.sign:
        painter.setFont(theme.word_font("small", bold=cell.retires))
        painter.setPen(theme.colour(sign))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell.sign)
    _paint_moments(painter, place, cell)


def _tones(cell: Cell) -> tuple[str, str, str]:
    if cell.kind is MarkKind.ELIGIBLE:
        own = f"employer_{cell.employer % theme.EMPLOYERS + 1}"
        return own, own, f"on_{own}"
    if cell.kind is None:
        return "shade", "line", "text"
    return _TONES[cell.kind]


def _paint_moments(painter: QPainter, place: QRectF, cell: Cell) -> None:
    if cell.retires:
        painter.setPen(QPen(theme.colour("text"), _FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    if cell.first:
        painter.setPen(QPen(theme.colour("paper"), 1))
        painter.setBrush(theme.colour("text"))
        painter.drawPolygon(_corner(place))
    if cell.now:
        painter.setPen(QPen(theme.colour("accent"), _FRAME))
        painter.drawLine(place.bottomLeft(), place.bottomRight())


def _corner(place: QRectF) -> QPolygonF:
    top = place.topLeft()
    right, below = place.topLeft(), place.topLeft()
    right.setX(right.x() + _CORNER)
    below.setY(below.y() + _CORNER)
    return QPolygonF([top, right, below])
