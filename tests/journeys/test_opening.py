"""Nobody waits for what he does not see: pages and steps are made after the first picture."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.drafts import drafts, save_draft, start_draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import IntakeView, form_state
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.pages import Pages
from hrdesk.ui.places import CASES, INTAKE, PLACES, SETTINGS
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import ENTRIES, MEASURE, accepted
from tests.journeys.pages import Screen, close, let_settle, opened, turn_until
from tests.patience import PATIENCE_MS
from tests.people import credit_code, identity_number

LATER = {name for name, page in Pages.makers().items() if page.ahead}


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    draft = start_draft(session, MEASURE)
    save_draft(session, draft, {**draft.entries, **ENTRIES, "founder_role": ""})
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def made(desk: Screen) -> set[str]:
    return {name for name in LATER if desk.window.pages.is_made(name)}


def test_each_place_of_the_navigation_begins_with_one_page():
    begun = [page.place for page in Pages.makers().values() if page.begins]
    assert sorted(begun) == sorted(PLACES)


def test_before_the_first_picture_only_its_page_is_made(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes
):
    window = MainWindow(session, tasks, changes)
    window.begin()
    assert window.pages.currentWidget() is window.pages.home
    assert {name for name in LATER if window.pages.is_made(name)} == set()
    close(opened(qtbot, window))


def test_the_other_pages_are_made_while_nobody_waits(desk: Screen):
    desk.qtbot.waitUntil(lambda: made(desk) == LATER, timeout=PATIENCE_MS)
    assert desk.window.pages.currentWidget() is desk.window.pages.home


def test_a_page_that_is_wanted_before_it_was_made_is_whole(desk: Screen):
    desk.window.go_to(SETTINGS)
    for part in ("office", "numbers", "documents"):
        assert desk.shows(part)
    desk.qtbot.waitUntil(lambda: made(desk) == LATER, timeout=PATIENCE_MS)
    assert desk.window.pages.currentWidget() is desk.window.pages.settings


def test_of_a_draft_the_open_step_comes_first_and_the_others_follow(desk: Screen, session: Session):
    desk.window.resume_draft(drafts(session)[0].id)
    assert desk.window.findChild(IntakeView) is None
    turn_until(lambda: desk.window.findChild(IntakeView) is not None)
    view = desk.window.findChild(IntakeView)
    assert not view.isVisible()
    desk.qtbot.waitUntil(view.isVisible, timeout=PATIENCE_MS)
    fields = set(view.state.form.fields) & set(ENTRIES)

    def all_steps() -> bool:
        names = {each.objectName() for each in view.findChildren(QLineEdit)}
        return {"name", "account_number", "licence_number"} <= names & fields

    desk.qtbot.waitUntil(all_steps, timeout=PATIENCE_MS)
    assert desk.window.findChild(QLineEdit, "name").text() == ENTRIES["name"]


def test_a_draft_that_is_left_at_once_is_kept(desk: Screen, session: Session):
    draft_id = drafts(session)[0].id
    desk.window.resume_draft(draft_id)
    desk.window.pages.wizard.leave()
    desk.qtbot.waitUntil(lambda: not desk.window.pages.wizard.is_open, timeout=PATIENCE_MS)
    assert [each.id for each in drafts(session)] == [draft_id]


def test_of_another_case_nothing_stands_below_the_new_number(desk: Screen, session: Session):
    first = accepted(session)
    second = accepted(
        session, identity=identity_number(sequence=415), entity=credit_code(body="MA62ABCDX")
    )
    desk.window.open_case(first.id)
    desk.wait_for("facts")
    assert ENTRIES["name"] in desk.words()
    desk.window.open_case(second.id)
    assert not desk.shows("facts")
    desk.wait_for("facts")
    assert desk.text("case_number") == second.number


def test_keys_pressed_while_a_new_draft_opens_are_typed_into_it(desk: Screen):
    desk.press("start_startup_grant")
    desk.press("start_startup_grant")
    for key in "2026-03-18":
        QTest.keyClick(desk.focus() or desk.window, key)
    desk.wait_for("received")
    line = desk.part("received", QLineEdit)
    desk.qtbot.waitUntil(lambda: line.text() == "2026-03-18", timeout=PATIENCE_MS)
    desk.window.go_to(INTAKE)
    desk.qtbot.waitUntil(lambda: not desk.window.pages.wizard.is_open, timeout=PATIENCE_MS)


def test_a_new_draft_opens_at_the_top_of_its_first_step(desk: Screen):
    desk.window.resize(1366, 768)
    desk.press("start_social_insurance_subsidy")
    desk.wait_for("received")
    let_settle()
    focused = desk.focus()
    assert focused is not None
    assert focused.objectName() != "received"
    for part in (desk.part("received", QLineEdit), focused):
        assert part.visibleRegion().boundingRect() == part.rect()
    desk.window.go_to(INTAKE)
    desk.qtbot.waitUntil(lambda: not desk.window.pages.wizard.is_open, timeout=PATIENCE_MS)


@pytest.mark.parametrize(("kept", "begun"), [(SETTINGS, INTAKE), (CASES, CASES)])
def test_who_logged_out_in_the_settings_begins_with_the_intake(desk: Screen, kept: str, begun: str):
    window = desk.window
    window._state.keep(window, kept)
    window._begun = False
    window.begin()
    assert window._place == begun


def test_two_presses_make_one_draft(desk: Screen, session: Session):
    desk.press("start_startup_grant")
    desk.press("start_startup_grant")
    desk.wait_for("received")
    assert len(drafts(session)) == 2


def test_going_back_at_any_moment_of_the_opening_is_safe(desk: Screen, session: Session):
    draft_id = drafts(session)[0].id
    wizard = desk.window.pages.wizard
    for pause in range(0, 120, 10):
        desk.window.resume_draft(draft_id)
        QTest.qWait(pause)
        desk.window.go_to(INTAKE)
        desk.qtbot.waitUntil(lambda: not wizard.is_open, timeout=PATIENCE_MS)
        assert desk.window.pages.currentWidget() is desk.window.pages.home


def test_whoever_goes_elsewhere_while_a_draft_opens_stays_there(desk: Screen, session: Session):
    desk.window.resume_draft(drafts(session)[0].id)
    desk.window.go_to(CASES)
    QTest.qWait(300)
    assert desk.window.pages.currentWidget() is desk.window.pages.cases
    assert not desk.window.pages.wizard.is_open


def test_a_draft_that_cannot_be_judged_is_said_and_the_list_stays(
    desk: Screen, session: Session, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_draft: object) -> None:
        raise EnvironmentFault("store.busy")

    with monkeypatch.context() as broken:
        broken.setattr(form_state, "judge_entries", fail)
        desk.window.resume_draft(drafts(session)[0].id)
        desk.wait_for("window_notice")
    assert not desk.window.pages.wizard.is_open
    assert desk.window.pages.currentWidget() is desk.window.pages.home
    desk.window.resume_draft(drafts(session)[0].id)
    desk.qtbot.waitUntil(lambda: desk.shows("step.review"), timeout=PATIENCE_MS)


def test_a_long_roster_that_cannot_be_read_says_so_in_the_wizard(
    desk: Screen, session: Session, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_rows: object) -> None:
        raise EnvironmentFault("store.busy")

    desk.window.resume_draft(drafts(session)[0].id)
    desk.wait_for("step.review")
    view = desk.window.findChild(IntakeView)
    monkeypatch.setattr(form_state, "judge_ahead", fail)
    monkeypatch.setattr(form_state, "judge_entries", fail)
    monkeypatch.setattr(form_state.FormState, "has_much_to_judge", True)
    view._on_rows_edited("hires", ())
    desk.wait_for("intake_notice")
