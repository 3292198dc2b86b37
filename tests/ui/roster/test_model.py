"""The rows behind the grid: raw text, stable ids, exact undo, and only what changed repainted."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from hrdesk.domain.roster import RosterRow
from hrdesk.ui.roster.model import FIRST, RosterModel
from tests.ui.roster.sample_roster import COLUMNS, SPEC, judged, person, row, spec_with, states

NAME, PERSON, CATEGORY, PROVED, PROOF, HIRED, MONTHS, WAGE = range(FIRST, FIRST + len(COLUMNS))


def model_with(*rows: RosterRow, most: int = 100) -> RosterModel:
    """A model whose new rows are called n0, n1, …"""
    numbers = count()
    model = RosterModel(spec_with(most), lambda: f"n{next(numbers)}")
    model.show_rows(rows)
    return model


def put(model: RosterModel, place: int, column: int, text: str) -> None:
    assert model.setData(model.index(place, column), text)


def heard(model: RosterModel) -> list[tuple[str, ...]]:
    said: list[tuple[str, ...]] = []
    model.edited.connect(said.append)
    return said


def ids(model: RosterModel) -> list[str]:
    return [each.id for each in model.rows()]


def test_a_cell_holds_exactly_what_was_typed(qapp):
    model = model_with(row("a"))
    said = heard(model)
    for text in ("  王 强 ", '=HYPERLINK("x")', "5.10402E+17", "一\n二"):
        put(model, 0, NAME, text)
        assert model.rows()[0].entries == {"name": text}
    assert said == [("a",)] * 4


def test_the_same_text_again_is_no_change(qapp):
    model = model_with(row("a", name="王强"))
    said = heard(model)
    put(model, 0, NAME, "王强")
    assert said == []


def test_choices_are_stored_as_codes(qapp):
    model = model_with(row("a"))
    put(model, 0, CATEGORY, "返乡农民工")
    put(model, 0, PROVED, "是")
    assert model.rows()[0].entries == {"category": "returning_migrant", "proved": "yes"}
    assert [model.index(0, n).data() for n in (CATEGORY, PROVED)] == ["返乡农民工", "是"]


def test_a_blank_row_is_always_there_and_becomes_a_row_when_something_is_typed(qapp):
    model = model_with()
    cursor = QPersistentModelIndex(model.index(0, NAME))
    assert (model.rowCount(), model.rows()) == (1, ())
    put(model, 0, NAME, "王强")
    assert (model.rowCount(), model.rows()) == (2, (row("n0", name="王强"),))
    assert (cursor.row(), cursor.column()) == (0, NAME)
    model.steps.undo()
    assert (model.rowCount(), model.rows()) == (1, ())
    assert cursor.row() == 0


def test_a_full_roster_takes_no_further_row(qapp):
    model = model_with(row("a", name="王强"), most=1)
    assert not model.index(1, NAME).flags() & Qt.ItemFlag.ItemIsEditable
    model.insert_row(0)
    assert ids(model) == ["a"]


def test_a_column_is_asked_for_only_where_it_matters(qapp):
    model = model_with(person(1, proved="yes"), person(2, proved="no"))
    assert not model.applies(0, PROOF), "nothing is known of a row before it is read"
    model.show_states(states(model.rows()))
    assert [model.applies(place, PROOF) for place in range(3)] == [True, False, False]
    assert not model.index(1, PROOF).flags() & Qt.ItemFlag.ItemIsEditable
    assert model.index(1, PROOF).data() == "—"


def test_only_rows_whose_state_differs_are_painted_anew(qapp):
    model = model_with(*(person(n) for n in range(5)))
    model.show_states(states(model.rows()))
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    model.show_states(states(model.rows()))
    assert painted == []
    model.show_states({"r3": judged(person(3, hired_on="2019-01-01"))})
    assert painted == [(3, 3)]
    assert model.index(3, model.outcome).data() == "不计入 · 不是当年入职"


def test_a_cell_says_in_short_what_is_wrong_in_it(qapp):
    wrong = person(1, hired_on="2024-02-30", category="退休", proof="", proved="yes")
    model = model_with(wrong)
    model.show_states(states(model.rows()))
    tips = [model.index(0, n).data(Qt.ItemDataRole.ToolTipRole) for n in (HIRED, CATEGORY, PROOF)]
    assert (tips[0], tips[2]) == ("没有 2024-02-30 这一天。", "还没有填写。")
    assert tips[1].startswith("填的内容不在选项中，可以填的是：就业困难人员、")
    looks = [model.look(0, n) for n in (HIRED, CATEGORY, PROOF, WAGE)]
    assert [(look.tone, look.ground) for look in looks] == [
        ("unmet", "unmet_wash"),
        ("unmet", "unmet_wash"),
        ("text", "unknown_wash"),
        ("text", "paper"),
    ]


def test_the_outcome_has_the_signs_of_the_finding_panel(qapp):
    rows = (
        person(1),
        person(2, hired_on="2019-01-01"),
        person(3, category=""),
        person(4, person="5"),
        row("blank"),
    )
    model = model_with(*rows)
    model.show_states(states(rows))
    looks = [model.look(place, model.outcome) for place in range(6)]
    assert [look.icon for look in looks] == ["met", "unmet", "unknown", "error", "", ""]
    assert looks[3].text == "未判定"


def test_amounts_dates_and_months_are_sorted_by_value_texts_by_text(qapp):
    rows = (
        row("a", wage="9,000.00", hired_on="2024.3.2", months="2024-10", category="unemployed"),
        row("b", wage="10000", hired_on="2024-03-01", months="2024-02—2024-04"),
        row("c", wage="3万", hired_on="20240301", months="看不懂", category="hardship"),
        row("d"),
        row("e", wage="500", hired_on="2023年12月31日", months="2024年3月", category="退休"),
    )
    model = model_with(*rows)

    def order(column: int, *, descending: bool = False) -> str:
        model.sort_rows(column, descending=descending)
        return "".join(ids(model))

    assert order(WAGE) == "eabcd"
    assert order(WAGE, descending=True) == "cbaed"
    model.show_rows(rows)
    assert order(HIRED) == "ebcad"
    assert order(MONTHS) == "beacd"
    model.show_rows(rows)
    assert order(CATEGORY) == "caebd"


def test_rows_are_sorted_by_their_outcome_what_hinders_first(qapp):
    rows = (
        person(1),
        row("blank"),
        person(2, hired_on="2019-01-01"),
        person(3, category=""),
        person(4, person="5"),
    )
    model = model_with(*rows)
    model.show_states(states(rows))
    model.sort_rows(model.outcome, descending=False)
    assert ids(model) == ["r4", "r2", "r3", "r1", "blank"]


def test_sorting_keeps_each_row_with_its_entries_and_moves_the_cursor_along(qapp):
    rows = tuple(person(n, wage=str(9000 - n)) for n in range(20))
    model = model_with(*rows)
    said = heard(model)
    cursor = QPersistentModelIndex(model.index(3, WAGE))
    blank = QPersistentModelIndex(model.index(20, NAME))
    model.sort_rows(WAGE, descending=False)
    assert {each.id: each for each in model.rows()} == {each.id: each for each in rows}
    assert (ids(model)[cursor.row()], blank.row()) == ("r3", 20)
    assert said == [()]
    model.steps.undo()
    assert model.rows() == rows
    assert cursor.row() == 3


def test_what_is_shown_anew_cannot_be_undone(qapp):
    model = model_with(row("a", name="王强"))
    put(model, 0, NAME, "罗㛃")
    model.show_rows((row("b", name="别的草稿"),))
    model.steps.undo()
    assert ids(model) == ["b"]


def test_a_place_of_a_cell_is_found_by_ids(qapp):
    model = model_with(person(1), person(2))
    place = model.place_of("r2", "wage")
    assert (place.row(), place.column()) == (1, WAGE)
    assert not model.place_of("r3", "wage").isValid()
    assert not model.place_of("r2", "wages").isValid()


def test_every_column_has_its_title(qapp):
    model = model_with()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert titles == ["#", *(column.label for column in SPEC.columns.values()), "结果"]


PLACES = st.integers(0, 6)
TEXTS = st.sampled_from(["", "王强", "返乡", "是", "2024-03-01", "一\n二"])
COLUMN_IDS = st.sampled_from(list(SPEC.columns))
ACTS = st.one_of(
    st.tuples(
        st.just("change_cells"),
        st.dictionaries(PLACES, st.dictionaries(COLUMN_IDS, TEXTS, max_size=2), max_size=3),
    ),
    st.tuples(st.just("delete_rows"), st.sets(PLACES, max_size=3)),
    st.tuples(st.just("insert_row"), PLACES),
    st.tuples(st.just("sort_rows"), st.integers(0, WAGE + 1)),
)


def act(model: RosterModel, name: str, what: object) -> None:
    """Do one act; a row is put in where there is one."""
    if name == "sort_rows":
        model.sort_rows(what, descending=bool(what % 2))
    elif name == "insert_row":
        model.insert_row(min(what, len(model.rows())))
    else:
        getattr(model, name)(what)


class Unnumbered(RosterModel):
    """A model without the numbers of its rows: Qt's tester takes a new number for a new row."""

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return super().data(index, role) if index.column() >= FIRST else None


@given(st.lists(ACTS, max_size=12))
def test_undo_restores_every_state_exactly_and_redo_comes_back(acts):
    numbers = count()
    model = Unnumbered(SPEC, lambda: f"n{next(numbers)}")
    model.show_rows((person(1), person(2, wage="1"), row("blank")))
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    stood = [model.rows()]
    for name, what in acts:
        act(model, name, what)
        assert model.rowCount(QModelIndex()) == len(model.rows()) + 1
        assert len(set(ids(model))) == len(model.rows())
        if model.rows() != stood[-1]:
            stood.append(model.rows())
    for rows in stood[-2::-1]:
        model.steps.undo()
        assert model.rows() == rows
    for rows in stood[1:]:
        model.steps.redo()
        assert model.rows() == rows
    assert tester.model() is model


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_with_nothing_to_take_back_nothing_happens(qapp, name: str):
    model = model_with(person(1))
    getattr(model.steps, name)()
    assert ids(model) == ["r1"]
