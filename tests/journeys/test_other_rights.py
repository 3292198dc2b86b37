"""The same intake, other rights: named while nobody types, begun with one press."""

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hrdesk.services.drafts import drafts, open_draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, close, let_settle, opened
from tests.patience import PATIENCE_MS
from tests.services import insured
from tests.services.enjoyed import AT_MARGIN, WORKER, claim
from tests.services.insured import GRADUATES, HARDSHIP


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    """The main window of a clerk."""
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def fill_in(
    desk: Screen, session: Session, *others: Mapping[str, str], **changes: str
) -> Mapping[str, str]:
    """Open a draft for a graduate who was paid for one of the months before, and others."""
    row = insured.person(GRADUATES, WORKER, "2025-02—2025-04")
    draft = insured.draft(session, GRADUATES, row, *others, **changes)
    desk.window.open_draft(draft)
    desk.wait_for("other_fold")
    return draft.entries


def turn(desk: Screen) -> None:
    """Open or close the list, and let the panel be laid out anew."""
    desk.press("other_fold")
    let_settle()


def test_the_panel_names_other_measures_and_what_belongs_elsewhere(desk: Screen, session: Session):
    fill_in(desk, session)
    assert not desk.shows("other_list")
    turn(desk)
    words = desk.words()
    assert session.form("agency_rating_award").title in words
    assert "市金融工作局" in words
    assert "市税务局" in words
    assert "还要知道" in words
    assert "同一个人、同一个月只能享受其中一项" in words
    turn(desk)
    assert not desk.shows("other_list")


def test_what_cannot_be_claimed_says_why_on_demand(desk: Screen, session: Session):
    fill_in(desk, session, licence_seen="no")
    turn(desk)
    assert not desk.shows("other_refused_reasons")
    desk.press("other_refused")
    reasons = desk.part("other_refused_reasons", QLabel).text()
    assert "许可" in reasons
    assert session.form(HARDSHIP).title in reasons


def test_a_month_that_was_granted_is_named_with_its_case(desk: Screen, session: Session):
    case = claim(session, 0, "2025-03", WORKER)
    fill_in(desk, session)
    said = desk.text("other_overlaps")
    assert case.number in said
    assert "2025-03" in said
    assert "不再计发" in said


def test_what_an_undecided_case_claims_is_a_hint_and_a_long_roster_is_said(
    desk: Screen, session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("hrdesk.services.other_rights.MOST_LINES", 1)
    case = claim(session, 0, "2025-03", WORKER, used_months="")
    other = insured.person(GRADUATES, AT_MARGIN, "2025-02")
    fill_in(desk, session, other)
    said = desk.text("other_overlaps")
    assert said.startswith("提示：第 1 行 2025-03")
    assert case.number in said
    assert "只计发一次" in said
    turn(desk)
    assert desk.text("other_part") == "名册有 2 行，其他事项只看了前 1 行。"


def test_a_press_begins_a_draft_with_what_both_have_and_keeps_this_one(
    desk: Screen, session: Session
):
    typed = fill_in(desk, session)
    turn(desk)
    desk.press(f"other_{HARDSHIP}")
    desk.qtbot.waitUntil(
        lambda: not desk.window.pages.is_opening and _measure(desk) == HARDSHIP,
        timeout=PATIENCE_MS,
    )
    kept = {each.measure: open_draft(session, each.id).entries for each in drafts(session)}
    assert set(kept) == {GRADUATES, HARDSHIP}
    assert kept[GRADUATES] == typed
    assert kept[HARDSHIP]["agency_name"] == typed["agency_name"]


def _measure(desk: Screen) -> str:
    view = desk.window.pages.wizard._view
    return view.state.form.measure if view is not None else ""
