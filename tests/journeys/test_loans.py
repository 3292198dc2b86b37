"""Loans at the counter: a person who starts a business, a firm that hires."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.drafts import open_draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.tasks import Tasks
from tests.agency import AGENCY
from tests.hires import as_listed, hire
from tests.journeys.intake_page import IntakeDesk, IntakePage
from tests.patience import PATIENCE_MS
from tests.people import identity_number
from tests.shipped import book

RECEIVED = {"received": "2026-03-18"}
FIRM = {
    **AGENCY,
    "staff": "20",
    "assets": "6200000.00",
    "requested": "3000000.00",
}
MATERIALS = {
    f"material.{each}": "copy"
    for each in (
        "business_licence",
        "agency_licence",
        "staff_roster",
        "contracts",
        "qualifications",
    )
}
PEOPLE = [identity_number(sequence=number) for number in (11, 22, 33)]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[IntakeDesk]:
    with IntakeDesk(qtbot, session, tasks, changes) as opened_here:
        yield opened_here


def grid_of(page: IntakePage, roster: str) -> RosterGrid:
    return page.view.findChild(RosterGrid, f"roster_grid.{roster}")


def paste(page: IntakePage, *hires: dict[str, str]) -> RosterGrid:
    """Paste hires from a spreadsheet with their titles into the roster, at its first cell."""
    page.go_to("staff")
    grid = grid_of(page, "hires")
    QApplication.clipboard().setText("\r\n".join(as_listed(hires)) + "\r\n")
    grid.view.setFocus()
    grid.view.go_to(0, 1)
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return grid


def small_share():
    """The share in percent that a firm of this size needs on the day of receipt."""
    received = date.fromisoformat(RECEIVED["received"])
    return book().parameter("startup_loan_firm.small_share", received).value


def type_into_cell(page: IntakePage, text: str) -> None:
    """Type over the cell of the cursor: the first key opens its editor, which gets the others."""
    for character in text:
        QTest.keyClicks(page.focus(), character)
    QTest.keyClick(page.focus(), Qt.Key.Key_Return)


def test_a_person_qualifies_and_is_paid_nothing(qtbot: QtBot, desk: IntakeDesk, session: Session):
    page = desk.open({}, measure="startup_loan_individual")
    page.enter_all(
        {
            **RECEIVED,
            "name": "吉克伍呷木",
            "identity": PEOPLE[0],
            "phone": "13900000000",
            "loan_category": "returning_entrepreneur",
            "qualified_seen": "yes",
            "qualified_number": "虚构证明第2号",
            "qualified_on": "2026-03-18",
            "self_employed": "yes",
            "requested": "200000",
            "material.identity_card": "seen",
            "material.qualification": "copy",
            "material.business_licence": "copy",
        }
    )
    assert page.outcome() == "met"
    assert page.text("finding_outcome") == "资格符合"
    assert page.amount() == "200,000.00"
    assert "不发放补贴" in page.text("finding_amount_words")
    number = page.accept()
    (case,) = list_cases(session)
    assert (case.number, case.amount_fen, case.outcome) == (number, None, "eligible")


def test_a_firm_with_a_pasted_roster_reaches_the_ratio(
    qtbot: QtBot, desk: IntakeDesk, session: Session
):
    page = desk.open({}, measure="startup_loan_firm")
    page.enter_all({**RECEIVED, **FIRM, **MATERIALS})
    assert page.conditions()["hiring_ratio"] == "unmet"
    wrong = PEOPLE[2][:-1] + ("0" if PEOPLE[2][-1] != "0" else "1")
    grid = paste(
        page,
        hire(name="阿说么约布", identity=PEOPLE[0]),
        hire(name='"=HYPERLINK(""http://x"")"', identity=wrong),
        hire(name="罗㛃", identity=PEOPLE[1], certificate=""),
    )
    assert [each.entries["name"] for each in grid.rows()][1] == '=HYPERLINK("http://x")'
    # The row with a wrong number is not judged: it counts neither for nor against.
    assert page.conditions()["hiring_ratio"] == "unmet"
    assert page.condition_words("hiring_ratio").startswith(f"1/20 = 5.00% ＜ {small_share()}%")
    assert page.text("roster_counts") == "共 3 行 · 计入 1 · 待补 1 · 未判定 1"
    assert (page.outcome(), page.shows("finding_not_judged")) == ("unmet", True)
    page.enter("staff", "13")
    assert page.conditions()["hiring_ratio"] == "missing"
    assert "第 3 行得到证明则 2/13" in page.condition_words("hiring_ratio")
    assert not page.view.state.judged.acceptable
    (way,) = [each for each in page.ways() if each.startswith("hires:")]
    page.press(f"settle.{way}")
    assert grid.current_cell() == (grid.rows()[2].id, "certificate")
    type_into_cell(page, "XG3")
    assert page.conditions()["hiring_ratio"] == "met"
    grid.focus_cell(grid.rows()[1].id, "identity")
    type_into_cell(page, PEOPLE[2])
    assert grid.rows()[1].entries["identity"] == PEOPLE[2]
    assert page.text("roster_counts") == "共 3 行 · 计入 3"
    assert (page.outcome(), page.shows("finding_not_judged")) == ("met", False)
    page.accept()
    (case,) = list_cases(session)
    assert (case.applicant_name, case.amount_fen) == (FIRM["agency_name"], None)
    finding = open_case(session, case.id).case.version.finding
    assert [line["outcome"] for line in finding["lines"]] == ["eligible"] * 3


def test_a_roster_is_kept_with_its_draft(qtbot: QtBot, desk: IntakeDesk, session: Session):
    page = desk.open({}, measure="startup_loan_firm")
    broken = {"name": "张三", "identity": "不是号码"}
    grid = paste(page, hire(name="阿说么约布", identity=PEOPLE[0]), broken)
    draft_id = desk.draft_id

    def is_kept() -> bool:
        return "roster.hires" in open_draft(session, draft_id).entries

    qtbot.waitUntil(is_kept, timeout=PATIENCE_MS)
    again = desk.open_again(draft_id)
    again.go_to("staff")
    assert grid_of(again, "hires").rows() == grid.rows()


def test_a_long_roster_is_pasted_and_judged_while_the_window_lives(
    qtbot: QtBot, desk: IntakeDesk, session: Session
):
    page = desk.open({}, measure="startup_loan_firm")
    page.enter_all({**RECEIVED, **FIRM, **MATERIALS, "staff": "900"})
    people = [identity_number(sequence=number) for number in range(1, 131)]
    grid = paste(page, *(hire(name="阿说么约布", identity=person) for person in people))
    assert len(grid.rows()) == len(people)
    # Until they are judged nothing of the sort is claimed; a case is accepted on what is judged.
    assert page.view.state.has_much_to_judge
    qtbot.waitUntil(lambda: page.text("roster_counts").endswith("计入 130"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.outcome() == "met", timeout=PATIENCE_MS)
    page.accept()
    (case,) = list_cases(session)
    assert case.outcome == "eligible"


def test_a_long_roster_that_is_accepted_at_once_is_judged_first(
    qtbot: QtBot, desk: IntakeDesk, session: Session
):
    page = desk.open({}, measure="startup_loan_firm")
    page.enter_all({**RECEIVED, **FIRM, **MATERIALS, "staff": "900"})
    people = [identity_number(sequence=number) for number in range(1, 131)]
    rows = [hire(name="阿说么约布", identity=person) for person in people]
    wrong = people[-1][:-1] + ("0" if people[-1][-1] != "0" else "1")
    paste(page, *rows[:-1], hire(name="罗㛃", identity=wrong))
    assert page.view.state.has_much_to_judge
    page.view.accept()
    assert not page.view.state.judged.acceptable
    assert list_cases(session) == ()
    assert page.text("roster_counts").endswith("未判定 1")


def test_the_review_sums_up_the_roster_and_leads_to_what_is_wrong_in_it(desk: IntakeDesk):
    page = desk.open({}, measure="startup_loan_firm")
    page.enter_all({**RECEIVED, **FIRM, **MATERIALS})
    wrong = PEOPLE[2][:-1] + ("0" if PEOPLE[2][-1] != "0" else "1")
    grid = paste(
        page, hire(name="阿说么约布", identity=PEOPLE[0]), hire(name="罗㛃", identity=wrong)
    )
    page.press("step.review")
    assert page.text("roster.hires") == "共 2 行 · 计入 1 · 未判定 1"
    assert page.text("review_not_judged") == page.text("finding_not_judged")
    page.part("open_roster.hires", QPushButton).setFocus()
    page.press_key(Qt.Key.Key_Space)
    assert grid.isVisible()
    assert grid.current_cell() == (grid.rows()[1].id, "identity")
    type_into_cell(page, PEOPLE[2])
    page.press("step.review")
    assert page.text("roster.hires") == "共 2 行 · 计入 2"
    assert not page.shows("review_not_judged")
    page.press("open_roster.hires")
    assert grid.current_cell() == (grid.rows()[0].id, "name")
    assert grid.view.hasFocus()


def test_the_review_leads_into_a_roster_that_is_still_empty(desk: IntakeDesk):
    page = desk.open({**RECEIVED, **FIRM}, measure="startup_loan_firm")
    page.press("step.review")
    assert page.text("roster.hires") == "共 0 行"
    page.press("open_roster.hires")
    assert grid_of(page, "hires").view.hasFocus()
