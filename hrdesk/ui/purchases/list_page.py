"""The register of purchased services: by year or as found, and below what it adds up to."""

from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from hrdesk.domain.money import ZERO, grouped
from hrdesk.domain.purchase import Purchase, Wanted
from hrdesk.domain.staff import Role
from hrdesk.services.purchases import (
    REASON,
    purchase_sums,
    purchase_years,
    purchases,
    withdraw_purchase,
)
from hrdesk.services.session import Session
from hrdesk.ui.list_page import FOR_CLERKS, ListPage, listed, rows_or_fault
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import MARGINS, KeyHint, bind_keys
from hrdesk.ui.provenance import entered_words
from hrdesk.ui.purchases.models import AGENCY, SUM_AGENCY, PurchaseModel, SumModel
from hrdesk.ui.reason_row import WITHDRAWING, ReasonRow
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label, selectable

_WIDTHS = (118, 250, 176, 128, 216, 120, 144)
_SUM_WIDTHS = (96, 400, 96, 150)
_SUMS_HEIGHT = 168
_YEAR_WIDTH = 120
_NOTHING = "还没有登记购买的服务。按 Ctrl+N 登记一份合同。"
_NOT_FOUND = "没有找到。可以输入机构名称、信用代码、购买的服务、合同编号、购买部门或文件的一部分。"


class PurchaseListPage(ListPage):
    """Lists purchases, and below what all those that are asked for add up to."""

    hints: tuple[KeyHint, ...] = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Ctrl N", "登记"),
        KeyHint("Ctrl D", "撤销一条"),
        KeyHint("F3", "查找"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        self.model, self.sums = PurchaseModel(), SumModel()
        super().__init__(session, "purchases", self.model, ("add_purchase", "登记购买的服务"))
        self.setObjectName("purchase_list_page")
        self.table.set_widths(_WIDTHS, AGENCY)
        self.table.selectionModel().currentRowChanged.connect(self._describe_row)
        self._sums = listed("purchase_sums", self.sums)
        self._sums.set_widths(_SUM_WIDTHS, SUM_AGENCY)
        self._sums.setFixedHeight(_SUMS_HEIGHT)
        self._year = _years()
        self._year.currentIndexChanged.connect(lambda _: self.read_again())
        self._count = label("", "soft")
        self._count.setObjectName("purchase_count")
        self._row = selectable("", "small")
        self._row.setObjectName("purchase_row")
        self.reason = ReasonRow(REASON, WITHDRAWING)
        withdraw = partial(withdraw_purchase, session)
        self.reason.does(tasks, self.notice, withdraw, self._was_withdrawn)
        self.reason.left.connect(self.table.setFocus)
        bind_keys(self, {"Ctrl+D": self._ask_reason})
        if not session.staff.may(Role.CLERK):
            self.leave_to_clerks()
        self._arrange()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        super().forget()
        self.sums.show_found(())

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self._sought, self._year.currentData())

    def _fill(self) -> None:
        self.reason.put_away()
        self._offer_years()
        wanted = self._wanted
        self.model.show_pages(
            lambda after: rows_or_fault(
                self.notice, lambda: purchases(self._session, wanted, after)
            )
        )
        sums = rows_or_fault(self.notice, lambda: purchase_sums(self._session, wanted))
        self.sums.show_found(sums)
        total = grouped(sum((each.amount for each in sums), ZERO))
        standing = sum(each.count for each in sums)
        self._count.setText(f"{standing} 份合同，合计 {total} 元")

    def _describe(self) -> None:
        self.rows.show_rows(self.model.rowCount(), _NOT_FOUND if self._sought else _NOTHING)
        self._describe_row()

    def _offer_years(self) -> None:
        """Offer the years of the register, the newest first; the chosen one stays chosen."""
        years = rows_or_fault(self.notice, lambda: purchase_years(self._session))
        offered = [self._year.itemData(place) for place in range(1, self._year.count())]
        with QSignalBlocker(self._year):
            for place, year in enumerate(years, 1):
                if year not in offered:
                    self._year.insertItem(place, f"{year} 年", year)

    def _marked(self) -> Purchase | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(
        self, _now: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        purchase = self._marked()
        stands = purchase is not None and purchase.withdrawal is None
        self._undo.setEnabled(stands and self._add.isEnabled())
        self._row.setText("" if purchase is None else _source(purchase))

    def _ask_reason(self) -> None:
        purchase = self._marked()
        if purchase is not None and self._undo.isEnabled():
            self.notice.clear()
            self.reason.ask(purchase.id, f"撤销：{purchase.agency}　{purchase.contract}")

    def _was_withdrawn(self, _nothing: None) -> None:
        self.read_again()
        self.notice.say(Tone.DONE, "已撤销，并记入办理记录")

    def _arrange(self) -> None:
        self._undo = button("withdraw_purchase", "撤销…", self._ask_reason)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("政府购买服务", "title"))
        head.addWidget(self._year)
        head.addWidget(self._count)
        head.addStretch(1)
        if not self._add.isEnabled():
            head.addWidget(label(FOR_CLERKS, "soft"))
        head.addWidget(self._undo)
        head.addWidget(self._add)
        below = card()
        sums = QVBoxLayout(below)
        sums.setContentsMargins(1, 1, 1, 1)
        sums.addWidget(self._sums)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self.rows.card, 1)
        page.addWidget(self._row)
        page.addWidget(self.reason)
        page.addWidget(label("按年度和机构合计（不含已撤销的）", "strong"))
        page.addWidget(below)


def _years() -> QComboBox:
    years = QComboBox()
    years.setObjectName("purchase_year")
    years.setAccessibleName("年度")
    years.setFixedWidth(_YEAR_WIDTH)
    years.addItem("全部年度", None)
    return years


def _source(purchase: Purchase) -> str:
    words = entered_words(purchase.entry, purchase.withdrawal)
    return f"依据 {purchase.document} · {words}"
