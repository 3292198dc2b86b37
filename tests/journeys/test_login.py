"""Logging in: the right password opens, a wrong one is said calmly and keeps the login name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.ui.login import LoginWindow
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.program import Program
from tests.journeys.office import LOGIN, NAME, PASSWORD
from tests.journeys.pages import Running


@pytest.fixture
def running(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    program = Program(office_folder, clock)
    assert program.start() == 0
    yield Running(qtbot, program)
    if isinstance(program.window, MainWindow):
        program.window.close()
    program.end()


def test_the_right_password_opens_the_desk_of_the_office(running: Running):
    running.log_in(LOGIN, PASSWORD)
    running.wait_for("intake_home")
    words = running.words()
    assert NAME in words
    assert "仁和区" in words


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (LOGIN, PASSWORD + "x"),
        (LOGIN, PASSWORD[:-1]),
        (LOGIN, PASSWORD.upper()),
        ("nobody", PASSWORD),
    ],
)
def test_a_wrong_login_or_password_is_said_without_saying_which(
    running: Running, login: str, password: str
):
    running.log_in(login, password)
    running.wait_for("login_notice")
    assert isinstance(running.window, LoginWindow)
    assert running.window.notice.headline
    assert running.window.notice.remedy
    assert login not in running.window.notice.headline
    assert running.text("login") == login


def test_after_a_wrong_password_the_next_one_is_typed_over_it(running: Running):
    running.log_in(LOGIN, "not the password")
    running.wait_for("login_notice")
    assert running.focus().objectName() == "password"
    running.fill("password", PASSWORD)
    running.key(Qt.Key.Key_Return)
    running.wait_for("intake_home")


def test_capitals_without_shift_are_taken_for_a_locked_key(running: Running):
    running.fill("login", LOGIN)
    running.key(Qt.Key.Key_Return)
    running.key(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert not running.shows("password_below")


def test_an_empty_login_name_asks_nobody(running: Running):
    running.key(Qt.Key.Key_Return)
    running.press("login_enter")
    assert not running.program.tasks.is_busy()
    assert running.focus().objectName() == "login"


def test_the_window_stays_while_the_store_is_being_opened(running: Running):
    running.log_in(LOGIN, PASSWORD)
    window = running.window
    assert not window.close()
    running.wait_for("intake_home")


def test_the_name_of_the_last_person_is_not_kept(running: Running, office_folder: Path):
    running.log_in(LOGIN, PASSWORD)
    running.wait_for("intake_home")
    running.close()
    for path in office_folder.rglob("*"):
        if path.is_file():
            assert LOGIN.encode() not in path.read_bytes() or path.name == "keyslots.json"


def test_a_folder_that_does_not_serve_is_said_before_anybody_logs_in(
    qtbot: QtBot, themed, tmp_path: Path, clock: Clock
):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    program = Program(in_the_way / "data", clock)
    assert program.start() == 1
    running = Running(qtbot, program)
    assert running.shows("message")
    running.press("message_leave")
    assert not running.window.isVisible()
    program.end()
