"""The list of the register: all organizations, the one entered last first, or those found."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.services.organizations import (
    OrganizationSummary,
    find_organizations,
    list_organizations,
)
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.organizations.list_model import NAME, OrganizationListModel
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.words import button, card, label

_SOUGHT_WIDTH = 320
_WIDTHS = (420, 220, 230, 160)
_NOBODY = "名册里还没有机构。按 Ctrl+N 登记一家，办件时按信用代码取用。"
_NOT_FOUND = (
    "没有找到。可以输入机构名称或曾用名的一部分、拼音首字母（至少两个），\n"
    "信用代码的全部、开头或末四位。还没有登记的，按 Ctrl+N 登记。"
)


class OrganizationListPage(Page):
    """Lists organizations; `opened` carries the id of one, `add_asked` asks for the form."""

    opened = Signal(str)
    add_asked = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "打开"),
        KeyHint("Ctrl N", "登记机构"),
        KeyHint("F3", "查找机构"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("organization_list_page")
        self._session = session
        self._sought = ""
        self._more = False
        self.model = OrganizationListModel(self)
        self.table = RowTable("organizations", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, NAME)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.summary(row).id))
        self.notice = Notice(self, "organizations_notice")
        self._count = label("", "soft")
        self._count.setObjectName("organization_count")
        self._empty = label("", "soft")
        self._empty.setObjectName("organizations_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._add = button("add_organization", "登记机构", self.add_asked.emit, "primary")
        bind_keys(self, {"Ctrl+N": self.add_asked.emit})
        self._arrange()

    def enter(self) -> None:
        """Take the focus for the rows, or for the first entry while there is none."""
        if self.model.rowCount():
            self.table.begin()
        else:
            self._add.setFocus()

    def search(self, text: str) -> None:
        """Show what a search finds, or all for ""."""
        self._sought = text
        self.read_again()

    def read_again(self) -> None:
        """Read the rows anew and keep the marked one marked."""
        chosen = self.table.currentIndex()
        marked = self.model.summary(chosen.row()).id if chosen.isValid() else ""
        self.notice.clear()
        self._more = False
        if self._sought:
            self.model.show_found(self._read(self._found))
        else:
            self.model.show_pages(self._page)
        if (row := self.model.row_of(marked)) >= 0:
            self.table.selectRow(row)
        self._describe()

    def forget(self) -> None:
        """Show nothing and ask for nothing more: the session is about to end."""
        self.model.show_found(())

    def _found(self) -> tuple[OrganizationSummary, ...]:
        listed = find_organizations(self._session, self._sought)
        self._more = listed.more
        return listed.rows

    def _page(self, after: OrganizationSummary | None) -> tuple[OrganizationSummary, ...]:
        return self._read(lambda: list_organizations(self._session, after))

    def _read(
        self, rows: Callable[[], tuple[OrganizationSummary, ...]]
    ) -> tuple[OrganizationSummary, ...]:
        try:
            return rows()
        except Fault as fault:
            show_fault(self.notice, fault)
            return ()

    def _describe(self) -> None:
        rows = self.model.rowCount()
        if self._sought:
            sought = self._count.fontMetrics().elidedText(
                self._sought, Qt.TextElideMode.ElideRight, _SOUGHT_WIDTH
            )
            more = f"的不止 {rows} 家，只列前 {rows} 家，请多输几个字"
            self._count.setText(f"“{sought}” 找到{more if self._more else f' {rows} 家'}")
        else:
            self._count.setText("按登记先后，新的在前")
        self._empty.setText(_NOT_FOUND if self._sought else _NOBODY)
        self._stack.setCurrentIndex(0 if rows else 1)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("机构名册", "title"))
        head.addSpacing(12)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._add)
        surface = card()
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        inner.addLayout(self._stack)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(surface, 1)
