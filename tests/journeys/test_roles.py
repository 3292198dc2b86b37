"""Who is no clerk is told so before he types, and no hint names a key that does nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from hrdesk.domain.staff import Role
from hrdesk.services import approval_form
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import accepted
from tests.journeys.pages import PATIENCE_MS, Screen, close, opened
from tests.services import counter
from tests.services.referred import refer
from tests.services.test_organizations import add as registered

CONTROL = Qt.KeyboardModifier.ControlModifier


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
    assert not supervisor.part(f"start_{counter.MEASURE}", QAbstractButton).isEnabled()
    assert "下一项" not in hinted(supervisor, "查找")
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
    assert clerk.part(f"start_{counter.MEASURE}", QAbstractButton).isEnabled()
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


def test_a_supervisor_sees_an_organization_without_its_acts(supervisor: Screen, session: Session):
    staff = session.staff
    session.staff = replace(staff, roles=frozenset({Role.CLERK}))
    registered(session)
    session.staff = staff
    supervisor.press("nav_organizations")
    supervisor.key(Qt.Key.Key_Return)
    for act in ("change_organization", "add_licence", "add_recognition"):
        assert not supervisor.part(act, QAbstractButton).isEnabled()
    words = hinted(supervisor, "PgUp PgDn")
    assert "登记和撤销由有“经办”岗位的人办理" in words
    assert not [key for key in ("Ctrl L", "Ctrl E") if key in words]
    for key in (Qt.Key.Key_E, Qt.Key.Key_L):
        supervisor.key(key, CONTROL)
        assert supervisor.shows("organization_page")


def test_a_supervisor_makes_no_batch_and_takes_no_answer(supervisor: Screen):
    supervisor.press("nav_batches")
    words = hinted(supervisor, "F8")
    assert "编制、拷出和导入回执由有“经办”岗位的人办理" in words
    assert not [key for key in ("Ctrl Enter", "Ctrl Shift R") if key in words]
    for act in ("import_answer", "make_batch"):
        assert not supervisor.part(act, QAbstractButton).isEnabled()
    supervisor.key(Qt.Key.Key_R, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert not supervisor.shows("open_dialog")
    supervisor.press("failures_list")
    words = hinted(supervisor, "Ctrl D")
    assert "更正和重新上报由有“经办”岗位的人办理" in words
    assert not [key for key in ("Ctrl G", "Ctrl Enter") if key in words]


def test_a_supervisor_reads_who_records_what_an_authority_answered(
    supervisor: Screen, session: Session
):
    staff = session.staff
    session.staff = replace(staff, roles=frozenset({Role.CLERK}))
    case = refer(session, "service_procurement")
    approval_form.print_copy(session, case.id)
    session.staff = staff
    supervisor.window.open_case(case.id)
    for act in ("answer_asked", "purchase_asked"):
        assert not supervisor.part(act, QAbstractButton).isEnabled()
    assert "登记和撤销由有“经办”岗位的人办理" in supervisor.words()


def test_who_may_not_register_templates_reads_no_keys_of_it(clerk: Screen):
    clerk.press("nav_batches")
    clerk.press("official_templates")
    words = hinted(clerk, "返回批次上报")
    assert not [key for key in ("Ctrl N", "Ctrl D", "查看或更正") if key in words]


def test_a_clerk_is_told_the_keys_of_the_tab_that_is_shown(clerk: Screen):
    clerk.press("nav_batches")
    assert "Ctrl Shift R" in hinted(clerk, "Ctrl A")
    assert clerk.part("import_answer", QAbstractButton).isEnabled()
    clerk.see_batches()
    assert "Ctrl A" not in hinted(clerk, "打开批次")
