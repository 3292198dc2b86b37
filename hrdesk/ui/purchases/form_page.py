"""The form of one purchase: errors at the field, Enter to the next, Ctrl+Enter saves."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
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
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.line_form import LineForm
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label, styled

_CODE_LENGTH = 18
_EXPLANATION = "只登记，不付款。机构先要在“机构名册”里；写错的以后可以撤销，不能改。"


class PurchaseFormPage(Page):
    """Fills in one purchase; what was typed stays until it is saved or another agency is meant.

    `registering_asked` carries the credit code of an agency that the register does not know.
    """

    saved = Signal()
    left = Signal()
    registering_asked = Signal(str)
    hints = (
        KeyHint("Enter", "下一项"),
        KeyHint("Ctrl Enter", "登记"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("purchase_form_page")
        self._session = session
        self._tasks = tasks
        self._saving = False
        self.notice = Notice(self, "purchase_form_notice")
        self.form = LineForm(_fields())
        self.form.finished.connect(self.save)
        self._agency = label("", "soft", wrap=True)
        self._agency.setObjectName("purchase_agency_name")
        self._register = button("register_agency", "去机构名册登记…", self._ask_to_register, "link")
        code = self.form.fields[AGENCY]
        if isinstance(code, LabelledLine):
            code.line.textChanged.connect(self.name_agency)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"), self.save)
        bind_keys(self, keys | {"Esc": self.left.emit})
        self._arrange()

    def begin(self, credit_code: str) -> None:
        """Begin with an agency, or go on with what is typed for ""."""
        self.notice.clear()
        if credit_code and self.form.entries()[AGENCY] != credit_code:
            self.form.show_entries({AGENCY: credit_code})

    def drop(self) -> None:
        """Let go of what is typed."""
        self.notice.clear()
        self.form.show_entries({})

    def enter(self) -> None:
        """Put the cursor into the first field that is empty."""
        self.form.begin()

    def save(self) -> None:
        """Enter what was typed; what hinders is said at its field."""
        if self._saving:
            return
        self._wait(waiting=True)
        work = partial(enter_purchase, self._session, self.form.entries())
        self._tasks.run(work, self._saved, self._refused)

    def _saved(self, _nothing: None) -> None:
        self._wait(waiting=False)
        self.drop()
        self.saved.emit()

    def _refused(self, fault: Fault) -> None:
        self._wait(waiting=False)
        self.notice.clear()
        if isinstance(fault, InvalidInput) and fault.problems:
            self.form.show_problems(fault.problems)
        else:
            show_fault(self.notice, fault)

    def _wait(self, *, waiting: bool) -> None:
        self._saving = waiting
        self.form.setDisabled(waiting)

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
        inside = styled(QWidget(), "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(surface)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        page.addWidget(label("登记购买的服务", "title"))
        page.addWidget(label(_EXPLANATION, "soft", wrap=True))
        page.addWidget(self.notice)
        page.addWidget(area, 1)


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
