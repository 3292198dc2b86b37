"""An officer's decision in the window: choices, reason, result, signature, and what it changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import Case
from hrdesk.domain.money import from_fen, grouped, to_fen
from hrdesk.domain.staff import Role
from hrdesk.services.acceptance import accept
from hrdesk.services.cases import open_case
from hrdesk.services.deciding import decide
from hrdesk.services.decision_subject import Order
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import accepted
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.people import identity_number
from tests.services import interns
from tests.services.claims import APPLICANT, CLAIMS

GRADUATE = {
    "category": "unemployed_graduate",
    "graduated_on": "2021-03-10",
    "unemployed": "yes",
    "proof_seen": "",
    "proof_number": "",
    "proof_seen_on": "",
    "material.hardship_proof": "",
    "material.diploma": "copy",
    "material.unemployment_record": "copy",
}
REASON = "注册时在期限内，材料齐全"
PEOPLE = [identity_number(date(2003, 5, 1 + n), 11 + n) for n in range(3)]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def straddling(session: Session) -> Case:
    """A grant within five years of graduation at founding, not any more at application."""
    return accepted(session, **GRADUATE)


def roster(session: Session) -> Case:
    """Two interns who began in the middle of a month, and one who did not."""
    interns.confirm(session)
    rows = [
        interns.intern(PEOPLE[0], "2025-09,2025-10", started_on="2025-09-15", name="李四"),
        interns.intern(PEOPLE[1], "2025-09,2025-10", started_on="2025-09-20", name="张三"),
        interns.intern(PEOPLE[2], "2025-09,2025-10"),
    ]
    draft = start_draft(session, interns.MEASURE)
    return accept(session, save_draft(session, draft, interns.entries(*rows)))


def show(desk: Screen, case: Case) -> None:
    """Open a case from the list, as a person does."""
    desk.window.open_case(case.id)
    wait(desk)


def wait(desk: Screen) -> None:
    page = desk.window.pages.case
    desk.qtbot.waitUntil(lambda: not page.is_filling, timeout=PATIENCE_MS)


def row_of(desk: Screen, number: str) -> tuple[str, int | None]:
    """Outcome and amount of a case as the list shows them now."""
    desk.press("nav_cases")
    model = desk.window.pages.cases.model
    rows = [model.summary(row) for row in range(model.rowCount())]
    (found,) = (each for each in rows if each.number == number)
    return found.outcome, found.amount_fen


def test_a_grant_is_decided_by_keyboard_and_changes_everywhere_at_once(
    desk: Screen, session: Session
):
    case = straddling(session)
    assert row_of(desk, case.number) == ("officer", None)
    show(desk, case)
    assert "本人受理、本人决定" in desk.text("decision_own_case")
    desk.part("decision_0", QWidget).setFocus()
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Return)
    assert desk.focus().objectName() == "decision_reason"
    QTest.keyClicks(desk.focus(), "because seen")
    desk.key(Qt.Key.Key_Return)
    assert "符合条件　10,000.00 元" in desk.text("decision_outcome")
    assert desk.text("decision_capitals") == "人民币壹万元整"
    assert open_case(session, case.id).case.version.number == 1
    assert desk.focus().objectName() == "decision_sign"
    desk.key(Qt.Key.Key_Return)
    wait(desk)
    assert not desk.shows("decision")
    assert "成为第 2 版" in desk.text("case_notice_headline")
    assert desk.text("finding_outcome") == "符合条件"
    history = desk.part("history", QWidget).findChildren(QLabel)
    words = "\n".join(each.text() for each in history)
    assert f"裁量决定 · {session.staff.name}（受理人本人） · 第 2 版" in words
    assert "because seen" in words
    assert row_of(desk, case.number) == ("eligible", 1_000_000)
    assert open_case(session, case.id).case.version.number == 2


def test_rows_of_one_question_are_decided_alike_with_one_press(desk: Screen, session: Session):
    case = roster(session)
    show(desk, case)
    for place, name in enumerate(("李四", "张三")):
        assert name in desk.text(f"decision_point_{place}")
        assert PEOPLE[place] not in desk.text(f"decision_point_{place}")
    desk.press("decision_0=none")
    desk.press("decision_alike_0")
    desk.fill("decision_reason", REASON)
    desk.press("decision_see")
    desk.press("decision_sign")
    wait(desk)
    decided = open_case(session, case.id).case.version.finding
    assert [each["reading"] for each in decided["decisions"]] == ["none", "none"]
    assert decided["outcome"] == "eligible"


def test_a_row_is_refused_and_the_other_stays_open(desk: Screen, session: Session):
    case = roster(session)
    show(desk, case)
    desk.press("decision_1=refused")
    desk.fill("decision_reason", REASON)
    desk.press("decision_see")
    assert "已能确定" in desk.text("decision_outcome")
    desk.press("decision_sign")
    wait(desk)
    assert "李四" in desk.text("decision_point_0")
    assert not desk.shows("decision_point_1")
    lines = open_case(session, case.id).case.version.finding["lines"]
    assert [line["outcome"] for line in lines] == ["officer", "ineligible", "eligible"]


def test_without_choice_or_reason_nothing_is_shown_or_signed(desk: Screen, session: Session):
    case = straddling(session)
    show(desk, case)
    desk.press("decision_see")
    assert "还没有选" in desk.text("decision_notice_headline")
    desk.press("decision_0=both")
    desk.fill("decision_reason", "同意")
    desk.press("decision_see")
    assert "理由不足 5 个字" in desk.text("decision_notice_headline")
    assert not desk.shows("decision_sign")
    assert open_case(session, case.id).case.version.number == 1


def test_another_choice_takes_the_result_away_until_it_is_seen_again(
    desk: Screen, session: Session
):
    show(desk, straddling(session))
    desk.press("decision_0=at_founding")
    desk.fill("decision_reason", REASON)
    desk.press("decision_see")
    assert desk.shows("decision_sign")
    desk.press("decision_0=refused")
    assert not desk.shows("decision_sign")
    desk.press("decision_see")
    assert "不符合" in desk.text("decision_outcome")
    desk.press("decision_back")
    assert desk.focus().objectName() == "decision_reason"


def test_what_was_chosen_outlives_a_copy_that_is_printed(
    desk: Screen, session: Session, changes: Changes
):
    show(desk, straddling(session))
    desk.press("decision_0=both")
    desk.fill("decision_reason", REASON)
    changes.papers.emit()
    wait(desk)
    assert desk.text("decision_reason") == REASON
    desk.press("decision_see")
    assert desk.shows("decision_sign")


def test_who_may_not_decide_is_told_who_does(desk: Screen, session: Session):
    case = straddling(session)
    session.staff = replace(session.staff, roles=frozenset({Role.FINANCE}))
    show(desk, case)
    assert "由有“经办”或者“审批”岗位的人在这里决定" in desk.words()
    assert not desk.shows("decision_reason")


def test_somebody_who_was_quicker_is_said(desk: Screen, session: Session):
    case = straddling(session)
    show(desk, case)
    desk.press("decision_0=both")
    desk.fill("decision_reason", REASON)
    desk.press("decision_see")
    decide(session, Order(case.id, 1, {(0, "startup_grant.counted_from"): "both"}, REASON))
    desk.press("decision_sign")
    assert "已有人对它作出决定" in desk.text("decision_notice_headline")


def rated(session: Session, grade: str) -> Case:
    """An agency's award for a grade."""
    typed = {**APPLICANT, **CLAIMS["agency_rating_award"].own, "rating": grade}
    draft = start_draft(session, "agency_rating_award")
    return accept(session, save_draft(session, draft, typed))


def test_what_was_granted_since_is_said_before_it_is_signed(desk: Screen, session: Session):
    _, middle, highest = (rated(session, each) for each in ("3A", "4A", "5A"))
    show(desk, middle)
    assert highest.number in desk.text("decision_granted_since")
    assert "金额未定" in desk.text("decision_granted_since")
    order = Order(highest.id, 1, {(0, "agency_rating_award.upgrade"): "full"}, REASON)
    fen = to_fen(Decimal(str(decide(session, order).version.finding["amount"])))
    desk.press("decision_0=full")
    desk.fill("decision_reason", REASON)
    desk.press("decision_see")
    assert f"{grouped(from_fen(fen))} 元" in desk.text("decision_granted_since")
    desk.press("decision_sign")
    wait(desk)
    kept = open_case(session, middle.id).case.version.finding["granted_since"]
    assert [each["number"] for each in kept] == [highest.number]


def test_a_case_that_nobody_followed_warns_of_nothing(desk: Screen, session: Session):
    show(desk, straddling(session))
    assert not desk.shows("decision_granted_since")


def test_a_reading_that_leaves_something_unknown_is_named_and_no_choice(
    desk: Screen, session: Session
):
    _, _, highest = (rated(session, each) for each in ("3A", "4A", "5A"))
    show(desk, highest)
    assert "不能在这里选" in desk.text("decision_unknown_0")
    assert not desk.shows("decision_0=difference")
    assert desk.shows("decision_0=full")
