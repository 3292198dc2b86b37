"""A forgotten password: from the login window to the envelope's key and back to work."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock, FixedClock
from hrdesk.services.office_setup import new_recovery_key, set_up
from hrdesk.services.session import log_in
from hrdesk.storage.store import create_store
from hrdesk.ui.forgotten_password import ForgottenPasswordWindow
from hrdesk.ui.login import LoginWindow
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.program import Program
from tests.conftest import TEST_MOMENT
from tests.journeys.office import LOGIN, NAME, PASSWORD, order
from tests.journeys.pages import Running
from tests.storage.desk import CHEAP

ENTER = Qt.Key.Key_Return
KEY = new_recovery_key()
NEW = "four loud mountains"


@pytest.fixture(scope="module")
def sealed_office(module_folder: Path) -> Path:
    """An office whose envelope with the recovery key is at hand; a guess at it is cheap."""
    folder = module_folder / "sealed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_store, "__defaults__", (CHEAP,))
        set_up(folder, order(), KEY, FixedClock(TEST_MOMENT))
    return folder


@pytest.fixture
def folder(sealed_office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed_office, tmp_path / "data"))


@pytest.fixture
def running(qtbot: QtBot, themed, folder: Path, clock: Clock):
    program = Program(folder, clock)
    assert program.start() == 0
    running = Running(qtbot, program)
    running.press("login_forgotten")
    running.wait_for("recovery_key")
    yield running
    running.settle()
    if isinstance(program.window, MainWindow):
        program.window.close()
    program.end()


def fill_in(running: Running, **changes: str) -> None:
    """Fill in the page from field to field with Enter; the last Enter sets the password."""
    typed = {"recovery_key": KEY, "login": LOGIN, "password": NEW, "password_again": NEW}
    for field, text in (typed | changes).items():
        running.fill(field, text)
        running.key(ENTER)


def test_a_clerk_gets_a_new_password_by_keyboard_and_goes_on(
    running: Running, folder: Path, clock: Clock
):
    assert running.focus().objectName() == "recovery_key"
    fill_in(running, recovery_key=KEY.lower().replace("-", " "))
    running.wait_for("login_notice")
    assert isinstance(running.window, LoginWindow)
    assert running.text("login") == LOGIN
    assert running.focus().objectName() == "password"
    running.fill("password", NEW)
    running.key(ENTER)
    running.wait_for("intake_home")
    assert NAME in running.words()
    running.close()
    log_in(folder, LOGIN, NEW, clock).close()


def test_the_forgotten_password_does_not_open_any_more(running: Running):
    fill_in(running)
    running.wait_for("login_notice")
    greeting = running.window.notice.headline
    running.log_in(LOGIN, PASSWORD)
    running.qtbot.waitUntil(lambda: running.window.notice.headline not in ("", greeting))
    assert isinstance(running.window, LoginWindow)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("recovery_key", ""),
        ("recovery_key", new_recovery_key()),
        ("recovery_key", KEY[:-1]),
        ("login", ""),
        ("login", "nobody"),
        ("password", "123456789"),
        ("password_again", NEW + "x"),
    ],
    ids=["no key", "another key", "a slip", "no name", "no account", "short", "different"],
)
def test_what_is_wrong_is_said_at_its_field_and_the_old_password_holds(
    running: Running, folder: Path, clock: Clock, field: str, text: str
):
    again = {"password_again": text} if field == "password" else {}
    fill_in(running, **{field: text}, **again)
    running.settle()
    assert isinstance(running.window, ForgottenPasswordWindow)
    assert running.focus().objectName() == field
    assert running.part(field, QLineEdit).property("state") == "error"
    assert not running.shows("forgotten_notice")
    log_in(folder, LOGIN, PASSWORD, clock).close()


def test_a_slip_is_mended_where_it_was_made(running: Running):
    fill_in(running, recovery_key=KEY[:-1])
    running.settle()
    running.fill("recovery_key", KEY)
    running.press("forgotten_set")
    running.wait_for("login_notice")
    assert isinstance(running.window, LoginWindow)


def test_the_login_name_that_was_typed_is_taken_along(running: Running):
    running.key(Qt.Key.Key_Escape)
    running.fill("login", LOGIN)
    running.press("login_forgotten")
    running.wait_for("recovery_key")
    assert running.text("login") == LOGIN


def test_going_back_changes_nothing(running: Running, folder: Path, clock: Clock):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    running.fill("recovery_key", KEY)
    running.press("forgotten_back")
    running.wait_for("login_enter")
    assert not running.shows("login_notice")
    assert {path: path.read_bytes() for path in before} == before


def test_the_window_stays_while_the_password_is_set(running: Running):
    fill_in(running)
    assert not running.window.close()
    running.wait_for("login_notice")


def test_another_program_at_work_is_said_and_what_was_typed_stays(
    running: Running, folder: Path, clock: Clock
):
    session = log_in(folder, LOGIN, PASSWORD, clock)
    fill_in(running)
    running.wait_for("forgotten_notice")
    assert running.window.notice.remedy
    assert running.text("password") == NEW
    session.close()
    running.press("forgotten_set")
    running.wait_for("login_notice")
    assert isinstance(running.window, LoginWindow)


def test_nothing_that_was_typed_stays_in_the_window(running: Running):
    window = running.window
    lines = [running.part(name, QLineEdit) for name in ("recovery_key", "password")]
    seen: list[str] = []
    window.done.connect(lambda _: seen.extend(line.text() for line in lines))
    fill_in(running)
    running.wait_for("login_notice")
    assert seen == ["", ""]
