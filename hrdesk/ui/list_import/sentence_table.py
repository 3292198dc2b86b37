"""What was not taken and what changes: two lines for each sentence, all of one row below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.line_breaking import broken
from hrdesk.ui.list_import import terms
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import Index, RowTable
from hrdesk.ui.whole_line import whole_line

_PROBLEM, _REMEDY, _AFTER = 2, 3, 5
_REFUSED_WIDTHS = (90, 140, 400, 400)
_CHANGED_WIDTHS = (90, 110, 190, 150, 230, 300)
_LINES = 2
#: At the end of a line a word of Latin letters may leave this part of it empty.
_RAGGED = 0.92


class SentencePainter(RowPainter):
    """Paints words in two lines where one has no room for them; `columns` are those that have
    sentences, None for all: a number is never broken.
    """

    def __init__(self, parent: QObject, columns: frozenset[int] | None = None) -> None:
        super().__init__(parent)
        self._columns = columns

    def paint_words(self, painter: QPainter, place: QRect, index: Index) -> None:
        """Paint the words of a cell; what two lines do not hold either is elided."""
        if self._columns is not None and index.column() not in self._columns:
            super().paint_words(painter, place, index)
            return
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


class SentenceTable(QWidget):
    """A table of sentences, and below it what the current row says, whole and to be copied."""

    def __init__(self, table: RowTable, whole: Callable[[Sequence[str]], str]) -> None:
        """Show a table; `whole` puts the cells of a row together."""
        super().__init__()
        self._table, self._whole = table, whole
        table.setItemDelegate(SentencePainter(table))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(whole_line(table, self._all_of))
        table.model().modelReset.connect(self._begin)

    def _begin(self) -> None:
        """Stand on the first row, so that one sees that the line below says it whole."""
        if self._table.model().rowCount():
            self._table.selectRow(0)

    def _all_of(self, row: int) -> str:
        model = self._table.model()
        columns = range(model.columnCount())
        return self._whole([str(model.index(row, n).data() or "") for n in columns])


def refused_table(model: LinesModel) -> SentenceTable:
    """Return the table of the cells that were not taken."""
    table = RowTable("list_refused", model)
    table.set_widths(_REFUSED_WIDTHS, _REMEDY)
    header = table.horizontalHeader()
    header.setSectionResizeMode(_PROBLEM, QHeaderView.ResizeMode.Stretch)
    return SentenceTable(table, terms.refused_whole)


def changed_table(model: LinesModel) -> SentenceTable:
    """Return the table of who is new, who is absent, and what differs."""
    table = RowTable("list_changed", model)
    table.set_widths(_CHANGED_WIDTHS, _AFTER)
    return SentenceTable(table, terms.changed_whole)
