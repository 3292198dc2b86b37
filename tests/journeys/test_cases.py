"""The list of cases, the search box, one case: nothing plain where a list is."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.errors import Damaged
from hrdesk.domain.found import Found
from hrdesk.domain.money import grouped
from hrdesk.services.drafts import drafts, save_draft, start_draft
from hrdesk.services.session import Session
from hrdesk.ui import closing_page
from hrdesk.ui.cases import case_page, list_page
from hrdesk.ui.changes import Changes
from hrdesk.ui.closing_page import ClosingPage
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import MEASURE, REGISTERED, accepted
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.people import credit_code, identity_number
from tests.shipped import amount_on

FIRST, SECOND, THIRD = (identity_number(sequence=number) for number in (221, 345, 528))
LONG_NAME = "古丽巴哈尔·阿卜杜热合曼·买买提明" * 2
PEOPLE = {"罗㛃": FIRST, LONG_NAME: SECOND, "䶮𬭎": THIRD}


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    """The main window with three cases."""
    for number, (name, identity) in enumerate(PEOPLE.items()):
        entity = credit_code(body=f"MA620000{number}")
        accepted(session, name=name, identity=identity, entity=entity)
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def names(desk: Screen) -> list[str]:
    model = desk.window.pages.cases.model
    return [model.summary(row).applicant_name for row in range(model.rowCount())]


def search(desk: Screen, text: str, expected: list[str]) -> None:
    desk.key(Qt.Key.Key_F3)
    desk.fill("search", text)
    desk.qtbot.waitUntil(lambda: names(desk) == expected, timeout=PATIENCE_MS)


def test_cases_are_listed_the_newest_first_and_masked(desk: Screen):
    desk.press("nav_cases")
    assert names(desk) == ["䶮𬭎", LONG_NAME, "罗㛃"]
    words = desk.words()
    for number in (FIRST, SECOND, THIRD):
        assert number not in words
        assert f"{number[:6]}********{number[-4:]}" in words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("罗㛃", ["罗㛃"]),
        ("䶮", ["䶮𬭎"]),
        (SECOND, [LONG_NAME]),
        (FIRST[-4:], ["罗㛃"]),
        ("510411-2026-0003", ["䶮𬭎"]),
        ("glbh", [LONG_NAME]),
        (f"hrdesk:1|510411-2026-0001|v1|{'0' * 64}", ["罗㛃"]),
        ("没有这个人", []),
    ],
    ids=[
        "name",
        "rare character",
        "whole number",
        "last digits",
        "case number",
        "initials",
        "scanned form",
        "nobody",
    ],
)
def test_the_search_box_finds_as_one_types(desk: Screen, text: str, expected: list[str]):
    search(desk, text, expected)
    assert desk.shows("cases_empty") is not bool(expected)
    assert desk.focus().objectName() == "search"


def test_closing_right_after_typing_searches_no_more(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    monkeypatch.setattr(list_page, "find_cases", lambda _, sought: asked.append(sought) or ())
    screen.key(Qt.Key.Key_F3)
    screen.fill("search", "罗㛃")
    close(screen)
    # Longer than the pause in typing after which the box searches: the session is closed by then.
    qtbot.wait(300)
    assert asked == []


def test_enter_goes_on_to_what_was_found_and_opens_it(desk: Screen):
    search(desk, "罗㛃", ["罗㛃"])
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)
    assert desk.text("case_number") == "510411-2026-0001"
    desk.key(Qt.Key.Key_Escape)
    assert names(desk) == ["罗㛃"]


def test_an_emptied_search_box_shows_all_again(desk: Screen):
    search(desk, "罗㛃", ["罗㛃"])
    desk.key(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: len(names(desk)) == 3, timeout=PATIENCE_MS)


def test_a_case_shows_what_was_found_and_masks_what_is_personal(desk: Screen):
    desk.press("nav_cases")
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    assert desk.text("fact_name") == LONG_NAME
    assert desk.text("fact_identity") == f"{SECOND[:6]}********{SECOND[-4:]}"
    assert desk.text("fact_account_number") == "****0174"
    assert desk.text("fact_phone") == "139****4567"
    assert grouped(amount_on(REGISTERED)) in desk.text("finding_amount")
    assert "李经办" in desk.words()
    assert SECOND not in desk.words()


def test_a_case_that_meets_nothing_less_is_listed_beside_one_that_does_not(
    desk: Screen, session: Session, changes: Changes
):
    accepted(session, identity=identity_number(sequence=611), is_founder="no")
    changes.cases.emit()
    desk.press("nav_cases")
    rows = desk.window.pages.cases.model
    assert rows.summary(0).outcome == "ineligible"
    assert rows.summary(1).outcome == "eligible"


def test_a_case_is_begun_with_enter_and_its_draft_kept_when_it_is_left(
    desk: Screen, session: Session
):
    desk.press("nav_settings")
    desk.press("nav_intake")
    first = session.measures[0].id
    assert desk.focus().objectName() == f"start_{first}"
    desk.key(Qt.Key.Key_Return)
    name = session.form(first).applicant_name
    desk.wait_for(name)
    desk.fill(name, "攀枝花索玛人力资源服务有限公司")
    desk.press("nav_cases")
    desk.press("nav_intake")
    desk.wait_for("intake_home")
    assert len(drafts(session)) == 1
    desk.press("open_draft")
    desk.wait_for("wizard_place")


def test_a_click_on_the_title_of_a_measure_begins_a_case(desk: Screen, session: Session):
    desk.press("nav_intake")
    card = desk.part("measure_startup_grant", QWidget)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(30, 24))
    desk.wait_for("wizard_place")
    assert [draft.measure for draft in drafts(session)] == [MEASURE]


def test_after_an_acceptance_the_intake_is_the_list_again(desk: Screen, session: Session):
    draft = start_draft(session, MEASURE)
    draft = save_draft(session, draft, dict(draft.entries))
    desk.window.open_draft(draft)
    desk.wait_for("wizard_place")
    desk.window.pages.wizard._view.accepted.emit("")
    desk.press("nav_cases")
    desk.press("nav_intake")
    assert desk.shows("intake_home")
    assert desk.focus().objectName() == f"start_{session.measures[0].id}"


def test_a_draft_is_found_by_name_and_number_and_opened(desk: Screen, session: Session):
    draft = start_draft(session, MEASURE)
    identity = identity_number(sequence=733)
    save_draft(session, draft, {**draft.entries, "name": "马海日古", "identity": identity})
    for text in ("海日", identity[-4:], identity):
        search(desk, text, [])
        assert desk.shows("found_drafts")
        assert identity not in desk.window.pages.cases.drafts.findChild(QLabel).text()
    desk.key(Qt.Key.Key_Return)
    assert desk.focus().objectName() == "open_found_draft"
    desk.key(Qt.Key.Key_Return)
    desk.wait_for("wizard_place")
    # Found again while it is open, it is kept and opened anew.
    search(desk, "海日", [])
    desk.press("open_found_draft")
    desk.wait_for("wizard_place")
    assert desk.window.pages.wizard.is_open


def test_enter_after_an_empty_search_opens_nothing(desk: Screen):
    search(desk, "没有这个人", [])
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)
    assert desk.focus().objectName() == "search"
    desk.key(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: len(names(desk)) == 3, timeout=PATIENCE_MS)
    assert desk.focus().objectName() == "search"
    assert not desk.shows("case_number")


def test_a_case_longer_than_the_screen_is_scrolled_by_keyboard(desk: Screen):
    desk.press("nav_cases")
    desk.key(Qt.Key.Key_Return)
    bar = desk.part("case_body", QScrollArea).verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=PATIENCE_MS)
    desk.key(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    desk.key(Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_a_search_that_lists_only_the_first_says_so(desk: Screen, monkeypatch: pytest.MonkeyPatch):
    really = list_page.find_cases

    def cut(session: Session, text: str) -> Found[CaseSummary]:
        return Found(really(session, text).rows[:1], more=True)

    desk.press("nav_cases")
    monkeypatch.setattr(list_page, "find_cases", cut)
    desk.window.pages.cases.search("买买提")
    assert "不止 1 件，只列前 1 件" in desk.text("case_count")
    monkeypatch.setattr(list_page, "find_cases", really)
    desk.window.pages.cases.read_again()
    assert "不止" not in desk.text("case_count")


def test_damage_is_said_where_the_cases_would_stand(
    desk: Screen, monkeypatch: pytest.MonkeyPatch, changes: Changes
):
    def damaged(*_: object) -> None:
        raise Damaged("store.damaged")

    first = desk.window.pages.cases.model.summary(0).id
    for place, name in (
        (list_page, "list_cases"),
        (list_page, "find_cases"),
        (case_page, "open_case"),
    ):
        monkeypatch.setattr(place, name, damaged)
    desk.press("nav_cases")
    assert desk.text("cases_notice_headline")
    assert names(desk) == []
    desk.window.open_case(first)
    assert desk.text("window_notice_headline")
    assert not desk.shows("case_number")


def test_drafts_are_masked_and_thrown_away_only_after_a_second_look(
    desk: Screen, session: Session, changes: Changes
):
    draft = start_draft(session, MEASURE)
    save_draft(session, draft, {"name": "王强", "identity": FIRST})
    changes.drafts.emit()
    desk.press("nav_intake")
    assert FIRST not in desk.words()
    desk.press("ask_discard")
    assert desk.focus().objectName() == "keep_draft"
    desk.press("keep_draft")
    assert len(drafts(session)) == 1
    desk.press("ask_discard")
    desk.press("discard_draft")
    desk.qtbot.waitUntil(lambda: not desk.shows("drafts"), timeout=PATIENCE_MS)
    assert drafts(session) == ()


def test_the_newest_drafts_stand_above_the_measures_and_the_others_are_counted(
    desk: Screen, session: Session, changes: Changes
):
    begun = [start_draft(session, MEASURE) for _ in range(5)]
    for each, name in zip(begun, ("王强", "罗慧", "何静", "曲木阿依", "林子涵"), strict=True):
        save_draft(session, each, {"name": name})
    changes.drafts.emit()
    desk.press("nav_intake")
    newest = [each.id for each in drafts(session)]
    desk.wait_for(f"draft_{newest[0]}")
    assert [desk.shows(f"draft_{each}") for each in newest] == [True] * 3 + [False] * 2
    assert desk.text("drafts_title") == "未完成的草稿　5 件"
    above, below = (desk.part(name, QWidget).y() for name in ("drafts", f"measure_{MEASURE}"))
    assert above < below
    desk.press("drafts_more")
    desk.wait_for(f"draft_{newest[-1]}")
    assert all(desk.shows(f"draft_{each}") for each in newest)
    desk.press("drafts_more")
    desk.qtbot.waitUntil(lambda: not desk.shows(f"draft_{newest[-1]}"), timeout=PATIENCE_MS)


def test_closing_makes_a_verified_backup_and_wipes_the_key(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, office_folder: Path
):
    accepted(session)
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    close(screen)
    assert session.last_backup() == session.clock.now()


def test_a_backup_made_while_closing_is_said_before_the_window_goes(
    qtbot: QtBot,
    session: Session,
    tasks: Tasks,
    changes: Changes,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(closing_page, "READING_MS", PATIENCE_MS)
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    accepted(session)
    earlier = session.clock.now() - timedelta(days=1)
    monkeypatch.setattr(session, "last_backup", lambda: earlier)
    closing = session.close

    def close_and_back_up() -> None:
        closing()
        monkeypatch.undo()

    monkeypatch.setattr(session, "close", close_and_back_up)
    screen.window.close()
    screen.wait_for("closing_words")
    qtbot.waitUntil(lambda: "已备份" in screen.text("closing_words"), timeout=PATIENCE_MS)
    # It has been read.
    screen.part("closing_page", ClosingPage)._reading.start(0)
    qtbot.waitUntil(lambda: not screen.window.isVisible(), timeout=PATIENCE_MS)


def test_the_window_opens_where_it_was_left(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, office_folder: Path
):
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    screen.press("nav_settings")
    close(screen)
    kept = (office_folder / "window.ini").read_text("utf-8")
    assert "settings" in kept
    assert "李经办" not in kept


def test_a_case_that_is_opened_right_after_typing_stays(desk: Screen, session: Session):
    case = accepted(
        session, identity=identity_number(sequence=777), entity=credit_code(body="MA67777DX")
    )
    desk.key(Qt.Key.Key_F3)
    desk.fill("search", "罗")
    desk.window.open_case(case.id)
    desk.wait_for("facts")
    QTest.qWait(600)
    assert desk.text("case_number") == case.number


def test_no_draft_pushes_the_cards_of_the_counter_aside(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes
):
    longest = max(session.measures, key=lambda each: len(each.title))
    draft = start_draft(session, longest.id)
    name = session.form(longest.id).applicant_name
    save_draft(session, draft, {**draft.entries, name: "阿卜杜热西提·买买提艾力" * 5})
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    screen = opened(qtbot, window)
    area = screen.window.pages.home.findChild(QScrollArea)
    qtbot.waitUntil(lambda: screen.shows(f"draft_{draft.id}"), timeout=PATIENCE_MS)
    assert area.widget().width() <= area.viewport().width()
    close(screen)
