"""The register of organizations as a clerk works it, by keyboard: entered, dated, found, mended."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.domain.errors import Damaged
from hrdesk.domain.organization import Matter
from hrdesk.services import organizations
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.organizations import list_page
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.people import card_number, credit_code

ENTER, ESCAPE, DOWN, ONE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_1
CONTROL = Qt.KeyboardModifier.ControlModifier
CODE, LETTERED = credit_code(), credit_code("N2", body="MF1234567")
NAME = "攀枝花索玛人力资源服务有限公司"
ACCOUNT = "8821001234567890"
AGENCY = {
    "credit_code": CODE,
    "organization_name": NAME,
    "agency_kind": "commercial",
    "contact": "罗㛃",
    "phone": "13981234567",
    "bank": "攀枝花农村商业银行仁和支行",
    "holder": NAME,
    "account": ACCOUNT,
}
LICENCE = {
    "licence_kind": "licence",
    "licence_number": "5104110017",
    "issued_by": "仁和区人力资源和社会保障局",
    "valid_from": "2022-01-01",
    "valid_until": "2027-06-30",
}
EXPIRED = LICENCE | {"licence_number": "5104110003", "valid_until": "2025-12-31"}


class Register(Screen):
    """The register in the main window."""

    def type_in(self, entries: Mapping[str, str]) -> None:
        """Fill in the form that is open: texts by typing, choices by their figure."""
        for key, text in entries.items():
            if self.shows(f"{key}={text}"):
                self.press(f"{key}={text}")
            else:
                self.fill(key, text)

    def save(self) -> None:
        """Save with Ctrl+Enter and wait for the organization's page."""
        self.key(ENTER, CONTROL)
        self.wait_for("organization_page")

    def add(self, entries: Mapping[str, str]) -> None:
        """Enter an organization from the list."""
        self.press("nav_organizations")
        self.key(Qt.Key.Key_N, CONTROL)
        self.type_in(entries)

    def date(self, entries: Mapping[str, str]) -> None:
        """Enter a licence on the organization's page."""
        self.key(Qt.Key.Key_L, CONTROL)
        self.type_in(entries)
        self.save()

    def below(self, field: str) -> str:
        """What stands below a field: what is wrong, and what to do."""
        return f"{self.text(f'{field}!')} {self.text(f'{field}!remedy')}"

    def standings(self) -> list[str]:
        """What each dated row is today, from the top."""
        return [each.text() for each in self._visible("row_standing", QLabel)]

    def periods(self) -> list[QLabel]:
        """The line of each dated row that says from when to when."""
        return self._visible("row_period", QLabel)

    def names(self) -> list[str]:
        """The organizations that the list shows."""
        model = self.window.pages.register.list.model
        return [model.summary(row).name for row in range(model.rowCount())]

    def search(self, text: str, expected: list[str]) -> None:
        """Search by F3 and wait for what is found."""
        self.key(Qt.Key.Key_F3)
        self.fill("search", text)
        self.qtbot.waitUntil(lambda: self.names() == expected, timeout=PATIENCE_MS)


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    """The main window at the register."""
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield Register(qtbot, screen.window)
    if screen.window.isVisible():
        screen.window.pages.register._let_form_go()
        close(screen)


def entered(session: Session, changes: Changes, **changed: str):
    """An organization that is in the register before the clerk looks."""
    organization = organizations.add(session, AGENCY | changed)
    changes.organizations.emit()
    return organization


def test_an_agency_is_entered_with_its_licence_by_keyboard_and_found(desk: Register):
    desk.press("nav_organizations")
    assert desk.shows("organizations_empty")
    assert desk.focus().objectName() == "add_organization"
    desk.key(ENTER)
    for field, text in AGENCY.items():
        assert desk.focus().objectName() == field
        if field == "agency_kind":
            desk.key(ONE)
        elif field != "holder":
            desk.fill(field, text)
        desk.key(ENTER)
    assert desk.focus().objectName() == "register_save"
    desk.key(ENTER)
    desk.wait_for("organization_page")
    assert desk.text("organization_code") == CODE
    assert desk.text("day_licensed") == "未核实"
    desk.date(LICENCE)
    assert desk.standings() == ["今天有效"]
    assert [each.text() for each in desk.periods()] == ["有效 2022-01-01 至 2027-06-30"]
    assert desk.text("day_licensed") == "有效"
    desk.key(ESCAPE)
    for text in ("索玛", "pzhsm", CODE, CODE[-4:]):
        desk.search("没有这家", [])
        desk.search(text, [NAME])
    desk.key(DOWN)
    desk.key(ENTER)
    assert desk.text("organization_title") == NAME


def test_the_wrong_check_character_is_refused_with_the_right_one(desk: Register, session: Session):
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    desk.add(AGENCY | {"credit_code": wrong})
    desk.key(ENTER, CONTROL)
    assert desk.focus().objectName() == "credit_code"
    assert f"应为 {CODE[-1]}，现在是 {wrong[-1]}" in desk.below("credit_code")
    assert "不要只改最后一位" in desk.below("credit_code")
    assert organizations.list_organizations(session) == ()
    desk.fill("credit_code", f" {LETTERED.lower()} ")
    desk.save()
    assert desk.text("organization_code") == LETTERED


def test_what_is_missing_is_said_at_the_field_and_the_cursor_goes_there(desk: Register):
    desk.add({"credit_code": CODE})
    desk.key(ENTER, CONTROL)
    assert desk.focus().objectName() == "organization_name"
    assert desk.below("organization_name") == "还没有填写。 填写后才能保存。"
    assert desk.below("agency_kind") == "还没有填写。 填写后才能保存。"


def test_an_expired_licence_is_grey_and_unknown_until_it_is_confirmed(
    desk: Register, session: Session, changes: Changes
):
    entered(session, changes)
    desk.press("nav_organizations")
    desk.key(ENTER)
    desk.date(EXPIRED)
    assert desk.standings() == ["已过期"]
    (period,) = desk.periods()
    assert period.text() == "有效 2022-01-01 至 2025-12-31"
    assert period.palette().color(period.foregroundRole()) == theme.colour("text_faint")
    assert desk.text("day_licensed") == "未核实"
    desk.press("confirm_licence")
    assert desk.part("confirmed_on", QLineEdit).text() == "2026-03-18"
    desk.type_in({"source": "许可备案台账"})
    desk.save()
    assert desk.text("day_licensed") == "没有"
    desk.key(ESCAPE)
    model = desk.window.pages.register.list.model
    assert model.summary(0).licensed is False


def test_today_valid_is_green(desk: Register, session: Session, changes: Changes):
    entered(session, changes)
    desk.press("nav_organizations")
    desk.key(ENTER)
    desk.date(LICENCE | {"valid_until": ""})
    (period,) = desk.periods()
    assert period.text() == "有效 2022-01-01 起，长期"
    chip = desk.part("row_standing", QLabel)
    assert chip.palette().color(chip.foregroundRole()) == theme.colour("met")
    desk.date(EXPIRED | {"valid_from": "2026-04-01", "valid_until": "2026-12-31"})
    assert desk.standings() == ["尚未开始", "今天有效"]


def test_a_row_is_withdrawn_with_its_reason_and_stays(
    desk: Register, session: Session, changes: Changes
):
    agency = entered(session, changes)
    organizations.enter(session, agency, "licence", LICENCE | {"seen_on": "2026-03-18"})
    desk.press("nav_organizations")
    desk.key(ENTER)
    desk.press("withdraw_row")
    desk.key(ENTER, CONTROL)
    assert "还没有填写" in desk.below("reason")
    desk.type_in({"reason": "证号抄错"})
    desk.save()
    assert desk.standings() == ["已撤销"]
    assert "撤销：证号抄错 · 李经办" in desk.words()
    assert not desk.shows("withdraw_row")
    assert not desk.shows("confirm_licence")
    assert desk.text("day_licensed") == "未核实"


def test_contact_and_account_are_masked_on_the_page_and_plain_in_the_form(
    desk: Register, session: Session, changes: Changes
):
    entered(session, changes)
    desk.press("nav_organizations")
    desk.key(ENTER)
    words = desk.words()
    assert ACCOUNT not in words
    assert "13981234567" not in words
    assert "****7890" in words
    desk.key(Qt.Key.Key_E, CONTROL)
    assert desk.part("account", QLineEdit).text() == ACCOUNT


def test_luhn_warns_of_a_card_and_hinders_nothing(desk: Register):
    card = card_number()
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    desk.add(AGENCY | {"account": wrong})
    assert "校验位不对" in desk.below("account")
    desk.fill("account", ACCOUNT)
    assert "校验位不对" not in desk.text("account!")
    desk.fill("account", wrong)
    desk.save()


def test_a_changed_name_stays_beside_the_new_one(
    desk: Register, session: Session, changes: Changes
):
    entered(session, changes)
    desk.press("nav_organizations")
    desk.key(ENTER)
    desk.key(Qt.Key.Key_E, CONTROL)
    desk.fill("organization_name", "古丽巴哈尔·阿卜杜热合曼人力资源有限公司䶮")
    desk.save()
    assert f"曾用名 {NAME}（2026-03-18 以前）" in desk.words()


def test_of_two_clerks_the_second_keeps_what_he_typed(
    desk: Register, session: Session, changes: Changes
):
    agency = entered(session, changes)
    desk.press("nav_organizations")
    desk.key(ENTER)
    desk.key(Qt.Key.Key_E, CONTROL)
    desk.fill("phone", "13911111111")
    begun = organizations.first_entries(session, "details", agency)
    organizations.change(session, agency, begun | {"contact": "阿说么约布"})
    desk.key(ENTER, CONTROL)
    desk.wait_for("register_form_notice_action")
    assert "已被别人修改" in desk.text("register_form_notice_headline")
    assert desk.part("phone", QLineEdit).text() == "13911111111"
    desk.press("register_form_notice_action")
    assert desk.part("contact", QLineEdit).text() == "阿说么约布"
    assert desk.part("phone", QLineEdit).text() == "13911111111"
    desk.save()
    newest = organizations.opened(session, agency.id)
    assert newest.version == 3
    assert (newest.details.contact, newest.details.phone) == ("阿说么约布", "13911111111")


def test_of_a_field_that_two_changed_both_texts_are_shown(
    desk: Register, session: Session, changes: Changes
):
    agency = entered(session, changes)
    desk.press("nav_organizations")
    desk.key(ENTER)
    desk.key(Qt.Key.Key_E, CONTROL)
    desk.fill("contact", "马海日古")
    begun = organizations.first_entries(session, "details", agency)
    organizations.change(session, agency, begun | {"contact": "阿说么约布"})
    desk.key(ENTER, CONTROL)
    desk.wait_for("register_form_notice_action")
    desk.press("register_form_notice_action")
    assert desk.part("contact", QLineEdit).text() == "马海日古"
    assert "阿说么约布" in desk.text("register_form_notice_headline")


def test_a_known_code_leads_to_its_organization(desk: Register, session: Session, changes: Changes):
    entered(session, changes)
    desk.add(AGENCY | {"organization_name": "另一个名称"})
    desk.key(ENTER, CONTROL)
    desk.wait_for("register_form_notice_action")
    assert NAME in desk.text("register_form_notice_headline")
    desk.press("register_form_notice_action")
    desk.wait_for("organization_page")
    assert desk.text("organization_title") == NAME


def test_a_known_code_is_said_when_its_field_is_left(
    desk: Register, session: Session, changes: Changes
):
    entered(session, changes)
    desk.add({"credit_code": AGENCY["credit_code"]})
    desk.key(ENTER)
    desk.wait_for("register_form_notice_action")
    assert NAME in desk.text("register_form_notice_headline")
    assert desk.focus().objectName() == "organization_name"


def test_what_was_typed_is_let_go_only_after_a_second_look(desk: Register):
    desk.add({"organization_name": NAME})
    desk.key(ESCAPE)
    assert desk.focus().objectName() == "register_stay"
    desk.key(ENTER)
    assert desk.part("organization_name", QLineEdit).text() == NAME
    desk.press("nav_cases")
    desk.press("nav_organizations")
    assert desk.part("organization_name", QLineEdit).text() == NAME
    desk.key(Qt.Key.Key_F3)
    desk.fill("search", "索玛")
    desk.wait_for("register_question")
    desk.press("register_drop")
    desk.wait_for("organization_list_page")


def test_closing_waits_for_what_was_typed(desk: Register):
    desk.add({"organization_name": NAME})
    desk.press("nav_cases")
    desk.window.close()
    desk.wait_for("register_form_notice_action")
    assert desk.part("organization_name", QLineEdit).text() == NAME
    desk.press("register_form_notice_action")
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible(), timeout=PATIENCE_MS)


def test_an_untouched_form_is_left_at_once(desk: Register):
    desk.add({})
    assert desk.shows("register_form_page")
    desk.key(ESCAPE)
    assert desk.shows("organization_list_page")
    desk.add({})
    desk.window.close()
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible(), timeout=PATIENCE_MS)


def test_a_park_is_recognised_and_a_base_has_its_levels(
    desk: Register, session: Session, changes: Changes
):
    agency = entered(session, changes, agency_kind="park")
    desk.press("nav_organizations")
    desk.key(ENTER)
    assert desk.text("day_park_recognised") == "未核实"
    desk.press("add_park")
    desk.type_in({"document": "攀人社函〔2023〕1号", "valid_from": "2023-01-01"})
    desk.save()
    assert desk.text("day_park_recognised") == "有效"
    desk.press("add_recognition")
    base = {"base_level": "province", "document": "川人社函〔2024〕8号", "valid_from": "2024-07-01"}
    desk.type_in(base)
    desk.save()
    assert "省级" in desk.text("day_base")
    assert desk.standings() == ["今天有效", "今天有效"]
    assert organizations.may_confirm(organizations.opened(session, agency.id), Matter.PARK)


def test_the_place_begins_with_the_whole_list_again(
    desk: Register, session: Session, changes: Changes
):
    entered(session, changes)
    desk.press("nav_organizations")
    desk.search("没有这家", [])
    desk.press("nav_cases")
    desk.press("nav_organizations")
    assert desk.names() == [NAME]
    desk.key(ENTER)
    desk.wait_for("organization_page")
    desk.press("nav_organizations")
    assert desk.shows("organization_list_page")


def test_damage_is_said_where_the_organizations_would_stand(
    desk: Register, session: Session, changes: Changes, monkeypatch: pytest.MonkeyPatch
):
    def damaged(*_: object) -> None:
        raise Damaged("store.damaged")

    agency = entered(session, changes)
    monkeypatch.setattr(organizations, "opened", damaged)
    desk.press("nav_organizations")
    desk.window.pages.register.open(agency.id)
    assert desk.text("organizations_notice_headline")
    assert desk.shows("organization_list_page")
    monkeypatch.setattr(list_page, "list_organizations", damaged)
    changes.organizations.emit()
    assert desk.names() == []
    assert desk.text("organizations_notice_headline")


def test_the_search_box_looks_for_cases_elsewhere(desk: Register):
    desk.press("nav_organizations")
    assert "机构" in desk.part("search", QLineEdit).placeholderText()
    desk.press("nav_cases")
    assert "案号" in desk.part("search", QLineEdit).placeholderText()


def test_a_longer_register_is_scrolled_by_keyboard(
    desk: Register, session: Session, changes: Changes
):
    agency = entered(session, changes)
    for n in range(12):
        dated = LICENCE | {"licence_number": str(n), "seen_on": "2026-03-18"}
        organizations.enter(session, agency, "licence", dated)
    desk.press("nav_organizations")
    desk.key(ENTER)
    bar = desk.window.pages.register.page._area.verticalScrollBar()
    assert bar.maximum() > 0
    desk.key(Qt.Key.Key_PageDown)
    assert bar.value() > 0
