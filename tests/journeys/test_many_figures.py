"""With 300 parameters and 71 questions an administrator finds one by a few keys."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.rules import registry
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.places import LAW
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, opened, type_text
from tests.patience import PATIENCE_MS
from tests.services.many_figures import PARAMETERS, QUESTIONS, let_many_hold

ENTER, F3, F6, F8 = Qt.Key.Key_Return, Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_F8
#: The five districts and the two days of the document stand among the parameters.
LISTED = PARAMETERS - 1 + 5 + 2
NONE = Qt.KeyboardModifier.NoModifier
#: Value, first day, clause, document, day of issue, where it lies.
NEW_VALUE = (
    "1200",
    "2026-07-01",
    "三（九）",
    "攀人社发〔2026〕12号",
    "2026-02-10",
    "2026年收文第12号",
)


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[Screen]:
    """The window at 政策标准, with the grown pack."""
    with pytest.MonkeyPatch.context() as patch:
        let_many_hold(session, patch)
        window = MainWindow(session, tasks, changes)
        screen = opened(qtbot, window)
        window.go_to(LAW)
        screen.wait_for("parameters")
        yield screen
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible() and not tasks.is_busy())
    # Only now nobody finds a grown measure any more, which the next test would find again.
    registry.find_measure.cache_clear()


def rows(desk: Screen, table: str = "parameters") -> int:
    return desk.part(table, QAbstractItemView).model().rowCount()


def look_for(desk: Screen, text: str, found: int, table: str = "parameters") -> None:
    """Type into the search box and go on to what was found."""
    desk.key(F3)
    desk.fill("search", text)
    desk.qtbot.waitUntil(lambda: rows(desk, table) == found, timeout=PATIENCE_MS)
    desk.key(ENTER)


def test_one_figure_of_three_hundred_is_found_by_a_few_words(desk: Screen):
    assert desk.text("parameter_count").startswith(f"{LISTED} 项标准")
    look_for(desk, "吸纳 第201项", 2)
    desk.key(ENTER)
    desk.wait_for("proposal_page")
    assert "第201项" in desk.text("proposal_title")


class Hands:
    """Two hands on the keyboard, that never wait and count what they press."""

    def __init__(self, desk: Screen) -> None:
        self.desk, self.keys, self.letters = desk, 0, 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that moves or acts."""
        self.desk.key(key, modifier)
        self.keys += 1

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        line = self.desk.focus()
        assert isinstance(line, QLineEdit), "the cursor stands in no field"
        type_text(line, text)
        self.letters += len(text)


def test_an_administrator_finds_and_changes_one_figure_by_keys_alone(desk: Screen, record_property):
    """The time is that of the program alone; a person types some four letters in a second."""
    hands, begun = Hands(desk), time.perf_counter()
    hands.press(F3)
    hands.type("第202项")
    desk.qtbot.waitUntil(lambda: rows(desk) == 2, timeout=PATIENCE_MS)
    hands.press(ENTER)
    hands.press(ENTER)
    desk.wait_for("proposal_page")
    for place, text in enumerate(NEW_VALUE):
        if place:
            hands.press(ENTER)
        hands.type(text)
    hands.press(ENTER, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("amendments")
    seconds = time.perf_counter() - begun
    record_property("keys", hands.keys)
    record_property("letters", hands.letters)
    record_property("seconds", round(seconds, 2))
    print(f"{hands.keys} keys, {hands.letters} letters, {seconds:.2f} s of the program")
    assert (hands.keys, hands.letters) == (9, sum(map(len, NEW_VALUE)) + 5)
    # At four letters and one key in a second a person is done within a minute.
    assert hands.keys + hands.letters / 4 < 45


def test_the_list_is_filtered_by_measure_and_state_from_the_keyboard(desk: Screen):
    every = rows(desk)
    desk.key(F6)
    measures = desk.part("parameter_measure", QComboBox)
    assert measures.hasFocus()
    desk.key(Qt.Key.Key_End)
    chosen = measures.currentText()
    few = rows(desk)
    assert 0 < few < every
    assert {row[0] for row in _cells(desk)} == {chosen}
    desk.key(Qt.Key.Key_Home)
    desk.key(Qt.Key.Key_Tab)
    states = desk.part("parameter_state", QComboBox)
    assert states.hasFocus()
    states.setCurrentIndex(states.findText("待核实"))
    assert {row[-1] for row in _cells(desk)} == {"待核实"}
    assert "须凭文件填写" in [row[2] for row in _cells(desk)]
    desk.window.go_to(LAW)
    assert rows(desk) == every


def test_one_question_of_seventy_one_is_found(desk: Screen):
    desk.key(F8)
    desk.wait_for("questions")
    assert rows(desk, "questions") == QUESTIONS
    look_for(desk, "第 40 种", 1, "questions")


def _cells(desk: Screen) -> list[list[str]]:
    model = desk.part("parameters", QAbstractItemView).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
