"""A lost anchor stands above every page until the administrator has noted what was found."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.storage.layout import anchor_path
from tests.journeys.office import at_desk


def test_where_nothing_was_lost_nothing_is_said(
    qtbot: QtBot, themed, office_folder: Path, clock: Clock
):
    running = at_desk(qtbot, office_folder, clock)
    assert not running.shows("loss")
    running.press("nav_settings")
    assert not running.shows("loss_card")
    running.close()


def test_a_lost_anchor_is_said_until_it_is_acknowledged(
    qtbot: QtBot, themed, office_folder: Path, clock: Clock
):
    anchor_path(office_folder).unlink()
    at_desk(qtbot, office_folder, clock).close()
    running = at_desk(qtbot, office_folder, clock)
    assert "2026-03-18 09:30" in running.text("loss_headline")
    assert running.text("loss_remedy")
    for place in ("nav_cases", "nav_settings"):
        running.press(place)
        assert running.shows("loss")
    running.press("nav_intake")
    running.press("loss_action")
    running.wait_for("loss_card")
    assert "hrdesk verify" in running.words()
    assert running.focus().objectName() == "witness_note"

    running.press("acknowledge_loss")
    running.settle()
    assert running.text("witness_note_below")
    assert running.shows("loss")
    running.fill("witness_note", "与昨天的备份核对一致")
    running.press("acknowledge_loss")
    running.wait_for("loss_notes")
    assert "与昨天的备份核对一致" in running.text("loss_notes")
    assert not running.shows("loss")
    assert not running.shows("witness_note")
    running.close()

    running = at_desk(qtbot, office_folder, clock)
    assert not running.shows("loss")
    running.press("nav_settings")
    assert "与昨天的备份核对一致" in running.text("loss_notes")
    running.close()
