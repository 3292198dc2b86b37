"""The cells that were not taken: two lines for each sentence, and all of the current one below."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.line_breaking import broken
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import Index, RowTable
from hrdesk.ui.whole_line import whole_line

_PLACE, _COLUMN, _PROBLEM, _REMEDY = range(4)
_WIDTHS = (90, 140, 400, 400)
_LINES = 2
#: At the end of a line a word of Latin letters may leave this part of it empty.
_RAGGED = 0.92


class SentencePainter(RowPainter):
    """Paints words in two lines where one has no room for them."""

    def paint_words(self, painter: QPainter, place: QRect, index: Index) -> None:
        """Paint the words of a cell; what two lines do not hold either is elided."""
        words = str(index.data() or "")
        painter.setFont(theme.word_font())
        metrics = QFontMetrics(painter.font())
        if metrics.horizontalAdvance(words) <= place.width():
            super().paint_words(painter, place, index)
            return
        painter.setPen(theme.colour("text"))
        room = int(_LINES * place.width() * _RAGGED)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(place), shown, broken(place.width(), shown, _LINES))


class RefusedTable(QWidget):
    """The table, and below it what the current row says, whole and to be copied."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self._model = model
        self.table = RowTable("list_refused", model)
        self.table.set_widths(_WIDTHS, _REMEDY)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_PROBLEM, QHeaderView.ResizeMode.Stretch)
        self.table.setItemDelegate(SentencePainter(self.table))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(whole_line(self.table, self._all_of))
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        """Stand on the first row, so that one sees that the line below says it whole."""
        if self._model.rowCount():
            self.table.selectRow(0)

    def _all_of(self, row: int) -> str:
        cells = [str(self._model.index(row, n).data() or "") for n in range(_REMEDY + 1)]
        where = " ".join(part for part in cells[:_PROBLEM] if part)
        return f"{where}：{cells[_PROBLEM]}{cells[_REMEDY]}"
