"""What another authority decides, from the counter to its answer; and a purchase of services."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.services import approval_form, organizations
from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.session import Session
from hrdesk.ui.cases import list_model
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.places import CASES, PURCHASES
from hrdesk.ui.preview.pages import page_count
from hrdesk.ui.tasks import Tasks
from tests.conftest import TEST_MOMENT
from tests.journeys.intake_page import IntakePage
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.services.referred import APPLICANT, ASKED, AUTHORITIES, CODE, PURCHASE, refer

CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = TEST_MOMENT.date().isoformat()
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
#: What the panel says of each pre-check, as it is filled in.
JUDGED: Mapping[str, Mapping[str, str]] = {
    "equity_financing_grant": {"in_listing_pool": "met"},
    "tax_relief": {"main_business": "met", "key_group_hires": "met"},
    "service_procurement": {},
}


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[Screen]:
    """The main window."""
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def whole(desk: Screen) -> None:
    """Wait until the page of a case is whole."""
    desk.qtbot.waitUntil(lambda: not desk.window.pages.is_opening, timeout=PATIENCE_MS)


def answered(desk: Screen, **typed: str) -> None:
    """Record an answer from the page of a case, by keyboard."""
    whole(desk)
    desk.press("answer_asked")
    for field, text in typed.items():
        if field == "answer_verdict":
            desk.press(f"{field}={text}")
        else:
            desk.fill(field, text)
    desk.key(ENTER, CONTROL)


def hand_on(desk: Screen, folder: Path) -> None:
    """Save letter and notice of the case that is open."""
    for name in ("case_save", "notice_save"):
        whole(desk)
        desk.press(name)
        target = folder / f"{name}.pdf"
        desk.save_as(target)
        desk.qtbot.waitUntil(target.exists, timeout=PATIENCE_MS)
        desk.wait_for("case_notice")
        assert page_count(target.read_bytes()) >= 1
    whole(desk)


def state_of(desk: Screen, row: int = 0) -> str:
    """What the list says of the state of a case."""
    return str(desk.window.pages.cases.model.index(row, list_model.STATE).data())


def amount_of(desk: Screen, row: int = 0) -> str:
    """What the list says of the amount of a case."""
    return str(desk.window.pages.cases.model.index(row, list_model.AMOUNT).data())


@pytest.mark.parametrize("measure", ASKED)
def test_a_referral_is_filled_in_judged_accepted_handed_on_and_answered(
    desk: Screen, session: Session, tmp_path: Path, measure: str
):
    desk.press(f"start_{measure}")
    page = IntakePage(desk.qtbot, desk.window)
    page.enter_all(APPLICANT | ASKED[measure])
    assert page.conditions() == JUDGED[measure]
    assert page.text("finding_figure") == AUTHORITIES[measure]
    page.accept()
    (row,) = list_cases(session)
    desk.press("nav_cases")
    assert (state_of(desk), amount_of(desk)) == ("未出函", "—")
    desk.window.open_case(row.id)
    whole(desk)
    assert not desk.shows("answer_asked")
    assert AUTHORITIES[measure] in desk.text("referral_authority")
    hand_on(desk, tmp_path)
    letter = open_case(session, row.id).letter
    assert letter is not None
    assert letter.number in desk.text("referral_letter")
    answered(desk, answer_received=TODAY, answer_document="攀函1", answer_verdict="accepted")
    desk.wait_for("answer_standing")
    (answer,) = open_case(session, row.id).answers
    assert (answer.document, answer.authority) == ("攀函1", AUTHORITIES[measure])
    desk.key(ESCAPE)
    assert desk.text("case_number") == row.number
    assert "待定" not in desk.words()
    desk.press("nav_cases")
    assert state_of(desk) == "已答复"


def test_an_answer_that_lacks_something_is_kept_as_typed_and_a_wrong_one_is_withdrawn(
    desk: Screen, session: Session
):
    case = refer(session)
    approval_form.print_copy(session, case.id)
    desk.window.open_case(case.id)
    answered(desk, answer_received=TODAY, answer_verdict="other")
    desk.qtbot.waitUntil(
        lambda: "还没有填写" in desk.text("answer_document_below"), timeout=PATIENCE_MS
    )
    assert desk.focus().objectName() == "answer_document"
    assert "还没有写明" in desk.text("answer_words_below")
    desk.fill("answer_document", "攀函2")
    desk.fill("answer_words", "须补正申请书")
    desk.key(ENTER)
    desk.wait_for("answer_standing")
    desk.press("withdraw_answer")
    desk.fill("answer_reason", "文号抄错")
    desk.key(ENTER)
    desk.qtbot.waitUntil(
        lambda: open_case(session, case.id).answers[0].withdrawal is not None, timeout=PATIENCE_MS
    )
    desk.qtbot.waitUntil(lambda: "文号抄错" in desk.words(), timeout=PATIENCE_MS)


def test_referrals_without_an_answer_are_filtered_by_days(desk: Screen, session: Session):
    case = refer(session)
    approval_form.print_copy(session, case.id)
    desk.press("nav_cases")
    desk.press("waiting_filter")
    model = desk.window.pages.cases.model
    assert [model.summary(row).id for row in range(model.rowCount())] == [case.id]
    assert state_of(desk) == "已转办"
    desk.fill("waiting_days", "1")
    assert model.rowCount() == 0
    assert desk.shows("cases_empty")
    desk.press("waiting_filter")
    assert model.rowCount() == 1


def test_a_case_is_found_by_the_number_of_its_letter(desk: Screen, session: Session):
    case = refer(session)
    approval_form.print_copy(session, case.id)
    number = open_case(session, case.id).letter.number
    desk.key(Qt.Key.Key_F3)
    desk.fill("search", number)
    model = desk.window.pages.cases.model
    desk.qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=PATIENCE_MS)
    assert model.summary(0).id == case.id


def test_a_preview_of_the_notice_prints_the_notice(desk: Screen, session: Session, tmp_path: Path):
    case = refer(session)
    desk.window.open_case(case.id)
    whole(desk)
    desk.press("notice_preview")
    desk.wait_for("preview_sheet")
    desk.press("preview_save")
    desk.save_as(tmp_path / "notice.pdf")
    desk.wait_for("preview_notice")
    (paper,) = open_case(session, case.id).papers
    assert paper.kind == "referral_notice"


def test_a_purchase_is_entered_from_its_case_found_summed_and_withdrawn(
    desk: Screen, session: Session
):
    case = refer(session, "service_procurement")
    desk.window.open_case(case.id)
    whole(desk)
    desk.press("purchase_asked")
    assert desk.text("purchase_agency") == CODE
    for field, text in PURCHASE.items():
        desk.fill(field, text)
    desk.key(ENTER)
    desk.qtbot.waitUntil(
        lambda: "没有这家机构" in desk.text("purchase_agency_below"), timeout=PATIENCE_MS
    )
    typed = {"credit_code": CODE, "organization_name": "凤凰公司", "agency_kind": "commercial"}
    organizations.add(session, typed)
    desk.press("purchase_save")
    desk.wait_for("purchases_notice")
    place = desk.window.pages.purchases.list
    assert [place.sums.summary(row).count for row in range(place.sums.rowCount())] == [1]
    assert "120,000.00" in desk.text("purchase_count")
    desk.key(Qt.Key.Key_F3)
    desk.fill("search", "没有这样的")
    desk.qtbot.waitUntil(lambda: place.model.rowCount() == 0, timeout=PATIENCE_MS)
    desk.fill("search", "春风")
    desk.qtbot.waitUntil(lambda: place.model.rowCount() == 1, timeout=PATIENCE_MS)
    desk.key(ENTER)
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.fill("purchase_reason", "金额抄错")
    desk.key(ENTER)
    desk.qtbot.waitUntil(lambda: place.sums.rowCount() == 0, timeout=PATIENCE_MS)
    assert place.model.summary(0).withdrawal is not None
    assert "金额抄错" in desk.part("purchase_row", QLabel).text()


def test_an_agency_that_is_not_registered_is_registered_with_the_code_that_was_typed(desk: Screen):
    desk.window.go_to(PURCHASES)
    desk.press("add_purchase")
    desk.fill("purchase_bought", "招聘会服务")
    assert not desk.shows("register_agency")
    desk.fill("purchase_agency", CODE)
    desk.part("register_agency", QWidget).setFocus()
    desk.key(ENTER)
    register = desk.window.pages.register
    assert desk.window.pages.currentWidget() is register
    assert desk.text("credit_code") == CODE
    assert desk.focus().objectName() == "organization_name"
    desk.fill("organization_name", "凤凰公司")
    desk.key(ENTER)
    assert desk.focus().objectName() == "agency_kind"
    desk.key(Qt.Key.Key_1)
    desk.press("register_save")
    desk.wait_for("organization_page")
    desk.window.go_to(PURCHASES)
    assert desk.text("purchase_bought") == "招聘会服务"
    assert "凤凰公司" in desk.text("purchase_agency_name")
    assert not desk.shows("register_agency")
    desk.window.pages.purchases.form.drop()


def test_a_purchase_that_is_typed_stays_elsewhere_and_is_asked_for_at_the_end(desk: Screen):
    desk.window.go_to(PURCHASES)
    desk.press("add_purchase")
    desk.fill("purchase_bought", "招聘会服务")
    desk.window.go_to(CASES)
    desk.window.go_to(PURCHASES)
    assert desk.text("purchase_bought") == "招聘会服务"
    desk.window.go_to(CASES)
    desk.window.close()
    assert desk.window.isVisible()
    assert "还没有保存" in desk.window.pages.purchases.form.notice.headline
    desk.press("purchase_form_notice_action")
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible(), timeout=PATIENCE_MS)


def test_an_answer_that_is_typed_stays_with_its_case_and_is_asked_for_at_the_end(
    desk: Screen, session: Session
):
    first, second = refer(session), refer(session, "tax_relief")
    for case in (first, second):
        approval_form.print_copy(session, case.id)
    for case, typed, shown in ((first, "攀函1", "攀函1"), (second, "", ""), (first, "", "攀函1")):
        desk.window.open_case(case.id)
        whole(desk)
        desk.press("answer_asked")
        if typed:
            desk.fill("answer_document", typed)
        assert desk.text("answer_document") == shown
    desk.window.open_case(second.id)
    whole(desk)
    desk.press("answer_asked")
    desk.window.close()
    assert desk.window.isVisible()
    assert desk.text("answer_document") == "攀函1"
    desk.press("answer_notice_action")
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible(), timeout=PATIENCE_MS)
