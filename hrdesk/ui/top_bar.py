"""The bar at the top: the product, the one search box, who is at work."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from hrdesk.ui import theme
from hrdesk.ui.words import PRODUCT, key_cap, label

_HEIGHT = 48
_SEARCH_WIDTH = 440
_PAUSE_MS = 120
_WHO_WIDTH = 380
#: What the box looks for, as its name and its hint say it.
_CASES = ("查找案件", "姓名或首字母、证件号、电话、案号、登记簿号、二维码")
_SOUGHT = {
    "organizations": ("查找机构", "机构名称或首字母、曾用名、信用代码"),
    "law": ("查找政策标准", "事项、标准、数值、文件、条款"),
    "purchases": ("查找购买的服务", "机构、信用代码、服务、合同编号、购买部门"),
}


class TopBar(QFrame):
    """Search speaks `searched` after a short pause in typing; "" when the box was emptied.

    `to_results` says that the person goes on from the box to what was found.
    """

    searched = Signal(str)
    to_results = Signal()

    def __init__(self, who: str) -> None:
        super().__init__()
        theme.role(self, "bar")
        self.setFixedHeight(_HEIGHT)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.installEventFilter(self)
        self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.role(self.search, "search")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._pause.start())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(label(PRODUCT, "product"))
        row.addSpacing(6)
        row.addWidget(self.search)
        row.addWidget(key_cap("F3"))
        row.addStretch(1)
        row.addWidget(_shortened(who))

    def look_for(self, place: str) -> None:
        """Say what the box looks for in a place: the rows of a register, else cases."""
        name, hint = _SOUGHT.get(place, _CASES)
        self.search.setAccessibleName(name)
        self.search.setPlaceholderText(hint)

    def begin_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def forget_search(self) -> None:
        """Empty the box without searching anew."""
        self.search.clear()
        self.stop_searching()

    def stop_searching(self) -> None:
        """Search no more for what was typed last: the person has gone on to something else."""
        self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the down key go on to the results, Escape empties the box."""
        if watched is self.search and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and self._handled(event.key()):
                return True
        return super().eventFilter(watched, event)

    def _handled(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            if self._pause.isActive():
                self._pause.stop()
                self._search()
            self.to_results.emit()
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _search(self) -> None:
        self.searched.emit(self.search.text().strip())


def _shortened(who: str) -> QLabel:
    # The full name of an organ may be longer than the bar has room.
    made = label("", "soft")
    made.setText(made.fontMetrics().elidedText(who, Qt.TextElideMode.ElideMiddle, _WHO_WIDTH))
    made.setToolTip(who)
    return made
