"""The register of purchased services: by year or as found, and below what it adds up to."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.money import ZERO, grouped
from hrdesk.domain.purchase import Purchase
from hrdesk.services.purchases import REASON, found_in, purchases, sums_of, withdraw_purchase
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.provenance import entered_words
from hrdesk.ui.purchases.models import AGENCY, SUM_AGENCY, PurchaseModel, SumModel
from hrdesk.ui.reason_row import WITHDRAWING, ReasonRow
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label, selectable

_WIDTHS = (118, 250, 176, 128, 216, 120, 144)
_SUM_WIDTHS = (96, 400, 96, 150)
_SUMS_HEIGHT = 168
_YEAR_WIDTH = 120
_NOTHING = "还没有登记购买的服务。按 Ctrl+N 登记一份合同。"
_NOT_FOUND = "没有找到。可以输入机构名称、信用代码、购买的服务、合同编号、购买部门或文件的一部分。"


class PurchaseListPage(Page):
    """Lists purchases; `add_asked` asks for the form."""

    add_asked = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Ctrl N", "登记"),
        KeyHint("Ctrl D", "撤销一条"),
        KeyHint("F3", "查找"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("purchase_list_page")
        self._session = session
        self._tasks = tasks
        self._sought = ""
        self.model, self.sums = PurchaseModel(self), SumModel(self)
        self.table = _table("purchases", self.model, _WIDTHS, AGENCY)
        self.table.selectionModel().currentRowChanged.connect(self._describe_row)
        self._sums = _table("purchase_sums", self.sums, _SUM_WIDTHS, SUM_AGENCY)
        self._sums.setFixedHeight(_SUMS_HEIGHT)
        self.notice = Notice(self, "purchases_notice")
        self._year = _years()
        self._year.currentIndexChanged.connect(lambda _: self._show())
        self._count = label("", "soft")
        self._count.setObjectName("purchase_count")
        self._empty = label("", "soft")
        self._empty.setObjectName("purchases_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = selectable("", "small")
        self._row.setObjectName("purchase_row")
        self.reason = ReasonRow(REASON, WITHDRAWING)
        self.reason.given.connect(self._withdraw)
        self.reason.left.connect(self.table.setFocus)
        self._register: tuple[Purchase, ...] = ()
        bind_keys(self, {"Ctrl+N": self.add_asked.emit, "Ctrl+D": self._ask_reason})
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
        """Read the register anew."""
        try:
            self._register = purchases(self._session)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self._offer_years()
        self._show()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._register = ()
        self.model.show_found(())
        self.sums.show_found(())

    def _offer_years(self) -> None:
        years = sorted({each.signed_on.year for each in self._register}, reverse=True)
        offered = [self._year.itemData(place) for place in range(1, self._year.count())]
        for year in years:
            if year not in offered:
                self._year.addItem(f"{year} 年", year)

    def _show(self) -> None:
        marked = self._marked()
        self.reason.put_away()
        try:
            rows = found_in(self._session, self._register, self._sought, self._year.currentData())
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self.model.show_found(rows)
        sums = sums_of(rows)
        self.sums.show_found(sums)
        if marked is not None and (row := self.model.row_of(marked.id)) >= 0:
            self.table.selectRow(row)
        total = grouped(sum((each.amount for each in sums), ZERO))
        standing = sum(each.count for each in sums)
        self._count.setText(f"{standing} 份合同，合计 {total} 元")
        self._empty.setText(_NOT_FOUND if self._sought else _NOTHING)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._describe_row()

    def _marked(self) -> Purchase | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(
        self, _now: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        purchase = self._marked()
        self._undo.setEnabled(purchase is not None and purchase.withdrawal is None)
        self._row.setText("" if purchase is None else _source(purchase))

    def _ask_reason(self) -> None:
        purchase = self._marked()
        if purchase is not None and purchase.withdrawal is None:
            self.notice.clear()
            self.reason.ask(purchase.id, f"撤销：{purchase.agency}　{purchase.contract}")

    def _withdraw(self, row: str, reason: str) -> None:
        work = partial(withdraw_purchase, self._session, row, reason)
        self._tasks.run(work, self._was_withdrawn, self._refused)

    def _was_withdrawn(self, _nothing: None) -> None:
        self.reason.put_away()
        self.read_again()
        self.notice.say(Tone.DONE, "已撤销，并记入办理记录")

    def _refused(self, fault: Fault) -> None:
        if isinstance(fault, InvalidInput) and fault.problems:
            self.reason.show_problem(fault.problems[0])
        else:
            self.reason.ask_again()
            show_fault(self.notice, fault)

    def _arrange(self) -> None:
        self._add = button("add_purchase", "登记购买的服务", self.add_asked.emit, "primary")
        self._undo = button("withdraw_purchase", "撤销…", self._ask_reason)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("政府购买服务", "title"))
        head.addWidget(self._year)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._undo)
        head.addWidget(self._add)
        surface, below = card(), card()
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        inner.addLayout(self._stack)
        sums = QVBoxLayout(below)
        sums.setContentsMargins(1, 1, 1, 1)
        sums.addWidget(self._sums)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(surface, 1)
        page.addWidget(self._row)
        page.addWidget(self.reason)
        page.addWidget(label("按年度和机构合计（不含已撤销的）", "strong"))
        page.addWidget(below)


def _table(
    name: str, model: PurchaseModel | SumModel, widths: tuple[int, ...], stretched: int
) -> RowTable:
    table = RowTable(name, model)
    table.setItemDelegate(RowPainter(table))
    table.set_widths(widths, stretched)
    return table


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
