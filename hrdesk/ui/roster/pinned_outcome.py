"""The outcome stays in view at the right while the columns beside it are scrolled."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hrdesk.ui import theme
from hrdesk.ui.roster.delegate import RosterDelegate
from hrdesk.ui.roster.model import RosterModel
from hrdesk.ui.table import Index


class PinnedOutcome(QTableView):
    """Lies over the right edge of the grid and shows the last column alone.

    It takes no focus: a click on it chooses the cell in the grid below.
    """

    def __init__(self, grid: QTableView, model: RosterModel) -> None:
        super().__init__(grid)
        self._grid = grid
        self._column = model.outcome
        theme.role(self, "roster_pinned")
        self.setModel(model)
        self.setSelectionModel(grid.selectionModel())
        # A delegate tells each view of whose editor it speaks, so no two views share one.
        self.setItemDelegate(RosterDelegate(self))
        self._arrange()
        for n in range(model.outcome):
            self.setColumnHidden(n, True)  # noqa: FBT003 - Qt takes it by place
        mine, its = self.verticalScrollBar(), grid.verticalScrollBar()
        its.valueChanged.connect(mine.setValue)
        mine.valueChanged.connect(its.setValue)

    def _arrange(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(self._grid.selectionMode())
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(
            self._grid.verticalHeader().defaultSectionSize()
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(self._grid.horizontalHeader().defaultAlignment())

    def follow(self) -> None:
        """Stand where the outcome is to be seen, or away when all columns fit."""
        header, viewport = self._grid.horizontalHeader(), self._grid.viewport()
        self.setVisible(header.length() > viewport.width())
        width = header.sectionSize(self._column)
        self.setColumnWidth(self._column, width)
        self.horizontalHeader().setFixedHeight(header.height())
        left = viewport.geometry().right() - width + 1
        height = header.height() + viewport.height()
        self.setGeometry(QRect(left, header.geometry().top(), width, height))
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())
        self.raise_()

    def uncover(self, index: Index) -> None:
        """Scroll the grid so that a cell does not lie below the outcome."""
        if not self.isVisible() or index.column() == self._column:
            return
        hidden = self._grid.visualRect(index).right() - (self.x() - self._grid.viewport().x())
        if hidden >= 0:
            bar = self._grid.horizontalScrollBar()
            bar.setValue(bar.value() + hidden + 1)
