"""A case under the law as it stands and under a proposed change, side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hrdesk.domain.finding import Finding
from hrdesk.services.compared_case import side_by_side
from hrdesk.services.granted_since import GrantedSince
from hrdesk.services.previewing import ChangedCase
from hrdesk.services.session import Session
from hrdesk.ui.cases.finding_card import finding_card
from hrdesk.ui.cases.frozen_finding import frozen_finding
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.words import button, label, styled

_TOP = Qt.AlignmentFlag.AlignTop


class ComparePage(Page):
    """Shows both findings of one case."""

    left = Signal()
    hints = (KeyHint("Esc", "返回"),)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("compare_page")
        self._session = session
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("compare_title")
        self._granted = label("", "soft", wrap=True)
        self._granted.setObjectName("compare_granted")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._back = button("leave_compare", "返回", self.left.emit)
        bind_keys(self, {"Esc": self.left.emit})
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back, 0, _TOP)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self._granted)
        page.addWidget(self._area, 1)

    def show_case(self, amendment: str, case: ChangedCase) -> None:
        """Show a case under both; Refused as `side_by_side`."""
        sides = side_by_side(self._session, amendment, case.id)
        self._title.setText(f"{case.number}　{case.applicant_name}")
        self._granted.setText(_granted_words(sides.granted))
        self._granted.setVisible(bool(sides.granted))
        inside = styled(QWidget(), "ground")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 4, 0)
        columns.setSpacing(14)
        for name, title, finding in (
            ("before", "现在", sides.before),
            ("after", "变更后", sides.after),
        ):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(label(title, "strong"))
            column.addWidget(self._card(name, finding, inside))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._area.setWidget(inside)

    def enter(self) -> None:
        """Take the focus for reading, or for the way back."""
        self._back.setFocus()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._title.clear()
        self._area.setWidget(QWidget())

    def _card(self, name: str, finding: Finding, parent: QWidget) -> QWidget:
        pays = self._session.form(finding.measure).pays
        made = finding_card(frozen_finding(finding.as_record(), pays=pays), parent)
        made.setObjectName(f"finding_{name}")
        return made


def _granted_words(granted: tuple[GrantedSince, ...]) -> str:
    """Return that the right side counts what was granted since, and which cases those are."""
    numbers = "、".join(dict.fromkeys(each.number for each in granted))
    return (
        f"受理以后同一申请人、机构或名册人员另有：{numbers}。"
        "重新审核时一并计算，“变更后”已经计入；清单里的金额是按受理时的记录算的。"
    )
