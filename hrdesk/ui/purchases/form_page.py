"""The form of one purchase: errors at the field, Enter to the next, Ctrl+Enter saves."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.intake.purchase_form import (
    AGENCY,
    AMOUNT,
    BEGINS,
    BOUGHT,
    CONTRACT,
    DEPARTMENT,
    DOCUMENT,
    ENDS,
    SIGNED,
)
from hrdesk.services.organizations import by_code
from hrdesk.services.purchases import enter_purchase
from hrdesk.services.session import Session
from hrdesk.ui.columns import scrolled
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.line_form import LineForm
from hrdesk.ui.line_form_page import LineFormPage
from hrdesk.ui.page import MARGINS, KeyHint
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label

_CODE_LENGTH = 18
_EXPLANATION = "只登记，不付款。机构先要在“机构名册”里；写错的以后可以撤销，不能改。"


class PurchaseFormPage(LineFormPage):
    """Fills in one purchase; what was typed stays until it is saved or another agency is meant.

    `registering_asked` carries the credit code of an agency that the register does not know.
    """

    registering_asked = Signal(str)
    hints = (
        KeyHint("Enter", "下一项"),
        KeyHint("Ctrl Enter", "登记"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks, "purchase_form", LineForm(_fields()))
        self._agency = label("", "soft", wrap=True)
        self._agency.setObjectName("purchase_agency_name")
        self._register = button("register_agency", "去机构名册登记…", self._ask_to_register, "link")
        code = self.form.fields[AGENCY]
        if isinstance(code, LabelledLine):
            code.line.textChanged.connect(self.name_agency)
        self._arrange()

    def begin(self, credit_code: str) -> None:
        """Begin with an agency, or go on with what is typed for ""."""
        self.notice.clear()
        if credit_code and self.form.entries()[AGENCY] != credit_code:
            self.form.show_entries({AGENCY: credit_code})

    def save(self) -> None:
        """Enter the purchase; what hinders is said at its field."""
        self._run(partial(enter_purchase, self._session))

    def name_agency(self) -> None:
        """Say whose credit code was typed, and the way to register an agency that is not known."""
        words, code, is_unknown = "", self._code(), False
        if len(code) == _CODE_LENGTH:
            try:
                found = by_code(self._session, code)
            except Fault as fault:
                show_fault(self.notice, fault)
            else:
                is_unknown = found is None
                words = found.name if found else "机构名册里没有这家机构"
        self._agency.setText(words)
        self._register.setVisible(is_unknown)

    def _code(self) -> str:
        return self.form.entries()[AGENCY].strip()

    def _ask_to_register(self) -> None:
        self.registering_asked.emit(self._code())

    def _arrange(self) -> None:
        save = QHBoxLayout()
        save.setSpacing(12)
        save.addWidget(button("purchase_save", "登记", self.save, "primary"))
        save.addWidget(button("purchase_leave", "返回", self.left.emit))
        save.addStretch(1)
        surface = card("purchase_form")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(24, 16, 24, 18)
        inner.setSpacing(12)
        inner.addWidget(self._agency)
        inner.addWidget(self._register, 0, Qt.AlignmentFlag.AlignLeft)
        self._register.hide()
        inner.addWidget(self.form)
        inner.addLayout(save)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        page.addWidget(label("登记购买的服务", "title"))
        page.addWidget(label(_EXPLANATION, "soft", wrap=True))
        page.addWidget(self.notice)
        page.addWidget(scrolled(surface), 1)


def _fields() -> tuple[tuple[tuple[str, LabelledLine, int], ...], ...]:
    def line(name: str, words: str, hint: str, share: int) -> tuple[str, LabelledLine, int]:
        return name, LabelledLine(name, words, hint), share

    return (
        (
            line(AGENCY, "机构的统一社会信用代码", "在机构名册里登记过的", 1),
            line(CONTRACT, "合同编号", "", 1),
        ),
        (line(BOUGHT, "购买的服务", "例如 2026年春风行动招聘会", 1),),
        (
            line(SIGNED, "合同日期", "例如 2026-03-18", 1),
            line(BEGINS, "服务期间从", "例如 2026-04-01", 1),
            line(ENDS, "至", "例如 2026-12-31", 1),
            line(AMOUNT, "金额（元）", "例如 120,000", 1),
        ),
        (
            line(DEPARTMENT, "购买部门", "例如 仁和区就业创业促进中心", 1),
            line(DOCUMENT, "依据文件", "采购批复或中标通知书的文号", 1),
        ),
    )
