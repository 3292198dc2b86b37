"""The changes of law: those that wait for a second person first, then all others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.staff import Role
from hrdesk.services.amendment_list import ChangeLine, change_lines
from hrdesk.services.session import Session
from hrdesk.ui.law.models import WHAT, ChangeModel
from hrdesk.ui.law.terms import change_source
from hrdesk.ui.list_page import RowsCard, listed, rows_or_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.words import button, label, selectable

_WIDTHS = (420, 200, 180, 96)
_NOTHING = "还没有变更。在“政策标准”里选一项标准，按 Enter 新增数值。"


class ChangesPage(Page):
    """Lists changes; `opened` carries the id of the one to look at."""

    opened = Signal(str)
    replay_asked = Signal()
    install_asked = Signal()
    travel_asked = Signal()
    left = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "打开"),
        KeyHint("Ctrl I", "安装后续政策"),
        KeyHint("Ctrl E", "导出、导入"),
        KeyHint("Ctrl J", "重新计算全部决定"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("changes_page")
        self._session = session
        self.model = ChangeModel(self)
        self.table = listed("amendments", self.model)
        self.table.set_widths(_WIDTHS, WHAT)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._describe_row())
        self.table.opened.connect(lambda row: self.opened.emit(self.model.summary(row).id))
        self._rows = RowsCard(self.table)
        self.notice = Notice(self, "changes_notice")
        self._row = selectable("", "small")
        self._row.setObjectName("change_row")
        self._installing = button("show_pack", "安装后续政策…", self.install_asked.emit)
        self._installing.setEnabled(session.staff.may(Role.ADMINISTRATOR))
        keys = {"Esc": self.left.emit, "Ctrl+J": self.replay_asked.emit}
        keys |= {"Ctrl+I": self._installing.click, "Ctrl+E": self.travel_asked.emit}
        bind_keys(self, keys)
        self._arrange()

    def enter(self) -> None:
        """Take the focus for the rows, or for the way back while there are none."""
        if self.model.rowCount():
            self.table.begin()
        else:
            self._back.setFocus()

    def read_again(self) -> None:
        """Read the changes anew."""
        lines = rows_or_fault(self.notice, lambda: change_lines(self._session))
        self.model.show_found(lines)
        self._rows.show_rows(len(lines), _NOTHING)
        self._describe_row()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self.model.show_found(())

    def line(self, change: str) -> ChangeLine | None:
        """Return a change that is listed."""
        row = self.model.row_of(change)
        return self.model.summary(row) if row >= 0 else None

    def _describe_row(self) -> None:
        index = self.table.currentIndex()
        line = self.model.summary(index.row()) if index.isValid() else None
        self._row.setText("" if line is None else change_source(line.amendment))

    def _arrange(self) -> None:
        self._back = button("leave_changes", "返回", self.left.emit)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("政策变更", "title"))
        head.addStretch(1)
        head.addWidget(self._installing)
        head.addWidget(button("show_travel", "导出、导入…", self.travel_asked.emit))
        head.addWidget(button("show_replay", "重新计算…", self.replay_asked.emit))
        head.addWidget(self._back)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self._rows.card, 1)
        page.addWidget(self._row)
