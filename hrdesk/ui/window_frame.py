"""What stands around the pages: the bar above, the places at the left, the keys below."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.ui.foot_bar import FootBar
from hrdesk.ui.side_navigation import SideNavigation
from hrdesk.ui.standing_notices import StandingNotices
from hrdesk.ui.top_bar import TopBar
from hrdesk.ui.words import styled


class WindowFrame:
    """The bars of the window and how they stand around its pages."""

    def __init__(self, top: TopBar, side: SideNavigation, foot: FootBar) -> None:
        self._top, self._side, self._foot = top, side, foot

    def around(self, notices: StandingNotices, pages: QStackedWidget) -> QWidget:
        """Return the whole desk with its pages."""
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addLayout(notices)
        content.addWidget(pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side)
        middle.addLayout(content, 1)
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(middle, 1)
        column.addWidget(self._foot)
        return styled(desk, "ground")
