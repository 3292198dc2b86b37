"""One run of the program: what happens when something goes wrong that nobody foresaw."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.ui.message_window import BugWindow
from hrdesk.ui.program import Program
from tests.journeys.pages import Screen
from tests.patience import PATIENCE_MS
from tests.people import identity_number

SECRET = identity_number()


@pytest.fixture
def program(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    running = Program(office_folder, clock)
    running.start()
    yield running
    running.window.close()
    running.end()


def bug_windows(program: Program) -> list[BugWindow]:
    return [window for window in program._bugs if window.isVisible()]


def shown_bug(qtbot: QtBot, program: Program) -> Screen:
    qtbot.waitUntil(lambda: bool(bug_windows(program)), timeout=PATIENCE_MS)
    return Screen(qtbot, bug_windows(program)[0])


def fail() -> None:
    raise ValueError(f"王强 {SECRET}")


def test_a_bug_in_the_window_shows_its_report_and_work_goes_on(qtbot: QtBot, program: Program):
    QTimer.singleShot(0, fail)
    bug = shown_bug(qtbot, program)
    assert "ValueError" in bug.words()
    assert SECRET not in bug.words()
    bug.press("bug_go_on")
    assert program.window.isVisible()
    assert not bug.window.isVisible()


def test_a_bug_on_the_writer_shows_its_report_and_the_writer_goes_on(
    qtbot: QtBot, program: Program
):
    heard: list[str] = []
    program.tasks.run(fail, heard.append, lambda fault: heard.append(fault.key))
    program.tasks.run(lambda: "next", heard.append, lambda fault: heard.append(fault.key))
    bug = shown_bug(qtbot, program)
    assert SECRET not in bug.words()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["bug.unforeseen", "next"]
    bug.window.close()


def test_many_bugs_at_once_are_one_window(qtbot: QtBot, program: Program):
    begun: list[int] = []

    def fail_again() -> None:
        begun.append(1)
        fail()

    for _ in range(5):
        QTimer.singleShot(0, fail_again)
    bug = shown_bug(qtbot, program)
    qtbot.waitUntil(lambda: len(begun) == 5)
    qtbot.wait(50)
    assert len(bug_windows(program)) == 1
    bug.window.close()
