"""The list of the register: all organizations, the one entered last first, or those found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.staff import Role
from hrdesk.services.organizations import (
    OrganizationSummary,
    find_organizations,
    list_organizations,
)
from hrdesk.services.session import Session
from hrdesk.ui.list_page import FOR_CLERKS, ListPage, rows_or_fault
from hrdesk.ui.organizations.list_model import NAME, OrganizationListModel
from hrdesk.ui.page import MARGINS, KeyHint
from hrdesk.ui.words import label

_SOUGHT_WIDTH = 320
_WIDTHS = (420, 220, 230, 160)
_NOBODY = "名册里还没有机构。按 Ctrl+N 登记一家，办件时按信用代码取用。"
_NOT_FOUND = (
    "没有找到。可以输入机构名称或曾用名的一部分、拼音首字母（至少两个），\n"
    "信用代码的全部、开头或末四位。还没有登记的，按 Ctrl+N 登记。"
)


class OrganizationListPage(ListPage):
    """Lists organizations; `opened` carries the id of one."""

    opened = Signal(str)
    hints: tuple[KeyHint, ...] = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "打开"),
        KeyHint("Ctrl N", "登记机构"),
        KeyHint("F3", "查找机构"),
    )

    def __init__(self, session: Session) -> None:
        self.model = OrganizationListModel()
        super().__init__(session, "organizations", self.model, ("add_organization", "登记机构"))
        self.setObjectName("organization_list_page")
        self._more = False
        self.table.set_widths(_WIDTHS, NAME)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.summary(row).id))
        self._count = label("", "soft")
        self._count.setObjectName("organization_count")
        if not session.staff.may(Role.CLERK):
            self.leave_to_clerks()
        self._arrange()

    def _fill(self) -> None:
        self._more = False
        if self._sought:
            self.model.show_found(rows_or_fault(self.notice, self._found))
        else:
            self.model.show_pages(self._page)

    def _found(self) -> tuple[OrganizationSummary, ...]:
        listed = find_organizations(self._session, self._sought)
        self._more = listed.more
        return listed.rows

    def _page(self, after: OrganizationSummary | None) -> tuple[OrganizationSummary, ...]:
        return rows_or_fault(self.notice, lambda: list_organizations(self._session, after))

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
        self.rows.show_rows(rows, _NOT_FOUND if self._sought else _NOBODY)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("机构名册", "title"))
        head.addSpacing(12)
        head.addWidget(self._count)
        head.addStretch(1)
        if not self._add.isEnabled():
            head.addWidget(label(FOR_CLERKS, "soft"))
        head.addWidget(self._add)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self.rows.card, 1)
