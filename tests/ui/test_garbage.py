"""Garbage is looked for at the beats of the window's thread: young, then aside, then all of it."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from hrdesk.ui import garbage as module
from hrdesk.ui.garbage import Garbage
from hrdesk.ui.tasks import Tasks
from tests.conftest import FREEZE, UNFREEZE


class Knot:
    """Something that holds itself, so that only a look for garbage lets it go."""

    def __init__(self, held: object = None) -> None:
        self.itself = self
        self.held = held


#: Seconds that the window's thread has worked.
SPENT = [0.0]


@pytest.fixture
def garbage(qapp, monkeypatch):
    monkeypatch.setattr(gc, "freeze", FREEZE)
    monkeypatch.setattr(gc, "unfreeze", UNFREEZE)
    # Beats and work are those of the test: a busy machine adds to neither.
    monkeypatch.setattr(module, "thread_time", lambda: SPENT[0])
    garbage = Garbage()
    garbage.begin()
    garbage._timer.stop()
    yield garbage
    garbage.stop()
    gc.disable()
    FREEZE()


def work() -> None:
    SPENT[0] += 2 * module._WORK_S


def rest(garbage: Garbage, beats: int) -> None:
    for _ in range(beats):
        garbage.beat()


def test_python_looks_for_nothing_of_itself_while_the_desk_is_open(garbage):
    assert not gc.isenabled()
    garbage.stop()
    assert gc.isenabled()


def test_work_has_only_what_is_young_looked_at(garbage):
    frozen = gc.get_freeze_count()
    knot = Knot()
    let_go = weakref.ref(knot)
    del knot
    for _ in range(20):
        work()
        garbage.beat()
    assert let_go() is None
    assert gc.get_freeze_count() == frozen


def test_once_it_is_quiet_what_stands_is_set_aside_once(garbage, monkeypatch):
    done = []
    monkeypatch.setattr(module, "set_aside", lambda: done.append(gc.freeze()))
    work()
    garbage.beat()
    rest(garbage, module._QUIET - 1)
    assert done == []
    rest(garbage, 5)
    assert len(done) == 1
    work()
    rest(garbage, 1 + module._QUIET)
    assert len(done) == 2


def test_a_look_is_no_work_of_the_desk(garbage, monkeypatch):
    looks = []
    monkeypatch.setattr(module, "set_aside", lambda: looks.append(work()))
    rest(garbage, 3 * module._QUIET)
    assert len(looks) == 1


def test_what_was_set_aside_and_let_go_since_is_found_after_a_long_quiet(garbage):
    knot = Knot()
    let_go = weakref.ref(knot)
    for _ in range(module._WORTH_IT):
        work()
        garbage.beat()
    rest(garbage, module._QUIET)
    del knot
    gc.collect()
    assert let_go() is not None
    rest(garbage, module._LONG_QUIET - module._QUIET - 1)
    assert let_go() is not None
    garbage.beat()
    assert let_go() is None


def test_little_work_is_not_worth_a_look_at_everything(garbage):
    work()
    garbage.beat()
    knot = Knot()
    let_go = weakref.ref(knot)
    rest(garbage, module._QUIET)
    del knot
    rest(garbage, 2 * module._LONG_QUIET)
    assert let_go() is not None


def test_a_desk_that_was_left_is_found_after_the_next_long_quiet(garbage):
    knot = Knot()
    let_go = weakref.ref(knot)
    garbage.pass_by()
    del knot
    garbage.let_go()
    rest(garbage, module._LONG_QUIET)
    assert let_go() is None


def test_long_work_is_set_aside_without_a_look(garbage, monkeypatch):
    monkeypatch.setattr(module, "_YOUNG", 100)
    knot = Knot()
    let_go = weakref.ref(knot)
    kept = [[] for _ in range(200)]
    del knot
    before = gc.get_freeze_count()
    module.set_aside()
    assert gc.get_freeze_count() >= before + len(kept)
    assert let_go() is not None


def test_what_is_left_of_a_window_is_destroyed_on_the_windows_thread(garbage, qtbot):
    threads = []

    class Part(QObject):
        def __del__(self) -> None:
            threads.append(threading.current_thread())

    def long_work() -> None:
        assert [[] for _ in range(100_000)]

    Knot(Part())
    tasks = Tasks()
    tasks.run(long_work, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: not tasks.is_busy())
    assert threads == []
    work()
    garbage.beat()
    tasks.finish()
    assert threads == [threading.main_thread()]


def test_after_the_desk_nothing_is_left_aside(garbage):
    rest(garbage, module._QUIET)
    garbage.stop()
    assert gc.get_freeze_count() == 0
