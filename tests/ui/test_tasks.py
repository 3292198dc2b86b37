"""The one writer: order, the window's thread, faults, bugs, widgets that are gone."""

import threading
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from hrdesk.domain.errors import EnvironmentFault, Fault
from hrdesk.ui.tasks import Tasks


def ignore(_fault: Fault) -> None:
    raise AssertionError("no fault was expected")


def test_acts_run_in_order_on_one_other_thread_and_end_on_the_windows(qtbot: QtBot, tasks: Tasks):
    done: list[tuple[int, int, int]] = []
    here = threading.get_ident()

    def act(number: int) -> tuple[int, int]:
        return number, threading.get_ident()

    def note(result: tuple[int, int]) -> None:
        done.append((*result, threading.get_ident()))

    for number in range(200):
        tasks.run(partial(act, number), note, ignore)
    qtbot.waitUntil(lambda: len(done) == 200)
    assert [number for number, _, _ in done] == list(range(200))
    assert len({worker for _, worker, _ in done} - {here}) == 1
    assert {listener for _, _, listener in done} == {here}


def test_a_fault_goes_to_its_own_listener_and_later_acts_go_on(qtbot: QtBot, tasks: Tasks):
    heard: list[str] = []

    def fail() -> None:
        raise EnvironmentFault("disk.full", drive="D:", needed="1")

    tasks.run(fail, lambda _: heard.append("done"), lambda fault: heard.append(fault.key))
    tasks.run(lambda: "next", heard.append, ignore)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["disk.full", "next"]


def test_a_bug_is_handed_on_and_the_caller_hears_a_fault(qtbot: QtBot, tasks: Tasks):
    heard: list[str] = []
    with qtbot.waitSignal(tasks.bug) as bug:
        tasks.run(lambda: 1 // 0, heard.append, lambda fault: heard.append(fault.key))
    assert isinstance(bug.args[0], ZeroDivisionError)
    qtbot.waitUntil(lambda: heard == ["bug.unforeseen"])


def test_busy_tells_the_beginning_and_the_end(qtbot: QtBot, tasks: Tasks):
    told: list[bool] = []
    tasks.busy.connect(told.append)
    gate = threading.Event()
    tasks.run(gate.wait, told.append, ignore)
    tasks.run(lambda: None, lambda _: None, ignore)
    assert tasks.is_busy()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy())
    assert told[0] is True
    assert told[-1] is False
    assert told.count(False) == 1


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    def hear(self, *_: object) -> None:
        self.heard += 1
        self.objectName()


def test_a_listener_that_is_gone_is_not_called_but_the_act_is_done(qtbot: QtBot, tasks: Tasks):
    gate, done = threading.Event(), []
    listener = Listener()
    tasks.run(gate.wait, listener.hear, ignore)
    tasks.run(lambda: done.append(1), partial(listener.hear, "more"), ignore)
    delete(listener)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy())
    assert (done, listener.heard) == ([1], 0)


def test_finish_waits_for_what_was_begun_and_delivers_it(qtbot: QtBot, themed):
    writer = Tasks()
    done: list[int] = []
    for number in range(20):
        writer.run(partial(int, number), done.append, ignore)
    writer.finish()
    assert done == list(range(20))
    assert not writer.is_busy()
