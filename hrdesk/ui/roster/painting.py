"""How one cell of the roster is painted: ground, one line of text, a sign, the cursor.

A page of the grid has over a hundred cells and is painted while somebody types: what can be
made once is made once.
"""

from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from hrdesk.ui import theme
from hrdesk.ui.roster.cell_looks import CellLook

PADDING = 8
_SIGN = 16
_GAP = 6
_CURSOR = 2
_CHEVRON = 14
_SELECTED = QStyle.StateFlag.State_Selected.value
_HAS_FOCUS = QStyle.StateFlag.State_HasFocus.value


class CellPainter:
    """Paints cells in the fonts of words and of figures."""

    def __init__(self) -> None:
        self._fonts = (theme.word_font(), theme.number_font())
        self._metrics = tuple(QFontMetrics(font) for font in self._fonts)
        self._laid_out = lru_cache(maxsize=4096)(self._lay_out)

    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, look: CellLook, *, opens: bool
    ) -> None:
        """Paint a cell; `opens` says that a list opens at it while the cursor stands in it."""
        state, rect = option.state.value, option.rect
        has_cursor = bool(state & _HAS_FOCUS)
        # The cell of the cursor has its frame and keeps the ground that tells what is wrong.
        marked = bool(state & _SELECTED) and not has_cursor
        _paint_ground(painter, rect, "accent_wash" if marked else look.ground)
        place = rect.adjusted(PADDING, 0, -PADDING, -1)
        if look.icon:
            sign = _pixmap(look.icon, look.tone, _SIGN, painter)
            painter.drawPixmap(_beside(place, place.left(), _SIGN), sign)
            place.setLeft(place.left() + _SIGN + _GAP)
        if opens and has_cursor:
            chevron = _pixmap("chevron_down", "accent", _CHEVRON, painter)
            painter.drawPixmap(_beside(place, place.right() - _CHEVRON + 1, _CHEVRON), chevron)
            place.setRight(place.right() - _CHEVRON)
        if look.text:
            self._paint_text(painter, place, look)
        if has_cursor:
            _paint_cursor(painter, rect)

    def room_for(self, text: str, *, figures: bool) -> int:
        """Return the pixels that a text takes with the padding of its cell."""
        return self._metrics[figures].horizontalAdvance(text) + 2 * PADDING

    def _paint_text(self, painter: QPainter, place: QRect, look: CellLook) -> None:
        text = self._laid_out(look.text, place.width(), look.figures)
        size = text.size()
        spare = place.width() - size.width() if look.right or look.centred else 0.0
        left = place.left() + (spare / 2 if look.centred else spare)
        top = place.top() + (place.height() - size.height()) / 2
        painter.setFont(self._fonts[look.figures])
        painter.setPen(theme.colour(look.tone))
        painter.drawStaticText(QPointF(left, top), text)

    def _lay_out(self, text: str, width: int, figures: bool) -> QStaticText:
        elided = self._metrics[figures].elidedText(text, Qt.TextElideMode.ElideRight, width)
        laid_out = QStaticText(elided)
        laid_out.setTextFormat(Qt.TextFormat.PlainText)
        laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        laid_out.prepare(font=self._fonts[figures])
        return laid_out


def _paint_ground(painter: QPainter, rect: QRect, ground: str) -> None:
    left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    painter.fillRect(left, top, width - 1, height - 1, theme.colour(ground))
    line = theme.colour("line")
    painter.fillRect(left, top + height - 1, width, 1, line)
    painter.fillRect(left + width - 1, top, 1, height, line)


def _paint_cursor(painter: QPainter, rect: QRect) -> None:
    left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    accent = theme.colour("accent")
    painter.fillRect(left, top, width, _CURSOR, accent)
    painter.fillRect(left, top + height - _CURSOR, width, _CURSOR, accent)
    painter.fillRect(left, top, _CURSOR, height, accent)
    painter.fillRect(left + width - _CURSOR, top, _CURSOR, height, accent)


def _beside(place: QRect, left: int, size: int) -> QPoint:
    return QPoint(left, place.center().y() - size // 2 + 1)


def _pixmap(name: str, tone: str, size: int, painter: QPainter) -> QPixmap:
    return theme.icon_pixmap(name, size, painter.device().devicePixelRatioF(), tone)
