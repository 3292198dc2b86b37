"""What a person has enjoyed, on the screen: reached from everywhere, walked with the keyboard."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import Case
from hrdesk.domain.enjoyment import Origin, PeopleRights
from hrdesk.domain.roster import RosterPlace
from hrdesk.services import enjoyment
from hrdesk.services.enjoyment import OrganizationHistory
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.enjoyment.organization_cards import organization_cards
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.people import identity_number
from tests.services.enjoyed import AT_MARGIN, FIRMS, WORKER, claim, several_employers
from tests.services.insured import HARDSHIP

MASKED = f"{WORKER[:6]}********{WORKER[-4:]}"


@pytest.fixture
def cases(session: Session) -> list[Case]:
    return several_employers(session)


@pytest.fixture
def desk(qtbot: QtBot, session: Session, cases: list[Case], tasks: Tasks, changes: Changes):
    """The main window with the cases of one person."""
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def ask(desk: Screen, number: str) -> None:
    """Type a number on the page itself."""
    desk.press("nav_cases")
    desk.window.pages.cases.table.clearSelection()
    desk.window.pages.cases.table.setCurrentIndex(desk.window.pages.cases.model.index(-1, -1))
    desk.press("list_enjoyment")
    desk.fill("enjoyment_number", number)
    desk.key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not desk.window._tasks.is_busy(), timeout=PATIENCE_MS)


def pointed(desk: Screen) -> str:
    return desk.text("pointed_social_insurance")


def test_a_typed_number_shows_months_rights_and_what_is_left(desk: Screen):
    ask(desk, WORKER.lower())
    assert desk.text("left_social_insurance_subsidy_0") == "还剩 20 个月"
    assert "符合 9 个月" in desk.text("time_counts_social_insurance")
    words = desk.words()
    assert WORKER not in words
    assert MASKED in words
    assert all(name in words for name in FIRMS.values())
    assert "一次性创业补贴　10,000.00 元" in words
    assert "没有按时足额缴纳" in words
    assert "已受理，符合" in words
    assert "是否批准、拨付，以审批表和拨付记录为准" in desk.text("enjoyment_meaning")


def test_the_keyboard_walks_from_month_to_month(desk: Screen):
    ask(desk, WORKER)
    view = desk.part("years_social_insurance", QTableView)
    view.setFocus()
    assert pointed(desk).startswith("2026-01")
    assert "许可" in pointed(desk)
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Right)
    assert pointed(desk).startswith("2025-03")
    assert "没有按时足额缴纳" in pointed(desk)
    desk.key(Qt.Key.Key_Right)
    assert "甲" in pointed(desk)
    assert "1,064.60 元" in pointed(desk)
    desk.key(Qt.Key.Key_Tab)
    assert desk.focus() is not view


def test_the_moments_of_a_person_are_said_in_their_months(desk: Screen):
    ask(desk, WORKER)
    words = desk.words()
    assert "2024-05　初次享受" in words
    assert "2053-03　法定退休月份" in words
    assert "2027—2052 年略去" in words
    assert "距退休 324 个月" in words


def test_exactly_sixty_months_are_both_readings(desk: Screen, session: Session):
    claim(session, 0, "2025-01", AT_MARGIN, first_month="2022-07", used_months="3")
    ask(desk, AT_MARGIN)
    left = desk.text(f"left_{HARDSHIP}_0")
    assert left == "可至退休 2028-03，或者还剩 32 个月"
    assert "正好 60 个月" in desk.words()


def test_from_a_case_each_person_of_its_roster_is_chosen(desk: Screen, cases: list[Case]):
    desk.window.open_case(cases[2].id)
    desk.qtbot.waitUntil(lambda: not desk.window.pages.case.is_filling, timeout=PATIENCE_MS)
    desk.press("line_enjoyment_1")
    desk.wait_for("standing_social_insurance_subsidy")
    assert MASKED in desk.text("enjoyment_who")
    desk.key(Qt.Key.Key_Escape)
    assert desk.text("case_number") == cases[2].number
    desk.press("case_enjoyment")
    desk.wait_for("enjoyment_years")
    assert desk.text("enjoyment_who").startswith("盐边县阿喇劳务服务有限公司")
    people = desk.window.pages.enjoyment._people
    people.setFocus()
    desk.key(Qt.Key.Key_Down)
    desk.wait_for("standing_social_insurance_subsidy")


def test_from_a_search_result_the_person_who_was_found_is_shown(desk: Screen):
    desk.key(Qt.Key.Key_F3)
    desk.fill("search", WORKER)
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("standing_social_insurance_subsidy")
    assert MASKED in desk.text("enjoyment_who")
    desk.press("enjoyment_back")
    assert desk.shows("case_list_page")


def test_a_case_that_is_accepted_meanwhile_is_on_the_page(
    desk: Screen, session: Session, changes: Changes
):
    ask(desk, WORKER)
    claim(session, 0, "2026-02")
    changes.cases.emit()
    desk.qtbot.waitUntil(
        lambda: desk.text("left_social_insurance_subsidy_0") == "还剩 19 个月",
        timeout=PATIENCE_MS,
    )


@pytest.mark.parametrize("typed", ["罗㛃", "510402199003072210"])
def test_what_is_no_number_is_said_with_what_to_do(desk: Screen, typed: str):
    ask(desk, typed)
    desk.wait_for("enjoyment_notice")
    assert desk.text("enjoyment_notice_remedy")
    assert desk.focus().objectName() == "enjoyment_number"


def test_who_is_not_known_has_no_record(desk: Screen):
    ask(desk, identity_number(sequence=999))
    assert "没有这个号码的记录" in desk.words()


def test_the_window_waits_for_no_roster_and_names_thousands_at_once(
    desk: Screen, cases: list[Case], monkeypatch: pytest.MonkeyPatch
):
    readers: list[threading.Thread] = []

    def thousands(*_asked: object) -> tuple[RosterPlace, ...]:
        readers.append(threading.current_thread())
        return tuple(RosterPlace(line, f"名册{line}", "5104") for line in range(1, 20_001))

    monkeypatch.setattr(enjoyment, "people_in_case", thousands)
    desk.window.open_case(cases[2].id)
    desk.qtbot.waitUntil(lambda: not desk.window.pages.case.is_filling, timeout=PATIENCE_MS)
    desk.press("case_enjoyment")
    desk.wait_for("enjoyment_years")
    people = desk.window.pages.enjoyment._people
    assert people.count() == 20_001
    assert people.currentText() == "申请单位"
    assert [reader is threading.main_thread() for reader in readers] == [False]


def test_of_many_cases_of_an_agency_the_earlier_ones_are_summed_up(qtbot: QtBot, session: Session):
    origin = Origin("id", "510411-2026-0001", "training_subsidy", "", "", date(2026, 3, 1), "", 1)
    people = tuple(PeopleRights(origin, 2, 0, 100) for _ in range(300))
    history = OrganizationHistory("", ("甲",), (), (), people, ())
    cards = list(organization_cards(session, history))
    for card in cards:
        qtbot.addWidget(card)
    said = [line.text() for line in cards[-1].findChildren(QLabel)]
    assert sum("510411-2026-0001" in line for line in said) == 30
    (earlier,) = [line for line in said if line.startswith("更早的")]
    assert "270 件　540 人" in earlier


def test_keys_of_the_line_of_time_are_named_where_there_is_one(desk: Screen):
    ask(desk, WORKER)
    desk.qtbot.waitUntil(lambda: "到时间线" in desk.words(), timeout=PATIENCE_MS)
    ask(desk, identity_number(sequence=997))
    desk.qtbot.waitUntil(lambda: "到时间线" not in desk.words(), timeout=PATIENCE_MS)
    assert "Ctrl L" in desk.words()
