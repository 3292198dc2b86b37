"""Who is no clerk is told so before he types, and no hint names a key that does nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from hrdesk.domain.staff import Role
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import accepted
from tests.journeys.pages import PATIENCE_MS, Screen, close, opened


def at_work(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, role: Role):
    accepted(session)
    session.staff = replace(session.staff, roles=frozenset({role}))
    window = MainWindow(session, tasks, changes)
    # Wide enough for every hint.
    window.resize(1366, 768)
    return opened(qtbot, window)


@pytest.fixture
def supervisor(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    screen = at_work(qtbot, session, tasks, changes, Role.SUPERVISOR)
    yield screen
    close(screen)


@pytest.fixture
def clerk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    screen = at_work(qtbot, session, tasks, changes, Role.CLERK)
    yield screen
    close(screen)


def hinted(screen: Screen, last: str) -> str:
    """Every word of the window, as soon as the hints of its page are there."""
    screen.qtbot.waitUntil(lambda: last in screen.words(), timeout=PATIENCE_MS)
    return screen.words()


REGISTERS = [
    ("nav_organizations", "add_organization", "organization_list_page"),
    ("nav_purchases", "add_purchase", "purchase_list_page"),
]


def test_a_supervisor_sees_who_enters(supervisor: Screen):
    supervisor.press("nav_intake")
    assert "新建和受理由有“经办”岗位的人办理。" in supervisor.words()
    for place, add, page in REGISTERS:
        supervisor.press(place)
        assert not supervisor.part(add, QAbstractButton).isEnabled()
        assert "登记和撤销由有“经办”岗位的人办理" in supervisor.words()
        assert "Ctrl N" not in hinted(supervisor, "↑ ↓")
        supervisor.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert supervisor.shows(page)
    supervisor.press("nav_cases")
    supervisor.key(Qt.Key.Key_Return)
    supervisor.wait_for("case_body")
    assert "Ctrl G" not in hinted(supervisor, "Ctrl H")


def test_a_clerk_enters(clerk: Screen):
    clerk.press("nav_intake")
    assert "由有“经办”岗位的人办理" not in clerk.words()
    for place, add, page in REGISTERS:
        clerk.press(place)
        assert "Ctrl N" in hinted(clerk, "↑ ↓")
        assert clerk.part(add, QAbstractButton).isEnabled()
        clerk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert not clerk.shows(page)
        clerk.key(Qt.Key.Key_Escape)
    clerk.press("nav_cases")
    clerk.key(Qt.Key.Key_Return)
    clerk.wait_for("case_body")
    assert "Ctrl G" in hinted(clerk, "Ctrl H")
