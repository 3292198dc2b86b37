"""A figure of the law changes in the office: found, proposed, seen, confirmed by another person."""

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.services import batches
from hrdesk.services.intake import judge_entries
from hrdesk.services.session import log_in
from hrdesk.storage.renewal import NewPerson
from tests.journeys.office import (
    ENTRIES,
    LAST_YEAR,
    LOGIN,
    MEASURE,
    PASSWORD,
    at_desk,
    join_with_a_case,
)
from tests.journeys.pages import Running
from tests.patience import PATIENCE_MS
from tests.services import open_cases, test_sent_again
from tests.services.corrections import OTHER_ACCOUNT
from tests.services.second_person import LOGIN as SECOND
from tests.services.second_person import NAME, ROLES
from tests.services.second_person import PASSWORD as SECOND_PASSWORD

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
VALUE: Mapping[str, str] = {
    "amendment_value": "12,000",
    "amendment_from": "2026-03-01",
    "amendment_clause": "一（二）",
    "amendment_document": "攀人社发〔2026〕12号",
    "amendment_issued": "2026-02-10",
    "amendment_note": "2026年收文第12号",
}


@pytest.fixture
def two_people(office_folder: Path, clock: Clock) -> Path:
    """The folder of an office with one case and a second administrator, who is supervisor too."""
    second = NewPerson(SECOND, NAME, ROLES, "given by another")
    join_with_a_case(office_folder, clock, second, SECOND_PASSWORD)
    return office_folder


def at_work(qtbot: QtBot, folder: Path, clock: Clock, login: str, password: str) -> Running:
    running = at_desk(qtbot, folder, clock, login, password)
    running.press("nav_law")
    running.wait_for("parameters")
    return running


def find(running: Running, text: str) -> None:
    """Look for a figure as a clerk does: F3, a few words, Enter, Enter on the first row."""
    running.key(Qt.Key.Key_F3)
    running.fill("search", text)
    table = running.part("parameters", QAbstractItemView)
    running.qtbot.waitUntil(lambda: 0 < table.model().rowCount() < 5, timeout=PATIENCE_MS)
    running.key(ENTER)
    running.key(ENTER)


def see(running: Running) -> str:
    """Work out what the change would do, and return it as it is said."""
    running.key(Qt.Key.Key_R, CONTROL)
    running.qtbot.waitUntil(lambda: "核对了" in running.text("change_effect"), timeout=PATIENCE_MS)
    return running.text("change_effect")


def test_an_amount_is_changed_by_two_people(qtbot, themed, two_people, clock):
    running = at_work(qtbot, two_people, clock, LOGIN, PASSWORD)
    find(running, "一次性创业补贴标准")
    running.wait_for("proposal_page")
    running.key(ENTER, CONTROL)
    running.settle()
    assert running.text("amendment_document_below")
    for field, text in VALUE.items():
        running.fill(field, text)
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    assert running.rows("amendments")[0][-1] == "待确认"
    running.key(ENTER)
    assert "1 件结果不同" in see(running)
    assert not running.part("confirm_change", QAbstractButton).isEnabled()
    assert not running.shows("to_confirm")
    running.close()
    confirm_first(qtbot, two_people, clock)

    session = log_in(two_people, LOGIN, PASSWORD, clock)
    other = {key: LAST_YEAR[key] for key in ("identity", "entity")}
    finding = judge_entries(session, MEASURE, {**ENTRIES, **other}).finding
    assert finding.amount == Decimal(12000)
    session.store.close()


def test_an_amount_ten_times_the_one_before_is_asked_for_once_more(
    qtbot, themed, two_people, clock
):
    running = at_work(qtbot, two_people, clock, LOGIN, PASSWORD)
    find(running, "一次性创业补贴标准")
    running.wait_for("proposal_page")
    for field, text in (VALUE | {"amendment_value": "120,000"}).items():
        running.fill(field, text)
    running.key(ENTER, CONTROL)
    running.wait_for("proposal_notice")
    assert "10,000.00" in running.text("proposal_notice_headline")
    running.press("proposal_notice_action")
    running.wait_for("amendments")
    assert running.rows("amendments")[0][-1] == "待确认"
    running.close()


def confirm_first(qtbot: QtBot, folder: Path, clock: Clock) -> None:
    """Let the second person see what the first change would do, case by case, and confirm it."""
    running = at_work(qtbot, folder, clock, SECOND, SECOND_PASSWORD)
    assert "1" in running.text("show_changes")
    assert "有 1 项" in running.text("to_confirm_headline")
    running.press("nav_intake")
    running.press("to_confirm_action")
    running.wait_for("amendments")
    running.key(ENTER)
    running.wait_for("change_page")
    assert not running.part("confirm_change", QAbstractButton).isEnabled()
    said = see(running)
    assert "10,000.00 元 → 12,000.00 元" in said
    table = running.part("changed_cases", QAbstractItemView)
    table.setFocus()
    running.key(Qt.Key.Key_Down)
    running.key(ENTER)
    running.wait_for("compare_page")
    assert running.shows("finding_before")
    assert "12,000.00" in running.words()
    running.key(Qt.Key.Key_Escape)
    running.wait_for("change_page")
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    assert running.rows("amendments")[0][-1] == "已生效"
    running.close()


def test_a_proposal_is_kept_while_the_window_looks_elsewhere_and_is_not_dropped_unasked(
    qtbot, themed, two_people, clock
):
    running = at_work(qtbot, two_people, clock, LOGIN, PASSWORD)
    find(running, "一次性创业补贴标准")
    running.wait_for("proposal_page")
    running.fill("amendment_value", "12000")
    running.press("nav_intake")
    running.press("nav_law")
    running.wait_for("proposal_page")
    assert running.text("amendment_value") == "12000"
    running.window.close()
    running.wait_for("proposal_notice_action")
    assert running.text("amendment_value") == "12000"
    running.press("proposal_notice_action")
    qtbot.waitUntil(lambda: not running.program.window.isVisible(), timeout=PATIENCE_MS)
    running.program.end()


def test_a_supervisor_rules_on_a_silence_and_takes_it_back(qtbot, themed, two_people, clock):
    running = at_work(qtbot, two_people, clock, SECOND, SECOND_PASSWORD)
    running.key(Qt.Key.Key_F8)
    running.wait_for("questions")
    running.key(ENTER)
    running.wait_for("question_page")
    running.key(ENTER, CONTROL)
    running.wait_for("proposal_page")
    running.press("amendment_reading=usage")
    for field in ("amendment_from", "amendment_document", "amendment_issued", "amendment_note"):
        running.fill(field, VALUE[field])
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    running.key(ENTER)
    running.wait_for("change_page")
    running.press("withdraw_change")
    running.fill("amendment_reason", "会议还没有定")
    running.key(ENTER)
    running.wait_for("amendments")
    assert running.rows("amendments")[0][-1] == "已撤回"
    assert "会议还没有定" in running.text("change_row")
    running.close()


def test_what_each_reading_gives_is_seen_before_a_ruling(qtbot, themed, two_people, clock):
    session = log_in(two_people, LOGIN, PASSWORD, clock)
    open_cases.straddling(session)
    session.store.close()
    running = at_work(qtbot, two_people, clock, SECOND, SECOND_PASSWORD)
    running.key(Qt.Key.Key_F8)
    running.wait_for("questions")
    titles = [row[1] for row in running.rows("questions")]
    asked = next(each for each in titles if "毕业" in each)
    running.part("questions", QAbstractItemView).selectRow(titles.index(asked))
    running.key(ENTER)
    running.wait_for("question_page")
    assert running.text("question_title") == asked
    assert {row[1] for row in running.rows("readings")} == {"—"}
    running.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: "核对了" in running.text("readings_said"), timeout=PATIENCE_MS)
    assert "1 件等这个问题" in running.text("readings_said")
    assert len({row[1] for row in running.rows("readings")}) > 1
    running.key(Qt.Key.Key_Escape)
    running.wait_for("questions")
    running.close()


def test_every_decision_is_worked_out_again_in_the_window(qtbot, themed, two_people, clock):
    running = at_work(qtbot, two_people, clock, LOGIN, PASSWORD)
    running.key(Qt.Key.Key_F9)
    running.wait_for("changes_page")
    running.key(Qt.Key.Key_J, CONTROL)
    running.wait_for("replay_page")
    running.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: "有出入" in running.text("replay_said"), timeout=PATIENCE_MS)
    assert "1 个决定，0 个" in running.text("replay_said")
    assert not running.shows("differences")
    running.close()


def test_a_row_of_a_batch_that_its_case_does_not_give_is_named_in_the_window(
    qtbot, themed, two_people, clock
):
    session = log_in(two_people, LOGIN, PASSWORD, clock)
    with session.store.reading() as reader:
        (case,) = reader.cases()
    new = batches.new_batch(session, MEASURE, [case.id])
    test_sent_again.frozen(session, test_sent_again.with_cell(new, "account_number", OTHER_ACCOUNT))
    session.store.close()
    running = at_work(qtbot, two_people, clock, LOGIN, PASSWORD)
    running.key(Qt.Key.Key_F9)
    running.wait_for("changes_page")
    running.key(Qt.Key.Key_J, CONTROL)
    running.wait_for("replay_page")
    running.key(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: "有出入" in running.text("replay_said"), timeout=PATIENCE_MS)
    assert "1 行，1 行有出入" in running.text("replay_said")
    ((number, _, _, where, what),) = running.rows("differences")
    assert (number, where) == (case.number, "批次 510411-P2026-0001 第 1 行")
    assert what == "“账号”与案件不同"
    assert f"{where}：{what}" in running.text("differences_whole")
    assert OTHER_ACCOUNT not in "".join(running.rows("differences")[0])
    if folder := os.environ.get("HRDESK_LOOK"):
        running.picture(Path(folder) / "replay.png")
    running.close()
