"""One organization: its dated rows on a line of time, what holds today, contact and account."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault
from hrdesk.domain.organization import AgencyKind, Matter, Organization, RegisterRow
from hrdesk.domain.staff import Role
from hrdesk.intake import register_forms
from hrdesk.services import organizations
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.columns import emptied
from hrdesk.ui.faults import show_fault
from hrdesk.ui.list_page import FOR_CLERKS
from hrdesk.ui.notice import Notice
from hrdesk.ui.organizations import form_task
from hrdesk.ui.organizations.day_card import day_card, details_card
from hrdesk.ui.organizations.timeline import timeline
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys, scrolling_keys, without_keys
from hrdesk.ui.words import button, card, label, selectable, styled

_RIGHT_WIDTH = 340
_CLERKS_KEYS = frozenset({"Ctrl L", "Ctrl E"})


class OrganizationPage(Page):
    """Shows one organization; `asked` carries the `FormTask` of what is to be entered."""

    left = Signal()
    asked = Signal(object)
    hints: tuple[KeyHint, ...] = (
        KeyHint("Ctrl L", "登记许可或备案"),
        KeyHint("Ctrl E", "修改信息"),
        KeyHint("PgUp PgDn", "滚动"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("organization_page")
        self._session = session
        self._organization: Organization | None = None
        self._may_enter = session.staff.may(Role.CLERK)
        if not self._may_enter:
            self.hints = without_keys(self.hints, _CLERKS_KEYS)
        self.notice = Notice(self, "organization_notice")
        self._head = QVBoxLayout()
        self._area = QScrollArea()
        self._area.setObjectName("organization_body")
        self._area.setWidgetResizable(True)
        self.setFocusProxy(self._area)
        self._set_keys()
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(self._head)
        page.addWidget(self.notice)
        page.addWidget(self._area, 1)

    def show_organization(self, organization: Organization) -> None:
        """Show an organization as it was read."""
        self.notice.clear()
        self._organization = organization
        emptied(self._head)
        self._head.addWidget(self._heading(organization))
        self._area.setWidget(styled(self._body(organization), "ground"))

    def read_again(self) -> None:
        """Read the organization anew."""
        if self._organization is None:
            return
        try:
            self.show_organization(organizations.opened(self._session, self._organization.id))
        except Fault as fault:
            show_fault(self.notice, fault)

    def _heading(self, organization: Organization) -> QWidget:
        back = button("organization_back", "返回", self.left.emit)
        back.setIcon(theme.icon("back"))
        name = label(organization.name, "title", wrap=True)
        name.setObjectName("organization_title")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(back)
        line.addWidget(name, 1)
        licence = partial(self._date, register_forms.LICENCE)
        if not self._may_enter:
            line.addWidget(label(FOR_CLERKS, "soft"))
        line.addWidget(self._act("change_organization", "修改信息", self._change))
        line.addWidget(self._act("add_licence", "登记许可或备案", licence, "primary"))
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        code = selectable(organization.credit_code, "number")
        code.setObjectName("organization_code")
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(code)
        below.addWidget(label(_former(organization), "soft", wrap=True), 1)
        column.addLayout(below)
        return head

    def _body(self, organization: Organization) -> QWidget:
        day = today(self._session.clock)
        right = QWidget()
        right.setFixedWidth(_RIGHT_WIDTH)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        side.addWidget(day_card(organization, day))
        side.addWidget(details_card(organization))
        side.addStretch(1)
        left = QWidget()
        main = QVBoxLayout(left)
        main.setContentsMargins(0, 0, 0, 0)
        surface = card("dated_rows")
        column = QVBoxLayout(surface)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._actions(organization))
        column.addWidget(timeline(organization, day, self._withdraw if self._may_enter else None))
        main.addWidget(surface)
        main.addStretch(1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(14)
        row.addWidget(left, 1)
        row.addWidget(right)
        return inside

    def _actions(self, organization: Organization) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label("许可、备案和认定", "strong"))
        line.addStretch(1)
        for matter in Matter:
            if organizations.may_confirm(organization, matter):
                words = "确认没有其他许可" if matter is Matter.LICENCE else "确认没有其他园区认定"
                act = partial(self._confirm, matter)
                line.addWidget(self._act(f"confirm_{matter}", words, act))
        base = partial(self._date, register_forms.RECOGNITION)
        line.addWidget(self._act("add_recognition", "登记见习基地", base))
        if organization.details.kind is AgencyKind.PARK:
            park = partial(self._date, register_forms.PARK)
            line.addWidget(self._act("add_park", "登记园区认定", park))
        return line

    def _act(self, name: str, words: str, act: Callable[[], object], role: str = "") -> QPushButton:
        made = button(name, words, act, role)
        made.setEnabled(self._may_enter)
        return made

    def _change(self) -> None:
        if self._may_enter and self._organization is not None:
            self.asked.emit(form_task.changing(self._session, self._organization))

    def _date(self, form: str) -> None:
        if self._may_enter and self._organization is not None:
            self.asked.emit(form_task.dating(self._session, self._organization, form))

    def _confirm(self, matter: Matter) -> None:
        if self._organization is not None:
            self.asked.emit(form_task.confirming(self._session, self._organization, matter))

    def _withdraw(self, row: RegisterRow) -> None:
        if self._organization is not None:
            self.asked.emit(form_task.withdrawing(self._session, self._organization, row))

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+L": partial(self._date, register_forms.LICENCE),
            "Ctrl+E": self._change,
            "Esc": self.left.emit,
            **scrolling_keys(self._area),
        }
        bind_keys(self, keys)


def _former(organization: Organization) -> str:
    names = (f"{former.name}（{former.until} 以前）" for former in organization.former_names)
    words = "、".join(names)
    return f"曾用名 {words}" if words else ""
