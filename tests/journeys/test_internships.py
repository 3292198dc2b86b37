"""Internships at the counter: a roster of months, the wage that they are paid by, once each."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.domain.staff import Role
from hrdesk.services.acceptance import accept
from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.table import RowTable
from tests.journeys.intake_page import IntakePage
from tests.journeys.office import NAME, at_desk
from tests.journeys.pages import Running
from tests.patience import PATIENCE_MS
from tests.people import identity_number
from tests.services import interns
from tests.services.second_person import confirmed_unseen, is_there

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
PEOPLE = [identity_number(sequence=number) for number in (11, 22, 33)]
WRONG = PEOPLE[2][:-1] + ("0" if PEOPLE[2][-1] != "0" else "1")
HEADS = "姓名\t身份证号\t人员类别\t毕业学校\t毕业日期\t见习前未就业\t见习起\t见习止\t申领月份"
RECOGNITIONS = ["市、县级\t2022-01-01\t\t虚构认定1号", "省级\t2025-11-01\t\t虚构认定2号"]


@pytest.fixture
def running(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    running = at_desk(qtbot, office_folder, clock)
    running.wait_for("intake_home")
    is_there(running.window._session)
    yield running
    assert isinstance(running.window, MainWindow)
    running.close()


def intern(name: str, number: str, months: str) -> str:
    """An intern as a list from elsewhere has him."""
    return "\t".join((name, number, "毕业生", "技校", "2025.6.30", "是", "2025-09-01", "", months))


def begin(qtbot: QtBot, running: Running) -> IntakePage:
    """A draft of a base whose papers are in order; its rosters are still empty."""
    session = running.window._session
    draft = start_draft(session, interns.MEASURE)
    draft = save_draft(session, draft, {**draft.entries, **interns.ENTRIES})
    running.window.resume_draft(draft.id)
    return IntakePage(qtbot, running.window)


def grid_of(page: IntakePage, roster: str) -> RosterGrid:
    return next(
        grid
        for grid in page.window.findChildren(RosterGrid, f"roster_grid.{roster}")
        if grid.isVisible()
    )


def paste(page: IntakePage, grid: RosterGrid, lines: list[str]) -> None:
    """Paste lines from a spreadsheet at the first cell."""
    QApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    grid.view.setFocus()
    grid.view.go_to(0, 1)
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def type_into_cell(page: IntakePage, text: str) -> None:
    for character in text:
        QTest.keyClicks(page.focus(), character)
    QTest.keyClick(page.focus(), ENTER)


def give_recognitions(page: IntakePage) -> None:
    """Go where the panel leads for the unknown recognitions, and paste them there."""
    assert page.conditions()["recognised"] == "missing"
    (way,) = [each for each in page.ways() if each.startswith("recognitions:")]
    page.press(f"settle.{way}")
    grid = grid_of(page, "recognitions")
    assert grid.view.hasFocus()
    paste(page, grid, RECOGNITIONS)
    assert page.conditions()["recognised"] == "met"
    assert "省级" in page.condition_words("recognised")


def propose_wage(running: Running, amount: str, **changes: str) -> None:
    """The administrator finds the district's figure among all others, and proposes it."""
    running.press("nav_law")
    running.wait_for("parameters")
    running.key(Qt.Key.Key_F3)
    running.fill("search", "仁和区 最低工资")
    rows = running.part("parameters", QAbstractItemView).model()
    running.qtbot.waitUntil(lambda: rows.rowCount() in (1, 2), timeout=PATIENCE_MS)
    running.key(ENTER)
    running.key(ENTER)
    running.wait_for("proposal_page")
    fill_wage(running, amount, **changes)


def fill_wage(running: Running, amount: str, **changes: str) -> None:
    """Fill in what is asked for a wage, and hand it in."""
    named = {f"amendment_{field}": text for field, text in changes.items()}
    for name, text in (interns.WAGE | {"amendment_value": amount} | named).items():
        running.fill(name, text)
    running.key(ENTER, CONTROL)


def confirm_after_a_slip(qtbot: QtBot, running: Running) -> None:
    """Type nothing as the wage, read what is wrong, and propose the right one."""
    session = running.window._session
    propose_wage(running, "0")
    qtbot.waitUntil(
        lambda: "不能是 0" in running.text("amendment_value_below"), timeout=PATIENCE_MS
    )
    assert session.amendments() == ()
    running.fill("amendment_value", "2,100")
    running.press("propose")
    running.wait_for("amendments")
    assert "仁和区" in running.rows("amendments")[0][0]
    confirm(running)


def confirm(running: Running) -> None:
    """Let the second person confirm; the window is told as where it confirmed itself."""
    confirmed_unseen(running.window._session)
    running.window._changes.law.emit()


def test_interns_are_paid_month_by_month_and_no_month_twice(qtbot: QtBot, running: Running):
    session = running.window._session
    page = begin(qtbot, running)
    give_recognitions(page)
    page.press("step.interns")
    grid = grid_of(page, "interns")
    paste(
        page,
        grid,
        [
            HEADS,
            intern("阿说么约布", PEOPLE[0], "2025-09—2025-12"),
            intern('"=HYPERLINK(""http://x"")"', PEOPLE[1], "2025年12月"),
            intern("罗㛃", WRONG, "2025-12至2026-02"),
        ],
    )
    assert [each.entries["name"] for each in grid.rows()][1] == '=HYPERLINK("http://x")'
    assert page.text("roster_counts") == "共 3 行 · 待补 2 · 未判定 1"
    assert page.outcome() == "unknown"
    assert page.text("finding_why") == "名册 2 行待补：申领月份"
    said = page.said_of_rows()
    assert "第 1 行　申领月份：2025-09—2025-12 没有确认过的最低工资标准" in said
    assert "第 2 行　申领月份：2025-12 没有确认过的最低工资标准" in said

    confirm_after_a_slip(qtbot, running)
    running.press("changes_notice_action")
    page = IntakePage(qtbot, running.window)
    grid = grid_of(page, "interns")
    # 3 × 2100 × 80 % + 2100 × 90 %, and 2100 × 90 %: the base was raised in November.
    assert page.text("roster_counts") == "共 3 行 · 符合 2 · 未判定 1"
    assert page.text("roster_amount") == "合计 9,030.00 元"
    grid.focus_cell(grid.rows()[2].id, "identity")
    type_into_cell(page, PEOPLE[2])
    assert page.text("roster_counts") == "共 3 行 · 符合 3"
    assert page.amount() == "14,700.00"
    number = page.accept()
    (case,) = list_cases(session)
    assert (case.number, case.amount_fen, case.outcome) == (number, 1_470_000, "eligible")
    finding = open_case(session, case.id).case.version.finding
    assert [line["amount"] for line in finding["lines"]] == ["7140.00", "1890.00", "5670.00"]


def test_a_month_of_another_case_is_shown_as_granted(qtbot: QtBot, running: Running):
    session = running.window._session
    interns.confirm(session)
    first = ("2025-09", "", "1,680.00")
    some = "第 1 行　申领月份：2025-10 共 1 个月，1,680.00 元；2025-09 已经发过"
    none = "第 1 行　申领月份：没有可以计发的月份：2025-09—2025-10 已经发过"
    for months, said, amount in (
        first,
        ("2025-09—2025-10", some, "1,680.00"),
        ("2025-09、2025-10", none, "0.00"),
    ):
        page = begin(qtbot, running)
        give_recognitions(page)
        page.press("step.interns")
        paste(page, grid_of(page, "interns"), [HEADS, intern("罗㛃", PEOPLE[0], months)])
        assert (said in page.said_of_rows()) if said else not page.shows("finding_rows")
        assert page.amount() == amount
        page.accept()
    assert sorted(case.amount_fen for case in list_cases(session)) == [0, 168_000, 168_000]


def test_an_intern_is_found_by_the_search_box(qtbot: QtBot, running: Running):
    session = running.window._session
    interns.confirm(session)
    rows = [interns.intern(number, "2025-09") for number in PEOPLE]
    rows[1] = interns.intern(PEOPLE[1], "2025-09", name="罗㛃", unemployed_before="no")
    case = accept(session, interns.draft(session, *rows))
    cases = running.window.pages.cases
    for text in ("罗㛃", PEOPLE[1], PEOPLE[1][-4:]):
        running.key(Qt.Key.Key_F3)
        running.fill("search", text)
        qtbot.waitUntil(
            lambda: cases.model.rowCount() == 1 and cases.model.summary(0).in_roster is not None,
            timeout=PATIENCE_MS,
        )
        words = running.words()
        assert f"名册第 2 行 罗㛃 {PEOPLE[1][:6]}********{PEOPLE[1][-4:]}" in words
        assert PEOPLE[1] not in words.replace(text, "")
        running.fill("search", "")
    running.window.open_case(case.id)
    assert running.text("roster_counts") == "共 3 行 · 符合 2 · 不符合 1"
    assert running.text("roster_line_2").startswith("第 2 行　罗㛃　510402********")
    assert not running.shows("roster_line_1")
    said = [each.text() for each in running.part("roster_lines", QFrame).findChildren(QLabel)]
    assert "未就业、失业：见习前已经就业" in said
    assert not any(number in words for words in said for number in PEOPLE)


def test_of_very_many_open_lines_the_first_are_listed(qtbot: QtBot, running: Running):
    session = running.window._session
    interns.confirm(session)
    people = [identity_number(sequence=number) for number in range(1, 33)]
    rows = [interns.intern(number, "2025-09", unemployed_before="no") for number in people]
    running.window.open_case(accept(session, interns.draft(session, *rows)).id)
    assert running.text("roster_counts") == "共 32 行 · 不符合 32"
    found = running.part("roster_lines", QFrame).findChildren(QLabel)
    listed = [each for each in found if each.objectName().startswith("roster_line_")]
    assert len(listed) == 30
    (rest,) = [each for each in found if each.objectName() == "roster_more"]
    assert "另有 2 行" in rest.text()


def test_all_lines_of_a_case_are_listed_masked_with_their_amounts_and_months(
    qtbot: QtBot, running: Running
):
    session = running.window._session
    interns.confirm(session)
    rows = [interns.intern(number, "2025-09—2025-10") for number in PEOPLE]
    rows[1] = interns.intern(PEOPLE[1], "2025-08—2025-09", name="罗㛃")
    rows[2] = interns.intern(PEOPLE[2], "2025-09", unemployed_before="no")
    running.window.open_case(accept(session, interns.draft(session, *rows)).id)
    running.press("toggle_lines")
    table = running.part("all_lines", RowTable)
    cells = [
        [str(table.model().index(row, column).data()) for column in range(6)] for row in range(3)
    ]
    assert [row[:2] for row in cells] == [["1", "阿说么约布"], ["2", "罗㛃"], ["3", "阿说么约布"]]
    assert [row[2] for row in cells] == [f"{each[:6]}********{each[-4:]}" for each in PEOPLE]
    assert [row[3] for row in cells] == ["符合条件", "符合条件", "不符合"]
    assert cells[0][5] == "计 2/2 个月"
    assert cells[1][5].startswith("计 1/2 个月；")
    assert "2025-08" in cells[1][5]
    sums = [Decimal(row[4].replace(",", "")) for row in cells]
    assert sums[0] == 2 * sums[1] > 0 == sums[2]
    assert table.hasFocus()
    running.key(Qt.Key.Key_Down)
    assert "罗㛃" in running.text("line_in_full")
    running.press("toggle_lines")
    assert not table.isVisible()


def test_a_digit_too_many_is_read_aloud_and_asked_about(qtbot: QtBot, running: Running):
    session = running.window._session
    interns.confirm(session)
    running.window._changes.law.emit()
    propose_wage(running, "23300", **{"from": "2025-01-01"})
    running.wait_for("proposal_notice_action")
    assert running.text("amendment_value_below") == "贰万叁仟叁佰元整"
    said = running.text("proposal_notice_headline")
    assert "23,300.00" in said
    assert "2,100.00" in said
    assert len(session.amendments()) == 1
    running.press("proposal_notice_action")
    running.wait_for("amendments")
    assert len(session.amendments()) == 2


def with_a_month_to_pay(qtbot: QtBot, running: Running) -> IntakePage:
    """A draft that lacks nothing but the minimum wage of its district."""
    page = begin(qtbot, running)
    give_recognitions(page)
    page.press("step.interns")
    paste(page, grid_of(page, "interns"), [HEADS, intern("罗㛃", PEOPLE[0], "2025-09")])
    return page


def test_a_missing_wage_leads_an_administrator_to_its_district_and_back(
    qtbot: QtBot, running: Running
):
    page = with_a_month_to_pay(qtbot, running)
    assert "仁和区" in page.text("settle.minimum_wage")
    assert not page.shows("wage_whom")
    page.press("settle.minimum_wage")
    running.wait_for("proposal_page")
    assert "仁和区" in running.text("proposal_title")
    assert running.focus().objectName() == "amendment_value"
    fill_wage(running, "2100")
    running.wait_for("amendments")
    running.press("changes_notice_action")
    page = IntakePage(qtbot, running.window)
    assert page.shows("settle.minimum_wage")
    confirm(running)
    assert page.amount() == "1,680.00"
    assert not page.shows("settle.minimum_wage")


def test_a_clerk_is_told_whom_to_ask_for_a_missing_wage(
    qtbot: QtBot, running: Running, monkeypatch: pytest.MonkeyPatch
):
    session = running.window._session
    clerk = replace(session.staff, name="沙经办", roles=frozenset({Role.CLERK}))
    monkeypatch.setattr(session, "staff", clerk)
    page = with_a_month_to_pay(qtbot, running)
    assert not page.shows("settle.minimum_wage")
    assert "仁和区" in page.text("wage_whom")
    assert NAME in page.text("wage_whom")
