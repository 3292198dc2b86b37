"""The rows of the register of purchased services, and what they add up to."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.domain.money import grouped
from hrdesk.domain.purchase import Purchase, PurchaseSum
from hrdesk.ui import theme
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import Index

SIGNED, AGENCY, BOUGHT, CONTRACT, PERIOD, AMOUNT, DEPARTMENT = range(7)
YEAR, SUM_AGENCY, COUNT, SUM = range(4)

_TITLES = ("合同日期", "机构", "购买的服务", "合同编号", "服务期间", "金额（元）", "购买部门")
_SUM_TITLES = ("年度", "机构", "合同数", "合计（元）")
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class PurchaseModel(PagedModel[Purchase]):
    """Purchases as they are listed; a withdrawn one stays, marked as such."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent, right=AMOUNT)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, its side, or that the row is withdrawn."""
        purchase, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            return _cells(purchase)[column]
        if role == Qt.ItemDataRole.FontRole and column in (SIGNED, CONTRACT, PERIOD, AMOUNT):
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == AMOUNT:
            return Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ToolTipRole:
            return _cells(purchase)[column]
        if role == CHIP and column == SIGNED and purchase.withdrawal is not None:
            return "unknown"
        return None


class SumModel(PagedModel[PurchaseSum]):
    """Contracts and yuan by year and agency."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_SUM_TITLES, parent, right=SUM)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, its side, or the credit code beside a name."""
        each, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            words = (str(each.year), each.agency, str(each.count), grouped(each.amount))
            return words[column]
        if role == Qt.ItemDataRole.FontRole and column != SUM_AGENCY:
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SUM:
            return Qt.AlignmentFlag.AlignRight
        if role == ADDITION and column == SUM_AGENCY:
            return each.credit_code
        return None


def _cells(purchase: Purchase) -> tuple[str, ...]:
    signed = "已撤销" if purchase.withdrawal else purchase.signed_on.isoformat()
    return (
        signed,
        purchase.agency,
        purchase.bought,
        purchase.contract,
        f"{purchase.period.first} 至 {purchase.period.last}",
        grouped(purchase.amount),
        purchase.department,
    )
