"""A roster among the fields of a form: into it and out of it, and to what settles its rows."""

from collections.abc import Iterator, Mapping, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.tasks import Tasks
from tests.hires import hire
from tests.journeys.intake_page import IntakeDesk, IntakePage
from tests.people import identity_number
from tests.services import insured, interns

ENTER, TAB, F6 = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_F6
LOAN = "startup_loan_firm"
PEOPLE = [identity_number(sequence=number) for number in (11, 22, 33, 44)]
WRONG = PEOPLE[3][:-1] + ("0" if PEOPLE[3][-1] != "0" else "1")


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[IntakeDesk]:
    with IntakeDesk(qtbot, session, tasks, changes) as opened_here:
        yield opened_here


def rows_text(roster: str, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What a draft keeps of rows, with the ids r1, r2 and so on."""
    made = tuple(RosterRow(f"r{n}", dict(row)) for n, row in enumerate(rows, 1))
    return {ROSTER_PREFIX + roster: roster_text(made)}


def grid_of(page: IntakePage, roster: str) -> RosterGrid:
    return page.view.findChild(RosterGrid, f"roster_grid.{roster}")


def stops(page: IntakePage, grid: RosterGrid, count: int) -> list[tuple[str, str] | None]:
    """Where F6 leads, so many times."""
    found = []
    for _ in range(count):
        page.press_key(F6)
        assert grid.isAncestorOf(page.focus())
        found.append(grid.current_cell())
    return found


@pytest.mark.parametrize("key", [ENTER, TAB])
def test_the_field_above_a_roster_leads_into_it(desk: IntakeDesk, key: Qt.Key):
    page = desk.open({"staff": "20"}, measure=LOAN)
    page.go_to("staff")
    grid = grid_of(page, "hires")
    last = page.view.state.shown_keys(1)[-1]
    page.view.go_to(last)
    page.press_key(key)
    assert grid.view.hasFocus()


def test_enter_in_the_blank_row_goes_on_to_the_next_roster_and_step(desk: IntakeDesk):
    page = desk.open(rows_text("hires", [hire(name="罗㛃", identity=PEOPLE[0])]), measure=LOAN)
    page.go_to("staff")
    grid = grid_of(page, "hires")
    grid.view.go_to(1, 1)
    grid.view.setFocus()
    place = page.view._wizard.place
    page.press_key(ENTER)
    assert page.view._wizard.place == place + 1


def test_a_step_with_a_roster_alone_opens_in_it(desk: IntakeDesk):
    page = desk.open(interns.entries(), measure=interns.MEASURE)
    page.press("step.interns")
    grid = grid_of(page, "interns")
    assert grid.view.hasFocus()


def test_each_open_row_of_interns_is_reached_by_f6_and_by_its_sentence(
    desk: IntakeDesk, session: Session
):
    interns.confirm(session)
    rows = [
        interns.intern(PEOPLE[0], "2025-09", graduated_on=""),
        interns.intern(PEOPLE[1], "2025-09"),
        interns.intern(WRONG, "2025-09"),
        interns.intern(PEOPLE[2], "2025-09", graduated_on="", unemployed_before=""),
    ]
    page = desk.open({**interns.entries(), **rows_text("interns", rows)}, measure=interns.MEASURE)
    page.press("step.interns")
    grid = grid_of(page, "interns")
    # The step opens at what is wrong, which hinders acceptance, and F6 goes on from there.
    assert grid.current_cell() == ("r3", "identity")
    r4 = [("r4", "unemployed_before"), ("r4", "graduated_on")]
    found = stops(page, grid, 4)
    assert found[:2] == r4 or found[:2] == r4[::-1]
    assert found[2:] == [("r1", "graduated_on"), ("r3", "identity")]
    grid.focus_cell("r2", "name")
    assert stops(page, grid, 1) == [("r3", "identity")]
    grid.focus_cell("r1", "name")
    page.press("go.interns:r1:graduated_on")
    assert grid.current_cell() == ("r1", "graduated_on")
    assert grid.view.hasFocus()
    page.press("go.interns:r3:identity")
    assert grid.current_cell() == ("r3", "identity")


def test_a_row_that_is_not_judged_says_which_cell_is_wrong_and_how(
    desk: IntakeDesk, session: Session
):
    interns.confirm(session)
    rows = [interns.intern(WRONG, "2025-09"), interns.intern(PEOPLE[0], "九月")]
    page = desk.open({**interns.entries(), **rows_text("interns", rows)}, measure=interns.MEASURE)
    page.press("step.interns")
    model = grid_of(page, "interns").model
    outcome, months = (model.look(n, model.outcome).text for n in range(2))
    assert outcome.startswith("未判定：身份证号")
    assert "校验码" in outcome
    assert months.startswith("未判定：申领月份")
    assert "第 1 行　身份证号：校验码" in page.said_of_rows()
    assert page.text("roster_counts") == "共 2 行 · 未判定 2"


def test_months_of_a_person_that_are_not_known_are_reached_one_after_the_other(desk: IntakeDesk):
    rows = [
        insured.person(insured.HARDSHIP, PEOPLE[0], "2025-01—2025-03", on_time=""),
        insured.person(insured.HARDSHIP, PEOPLE[1], "2025-01—2025-03", pension=""),
    ]
    entries = {**insured.ENTRIES[insured.HARDSHIP], **rows_text("people", rows)}
    page = desk.open(entries, measure=insured.HARDSHIP)
    page.press("step.people")
    grid = grid_of(page, "people")
    assert {row for row, _ in stops(page, grid, 2)} == {"r1", "r2"}


def test_who_stands_twice_is_told_so_in_both_rows_with_the_number_of_the_other(desk: IntakeDesk):
    hires = [
        hire(name="罗㛃", identity=PEOPLE[0]),
        hire(name="阿说么约布", identity=PEOPLE[1]),
        hire(name="罗㛃", identity=PEOPLE[0].lower()),
    ]
    page = desk.open({"staff": "20", **rows_text("hires", hires)}, measure=LOAN)
    page.go_to("staff")
    grid = grid_of(page, "hires")

    def said(row_id: str) -> str:
        grid.focus_cell(row_id, "identity")
        return page.part("roster_remark", QLabel).text()

    assert "第 3 行也是这个人，先算排在前面的这一行" in said("r1")
    assert "第 1 行也是这个人，先算排在最前面的一行" in said("r3")
    assert "也是这个人" not in said("r2")
    grid.focus_cell("r1", "identity")
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    assert "也是这个人" not in said("r3")


class TestWholeWidth:
    """F8 gives a roster the whole width; what the panel says stands below it meanwhile."""

    KEY = Qt.Key.Key_F8
    ROWS = rows_text("hires", [hire(name="罗㛃", identity=PEOPLE[0])])

    def wide(self, page: IntakePage) -> bool:
        return not page.view.findChild(QWidget, "finding").isVisible()

    def test_it_is_wider_says_the_finding_and_comes_back_by_the_same_key(self, desk: IntakeDesk):
        page = desk.open(self.ROWS, measure=LOAN)
        page.go_to("staff")
        grid = grid_of(page, "hires")
        before, said = grid.width(), page.view.findChild(QLabel, "folded_finding")
        grid.view.setFocus()
        page.press_key(self.KEY)
        page.qtbot.waitUntil(lambda: grid.width() > before + 300)
        assert self.wide(page)
        assert grid.view.hasFocus()
        outcome = page.view.findChild(QLabel, "finding_outcome").text()
        assert outcome
        assert said.text().startswith(outcome)
        page.press_key(self.KEY)
        page.qtbot.waitUntil(lambda: grid.width() == before)
        assert not self.wide(page)
        assert not said.text()

    def test_it_holds_for_steps_with_a_roster_and_for_the_next_draft(self, desk: IntakeDesk):
        page = desk.open(self.ROWS, measure=LOAN)
        page.press_key(self.KEY)
        assert not self.wide(page)
        page.go_to("staff")
        page.press("roster_width")
        assert self.wide(page)
        page.press(f"step.{page.view.state.pages[0][0]}")
        assert not self.wide(page)
        page.go_to("staff")
        assert self.wide(page)
        other = desk.open(self.ROWS, measure=LOAN)
        other.go_to("staff")
        assert self.wide(other)
        other.press("unfold_panel")
        assert not self.wide(other)

    def test_what_is_said_below_changes_with_each_keystroke(self, desk: IntakeDesk):
        page = desk.open(self.ROWS, measure=LOAN)
        page.go_to("staff")
        page.press_key(self.KEY)
        said = page.view.findChild(QLabel, "folded_finding")
        before = said.text()
        grid_of(page, "hires").model.change_cells({0: {"identity": WRONG}})
        assert "还没有判定" in said.text() != before
