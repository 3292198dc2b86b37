"""The last page: silent while nothing takes a moment, readable when a backup was made."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.ui import closing_page
from hrdesk.ui.closing_page import ClosingPage
from hrdesk.ui.foot_bar import backup_words
from tests.journeys.pages import opened
from tests.patience import PATIENCE_MS


@pytest.fixture
def screen(qtbot: QtBot, themed):
    page = ClosingPage()
    qtbot.addWidget(page)
    return opened(qtbot, page)


def test_closing_says_nothing_until_it_takes_a_moment(screen, qtbot: QtBot):
    screen.window.begin()
    assert not screen.shows("closing_words")
    qtbot.waitUntil(lambda: screen.shows("closing_words"), timeout=PATIENCE_MS)
    assert "正在备份" in screen.text("closing_words")


def test_a_backup_is_said_before_the_window_goes(
    screen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(closing_page, "READING_MS", 50)
    screen.window.begin()
    with qtbot.waitSignal(screen.window.leave, timeout=PATIENCE_MS):
        screen.window.show_backed_up()
        assert "已备份" in screen.text("closing_words")


def test_a_backup_that_failed_waits_for_the_person(screen, qtbot: QtBot):
    with qtbot.assertNotEmitted(screen.window.leave, wait=100):
        screen.window.show_fault(EnvironmentFault("disk.full", drive="D:", needed="20"))
    assert "没有备份" in screen.text("closing_words")
    with qtbot.waitSignal(screen.window.leave, timeout=PATIENCE_MS):
        screen.press("closing_leave")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "备份 17:40 已校验"),
        (date(2026, 11, 23), "备份 2026-11-22 17:40 已校验"),
    ],
)
def test_a_backup_of_another_day_is_shown_with_its_date(day: date, words: str):
    assert backup_words(datetime(2026, 11, 22, 17, 40, tzinfo=CHINA_TIME), day) == words
