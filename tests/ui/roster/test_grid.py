"""What stands around the grid: words on the cell of the cursor, the sums, the outcome in view."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.ui.roster import FootWords
from hrdesk.ui.roster.pinned import PinnedNames, PinnedOutcome
from tests.ui.roster.desk import CTRL, KEY, Desk
from tests.ui.roster.sample_roster import SPEC, judged, person, row


@pytest.fixture
def desk(qtbot: QtBot, themed) -> Desk:
    """A row without an error, one with several, one that is refused, one that lacks something."""
    return Desk(
        qtbot,
        (
            person(1),
            person(2, hired_on="2024-02-30", name="古丽巴哈尔·阿卜杜热合曼·买买提明", wage="3万"),
            person(3, hired_on="2019-01-01"),
            person(4, category=""),
        ),
    )


def test_an_error_is_said_in_three_parts(desk: Desk):
    assert desk.grid.focus_cell("r2", "hired_on")
    assert desk.said("roster_remark") == (
        "第 2 行 古丽巴哈尔·阿卜杜热合… 入职日期：没有 2024-02-30 这一天。"
    )
    assert desk.said("roster_remedy") == "对照材料核对月和日。"


def test_what_is_missing_and_what_looks_odd_is_said_too(desk: Desk):
    desk.grid.focus_cell("r4", "category")
    assert desk.said("roster_remark") == "第 4 行 王强4 人员类别：还没有填写。"
    desk.grid.focus_cell("r1", "name")
    assert desk.said("roster_remark") == "第 1 行 王强1 姓名：含有姓名中少见的字符“1”。"


def test_what_is_said_follows_the_text(desk: Desk):
    desk.grid.focus_cell("r2", "wage")
    assert "看不出是多少钱" in desk.said("roster_remark")
    desk.type("3000")
    desk.key(KEY.Key_Down)
    desk.key(KEY.Key_Up)
    assert desk.said("roster_remark") == "第 2 行 古丽巴哈尔·阿卜杜热合… 月工资"


def test_a_long_text_is_shown_whole_below_the_grid(desk: Desk):
    desk.grid.focus_cell("r3", "months")
    assert desk.said("roster_remark") == "第 3 行 王强3 申领月份：2024-03—2024-06"
    desk.go(4, "name")
    assert desk.said("roster_remark").startswith("在这一行输入或粘贴，名册就多一行")


def test_the_outcome_of_the_row_is_said_in_its_column(desk: Desk):
    desk.go(2, "wage")
    desk.key(KEY.Key_Right)
    assert desk.said("roster_remark") == "第 3 行 王强3 结果：不计入 · 不是当年入职"


def test_the_sums_stand_below_the_grid_and_an_amount_only_where_it_is_paid(desk: Desk):
    assert desk.said("roster_counts") == "共 4 行 · 计入 1 · 待定 1 · 不计入 1 · 未判定 1"
    assert desk.said("roster_amount") == "合计 1,680.00 元"
    desk.go(3, "category")
    desk.enter("返乡")
    assert desk.said("roster_amount") == "合计 3,360.00 元"
    desk.grid.show_foot(FootWords("共 4 行 · 计入 2"))
    assert (desk.said("roster_counts"), desk.said("roster_amount")) == ("共 4 行 · 计入 2", "")


def test_a_jump_finds_its_cell_and_says_when_there_is_none(desk: Desk):
    desk.after.setFocus()
    assert desk.grid.focus_cell("r3", "wage")
    assert desk.grid.view.hasFocus()
    assert desk.grid.current_cell() == ("r3", "wage")
    assert not desk.grid.focus_cell("r9", "wage")
    assert desk.grid.current_cell() == ("r3", "wage")
    desk.go(4, "name")
    assert desk.grid.current_cell() is None


def test_a_grid_that_gets_the_focus_begins_at_its_first_cell(qtbot: QtBot, themed):
    desk = Desk(qtbot, ())
    desk.grid.show_rows((person(1),))
    desk.after.setFocus()
    desk.grid.setFocus()
    assert desk.grid.current_cell() == ("r1", "name")


def test_what_is_said_of_a_paste_goes_with_the_next_key(desk: Desk):
    desk.go(4, "person")
    desk.paste("510402199003072000")
    assert "末几位变成了 0" in desk.said("roster_notice_headline")
    assert desk.said("roster_remark") == ""
    desk.key(KEY.Key_Left)
    assert desk.said("roster_notice_headline") == ""
    assert desk.said("roster_remark") != ""


def test_names_are_text_and_never_markup(qtbot: QtBot, themed):
    desk = Desk(qtbot, (row("a", name="<b>王强</b>", hired_on="5"),))
    desk.grid.focus_cell("a", "hired_on")
    assert "<b>王强</b>" in desk.said("roster_remark")
    label = desk.grid.findChild(QLabel, "roster_remark")
    assert label.textFormat() is Qt.TextFormat.PlainText


def pinned(desk: Desk) -> PinnedOutcome:
    return desk.grid.findChild(PinnedOutcome)


@pytest.mark.parametrize("width", [620, 1000])
def test_the_outcome_stays_in_view_and_covers_no_cell_of_the_cursor(desk: Desk, width: int):
    desk.window.resize(width, 500)
    QApplication.processEvents()
    outcome, view = pinned(desk), desk.grid.view
    assert outcome.isVisible()
    for column in SPEC.columns:
        desk.grid.focus_cell("r1", column)
        assert view.visualRect(view.currentIndex()).left() >= 0
        right = view.viewport().x() + view.visualRect(view.currentIndex()).right()
        assert right <= outcome.x(), column
    assert outcome.geometry().right() <= view.viewport().geometry().right()


def names(desk: Desk) -> PinnedNames:
    return desk.grid.findChild(PinnedNames)


@pytest.mark.parametrize("width", [620, 1000])
def test_whose_row_it_is_stays_in_view_and_covers_no_cell_of_the_cursor(desk: Desk, width: int):
    desk.window.resize(width, 500)
    QApplication.processEvents()
    pane, view = names(desk), desk.grid.view
    assert not pane.isVisible()
    for column in reversed(SPEC.columns):
        desk.grid.focus_cell("r1", column)
        left = view.viewport().x() + view.visualRect(view.currentIndex()).left()
        assert not pane.isVisible() or left >= pane.geometry().right(), column
    desk.grid.focus_cell("r1", "wage")
    assert pane.isVisible()
    assert pane.x() == view.viewport().x()
    shown = [n for n in range(desk.grid.model.columnCount()) if not pane.isColumnHidden(n)]
    assert shown == [0, 1]
    assert pane.rowViewportPosition(3) == view.rowViewportPosition(3)
    desk.key(KEY.Key_Return)
    assert desk.cursor == (1, "name")
    assert not pane.isVisible()


def test_a_name_that_is_clicked_stays_there_and_what_is_typed_is_seen(desk: Desk):
    desk.window.resize(620, 500)
    desk.grid.focus_cell("r1", "wage")
    pane, bar = names(desk), desk.grid.view.horizontalScrollBar()
    before = bar.value()
    place = pane.visualRect(desk.grid.model.place_of("r3", "name")).center()
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.cursor == (2, "name")
    assert bar.value() == before > 0
    desk.type("李四")
    assert bar.value() == 0
    assert not pane.isVisible()
    desk.key(KEY.Key_Return)
    assert desk.texts("name")[2] == "李四"


def test_a_name_opens_by_a_double_click_and_a_number_chooses_its_row(desk: Desk):
    desk.window.resize(620, 500)
    desk.grid.focus_cell("r1", "wage")
    pane = names(desk)
    place = pane.visualRect(desk.grid.model.index(1, 0)).center()
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.isVisible()
    assert desk.copied().startswith("古丽巴哈尔")
    place = pane.visualRect(desk.grid.model.place_of("r3", "name")).center()
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert not pane.isVisible()


def test_where_all_columns_fit_the_outcome_takes_the_rest(desk: Desk):
    desk.window.resize(1800, 500)
    QApplication.processEvents()
    assert not pinned(desk).isVisible()
    header = desk.grid.view.horizontalHeader()
    assert header.length() == desk.grid.view.viewport().width()


def test_the_outcome_scrolls_with_the_rows_and_a_click_chooses_its_row(qtbot: QtBot, themed):
    desk = Desk(qtbot, tuple(person(n) for n in range(100)))
    outcome, view = pinned(desk), desk.grid.view
    desk.go(80, "name")
    assert outcome.verticalScrollBar().value() == view.verticalScrollBar().value() > 0
    outcome.verticalScrollBar().setValue(0)
    assert view.verticalScrollBar().value() == 0
    QTest.mouseClick(outcome.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 3 * 36 + 10))
    assert desk.cursor == (3, "")


def test_a_state_from_outside_leaves_an_open_editor_alone(desk: Desk):
    desk.go(0, "wage")
    desk.type("12")
    again = judged(desk.grid.rows()[0])
    desk.grid.show_states({"r1": replace(again, words="计入")})
    desk.type("34")
    desk.key(KEY.Key_Return)
    assert desk.texts("wage")[0] == "1234"


def test_the_keys_reach_the_grid_after_undoing_everything(desk: Desk):
    desk.go(4, "name")
    desk.paste("甲\n乙\n")
    desk.key(KEY.Key_Z, held=CTRL)
    assert len(desk.grid.rows()) == 4
    assert desk.cursor == (4, "name")
    desk.enter("丙")
    assert desk.texts("name")[4] == "丙"
