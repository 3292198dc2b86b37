"""A clock that jumped stands above every page until the administrator has noted why."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from hrdesk.services.session import log_in
from tests.conftest import TEST_MOMENT
from tests.journeys.office import LOGIN, PASSWORD, accepted, at_desk
from tests.storage.desk import SteppingClock


def test_a_clock_set_back_over_night_is_said_until_it_is_noted(
    qtbot: QtBot, themed, office_folder: Path
):
    clock = SteppingClock(TEST_MOMENT)
    with_case = log_in(office_folder, LOGIN, PASSWORD, clock)
    accepted(with_case)
    with_case.close()
    clock.moment = TEST_MOMENT.replace(year=1990, month=1, day=1)
    running = at_desk(qtbot, office_folder, clock)
    said = running.text("jump_headline")
    assert "2026-03-18 09:30" in said
    assert "1990-01-01 09:30" in said
    assert "36 年" in said
    assert "收件日期" in running.text("jump_remedy")
    for place in ("nav_cases", "nav_settings"):
        running.press(place)
        assert running.shows("jump")
    running.press("nav_intake")
    running.press("jump_action")
    running.wait_for("jump_card")
    assert running.focus().objectName() == "clock_note"
    assert not running.shows("loss_card")
    running.fill("clock_note", "主板电池没电，已换新并校正")
    running.press("acknowledge_jump")
    running.wait_for("jump_notes")
    assert "主板电池没电" in running.text("jump_notes")
    assert not running.shows("jump")
    running.close()

    clock.moment = TEST_MOMENT + timedelta(hours=1)
    running = at_desk(qtbot, office_folder, clock)
    assert "36 年" in running.text("jump_headline")
    running.close()


def test_a_clock_that_jumps_while_nobody_acts_is_said_within_the_next_look(
    qtbot: QtBot, themed, office_folder: Path
):
    clock = SteppingClock(TEST_MOMENT)
    running = at_desk(qtbot, office_folder, clock)
    look = running.window.findChild(QTimer, "clock_timer").timeout
    look.emit()
    running.settle()
    assert not running.shows("jump")
    clock.moment += timedelta(days=30)
    look.emit()
    running.wait_for("jump")
    assert "30 天" in running.text("jump_headline")
    running.close()
