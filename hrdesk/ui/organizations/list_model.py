"""The rows of the register: who, what code, what kind, and whether a licence covers today."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.services.organizations import OrganizationSummary
from hrdesk.ui import theme
from hrdesk.ui.organizations.terms import KINDS, LICENSED
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import Index

NAME, CODE, KIND, TODAY = range(4)

_TITLES = ("机构名称", "统一社会信用代码", "类别", "今天的许可或备案")
_TONES = {True: "met", False: "unmet", None: "unknown"}


class OrganizationListModel(PagedModel[OrganizationSummary]):
    """Organizations as the register lists them; contacts and accounts stay on their own page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, the former name beside, or its chip."""
        organization, column = self.summary(index.row()), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(organization, column)
        if role == Qt.ItemDataRole.FontRole and column == CODE:
            return theme.number_font("base")
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return organization.name
        if role == ADDITION and column == NAME and organization.former_name:
            return f"原 {organization.former_name}"
        if role == CHIP and column == TODAY:
            return _TONES[organization.licensed]
        return None


def _words(organization: OrganizationSummary, column: int) -> str:
    return (
        organization.name,
        organization.credit_code,
        KINDS[organization.kind],
        LICENSED[organization.licensed],
    )[column]
