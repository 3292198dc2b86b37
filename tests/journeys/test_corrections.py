"""A correction in a real window: one clerk proposes, another confirms, the form says so."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import Case
from hrdesk.domain.clock import Clock
from hrdesk.domain.staff import Role
from hrdesk.services import corrections
from hrdesk.services.approval_form import print_copy
from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.corrections import CorrectionOrder, may_propose, propose
from hrdesk.services.session import Session, log_in
from hrdesk.storage.renewal import NewPerson
from hrdesk.storage.verify import verify
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.row_painting import ADDITION
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import LOGIN, PASSWORD, accepted, at_desk, join_with_a_case
from tests.journeys.pages import Running, Screen, close, opened
from tests.patience import PATIENCE_MS, PATIENCE_S
from tests.people import card_number
from tests.services import open_cases
from tests.services.paper import pdf_text
from tests.services.second_person import beside, is_there

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
SECOND, NAME, SECOND_PASSWORD = "lingyijingban", "沙更正", "another pair of eyes"
OTHER_ACCOUNT = card_number("622848000000000025")


@pytest.fixture
def two_clerks(office_folder: Path, clock: Clock) -> Path:
    """The folder of an office with one case and a second clerk."""
    clerk = NewPerson(SECOND, NAME, frozenset({Role.CLERK}), "given by another")
    join_with_a_case(office_folder, clock, clerk, SECOND_PASSWORD)
    return office_folder


def open_first(running: Running) -> None:
    running.press("nav_cases")
    running.wait_for("cases")
    running.key(ENTER)
    running.wait_for("facts")


def propose_account(running: Running) -> None:
    """Find the account by the keyboard, type the right one, see what comes of it, hand it in."""
    running.key(Qt.Key.Key_G, CONTROL)
    running.wait_for("correction_places")
    running.fill("correction_search", "账号")
    running.key(ENTER)
    running.key(ENTER)
    running.wait_for("correction_editor")
    assert running.part("account_number", QLineEdit).text() == ""
    running.fill("account_number", OTHER_ACCOUNT)
    running.key(ENTER)
    assert running.text("correction_count") == "已改 1 处"
    running.fill("correction_cause", "账号抄错一位")


def history(running: Screen) -> str:
    """What the card of the history says."""
    if not running.shows("history"):
        return ""
    return "\n".join(each.text() for each in running.part("history", QFrame).findChildren(QLabel))


def hand_in(running: Running) -> None:
    """See what comes of it: Enter goes back to the entries, only the button hands it in."""
    running.key(ENTER, CONTROL)
    running.wait_for("correction_result")
    assert "判定和金额不变" in running.text("correction_result_outcome")
    running.key(ENTER)
    assert not running.shows("correction_result")
    running.key(ENTER, CONTROL)
    running.wait_for("correction_result")
    running.press("correction_hand_in")
    running.wait_for("waiting_correction")
    assert "账号抄错一位" in running.text("waiting_correction_words")


def review_own(running: Running) -> None:
    """Who proposed it takes it back, and does not confirm it."""
    running.press("review_asked")
    running.wait_for("review_changes")
    running.settle()
    assert not running.shows("review_confirm")
    assert running.shows("review_withdraw")
    assert not running.shows("corrections_waiting")


def go_to_waiting(running: Running) -> None:
    """Follow what is said after logging in to the values of the correction that waits."""
    running.wait_for("corrections_waiting")
    running.press("corrections_waiting_action")
    running.wait_for("correction_filter")
    assert running.text("correction_filter") == "更正待确认 1"
    running.key(ENTER)
    running.wait_for("waiting_correction")
    running.press("review_asked")
    running.wait_for("review_result")


def confirm(running: Running) -> None:
    """Compare old and new, and confirm by the keys that do nothing else."""
    row = running.rows("review_changes")[0]
    assert row[3].replace(" ", "") == OTHER_ACCOUNT
    running.key(ENTER)
    assert running.shows("review_result")
    with pytest.MonkeyPatch.context() as patch, held(patch, "confirm"):
        running.key(ENTER, CONTROL)
        assert "正在确认" in running.text("review_notice_headline")
    running.qtbot.waitUntil(lambda: "确认更正" in history(running), timeout=PATIENCE_MS)
    assert "确认更正 · 沙更正 · 第 2 版" in history(running)
    assert OTHER_ACCOUNT not in history(running).replace(" ", "")
    assert not running.shows("corrections_waiting")
    assert "第 2 版" in running.text("case_notice_headline")


def test_one_clerk_proposes_and_another_confirms(qtbot, themed, two_clerks, clock, tmp_path):
    running = at_desk(qtbot, two_clerks, clock, LOGIN, PASSWORD)
    open_first(running)
    propose_account(running)
    hand_in(running)
    review_own(running)
    running.close()

    running = at_desk(qtbot, two_clerks, clock, SECOND, SECOND_PASSWORD)
    go_to_waiting(running)
    confirm(running)
    running.close()

    session = log_in(two_clerks, LOGIN, PASSWORD, clock)
    (row,) = list_cases(session)
    version = open_case(session, row.id).case.version
    assert version.entries["account_number"] == OTHER_ACCOUNT
    text = pdf_text(print_copy(session, row.id).pdf, tmp_path)
    assert "第1次更正，本表为第2版（李经办提出，沙更正确认，见附页）" in text
    assert OTHER_ACCOUNT in text
    session.store.close()
    assert verify(two_clerks, LOGIN, PASSWORD, full=True, clock=clock).findings == ()


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    screen = opened(qtbot, MainWindow(session, tasks, changes))
    yield screen
    close(screen)


def show(desk: Screen, case: Case) -> None:
    desk.window.open_case(case.id)
    page = desk.window.pages.case
    desk.qtbot.waitUntil(lambda: not page.is_filling, timeout=PATIENCE_MS)


def correct(desk: Screen, case: Case, sought: str, **texts: str) -> None:
    """Type new texts of what a search lists first, field by field."""
    show(desk, case)
    desk.press("case_correct")
    desk.wait_for("correction_places")
    for name, text in texts.items():
        if sought:
            desk.fill("correction_search", sought)
        table = desk.part("correction_places", RowTable)
        keys = [each.place[2] for each in table.model()._rows]
        table.setFocus()
        table.selectRow(keys.index(name))
        desk.key(ENTER)
        desk.wait_for("correction_editor")
        desk.fill(name, text)
        desk.key(ENTER)


def drop(desk: Screen) -> None:
    """Close the window without what was typed."""
    desk.window.close()
    desk.wait_for("correction_notice_action")
    desk.press("correction_notice_action")


def test_what_is_wrong_is_said_at_its_place_and_mended_there(desk, session):
    case = accepted(session)
    correct(desk, case, "", phone="12")
    desk.fill("correction_cause", "号码抄错")
    desk.key(ENTER, CONTROL)
    desk.wait_for("correction_notice")
    desk.qtbot.waitUntil(
        lambda: "正在" not in desk.text("correction_notice_headline"), timeout=PATIENCE_MS
    )
    table = desk.part("correction_places", RowTable)
    wrong = table.model().index(table.currentIndex().row(), 3).data(ADDITION)
    assert wrong
    desk.key(ENTER)
    desk.wait_for("correction_editor")
    assert desk.text("phone!") == wrong
    desk.fill("phone", "13911112222")
    desk.key(ENTER)
    desk.key(ENTER, CONTROL)
    desk.wait_for("correction_result")
    drop(desk)


@contextmanager
def held(patch: pytest.MonkeyPatch, act: str) -> Iterator[None]:
    """While this lasts an act of `corrections` waits, as one of a long roster does."""
    go_on, real = threading.Event(), getattr(corrections, act)

    def slowly(*given):
        assert go_on.wait(PATIENCE_S)
        return real(*given)

    patch.setattr(corrections, act, slowly)
    try:
        yield
    finally:
        go_on.set()


def test_what_takes_long_is_said_while_it_lasts(desk, session, monkeypatch):
    """Working out what comes of it, handing it in, and confirming or taking it back."""
    case = accepted(session)
    is_there(session)
    correct(desk, case, "", phone="13911112222")
    desk.fill("correction_cause", "号码抄错")
    with held(monkeypatch, "outlook"):
        desk.key(ENTER, CONTROL)
        assert "正在核算" in desk.text("correction_notice_headline")
        if folder := os.environ.get("HRDESK_PICTURES"):
            desk.qtbot.wait(120)
            desk.picture(Path(folder) / "busy-see.png")
    desk.wait_for("correction_result")
    assert not desk.shows("correction_notice")
    with held(monkeypatch, "propose"):
        desk.press("correction_hand_in")
        assert "正在提交" in desk.text("correction_notice_headline")
    desk.wait_for("waiting_correction")
    with held(monkeypatch, "preview"):
        desk.press("review_asked")
        desk.wait_for("review_notice")
        assert "正在核算" in desk.text("review_notice_headline")
    desk.wait_for("review_result")
    assert not desk.shows("review_notice")
    desk.press("review_withdraw")
    desk.wait_for("correction_reason_own_row")
    desk.fill("correction_reason_own", "号码没有错")
    with held(monkeypatch, "withdraw"):
        desk.press("correction_reason_own_confirmed")
        assert "正在撤回" in desk.text("review_notice_headline")
    desk.qtbot.waitUntil(lambda: "号码没有错" in history(desk), timeout=PATIENCE_MS)


def test_a_row_of_a_roster_is_found_by_its_person(desk, session):
    case = open_cases.roster(session)
    correct(desk, case, "李四", started_on="2025-09-16")
    assert desk.text("correction_count") == "已改 1 处"
    desk.fill("correction_cause", "协议写的是16日")
    desk.key(ENTER, CONTROL)
    desk.wait_for("correction_result")
    assert "第 1 行" in desk.text("correction_result_shifts")
    drop(desk)


def test_what_was_typed_stays_while_the_case_is_looked_at(desk, session):
    case = accepted(session)
    correct(desk, case, "", phone="13911112222")
    desk.key(Qt.Key.Key_Escape)
    desk.wait_for("facts")
    desk.press("case_correct")
    desk.wait_for("correction_places")
    assert desk.text("correction_count") == "已改 1 处"
    drop(desk)


def test_whoever_writes_why_it_is_refused_does_not_confirm(qtbot, themed, two_clerks, clock):
    first = log_in(two_clerks, LOGIN, PASSWORD, clock)
    (row,) = list_cases(first)
    propose(first, CorrectionOrder(row.id, 1, {("", 0, "phone"): "13911112222"}, "号码抄错"))
    first.store.close()
    running = at_desk(qtbot, two_clerks, clock, SECOND, SECOND_PASSWORD)
    go_to_waiting(running)
    running.press("review_withdraw")
    running.fill("correction_reason", "与原件不符")
    running.key(ENTER, CONTROL)
    running.settle()
    assert running.shows("review_changes")
    running.press("correction_reason_confirmed")
    running.qtbot.waitUntil(lambda: "与原件不符" in history(running), timeout=PATIENCE_MS)
    assert "退回更正 · 沙更正" in history(running)
    assert "第 2 版" not in history(running)
    running.close()


def test_a_correction_is_taken_back_with_a_reason(desk, session, tasks):
    case = accepted(session)
    is_there(session)
    text = {("", 0, "phone"): "13911112222"}
    with beside(session) as other:
        assert not may_propose(other)
    propose(session, CorrectionOrder(case.id, 1, text, "号码抄错"))
    show(desk, case)
    desk.press("review_asked")
    desk.wait_for("review_withdraw")
    desk.press("review_withdraw")
    desk.wait_for("correction_reason_own_row")
    desk.fill("correction_reason_own", "号码没有错")
    desk.press("correction_reason_own_confirmed")
    desk.qtbot.waitUntil(lambda: "号码没有错" in history(desk), timeout=PATIENCE_MS)
    assert not desk.shows("waiting_correction")


def test_cases_with_a_waiting_correction_are_opened_by_keys_at_once(desk, session):
    """However the list gets the focus, and whatever was marked before, a row is the current one."""
    case, other = accepted(session), accepted(session)
    is_there(session)
    text = {("", 0, "phone"): "13911112222"}
    propose(session, CorrectionOrder(case.id, 1, text, "号码抄错"))
    desk.press("nav_cases")
    desk.wait_for("cases")
    table = desk.part("cases", RowTable)
    desk.window.pages.cases.read_again()
    table.selectRow(0)
    assert table.model().summary(table.currentIndex().row()).id == other.id
    desk.press("correction_filter")
    assert table.hasFocus()
    assert table.model().summary(table.currentIndex().row()).id == case.id
    desk.key(ENTER)
    desk.wait_for("waiting_correction")


def test_remarks_of_intake_are_said_before_a_correction_is_handed_in(desk, session):
    case = accepted(session)
    odd = f"{OTHER_ACCOUNT[:-1]}{(int(OTHER_ACCOUNT[-1]) + 1) % 10}"
    correct(desk, case, "账号", account_number=odd)
    desk.fill("correction_cause", "账号抄错一位")
    desk.key(ENTER, CONTROL)
    desk.wait_for("correction_result")
    assert "请再看一眼　账号：" in desk.text("correction_result_remarks")
    assert not desk.shows("correction_result_former_account")
    drop(desk)
