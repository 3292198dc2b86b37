"""Tables of frozen rows: generous rows, whole rows chosen, Enter opens."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

ROW_HEIGHT = 44

Index = QModelIndex | QPersistentModelIndex


class RowTable(QTableView):
    """A table that shows rows; `opened` carries the number of the row that was opened."""

    opened = Signal(int)

    def __init__(self, name: str, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        model.modelReset.connect(self._mark_anew)

    def set_widths(self, widths: tuple[int, ...], stretched: int) -> None:
        """Give the columns their pixels; one takes what is left."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def begin(self) -> None:
        """Take the focus and mark the first row when none is marked."""
        self._mark_first()
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark a row however the focus came: keys act on the marked one."""
        # A click marks its own row.
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._mark_first()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _mark_first(self) -> None:
        if not self.selectionModel().hasSelection() and self.model().rowCount() > 0:
            self.selectRow(0)

    def _mark_anew(self) -> None:
        """Mark a row of those that are shown now, while keys are meant for them."""
        if self.hasFocus():
            self._mark_first()
