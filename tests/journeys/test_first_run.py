"""The first start, from choosing the office to the first empty desk, by keyboard."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.services.session import log_in
from hrdesk.ui.program import Program
from hrdesk.ui.setup.window import SetupWindow
from tests.journeys.office import LAST_YEAR, LOGIN, NAME, PASSWORD, accepted
from tests.journeys.pages import Running
from tests.patience import PATIENCE_MS

ENTER = Qt.Key.Key_Return


@pytest.fixture
def running(qtbot: QtBot, themed, tmp_path: Path, clock: Clock):
    program = Program(tmp_path / "new" / "data", clock)
    assert program.start() == 0
    yield Running(qtbot, program)
    program.end()


def recovery_key(running: Running) -> str:
    """Read the key off the screen, as the person does who writes it down."""
    return " ".join(running.text(f"key_group_{number}") for number in range(1, 9))


def choose_office(running: Running, sought: str) -> None:
    running.fill("office_search", sought)
    running.key(Qt.Key.Key_Down)
    running.key(ENTER)
    assert running.focus().objectName() == "office_full_name"
    running.key(ENTER)


def fill_person(running: Running, again: str = PASSWORD) -> None:
    for field, text in (("name", NAME), ("login", LOGIN), ("password", PASSWORD)):
        running.fill(field, text)
        running.key(ENTER)
    running.fill("password_again", again)
    running.key(ENTER)


def leave_numbers(running: Running) -> None:
    """Take the numbers as they are offered: 1 this year, last year not known yet."""
    running.key(ENTER)
    assert running.focus().objectName() == "last_year_number"
    running.key(ENTER)


def test_a_new_office_is_set_up_by_keyboard_and_opens_at_once(
    running: Running, tmp_path: Path, clock: Clock
):
    choose_office(running, "510411")
    fill_person(running)
    running.fill("first_number", "381")
    assert running.text("number_example") == "510411-2026-0381"
    running.key(ENTER)
    running.fill("last_year_number", "118")
    assert running.text("last_year_example") == "510411-2025-0118"
    running.key(ENTER)
    running.fill("recovery_key", recovery_key(running).lower())
    running.key(ENTER)
    assert "攀枝花市仁和区人力资源和社会保障局" in running.text("done_office")
    running.key(ENTER)
    running.wait_for("intake_home")
    assert running.shows("start_startup_grant")
    running.close()

    folder = tmp_path / "new" / "data"
    session = log_in(folder, LOGIN, PASSWORD, clock)
    assert session.last_backup() is not None
    assert accepted(session).number == "510411-2026-0381"
    late = accepted(session, **LAST_YEAR)
    assert late.number == "510411-2025-0118"
    session.store.close()


def test_last_years_number_may_be_left_open_but_is_no_word(running: Running):
    choose_office(running, "510411")
    fill_person(running)
    running.key(ENTER)
    running.fill("last_year_number", "没有")
    running.key(ENTER)
    assert running.focus().objectName() == "last_year_number"
    assert running.text("last_year_number_below")
    running.fill("last_year_number", " ")
    running.key(ENTER)
    running.wait_for("recovery_key")


def test_nothing_is_written_before_the_last_step(running: Running, tmp_path: Path):
    choose_office(running, "仁和镇")
    fill_person(running)
    leave_numbers(running)
    running.wait_for("recovery_key")
    running.window.close()
    assert not (tmp_path / "new" / "data").exists()


def test_the_printed_name_is_the_bureau_and_may_be_corrected(running: Running):
    running.fill("office_search", "仁和镇")
    running.key(Qt.Key.Key_Down)
    assert running.text("office_full_name") == "仁和镇"
    running.fill("office_search", "510421")
    running.key(ENTER)
    assert running.text("office_full_name") == "攀枝花市米易县人力资源和社会保障局"
    running.fill("office_full_name", " ")
    running.key(ENTER)
    assert running.shows("office_full_name_below")
    running.fill("office_full_name", "米易县就业服务中心")
    running.key(ENTER)
    running.wait_for("login")
    office = running.window.office.office
    assert (office.code, office.name) == ("510421", "米易县就业服务中心")


def test_without_an_office_the_first_step_stays_and_says_why(running: Running):
    running.key(ENTER)
    assert running.shows("office_search")
    assert running.text("office_problem")


def test_different_passwords_are_said_at_their_field(running: Running):
    choose_office(running, "510402")
    fill_person(running, again="something else")
    assert running.focus().objectName() == "password_again"
    assert running.focus().selectedText()
    assert "不同" in running.text("password_again_below")


def test_a_recovery_key_with_one_wrong_character_does_not_pass(running: Running):
    choose_office(running, "510402")
    fill_person(running)
    leave_numbers(running)
    key = recovery_key(running)
    running.fill("recovery_key", key[:6] + ("0" if key[6] != "0" else "1") + key[7:])
    running.key(ENTER)
    assert running.focus().objectName() == "recovery_key"
    assert "第 2 组" in running.text("recovery_key_below")
    running.fill("recovery_key", key)
    running.key(ENTER)
    running.wait_for("done_office")


def test_the_sheet_of_the_recovery_key_is_saved_as_pdf(running: Running, tmp_path: Path):
    choose_office(running, "510402")
    fill_person(running)
    leave_numbers(running)
    target = tmp_path / "sheet.pdf"
    running.press("save_key")
    running.wait_for("save_dialog")
    proposed = running.part("save_dialog", QFileDialog).selectedFiles()
    assert [Path(name).name for name in proposed] == [
        "恢复密钥-攀枝花市东区人力资源和社会保障局.pdf"
    ]
    running.save_as(target)
    running.wait_for("key_notice")
    assert target.read_bytes().startswith(b"%PDF")
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("code", "problem"), [("510411", True), ("5104B1", False)])
def test_a_committee_is_typed_with_a_code_that_no_county_has(
    running: Running, code: str, problem: bool
):
    running.press("office_other_way")
    running.fill("office", "钒钛新城管理委员会")
    running.fill("office_code", code)
    running.key(ENTER)
    assert running.shows("office_code") is problem
    assert running.shows("login") is not problem


def test_a_folder_that_is_taken_meanwhile_is_said_and_left_alone(
    running: Running, office_template: Path, tmp_path: Path
):
    choose_office(running, "510402")
    fill_person(running)
    leave_numbers(running)
    running.fill("recovery_key", recovery_key(running))
    running.key(ENTER)
    folder = tmp_path / "new" / "data"
    folder.parent.mkdir()
    shutil.copytree(office_template, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    running.key(ENTER)
    running.qtbot.waitUntil(lambda: running.shows("setup_notice"), timeout=PATIENCE_MS)
    assert isinstance(running.window, SetupWindow)
    assert {path: path.read_bytes() for path in before} == before
