"""Editors hold raw text: by keys, by mouse, by the input method, and give it back unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.ui.intake.choice_editors import (
    ButtonsEditor,
    ComboEditor,
    code_buttons,
    material_buttons,
    yes_no_buttons,
)
from hrdesk.ui.intake.editors import Editor, LineEditor
from tests.journeys.pages import type_text
from tests.ui.intake.sample_form import FEW, LONG, MANY, ROLES


def shown(qtbot: QtBot, editor: Editor) -> tuple[Editor, list[str]]:
    """Show an editor with the focus; the list collects what it says was edited."""
    qtbot.addWidget(editor)
    heard: list[str] = []
    editor.edited.connect(heard.append)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.take_cursor()
    return editor, heard


@pytest.mark.parametrize(
    ("key", "code"), [(Qt.Key.Key_Y, "yes"), (Qt.Key.Key_N, "no"), (Qt.Key.Key_Space, "")]
)
def test_a_fact_has_three_values_each_with_a_key(qtbot: QtBot, themed, key: Qt.Key, code: str):
    editor, _heard = shown(qtbot, yes_no_buttons("sure"))
    for before in ("yes", "no", ""):
        editor.show_text(before)
        QTest.keyClick(editor, key)
        assert editor.text() == code
        assert editor.findChild(QPushButton, f"sure={code}").isChecked()


def test_figures_choose_and_a_second_press_says_nothing(qtbot: QtBot, themed):
    editor, heard = shown(qtbot, code_buttons("few", FEW))
    QTest.keyClick(editor, Qt.Key.Key_2)
    QTest.keyClick(editor, Qt.Key.Key_2)
    QTest.keyClick(editor, Qt.Key.Key_3)
    assert heard == ["b"]
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert heard == ["b", ""]


def test_arrows_go_round_the_choices(qtbot: QtBot, themed):
    editor, heard = shown(qtbot, code_buttons("few", FEW))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(editor, key)
    assert heard == ["a", "b", "a", "b"]


def put_into(qtbot: QtBot, editor: Editor, width: int) -> QWidget:
    """Give an editor a width, and the height for which it then asks; keep what it stands in."""
    holder = QWidget()
    qtbot.addWidget(holder)
    editor.setParent(holder)
    holder.resize(width, 400)
    holder.show()
    editor.resize(width, 400)
    editor.show()
    QApplication.processEvents()
    editor.resize(width, editor.sizeHint().height())
    QApplication.processEvents()
    return holder


WIDTHS = (40, 90, 180, 285, 594)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("choices", [FEW, LONG, ROLES], ids=["few", "long", "roles"])
def test_no_choice_is_cut_at_any_width(qtbot: QtBot, themed, choices, width: int):
    editor = code_buttons("any", choices)
    for button in editor.findChildren(QPushButton):
        button.setChecked(True)
    _holder = put_into(qtbot, editor, width)
    for button in editor.findChildren(QPushButton):
        words = button.fontMetrics().size(0, button.text())
        assert words.width() <= max(button.width() - 16, 16)
        assert words.height() <= button.height()


def test_choices_stand_in_as_many_columns_as_there_is_room_for(qtbot: QtBot, themed):
    editor = code_buttons("any", ROLES)
    columns = []
    for width in (594, 285, 120):
        holder = put_into(qtbot, editor, width)
        columns.append(len({button.x() for button in editor.findChildren(QPushButton)}))
        editor.setParent(None)
        holder.close()
    assert columns == [4, 2, 1]


def test_the_three_answers_stand_side_by_side_in_a_third_of_a_row(qtbot: QtBot, themed):
    editor, _heard = shown(qtbot, yes_no_buttons("sure"))
    editor.resize(180, editor.sizeHint().height())
    QApplication.processEvents()
    assert len({button.y() for button in editor.findChildren(QPushButton)}) == 1


@pytest.mark.parametrize(
    "make", [code_buttons, material_buttons, lambda key, _choices: yes_no_buttons(key)]
)
def test_figures_choose_in_every_row_of_buttons(qtbot: QtBot, themed, make):
    editor, heard = shown(qtbot, make("any", FEW))
    QTest.keyClick(editor, Qt.Key.Key_2)
    QTest.keyClick(editor, Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    names = [button.objectName() for button in editor.findChildren(QPushButton)]
    assert heard == [name.removeprefix("any=") for name in (names[1], names[0])]


def test_enter_goes_on_and_chooses_nothing(qtbot: QtBot, themed):
    for editor in (
        code_buttons("few", FEW),
        ComboEditor("many", MANY),
        LineEditor("name", figures=False),
        material_buttons("material.card", FEW),
    ):
        widget, heard = shown(qtbot, editor)
        with qtbot.waitSignal(editor.stepped):
            QTest.keyClick(widget.focusProxy() or widget, Qt.Key.Key_Return)
        assert heard == []


@pytest.mark.parametrize("make", [code_buttons, ComboEditor])
def test_a_kept_text_that_is_no_choice_is_held(qtbot: QtBot, themed, make):
    editor, _heard = shown(qtbot, make("few", FEW))
    editor.show_text("former")
    assert editor.text() == "former"
    assert not any(button.isChecked() for button in editor.findChildren(QPushButton))


def test_a_combo_chooses_by_keys_and_the_wheel_leaves_it_alone(qtbot: QtBot, themed):
    editor, heard = shown(qtbot, ComboEditor("many", MANY))
    combo = editor.findChild(QComboBox, "many")
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert heard[-1] == editor.text() == "c1"


def test_what_the_program_writes_can_be_taken_back(qtbot: QtBot, themed):
    editor, heard = shown(qtbot, LineEditor("date", figures=True))
    line = editor.findChild(QLineEdit, "date")
    type_text(line, "2024年6月30日")
    editor.show_text("2024-06-30")
    assert heard[-1] == "2024年6月30日"
    line.undo()
    assert editor.text() == "2024年6月30日"


def test_the_cursor_stands_behind_rare_characters(qtbot: QtBot, themed):
    editor = LineEditor("name", figures=False)
    editor.show_text("𠅤𬭎")
    editor, _heard = shown(qtbot, editor)
    type_text(editor.findChild(QLineEdit), "强")
    assert editor.text() == "𠅤𬭎强"


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=80))
def test_a_line_gives_back_what_it_was_given(qapp, text: str):
    editor = LineEditor("any", figures=False)
    editor.show_text(text)
    assert editor.text() == text


@given(st.text(max_size=10))
def test_a_choice_gives_back_what_it_was_given(qapp, text: str):
    editor: ButtonsEditor = code_buttons("few", FEW)
    editor.show_text(text)
    assert editor.text() == text
