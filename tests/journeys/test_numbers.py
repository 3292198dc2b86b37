"""A late entry of a year before the set-up: refused, led to the place, registered, accepted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.services.drafts import open_draft, save_draft, start_draft
from hrdesk.ui.main_window import MainWindow
from tests.journeys.intake_page import IntakePage
from tests.journeys.office import ENTRIES, LAST_YEAR, MEASURE, at_desk
from tests.journeys.pages import Running

ENTER = Qt.Key.Key_Return


@pytest.fixture
def running(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    running = at_desk(qtbot, office_folder, clock)
    running.wait_for("intake_home")
    yield running
    assert isinstance(running.window, MainWindow)
    running.close()


def test_a_late_entry_of_an_unknown_year_is_led_to_its_start_and_then_accepted(
    qtbot: QtBot, running: Running
):
    window = running.window
    session = window._session
    draft = start_draft(session, MEASURE)
    draft = save_draft(session, draft, {**draft.entries, **ENTRIES, **LAST_YEAR})
    window.resume_draft(draft.id)
    page = IntakePage(qtbot, window)
    page.press("step.review")
    page.press("accept")
    page.wait_for("intake_notice_action")
    assert "2025" in page.text("intake_notice_headline")
    assert page.text("intake_notice_remedy")
    assert open_draft(session, draft.id).entries == draft.entries

    page.press("intake_notice_action")
    running.wait_for("settings_page")
    assert running.text("start_year") == "2025"
    assert running.focus().objectName() == "start_number"
    assert not running.shows("next_number_2025")
    running.key(ENTER)
    assert running.text("start_number_below")
    running.fill("start_number", "118")
    running.key(ENTER)
    assert "510411-2025-0118" in running.text("numbers_notice_headline")
    assert not running.shows("next_number_2025")
    assert running.focus().objectName() == "register_start"
    running.key(ENTER)
    running.wait_for("next_number_2025")

    running.press("numbers_notice_action")
    assert page.accept() == "510411-2025-0118"
    running.window.go_to("settings")
    assert "510411-2025-0119" in running.text("next_number_2025")


def test_what_was_checked_is_checked_again_when_it_is_typed_anew(running: Running):
    running.press("nav_settings")
    running.fill("start_year", "2025")
    running.fill("start_number", "118")
    running.press("register_start")
    assert running.shows("numbers_notice")
    running.fill("start_number", "119")
    assert not running.shows("numbers_notice")
    running.press("register_start")
    assert "510411-2025-0119" in running.text("numbers_notice_headline")
    running.press("register_start")
    running.wait_for("next_number_2025")
    running.fill("start_year", "2025")
    running.fill("start_number", "1")
    running.press("register_start")
    assert running.focus().objectName() == "start_year"
    assert "510411-2025-0119" in running.text("start_year_below")


def test_the_year_of_the_set_up_needs_no_start(running: Running):
    running.press("nav_settings")
    assert "510411-2026-0001" in running.text("next_number_2026")
    running.fill("start_year", "2026")
    running.fill("start_number", "5")
    running.press("register_start")
    assert running.text("start_year_below")
