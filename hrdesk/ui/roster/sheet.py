"""How the grid stands on the screen: widths, the cursor in view, the outcome, the order."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hrdesk.ui import theme
from hrdesk.ui.roster.column_widths import give_rest, set_widths
from hrdesk.ui.roster.delegate import RosterDelegate
from hrdesk.ui.roster.model import FIRST, NUMBER, RosterModel
from hrdesk.ui.roster.pasting import Target
from hrdesk.ui.roster.pinned import PinnedNames, PinnedOutcome
from hrdesk.ui.roster.selected import select_block
from hrdesk.ui.table import Index

ROW_HEIGHT = 36


class RosterSheet(QTableView):
    """Shows a `RosterModel`, its names and its outcome always in view; a click on a title sorts."""

    row_height = ROW_HEIGHT

    def __init__(self, roster: RosterModel) -> None:
        super().__init__()
        self.roster = roster
        self.delegate = RosterDelegate(self)
        self._sorted: tuple[int, bool] | None = None
        self._arrange()
        self.setModel(roster)
        self.setItemDelegate(self.delegate)
        set_widths(self.horizontalHeader(), roster, self.delegate.painter)
        self._outcome = PinnedOutcome(self, roster)
        self.names = PinnedNames(self, roster)
        for header in self._headers():
            header.sectionClicked.connect(self._sort_by)
        self.horizontalHeader().sectionResized.connect(self._follow)
        self.horizontalScrollBar().valueChanged.connect(self.names.follow)
        for changed in (roster.rowsInserted, roster.rowsRemoved, roster.modelReset):
            changed.connect(self._fit)
        roster.edited.connect(self._forget_order)
        for view in (self, self.names):
            view.clicked.connect(self._select_row)

    def _arrange(self) -> None:
        theme.role(self, "roster")
        self.setObjectName(f"roster.{self.roster.spec.id}")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # The style's least width would leave the numbers more than they need.
        header.setMinimumSectionSize(1)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _headers(self) -> tuple[QHeaderView, ...]:
        views = (self, self.names, self._outcome)
        return tuple(view.horizontalHeader() for view in views)

    def go_to(self, place: int, column: int) -> None:
        """Put the cursor into a cell and bring it into view."""
        index = self.roster.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Move by arrows and pages; the numbers of the rows are no stop."""
        index = super().moveCursor(action, modifiers)
        return index.siblingAtColumn(FIRST) if index.column() == NUMBER else index

    def _select_row(self, index: Index) -> None:
        """Choose the whole row whose number was clicked; what is in view stays there."""
        if index.column() == NUMBER:
            self.setAutoScroll(False)
            select_block(self, self.roster, Target(index.row(), 0, 1, len(self.roster.columns)))
            self.setAutoScroll(True)

    def _fit(self) -> None:
        width = self.viewport().width()
        give_rest(self.horizontalHeader(), self.roster, self.delegate.painter, width)
        self._follow()

    def _follow(self) -> None:
        self._outcome.follow()
        self.names.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the outcome what the other columns leave, and keep the cursor in view."""
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def dataChanged(
        self,
        first: Index,
        last: Index,
        roles: Sequence[int] = (),  # noqa: ARG002 - Qt names it
    ) -> None:
        """Paint the rows anew that changed; Qt would paint the whole page."""
        top = self.rowViewportPosition(first.row())
        bottom = self.rowViewportPosition(last.row()) + self.row_height
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, and not below the names or the outcome."""
        super().scrollTo(index, hint)
        if index.column() == FIRST:
            self.horizontalScrollBar().setValue(0)
        elif index.isValid():
            self._outcome.uncover(index)
            self.names.uncover(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor where the grid has the focus."""
        super().focusInEvent(event)
        for view in (self.names, self._outcome):
            view.repaint_cursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the cursor away where the grid has lost the focus."""
        super().focusOutEvent(event)
        for view in (self.names, self._outcome):
            view.repaint_cursor()

    def sort_here(self, *, descending: bool) -> None:
        """Sort by the column of the cursor."""
        self._sort(self.currentIndex().column(), descending=descending)

    def _sort_by(self, column: int) -> None:
        self._sort(column, descending=self._sorted == (column, False))

    def _sort(self, column: int, *, descending: bool) -> None:
        if column == NUMBER:
            return
        self.roster.sort_rows(column, descending=descending)
        self.setCurrentIndex(self.currentIndex())
        self._sorted = (column, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for header in self._headers():
            header.setSortIndicator(column, order)
            header.setSortIndicatorShown(True)

    def _forget_order(self) -> None:
        self._sorted = None
        for header in self._headers():
            header.setSortIndicatorShown(False)
