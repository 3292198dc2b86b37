"""Work in pieces on the window's thread: one piece at a time, stopped for good, parts that go."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from hrdesk.ui.ahead import Ahead, in_turns, styled_ahead

PIECES = 5


def counted(done: list[int], stopped: Sequence[Ahead] = ()) -> Iterator[None]:
    for number in range(PIECES):
        done.append(number)
        for each in stopped:
            each.stop()
        yield


def test_the_window_lives_between_two_pieces(qtbot: QtBot):
    owner, lived, seen = QObject(), [], []

    def pieces() -> Iterator[None]:
        for number in range(PIECES):
            seen.append(list(lived))
            QTimer.singleShot(0, partial(lived.append, number))
            yield

    Ahead(pieces(), owner, after_ms=0).begin()
    assert seen == []
    qtbot.waitUntil(lambda: len(lived) == PIECES)
    assert seen == [list(range(number)) for number in range(PIECES)]


def test_begun_again_it_goes_on_and_after_its_end_does_nothing(qtbot: QtBot):
    owner, done = QObject(), []
    ahead = Ahead(counted(done), owner, after_ms=0)
    ahead.begin()
    assert ahead.is_under_way
    qtbot.waitUntil(lambda: bool(done))
    ahead.begin()
    qtbot.waitUntil(lambda: not ahead.is_under_way)
    ahead.begin()
    qtbot.waitUntil(lambda: not ahead.is_under_way)
    assert done == list(range(PIECES))


def test_what_is_stopped_is_left_undone(qtbot: QtBot):
    owner, done, stopped = QObject(), [], []
    stopped.append(Ahead(counted(done, stopped), owner, after_ms=0))
    stopped[0].begin()
    qtbot.waitUntil(lambda: bool(done))
    QTest.qWait(60)
    assert done == [0]


def test_small_pieces_are_done_until_their_turn_is_over(monkeypatch):
    clock, done = [0.0], []
    monkeypatch.setattr("hrdesk.ui.ahead.perf_counter", lambda: clock[0])

    def pieces() -> Iterator[None]:
        for number in range(8):
            clock[0] += 0.003
            done.append(number)
            yield

    turns = in_turns(pieces())
    next(turns)
    assert done == [0, 1, 2]
    next(turns)
    assert done == [0, 1, 2, 3, 4, 5]
    assert list(turns) == []
    assert done == list(range(8))


def test_parts_are_styled_before_they_are_shown_and_may_go_meanwhile(qtbot: QtBot, monkeypatch):
    monkeypatch.setattr("hrdesk.ui.ahead._TURN_S", 0)
    whole = QWidget()
    qtbot.addWidget(whole)
    parts = [QLabel("x", whole) for _ in range(100)]
    pieces = styled_ahead(whole)
    next(pieces)
    styled = [each.testAttribute(Qt.WidgetAttribute.WA_WState_Polished) for each in parts]
    assert any(styled)
    assert not all(styled)
    delete(parts.pop())
    for _ in pieces:
        pass
    assert all(each.testAttribute(Qt.WidgetAttribute.WA_WState_Polished) for each in parts)
