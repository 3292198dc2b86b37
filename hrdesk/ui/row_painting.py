"""How a cell of a table is painted: words, a faint addition, or a coloured chip."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hrdesk.ui import theme
from hrdesk.ui.table import Index

#: Roles of a model beside Qt's own: a faint text after the first, a chip's tone, and what a chip
#: says where its words have no room.
ADDITION = Qt.ItemDataRole.UserRole + 1
CHIP = Qt.ItemDataRole.UserRole + 2
SHORTER = Qt.ItemDataRole.UserRole + 4

_PADDING = 12
_GAP = 8
_CHIP_HEIGHT = 22
_CHIP_RADIUS = 4


class RowPainter(QStyledItemDelegate):
    """Paints the cells of a `RowTable` in the colours of the theme."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell with the hair line under its row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, first=index.column() == 0)
        place = option.rect.adjusted(_PADDING, 0, -_PADDING, -1)
        tone = index.data(CHIP)
        if isinstance(tone, str):
            taken = _paint_chip(painter, place, chip_words(index, place.width()), tone)
            _paint_addition(painter, place.adjusted(taken, 0, 0, 0), index)
        else:
            self.paint_words(painter, place, index)
        painter.restore()

    def paint_words(self, painter: QPainter, place: QRect, index: Index) -> None:
        """Paint the words of a cell and its addition, elided where they have no room."""
        _paint_words(painter, place, index)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(option.rect, theme.colour("accent_wash" if chosen else "paper"))
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    painter.fillRect(line, theme.colour("line"))
    if chosen and first and option.state & QStyle.StateFlag.State_Active:
        bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1)
        painter.fillRect(bar, theme.colour("accent"))


def _paint_words(painter: QPainter, place: QRect, index: Index) -> None:
    font = index.data(Qt.ItemDataRole.FontRole)
    painter.setFont(font if isinstance(font, QFont) else theme.word_font())
    painter.setPen(theme.colour("text"))
    aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
    side = aligned if isinstance(aligned, Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignLeft
    metrics = QFontMetrics(painter.font())
    addition = str(index.data(ADDITION) or "")
    room = place.width()
    if addition:
        room -= QFontMetrics(theme.number_font()).horizontalAdvance(addition) + _GAP
    words = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, max(room, 40))
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, words)
    _paint_addition(painter, place.adjusted(metrics.horizontalAdvance(words), 0, 0, 0), index)


def _paint_addition(painter: QPainter, rest: QRect, index: Index) -> None:
    """Paint the faint addition of a cell into what its words or chip leave."""
    addition = str(index.data(ADDITION) or "")
    if addition:
        painter.setFont(theme.number_font())
        painter.setPen(theme.colour("text_faint"))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rest.adjusted(_GAP, 0, 0, 0), side, addition)


def chip_words(index: Index, width: int) -> str:
    """Return the words of a chip as they have room in a cell: its own, else shorter ones."""
    metrics = QFontMetrics(theme.word_font("small"))
    # A chip may reach into the padding at its right.
    room = width - 2 * _GAP + _PADDING - 4
    words, shorter = str(index.data() or ""), index.data(SHORTER)
    if isinstance(shorter, str) and metrics.horizontalAdvance(words) > room:
        words = shorter
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


def _paint_chip(painter: QPainter, place: QRect, words: str, tone: str) -> int:
    """Paint a chip and return its width."""
    font = theme.word_font("small")
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(words) + 2 * _GAP
    top = place.center().y() - _CHIP_HEIGHT / 2 + 1
    chip = QRectF(place.left(), top, width, _CHIP_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{tone}_wash"))
    painter.drawRoundedRect(chip, _CHIP_RADIUS, _CHIP_RADIUS)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    return width
