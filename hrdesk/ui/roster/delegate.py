"""Between a cell of the roster and what paints and edits it."""

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hrdesk.intake.form_spec import FieldType
from hrdesk.ui.roster.cell_editors import CellLine, ChoiceLine, Leave
from hrdesk.ui.roster.cell_texts import options
from hrdesk.ui.roster.model import FIRST, RosterModel
from hrdesk.ui.roster.painting import PADDING, CellPainter
from hrdesk.ui.table import Index

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class RosterDelegate(QStyledItemDelegate):
    """Paints cells by their looks and opens the editor of a column.

    `left` follows when an editor was left by a key, after its text was taken or dropped.
    """

    left = Signal(Leave)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.painter = CellPainter()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = _model_of(index)
        look = model.look(index.row(), index.column())
        spec = model.column(index.column())
        opens = spec is not None and (spec.type is FieldType.MONTHS or bool(options(spec)))
        self.painter.paint_cell(painter, option, look, opens=opens and not look.centred)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line of text, with a list where the column offers choices."""
        spec = _model_of(index).columns[index.column() - FIRST]
        line = ChoiceLine(spec, parent) if options(spec) else CellLine(spec, parent)
        line.left.connect(lambda leave: self._leave(line, leave))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the raw text; what is being typed is not replaced by what stands in the cell."""
        if isinstance(editor, CellLine) and not editor.isModified():
            model = _model_of(index)
            editor.begin(model.text(index.row(), editor.column))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed."""
        typed = editor.typed() if isinstance(editor, CellLine) else None
        if typed is not None:
            model.setData(index, typed)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Stand over the cell; a longer text gets the room at the right of it."""
        place = option.rect
        look = _model_of(index).look(index.row(), index.column())
        wanted = self.painter.room_for(look.text, figures=look.figures) + 2 * PADDING
        room = option.widget.width() - place.left()
        place.setWidth(max(place.width(), min(wanted, room)))
        editor.setGeometry(place)
        if isinstance(editor, ChoiceLine) and editor.isVisible():
            editor.open_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys belong to the editor, which says itself how it is left."""
        if event.type() in _KEYS:
            return False
        return super().eventFilter(watched, event)

    def _leave(self, line: CellLine, leave: Leave) -> None:
        if leave is not Leave.DROPPED:
            self.commitData.emit(line)
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(leave)


def _model_of(index: Index) -> RosterModel:
    return cast("RosterModel", index.model())
