"""What stays in view while columns are scrolled: at the left who it is, at the right the result."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from hrdesk.ui import theme
from hrdesk.ui.roster.delegate import RosterDelegate
from hrdesk.ui.roster.model import FIRST, NUMBER, RosterModel
from hrdesk.ui.table import Index


class _Pinned(QTableView):
    """Lies over an edge of the grid and shows some of its columns alone.

    It takes no focus: a click on it chooses the cell in the grid below, without scrolling it,
    and the cursor of the grid is seen in it.
    """

    def __init__(self, grid: QTableView, model: RosterModel, role: str, *columns: int) -> None:
        super().__init__(grid)
        self._grid = grid
        self._columns = columns
        theme.role(self, role)
        self.setModel(model)
        self.setSelectionModel(grid.selectionModel())
        # A delegate tells each view of whose editor it speaks, so no two views share one.
        self.setItemDelegate(_PinnedDelegate(self, grid))
        self._arrange()
        for n in range(model.columnCount()):
            self.setColumnHidden(n, n not in columns)
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
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(self._grid.horizontalHeader().defaultAlignment())

    def shows(self, index: Index) -> bool:
        """Tell whether a cell is seen here."""
        return self.isVisible() and index.column() in self._columns

    def repaint_cursor(self) -> None:
        """Paint the cell of the cursor anew, after the grid got or lost the focus."""
        self.update(self._grid.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell; the grid stays where it is scrolled to."""
        with_scrolling = self._grid.hasAutoScroll()
        self._grid.setAutoScroll(False)
        super().mousePressEvent(event)
        self._grid.setAutoScroll(with_scrolling)

    def _stand(self, *, seen: bool, at_right: bool) -> None:
        """Stand at an edge, as wide and high as the columns in the grid, or away."""
        header, viewport = self._grid.horizontalHeader(), self._grid.viewport()
        width = sum(header.sectionSize(n) for n in self._columns)
        for n in self._columns:
            self.setColumnWidth(n, header.sectionSize(n))
        self.horizontalHeader().setFixedHeight(header.height())
        left = viewport.geometry().right() - width + 1 if at_right else viewport.x()
        height = header.height() + viewport.height()
        self.setGeometry(QRect(left, header.geometry().top(), width, height))
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())
        self.setVisible(seen)
        self.raise_()


class PinnedOutcome(_Pinned):
    """The outcome at the right edge, where not all columns fit."""

    def __init__(self, grid: QTableView, model: RosterModel) -> None:
        super().__init__(grid, model, "roster_pinned", model.outcome)

    def follow(self) -> None:
        """Stand where the outcome is to be seen, or away when all columns fit."""
        fits = self._grid.horizontalHeader().length() <= self._grid.viewport().width()
        self._stand(seen=not fits, at_right=True)

    def uncover(self, index: Index) -> None:
        """Scroll the grid so that a cell does not lie below the outcome."""
        if not self.isVisible() or self.shows(index):
            return
        hidden = self._grid.visualRect(index).right() - (self.x() - self._grid.viewport().x())
        if hidden >= 0:
            bar = self._grid.horizontalScrollBar()
            bar.setValue(bar.value() + hidden + 1)


class PinnedNames(_Pinned):
    """Number and name at the left edge, while the grid is scrolled to the right.

    A roster whose first column is no name shows the number alone.
    """

    def __init__(self, grid: QTableView, model: RosterModel) -> None:
        named = model.columns[0].id == model.spec.name
        columns = (NUMBER, FIRST) if named else (NUMBER,)
        super().__init__(grid, model, "roster_names", *columns)

    def follow(self) -> None:
        """Stand over the left edge, or away while the grid shows its first columns itself."""
        shown = any(not self._grid.isColumnHidden(n) for n in self._columns)
        self._stand(seen=shown and self._grid.horizontalScrollBar().value() > 0, at_right=False)

    def uncover(self, index: Index) -> None:
        """Scroll the grid so that a cell does not lie below the names."""
        if not self.isVisible() or self.shows(index):
            return
        hidden = self.width() - self._grid.visualRect(index).left()
        if hidden > 0:
            bar = self._grid.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)


class _PinnedDelegate(RosterDelegate):
    """Paints the cell of the grid's cursor as the grid does, which alone has the focus."""

    def __init__(self, view: _Pinned, grid: QTableView) -> None:
        super().__init__(view)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            option.state |= QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
