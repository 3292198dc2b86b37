"""The facts of an agency are typed once, in the register; the wizard takes them from there."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.register_forms import RECOGNITION
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake.steady_scroll import SteadyScroll
from hrdesk.ui.tasks import Tasks
from tests.journeys.intake_page import IntakeDesk, IntakePage
from tests.journeys.pages import let_settle
from tests.people import credit_code
from tests.services.test_organizations import CODE, LICENCE, TYPED, add, enter

MEASURE = "internship_subsidy"
NAME = TYPED["organization_name"]
FILLED = {
    "agency_name": NAME,
    "phone": "13981234567",
    "contact": "罗㛃",
    "bank": TYPED["bank"],
    "account_name": NAME,
    "account_number": "600123456789",
    "agency_kind": "commercial",
}


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[IntakeDesk]:
    with IntakeDesk(qtbot, session, tasks, changes) as opened_here:
        yield opened_here


@pytest.fixture
def agency(session: Session):
    return enter(session, enter(session, add(session)), RECOGNITION)


def entries(page: IntakePage) -> dict[str, str]:
    return {key: page.view.state.entries.get(key, "") for key in FILLED}


def mark(page: IntakePage, key: str) -> str:
    """What stands beside the label of a field: whether the register speaks for it."""
    line = page.part(f"{key}!need", QLabel)
    return line.text()


def test_a_known_code_fills_what_is_still_empty(agency, desk: IntakeDesk, session: Session):
    page = desk.open({}, measure=MEASURE)
    page.enter_all({"received": "2026-03-18", "phone": "13900000000", "credit_code": CODE})
    assert entries(page) == {**FILLED, "phone": "13900000000"}
    assert page.value("agency_name") == NAME
    assert page.is_chosen("agency_kind", "commercial")
    assert mark(page, "agency_name") == mark(page, "contact") == "取自机构名册"
    assert not page.shows("phone!need")
    tone, words, _ = page.remark("licence_seen")
    assert tone == "hint"
    assert words.startswith("取自机构名册：")
    assert LICENCE["licence_number"] in words
    assert "2022-01-01 至 2027-06-30" in words
    assert page.conditions()["licensed"] == "met"
    kept = page.wait_until_saved(session, desk.draft_id)
    assert kept["account_number"] == FILLED["account_number"]
    page.go_to("account_number")
    assert page.value("account_number") == FILLED["account_number"]
    page.press("step.review")
    assert page.text("value.licence_seen").startswith("取自机构名册")


def test_what_was_cleared_by_hand_stays_empty(agency, desk: IntakeDesk):
    page = desk.open({}, measure=MEASURE)
    page.enter_all({"received": "2026-03-18", "credit_code": CODE})
    page.part("contact", QLineEdit).setFocus()
    page.press_key(Qt.Key.Key_A, ctrl=True)
    page.press_key(Qt.Key.Key_Delete)
    page.enter("phone", "13900000000")
    assert entries(page)["contact"] == ""


def test_another_code_takes_back_what_came_with_the_first(agency, desk: IntakeDesk):
    page = desk.open({}, measure=MEASURE)
    page.enter_all({"received": "2026-03-18", "credit_code": CODE, "contact": "张敏"})
    page.enter("credit_code", credit_code(body="MA62ABCDX"))
    assert entries(page) == {**dict.fromkeys(FILLED, ""), "contact": "张敏"}
    assert page.value("agency_name") == ""
    page.enter("credit_code", CODE)
    assert entries(page) == {**FILLED, "contact": "张敏"}


def test_what_differs_is_said_at_the_field_and_before_acceptance(agency, desk: IntakeDesk):
    page = desk.open({}, measure=MEASURE)
    page.enter_all({"received": "2026-03-18", "credit_code": CODE, "agency_kind": "public"})
    tone, words, _ = page.remark("agency_kind")
    assert tone == "warning"
    assert "与机构名册登记的“经营性人力资源服务机构”不同，请核对" in words
    page.enter_all({"account_number": "600123456780"})
    assert "与机构名册登记的" in page.remark("account_number")[1]
    page.press("step.review")
    page.wait_for("review_hints")
    assert page.shows("hint.agency_kind")
    assert page.shows("hint.account_number")


def test_recognitions_of_the_register_stand_above_those_that_are_typed(
    agency, desk: IntakeDesk, session: Session
):
    page = desk.open({"received": "2026-03-18", "credit_code": CODE}, measure=MEASURE)
    page.press("step.base")
    assert page.text("register_rows.1.level") == "省级"
    assert page.text("register_rows.1.begins") == "2024年7月1日"
    assert page.conditions()["recognised"] == "met"
    rows = (RosterRow("typed", {"level": "national", "begins": "2024-07-01"}),)
    page.view._on_rows_edited("recognitions", rows)
    said = page.said_of_rows()
    assert "见习基地认定　第 1 行" in said
    assert "与机构名册登记的“省级，2024年7月1日" in said


def test_a_draft_of_a_code_that_was_registered_since_is_filled_when_it_is_opened(
    desk: IntakeDesk, session: Session
):
    page = desk.open({"received": "2026-03-18", "credit_code": CODE}, measure=MEASURE)
    assert entries(page) == dict.fromkeys(FILLED, "")
    add(session)
    page = desk.open_again(desk.draft_id)
    assert entries(page) == FILLED
    assert mark(page, "agency_name") == "取自机构名册"


def test_ticking_a_material_moves_no_button(desk: IntakeDesk):
    page = desk.open({}, measure=MEASURE)
    page.press("step.materials")
    names = [f"material.{each.id}=copy" for each in page.view.state.form.materials[1:]]
    let_settle()

    def places() -> list[int]:
        buttons = [page.part(name, QAbstractButton) for name in names]
        return [button.mapTo(page.view, QPoint()).y() for button in buttons]

    before = places()
    for name in names:
        page.press(name)
        let_settle()
        assert places() == before


def test_a_step_opens_at_its_top(desk: IntakeDesk, session: Session):
    page = desk.open({"received": "2026-03-18"}, measure=MEASURE)
    bar = next(
        each.verticalScrollBar()
        for each in page.view.findChildren(SteadyScroll)
        if each.isVisible() and page.part("agency_name", QLineEdit) in each.findChildren(QLineEdit)
    )
    page.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page.press("step.account")
    page.press("step.applicant")
    let_settle()
    assert bar.value() == 0
