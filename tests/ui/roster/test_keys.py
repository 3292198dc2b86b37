"""The manners of a spreadsheet, by the keys and the clipboard of a real window."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import SHARED_FIXTURES
from tests.ui.roster.desk import ALT, CTRL, KEY, NONE, SHIFT, Desk
from tests.ui.roster.sample_roster import SPEC, person, row, spec_with


@pytest.fixture
def desk(qtbot: QtBot, themed) -> Desk:
    """Three rows without an error; the first asks for the number of a proof."""
    return Desk(qtbot, (person(1, proved="yes", proof="甲"), person(2), person(3)))


@pytest.fixture
def blank(qtbot: QtBot, themed) -> Desk:
    """A roster without rows."""
    return Desk(qtbot, ())


# ---- moving ----


def test_enter_goes_over_what_is_not_asked_and_on_to_the_next_row(desk: Desk):
    stops = []
    for _ in range(9):
        stops.append(desk.cursor)
        desk.key(KEY.Key_Return)
    asked = [key for key in SPEC.columns if key != "proof"]
    assert stops == [*((0, key) for key in SPEC.columns), (1, "name")]
    desk.go(1, "name")
    for key in asked:
        assert desk.cursor == (1, key)
        desk.key(KEY.Key_Tab)
    assert desk.cursor == (2, "name")


def test_shift_tab_goes_back_over_the_beginning_of_a_row(desk: Desk):
    desk.go(2, "name")
    desk.key(KEY.Key_Backtab, held=SHIFT)
    assert desk.cursor == (1, "wage")
    desk.go(1, "hired_on")
    desk.key(KEY.Key_Backtab, held=SHIFT)
    assert desk.cursor == (1, "proved")


def test_tab_past_the_last_cell_and_escape_leave_the_grid(desk: Desk):
    desk.go(3, "wage")
    desk.key(KEY.Key_Tab)
    assert not desk.grid.view.hasFocus()
    desk.grid.setFocus()
    desk.go(0, "name")
    desk.key(KEY.Key_Backtab, held=SHIFT)
    assert desk.before.hasFocus()
    desk.grid.setFocus()
    desk.key(KEY.Key_Escape)
    assert not desk.grid.view.hasFocus()


def test_enter_leaves_the_grid_in_the_first_cell_of_the_blank_row_and_behind_its_last(desk: Desk):
    left: list[tuple[int, str]] = []
    desk.grid.finished.connect(lambda: left.append(desk.cursor))
    desk.go(2, "wage")
    desk.key(KEY.Key_Return)
    assert (desk.cursor, left) == ((3, "name"), [])
    desk.key(KEY.Key_Return)
    desk.go(3, "wage")
    desk.key(KEY.Key_Return)
    assert left == [(3, "name"), (3, "wage")]
    desk.go(3, "name")
    desk.key(KEY.Key_Tab)
    assert desk.cursor == (3, "person")


def test_arrows_move_and_never_stop_at_the_numbers(desk: Desk):
    desk.key(KEY.Key_Down, KEY.Key_Right, KEY.Key_Right, KEY.Key_Left, KEY.Key_Up)
    assert desk.cursor == (0, "person")
    desk.key(KEY.Key_Left, KEY.Key_Left, KEY.Key_Home)
    assert desk.cursor == (0, "name")


# ---- typing ----


def test_a_person_is_typed_with_enter_alone(blank: Desk):
    blank.enter("王强", "510402199003072218", "返乡", "是", "攀1号", "2024-3-1", "", "3500")
    assert blank.cursor == (1, "name")
    assert [dict(each.entries) for each in blank.grid.rows()] == [
        {
            "name": "王强",
            "person": "510402199003072218",
            "category": "returning_migrant",
            "proved": "yes",
            "proof": "攀1号",
            "hired_on": "2024-3-1",
            "wage": "3500",
        }
    ]
    assert len(blank.edited) == 7


def test_typing_replaces_what_stands_and_f2_adds_to_it(desk: Desk):
    desk.enter("李")
    desk.go(1, "name")
    desk.key(KEY.Key_F2)
    desk.type("甲")
    desk.key(KEY.Key_Tab)
    assert desk.texts("name") == ["李", "王强2甲", "王强3"]


def test_what_the_input_method_composes_lands_whole_in_the_cell(desk: Desk):
    for event in (QInputMethodEvent("wang", []), QInputMethodEvent("wang q", [])):
        QApplication.sendEvent(QApplication.focusWidget(), event)
    commit = QInputMethodEvent()
    commit.setCommitString("王强")
    QApplication.sendEvent(QApplication.focusWidget(), commit)
    desk.type("甲")
    desk.key(KEY.Key_Return)
    assert desk.texts("name")[0] == "王强甲"


def test_escape_drops_what_was_typed(desk: Desk):
    desk.type("李")
    desk.key(KEY.Key_Escape)
    assert desk.texts("name")[0] == "王强1"
    assert desk.cursor == (0, "name")
    assert desk.grid.view.hasFocus()


def test_up_and_down_take_what_was_typed_and_go_there(desk: Desk):
    desk.type("李")
    desk.key(KEY.Key_Down)
    desk.type("赵")
    desk.key(KEY.Key_Up)
    assert desk.texts("name") == ["李", "赵", "王强3"]
    assert desk.cursor == (0, "name")


def test_leaving_by_the_mouse_takes_what_was_typed(desk: Desk):
    desk.type("李")
    place = desk.grid.view.visualRect(desk.grid.model.place_of("r3", "person")).center()
    QTest.mouseClick(desk.grid.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.texts("name")[0] == "李"
    assert desk.cursor == (2, "person")


def test_looking_into_a_cell_of_several_lines_does_not_change_it(qtbot: QtBot, themed):
    desk = Desk(qtbot, (row("a", name="王强\n王刚"),))
    desk.key(KEY.Key_F2, KEY.Key_Return)
    assert desk.texts("name") == ["王强\n王刚"]
    assert desk.edited == []


def test_a_cell_that_is_not_asked_for_cannot_be_typed_into(desk: Desk):
    desk.go(1, "proof")
    desk.type("5")
    assert desk.texts("proof")[1] == ""
    assert desk.said("roster_remark").endswith("这一行不需要填写这一栏")


def test_a_shortcut_of_the_window_does_not_take_the_keys_of_the_grid(desk: Desk):
    pressed: list[str] = []
    for keys in ("F2", "Ctrl+D", "Esc", "Ctrl+Z"):
        shortcut = QShortcut(QKeySequence(keys), desk.window)
        shortcut.activated.connect(lambda keys=keys: pressed.append(keys))
    desk.go(1, "name")
    desk.key(KEY.Key_D, held=CTRL)
    desk.key(KEY.Key_F2)
    desk.key(KEY.Key_Escape)
    assert pressed == []
    assert desk.texts("name")[1] == "王强1"


# ---- choices and months ----


def choices(desk: Desk) -> QListWidget:
    return desk.window.findChild(QListWidget, "cell_choices")


def listed(desk: Desk) -> list[str]:
    shown = choices(desk)
    return [shown.item(n).text() for n in range(shown.count())] if shown.isVisible() else []


def test_typing_narrows_the_choices_and_enter_takes_the_last_that_is_left(desk: Desk):
    desk.go(0, "category")
    desk.type("登")
    assert listed(desk) == ["登记失业人员", "登记失业高校毕业生"]
    desk.type("记失业高")
    assert listed(desk) == ["登记失业高校毕业生"]
    desk.key(KEY.Key_Return)
    assert desk.texts("category")[0] == "unemployed_graduate"
    assert desk.cursor == (0, "proved")
    assert choices(desk) is None or not choices(desk).isVisible()


@pytest.mark.parametrize("opening", [(KEY.Key_F2, NONE), (KEY.Key_Down, ALT)])
def test_a_list_opens_at_the_choice_that_stands_and_arrows_choose(desk: Desk, opening):
    desk.go(0, "category")
    desk.key(opening[0], held=opening[1])
    assert len(listed(desk)) == 5
    assert choices(desk).currentItem().text() == "返乡农民工"
    desk.key(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert desk.texts("category")[0] == "hardship"


def test_what_names_no_choice_alone_is_kept_as_typed_and_shown_as_wrong(desk: Desk):
    for text in ("登记", "退休"):
        desk.go(0, "category")
        desk.enter(text)
        assert desk.texts("category")[0] == text
        assert desk.grid.model.look(0, 3).tone == "unmet"


def test_a_choice_is_taken_by_the_mouse(desk: Desk):
    desk.go(0, "category")
    desk.key(KEY.Key_F2)
    shown = choices(desk)
    place = shown.visualItemRect(shown.item(4)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.texts("category")[0] == "graduate"


def test_a_choice_is_taken_back_by_an_empty_line(desk: Desk):
    desk.go(0, "category")
    desk.key(KEY.Key_F2, KEY.Key_Backspace, KEY.Key_Return)
    assert desk.texts("category")[0] == ""


def test_looking_at_the_choices_changes_nothing(desk: Desk):
    desk.go(0, "category")
    desk.key(KEY.Key_F2, KEY.Key_Return)
    desk.go(0, "category")
    desk.key(KEY.Key_F2, KEY.Key_Down, KEY.Key_Escape)
    assert desk.edited == []


def test_months_are_typed_as_text(desk: Desk):
    desk.go(0, "months")
    desk.enter("2024-03—2024-06、2024-08")
    assert desk.texts("months")[0] == "2024-03—2024-06、2024-08"


def month_fields(desk: Desk) -> list[QDateEdit]:
    return [desk.grid.findChild(QDateEdit, name) for name in ("months_from", "months_to")]


def test_months_are_chosen_from_and_to_at_the_cell(desk: Desk):
    desk.go(0, "months")
    desk.key(KEY.Key_Down, held=ALT)
    first, last = month_fields(desk)
    assert [field.text() for field in (first, last)] == ["2024-03", "2024-06"]
    QTest.keyClick(first, KEY.Key_Up)
    QTest.keyClick(last, KEY.Key_Up)
    QTest.keyClick(last, KEY.Key_Up)
    QTest.keyClick(last, KEY.Key_Return)
    assert desk.texts("months")[0] == "2024-04—2024-08"
    assert not first.isVisible()


def test_the_last_month_goes_along_with_the_first(desk: Desk):
    desk.go(3, "months")
    desk.key(KEY.Key_Down, held=ALT)
    first, last = month_fields(desk)
    QTest.keyClick(first, KEY.Key_Up)
    assert last.text() == "2024-02"
    QTest.keyClick(last, KEY.Key_Down)
    assert first.text() == "2024-01"
    QTest.keyClick(first, KEY.Key_Return)
    assert desk.texts("months")[3] == "2024-01"


@pytest.mark.parametrize("written", ["2024-03,2024-05", "2024-03—2024-04、2024-08", "2024-03"])
@pytest.mark.parametrize("leaving", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Escape])
def test_looking_at_the_months_changes_nothing(desk: Desk, written: str, leaving):
    desk.go(0, "months")
    desk.enter(written)
    desk.edited.clear()
    desk.go(0, "months")
    desk.key(KEY.Key_Down, held=ALT)
    first, _last = month_fields(desk)
    QTest.keyClick(first, leaving)
    assert not first.isVisible()
    assert desk.texts("months")[0] == written
    assert desk.edited == []


def test_months_with_gaps_say_that_a_range_fills_them(desk: Desk):
    desk.go(0, "months")
    desk.enter("2024-03,2024-05")
    desk.go(0, "months")
    desk.key(KEY.Key_Down, held=ALT)
    assert "2024-03、2024-05" in desk.said("months_gaps")
    take = desk.grid.findChild(QPushButton, "months_take")
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    assert desk.texts("months")[0] == "2024-03、2024-05"
    desk.key(KEY.Key_Down, held=ALT)
    _first, last = month_fields(desk)
    QTest.keyClick(last, KEY.Key_Up)
    QTest.keyClick(last, KEY.Key_Return)
    assert desk.texts("months")[0] == "2024-03—2024-06"
    desk.key(KEY.Key_Down, held=ALT)
    assert desk.said("months_gaps") == ""


def test_an_empty_cell_takes_the_month_that_is_offered(desk: Desk):
    desk.go(3, "months")
    desk.key(KEY.Key_Down, held=ALT)
    QTest.mouseClick(desk.grid.findChild(QPushButton, "months_take"), Qt.MouseButton.LeftButton)
    assert desk.texts("months")[3] == "2024-01"


def test_a_double_click_opens_a_cell(desk: Desk):
    view, model = desk.grid.view, desk.grid.model
    for column, kind in (("months", QDateEdit), ("name", QLineEdit), ("category", QLineEdit)):
        place: QPoint = view.visualRect(model.place_of("r2", column)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        focus = QApplication.focusWidget()
        assert isinstance(focus, kind), column
        QTest.keyClick(focus, KEY.Key_Escape)


# ---- blocks ----


def test_a_block_is_copied_as_text_with_tabs(desk: Desk):
    desk.go(0, "category")
    desk.select(down=1, right=1)
    assert desk.copied() == "返乡农民工\t是\n返乡农民工\t否\n"


def test_a_block_from_a_spreadsheet_adds_the_rows_that_it_needs(desk: Desk):
    desk.go(2, "name")
    desk.paste('李四\t51\r\n"赵五\n（曾用名 赵武）"\t52\r\n=HYPERLINK("x")\t5.10402E+17\r\n')
    assert desk.texts("name")[2:] == ["李四", "赵五\n（曾用名 赵武）", '=HYPERLINK("x")']
    assert desk.texts("person")[2:] == ["51", "52", "5.10402E+17"]
    assert len(desk.edited) == 1
    assert desk.said("roster_notice_headline").count("科学计数法") == 1
    assert desk.grid.model.look(4, 2).tone == "unmet"


def test_a_block_with_titles_finds_its_columns(blank: Desk):
    blank.go(0, "wage")
    blank.paste("人员类别\t姓名\r\n高校毕业生\t王强\r\n退休\t罗㛃\r\n")
    assert blank.texts("name") == ["王强", "罗㛃"]
    assert blank.texts("category") == ["graduate", "退休"]


def test_one_value_is_pasted_all_over_the_selection(desk: Desk):
    desk.go(0, "hired_on")
    desk.select(down=2)
    desk.paste("2024-05-06\r\n")
    assert desk.texts("hired_on") == ["2024-05-06"] * 3


def test_rows_past_the_most_are_left_out_and_said(qtbot: QtBot, themed):
    desk = Desk(qtbot, (person(1),), spec_with(3))
    desk.go(1, "name")
    desk.paste("甲\n乙\n丙\n丁\n")
    assert desk.texts("name") == ["王强1", "甲", "乙"]
    assert "最后 2 行没有放进来" in desk.said("roster_notice_headline")
    desk.go(3, "name")
    desk.type("戊")
    assert len(desk.grid.rows()) == 3


def test_an_empty_clipboard_changes_nothing(desk: Desk):
    QApplication.clipboard().clear()
    desk.key(KEY.Key_V, held=CTRL)
    assert desk.edited == []


def test_ctrl_d_fills_the_selection_from_its_first_row_and_one_cell_from_above(desk: Desk):
    desk.go(0, "proof")
    desk.select(down=2)
    desk.key(KEY.Key_D, held=CTRL)
    assert desk.texts("proof") == ["甲"] * 3
    desk.go(3, "category")
    desk.key(KEY.Key_D, held=CTRL)
    assert desk.texts("category")[3] == "returning_migrant"
    desk.go(0, "name")
    desk.key(KEY.Key_D, held=CTRL)
    assert desk.texts("name")[0] == "王强1"


def test_delete_clears_and_ctrl_x_takes_along(desk: Desk):
    desk.go(0, "name")
    desk.select(down=3, right=1)
    desk.key(KEY.Key_Delete)
    assert desk.texts("name") == desk.texts("person") == ["", "", ""]
    desk.key(KEY.Key_Z, held=CTRL)
    desk.go(1, "name")
    desk.key(KEY.Key_X, held=CTRL)
    assert QApplication.clipboard().text() == "王强2"
    assert desk.texts("name") == ["王强1", "", "王强3"]


# ---- rows ----


def test_rows_are_deleted_and_inserted_by_keys_and_by_buttons(desk: Desk):
    desk.go(0, "person")
    desk.select(down=1)
    desk.key(KEY.Key_Delete, held=CTRL)
    assert [each.id for each in desk.grid.rows()] == ["r3"]
    assert desk.cursor == (0, "person")
    desk.key(KEY.Key_Insert, held=CTRL)
    assert (desk.texts("name"), desk.cursor) == (["", "王强3"], (0, "name"))
    for name in ("roster_add", "roster_delete", "roster_delete"):
        QTest.mouseClick(desk.grid.findChild(object, name), Qt.MouseButton.LeftButton)
    assert desk.texts("name") == ["王强3"]
    desk.go(1, "name")
    desk.key(KEY.Key_Insert, held=CTRL)
    desk.key(KEY.Key_Delete, held=CTRL)
    assert desk.texts("name") == ["王强3"]


def test_a_click_on_a_number_chooses_the_whole_row(desk: Desk):
    place = desk.grid.view.visualRect(desk.grid.model.index(1, 0)).center()
    QTest.mouseClick(desk.grid.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.copied().split("\t")[-1] == "3500.00"
    desk.key(KEY.Key_Delete)
    assert desk.grid.rows()[1].entries == {}


def test_every_act_is_one_step_back_and_forth(desk: Desk):
    desk.grid.view.setFocus()
    stood = [desk.grid.rows()]

    def done() -> None:
        assert desk.grid.rows() != stood[-1]
        stood.append(desk.grid.rows())

    desk.enter("李四")
    done()
    desk.go(1, "name")
    desk.paste("甲\t1\n乙\t2\n丙\t3\n丁\t4\n")
    done()
    desk.go(0, "hired_on")
    desk.select(down=3)
    desk.key(KEY.Key_D, held=CTRL)
    done()
    desk.key(KEY.Key_Delete)
    done()
    desk.go(0, "name")
    desk.key(KEY.Key_Up, held=ALT | SHIFT)
    done()
    desk.key(KEY.Key_Delete, held=CTRL)
    done()
    desk.key(KEY.Key_Insert, held=CTRL)
    done()
    for rows in stood[-2::-1]:
        desk.key(KEY.Key_Z, held=CTRL)
        assert desk.grid.rows() == rows
    for rows in stood[1:]:
        desk.key(KEY.Key_Y, held=CTRL)
        assert desk.grid.rows() == rows


def test_a_click_on_a_title_sorts_and_a_second_one_turns_the_order(qtbot: QtBot, themed):
    desk = Desk(qtbot, tuple(person(n, wage=wage) for n, wage in enumerate(("900", "8,000", "10"))))
    header = desk.grid.view.horizontalHeader()
    wage = 8
    place = QPoint(header.sectionViewportPosition(wage) + 20, header.height() // 2)
    if place.x() > header.width():
        desk.go(0, "wage")
        place = QPoint(header.sectionViewportPosition(wage) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.texts("wage") == ["10", "900", "8,000"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.texts("wage") == ["8,000", "900", "10"]
    assert [each.id for each in desk.grid.rows()] == ["r1", "r0", "r2"]
    desk.key(KEY.Key_Z, held=CTRL)
    desk.key(KEY.Key_Z, held=CTRL)
    assert desk.texts("wage") == ["900", "8,000", "10"]


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)
FREE = ("name", "person")


@settings(suppress_health_check=SHARED_FIXTURES, max_examples=40)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4))
def test_what_is_copied_and_pasted_is_the_same(desk: Desk, cells):
    texts = [("起", "始"), *cells]
    desk.grid.show_rows(tuple(row(str(n), name=a, person=b) for n, (a, b) in enumerate(texts)))
    desk.go(0, "name")
    desk.select(down=len(cells), right=1)
    desk.key(KEY.Key_C, held=CTRL)
    desk.go(len(texts), "name")
    desk.key(KEY.Key_V, held=CTRL)
    pasted = [tuple(each.entries.get(key, "") for key in FREE) for each in desk.grid.rows()]
    kept = [*texts, *texts]
    while kept[-1] == ("", "") and len(kept) > len(texts):
        kept.pop()
    assert pasted == kept


# ---- number and outcome are not for writing ----


@pytest.mark.parametrize("column", ["number", "outcome"])
@pytest.mark.parametrize(
    ("key", "held"),
    [(KEY.Key_V, CTRL), (KEY.Key_X, CTRL), (KEY.Key_Delete, NONE), (KEY.Key_D, CTRL)],
)
def test_beside_the_texts_nothing_is_changed_and_it_is_said(desk: Desk, column: str, key, held):
    before = desk.grid.rows()
    desk.grid.view.go_to(1, 0 if column == "number" else desk.grid.model.outcome)
    QApplication.clipboard().setText("2024-05")
    desk.key(key, held=held)
    assert desk.grid.rows() == before
    assert "什么也没有改" in desk.said("roster_notice_headline")


def test_a_list_with_titles_is_taken_in_wherever_the_cursor_stands(desk: Desk):
    desk.grid.view.go_to(3, desk.grid.model.outcome)
    desk.paste("姓名\t身份证号\n王强\t51\n")
    assert desk.texts("name")[3] == "王强"


def test_a_whole_row_is_emptied_with_its_number_and_outcome(desk: Desk):
    desk.grid.view.selectRow(1)
    desk.key(KEY.Key_Delete)
    assert desk.texts("name")[1] == ""
