"""The months of one person: filled along, other where they differ, pasted, undone as one row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hrdesk.domain.dates import Month
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.rosters import read_row, row_facts
from hrdesk.ui.roster import JudgedRow
from hrdesk.ui.roster.model import FIRST, RosterModel
from hrdesk.ui.roster.month_model import MonthModel
from tests.people import identity_number
from tests.shipped import policy
from tests.ui.roster.desk import CTRL, KEY, SHIFT, Desk

ROSTER = policy().forms["social_insurance_subsidy"].rosters["people"]
TODAY = date(2026, 3, 18)
ANNE, BERT = identity_number(sequence=11), identity_number(sequence=22)
COLUMNS = ("pension", "medical", "unemployment", "on_time")
HEADS = "姓名\t身份证号\t申领月份\t养老\t医疗\t失业\t按时足额"


def person(row_id: str = "r1", **changes: str) -> RosterRow:
    entries = {
        "name": "阿说么约布",
        "identity": ANNE,
        "months": "2025-01—2025-04",
        "pension": "700",
        "medical": "300",
        "unemployment": "20",
        "on_time": "yes",
        **changes,
    }
    return RosterRow(row_id, {key: text for key, text in entries.items() if text})


def state(row: RosterRow) -> JudgedRow:
    return JudgedRow(read_row(ROSTER, row, TODAY), None, "")


class MonthsDesk(Desk):
    """A grid with the months below it; every row is read as the form reads it."""

    def _judge(self, row_ids: tuple[str, ...]) -> None:
        self.grid.show_states({row.id: state(row) for row in self.grid.rows()})

    @property
    def pane(self):
        return self.grid._months

    def at(self, month: int, column: str) -> None:
        """Put the cursor into a cell of the months."""
        self.pane.view.setFocus()
        self.pane.view.go_to(month, FIRST + list(self.pane.model.spec.columns).index(column))

    def shown(self, column: str) -> list[str]:
        """What a column of the months shows."""
        return [row.entries.get(column, "") for row in self.pane.model.rows()]

    def entries(self, place: int = 0) -> dict[str, str]:
        return dict(self.grid.rows()[place].entries)


@pytest.fixture
def desk(qtbot, themed) -> MonthsDesk:
    return MonthsDesk(qtbot, (person(), person("r2", identity=BERT, name="罗㛃")), ROSTER)


def test_months_show_what_the_row_holds_and_open_by_a_key(desk: MonthsDesk):
    assert not desk.pane.is_open
    desk.key(KEY.Key_F7)
    assert desk.pane.view.hasFocus()
    assert desk.shown("month") == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert desk.shown("pension") == ["700"] * 4
    desk.key(KEY.Key_Escape)
    assert desk.grid.view.hasFocus()
    assert not desk.pane.is_open


def test_a_month_gets_an_amount_of_its_own_and_gives_it_back(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(2, "pension")
    desk.enter("750")
    assert desk.entries()["pension@2025-03"] == "750"
    assert desk.shown("pension") == ["700", "700", "750", "700"]
    assert desk.grid.model.look(0, FIRST + list(ROSTER.columns).index("pension")).text == (
        "700 另1月"
    )
    desk.at(2, "pension")
    desk.key(KEY.Key_Delete)
    assert "pension@2025-03" not in desk.entries()
    assert desk.shown("pension") == ["700"] * 4


def test_a_new_amount_is_filled_to_the_last_month_and_undone_as_one_step(desk: MonthsDesk):
    before = desk.grid.rows()
    desk.key(KEY.Key_F7)
    desk.at(1, "pension")
    desk.enter("750")
    desk.at(1, "pension")
    desk.key(KEY.Key_D, held=CTRL | SHIFT)
    assert desk.shown("pension") == ["700", "750", "750", "750"]
    desk.key(KEY.Key_Z, held=CTRL)
    assert desk.shown("pension") == ["700", "750", "700", "700"]
    desk.key(KEY.Key_Z, held=CTRL)
    assert desk.grid.rows() == before
    desk.key(KEY.Key_Y, held=CTRL)
    assert desk.shown("pension") == ["700", "750", "700", "700"]


def test_a_late_month_is_marked_by_one_letter(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(0, "on_time")
    desk.enter("n")
    assert desk.entries()["on_time@2025-01"] == "no"
    assert [row.entries["on_time"] for row in desk.pane.model.rows()] == ["no", "yes", "yes", "yes"]


def test_a_block_from_a_spreadsheet_goes_into_the_months_with_their_titles(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(0, "month")
    desk.paste("月份\t养老\t医疗\n2025-03\t750\t310\n2025年5月\t760\t320\n")
    assert desk.shown("month") == [f"2025-0{n}" for n in (1, 2, 3, 4, 5)]
    assert desk.shown("pension") == ["700", "700", "750", "700", "760"]


def test_amounts_alone_are_pasted_beside_their_months(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(1, "pension")
    desk.paste("750\t310\t21\n760\t320\t22\n")
    assert desk.shown("pension") == ["700", "750", "760", "700"]
    assert desk.shown("unemployment") == ["20", "21", "22", "20"]


def test_what_is_no_month_is_named_and_not_taken(desk: MonthsDesk):
    before = desk.grid.rows()
    desk.key(KEY.Key_F7)
    desk.at(4, "month")
    desk.enter("2025-13")
    assert desk.grid.rows() == before
    notice = [each.text() for each in desk.grid.findChildren(QLabel) if each.isVisible()]
    assert any("2025-13" in text for text in notice)


def test_a_month_is_added_and_another_taken_out(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(4, "month")
    desk.enter("2025-06")
    assert desk.entries()["months"] == "2025-01—2025-04、2025-06"
    assert desk.shown("pension") == ["700"] * 5
    desk.at(1, "pension")
    desk.key(KEY.Key_Delete, held=CTRL)
    assert desk.entries()["months"] == "2025-01、2025-03—2025-04、2025-06"


def test_a_wrong_amount_is_said_at_its_month_and_marks_the_row(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(2, "medical")
    desk.enter("3l0")
    desk.at(2, "medical")
    assert "2025-03 医疗" in desk.said("roster_remark")
    place = FIRST + list(desk.pane.model.spec.columns).index("medical")
    assert desk.pane.model.look(2, place).tone == "unmet"
    assert desk.pane.model.look(1, place).tone == "text_soft"
    assert desk.grid.model.look(0, FIRST + list(ROSTER.columns).index("medical")).tone == "unmet"


def test_the_months_follow_the_cursor_from_person_to_person(desk: MonthsDesk):
    desk.key(KEY.Key_F7)
    desk.at(0, "pension")
    desk.key(KEY.Key_PageDown, held=CTRL)
    assert desk.said("months_who") == "第 2 行 罗㛃"
    assert desk.pane.view.hasFocus()
    desk.key(KEY.Key_PageUp, held=CTRL)
    desk.key(KEY.Key_PageUp, held=CTRL)
    assert desk.said("months_who") == "第 1 行 阿说么约布"


def test_the_panel_leads_to_a_cell_of_the_months(desk: MonthsDesk):
    assert desk.grid.focus_cell("r2", "pension@2025-02")
    assert desk.pane.view.hasFocus()
    assert desk.said("months_who") == "第 2 行 罗㛃"
    assert desk.pane.model.row(desk.pane.view.currentIndex().row()).id == "2025-02"


def test_a_list_of_person_months_becomes_one_row_for_each_person(qtbot, themed):
    desk = MonthsDesk(qtbot, (person(months="2025-01"),), ROSTER)
    desk.go(1, "name")
    desk.paste(
        f"{HEADS}\n"
        f"阿说么约布\t{ANNE}\t2025-02\t700\t300\t20\t是\n"
        f"阿说么约布\t{ANNE}\t2025-03\t750\t300\t20\t否\n"
        f"罗㛃\t{BERT.lower()}\t202501\t710\t300\t20\t是\n"
        f"罗㛃\t{BERT}\t2025-02\t710\t300\t20\t是\n"
        f"罗㛃\t{BERT}\t2025-03\t720\t300\t20\t是\n"
    )
    assert desk.grid.rows()[0].id == "r1"
    assert desk.texts("months") == ["2025-01—2025-03", "2025-01—2025-03"]
    anne, bert = desk.entries(0), desk.entries(1)
    assert (anne["pension"], anne["pension@2025-03"], anne["on_time@2025-03"]) == (
        "700",
        "750",
        "no",
    )
    assert (bert["pension"], bert["pension@2025-03"]) == ("710", "720")
    assert not [key for key in bert if "@" in key and key != "pension@2025-03"]
    desk.key(KEY.Key_Z, held=CTRL)
    assert desk.texts("months") == ["2025-01"]


def test_a_list_with_a_month_of_somebody_twice_stays_as_it_is(qtbot, themed):
    desk = MonthsDesk(qtbot, (), ROSTER)
    line = f"罗㛃\t{BERT}\t2025-01\t710\t300\t20\t是\n"
    desk.paste(f"{HEADS}\n{line}{line}")
    assert desk.texts("months") == ["2025-01", "2025-01"]


def test_a_pasted_month_that_is_blank_stays_blank_and_gets_no_other_months_amount(qtbot, themed):
    desk = MonthsDesk(qtbot, (), ROSTER)
    desk.paste(
        f"{HEADS}\n罗㛃\t{BERT}\t2025-01\t710\t300\t20\t是\n罗㛃\t{BERT}\t2025-02\t\t300\t20\t\n"
    )
    desk.key(KEY.Key_F7)
    assert desk.texts("months") == ["2025-01—2025-02"]
    assert desk.shown("pension") == ["710", ""]
    assert desk.shown("on_time") == ["yes", ""]
    assert desk.shown("medical") == ["300", "300"]
    given_to_rule = row_facts(ROSTER, state(desk.grid.rows()[0]).reading)["months"]
    assert "pension" in given_to_rule[0]
    assert "pension" not in given_to_rule[1]


def test_a_pasted_list_with_two_names_of_one_number_stays_as_it_is(qtbot, themed):
    desk = MonthsDesk(qtbot, (), ROSTER)
    lines = [
        f"{name}\t{BERT}\t2025-0{n}\t710\t300\t20\t是" for n, name in ((1, "罗㛃"), (2, "钱二"))
    ]
    desk.paste("\n".join([HEADS, *lines]))
    assert desk.texts("name") == ["罗㛃", "钱二"]


TEXTS = st.sampled_from(["", "700", "750", "7l0", "1,000.5"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 3), st.sampled_from(COLUMNS[:3]), TEXTS),
        st.tuples(st.just("add"), st.integers(5, 9)),
        st.tuples(st.just("remove"), st.integers(0, 3)),
    ),
    max_size=8,
)


@given(ACTS)
def test_what_the_months_show_is_what_the_rule_gets_and_undo_restores(acts):
    people = RosterModel(ROSTER)
    people.show_rows((person(), person("r2", identity=BERT)))
    months = MonthModel(people, people.monthly)
    months.follow("r1")
    before = people.rows()
    for act, *what in acts:
        if act == "type":
            place, column, text = what
            months.change_cells({place: {column: text}})
        elif act == "add":
            months.change_cells({len(months.rows()): {"month": str(Month(2025, what[0]))}})
        else:
            months.delete_rows([what[0]])
    row = people.rows()[0]
    reading = read_row(ROSTER, row, TODAY)
    assert row.id == "r1"
    assert people.rows()[1] is before[1]
    if reading.judged and months.rows():
        given_to_rule = row_facts(ROSTER, reading)["months"]
        alone = {
            key: text
            for each in months.rows()
            for key, text in [
                ("months", "、".join(m.id for m in months.rows())),
                *((f"{c}@{each.id}", each.entries.get(c, "")) for c in COLUMNS),
            ]
        }
        typed = read_row(ROSTER, RosterRow("x", alone), TODAY)
        assert row_facts(ROSTER, typed)["months"] == given_to_rule
    for _ in range(len(acts)):
        people.steps.undo()
    assert people.rows() == before
    assert [each.id for each in months.rows()] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert Qt.ItemFlag.ItemIsEditable in months.flags(months.index(0, FIRST + 1))
