"""Users: one is added, sets his own password, works, is reset and retired; the others go on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.people import (
    ROLES,
    NewUser,
    OwnPassword,
    Role,
    UserState,
    add_user,
    change_own_password,
    users,
)
from hrdesk.services.session import log_in
from hrdesk.services.verification import verify_folder
from hrdesk.storage import key_change
from hrdesk.ui.login import LoginWindow
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.notice import Notice
from hrdesk.ui.own_password import OwnPasswordWindow
from hrdesk.ui.program import Program
from hrdesk.ui.settings import users_card
from tests.journeys.office import LOGIN, MEASURE, NAME, PASSWORD
from tests.journeys.pages import Running

ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab
CLERK, CLERK_NAME = "shajingban", "沙经办"
GIVEN, OWN, AGAIN = "given by another", "four loud mountains", "given a second time"


@pytest.fixture
def running(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    program = Program(office_folder, clock)
    assert program.start() == 0
    running = Running(qtbot, program)
    yield running
    running.settle()
    if program.window is not None and program.window.isVisible():
        running.close()
    program.end()


def add_clerk(folder: Path, clock: Clock, own: str = "") -> None:
    """A clerk whom the administrator added, with a password of his own if there is one."""
    session = log_in(folder, LOGIN, PASSWORD, clock)
    new = NewUser(CLERK_NAME, CLERK, frozenset({Role.CLERK}), GIVEN, GIVEN)
    add_user(session, new)
    session.close()
    if own:
        clerk = log_in(folder, CLERK, GIVEN, clock)
        change_own_password(clerk, OwnPassword(own, own))
        clerk.close()


def at_desk(running: Running, login: str = LOGIN, password: str = PASSWORD) -> None:
    running.log_in(login, password)
    running.wait_for("nav_settings")


def to_users(running: Running) -> None:
    running.press("nav_settings")
    running.wait_for("users")


def log_out(running: Running) -> None:
    running.press("log_out")
    running.wait_for("login_enter")
    assert isinstance(running.window, LoginWindow)


def pressed(running: Running, name: str) -> None:
    """Press a button by the keyboard."""
    running.part(name, QWidget).setFocus()
    running.key(SPACE)


def add_by_keyboard(running: Running) -> None:
    """The administrator adds the clerk."""
    at_desk(running)
    to_users(running)
    assert running.shows("last_administrator")
    pressed(running, "add_user")
    assert running.focus().objectName() == "user_name"
    for field, text in (("user_name", CLERK_NAME), ("user_login", CLERK)):
        running.fill(field, text)
        running.key(ENTER)
    assert running.focus().objectName() == "roles_clerk"
    running.key(SPACE)
    running.key(ENTER)
    twice(running, GIVEN)
    running.wait_for(f"user_{CLERK}")
    assert running.text(f"user_state_{CLERK}") == "须改密码"
    assert CLERK in running.text("users_notice_headline")
    assert running.focus().objectName() == f"reset_{CLERK}"
    log_out(running)


def twice(running: Running, password: str) -> None:
    """Type a new password and type it again; the last Enter goes on."""
    for field in ("password", "password_again"):
        running.fill(field, password)
        running.key(ENTER)


def set_own_password(running: Running) -> None:
    """The clerk sets a password of his own before he sees the desk."""
    running.log_in(CLERK, GIVEN)
    running.wait_for("own_password_set")
    assert isinstance(running.window, OwnPasswordWindow)
    assert running.focus().objectName() == "password"
    twice(running, OWN)
    running.wait_for("nav_settings")
    assert isinstance(running.window, MainWindow)
    assert CLERK_NAME in running.words()
    to_users(running)
    assert running.text(f"user_state_{CLERK}") == "在用"
    log_out(running)


def reset_by_keyboard(running: Running) -> None:
    """The administrator gives the clerk another password."""
    at_desk(running)
    to_users(running)
    pressed(running, f"reset_{CLERK}")
    twice(running, AGAIN)
    running.wait_for("users_notice_headline")
    running.settle()
    assert running.text(f"user_state_{CLERK}") == "须改密码"


def retire_by_keyboard(running: Running, then: str = "login_enter") -> None:
    """The administrator retires the clerk and is led away from the desk."""
    pressed(running, f"retire_{CLERK}")
    assert running.focus().objectName() == "retirement_reason"
    assert running.text("users_notice_remedy")
    running.key(ENTER)
    running.key(SPACE)
    running.settle()
    assert running.text("retirement_reason_below")
    running.fill("retirement_reason", "调离")
    # Nothing takes it back: Enter leads to the button and does not press it.
    running.key(ENTER)
    assert running.focus().objectName() == "retirement_reason_confirmed"
    running.key(SPACE)
    running.wait_for(then)


def test_from_the_first_password_to_the_last_day(running: Running, office_folder: Path):
    add_by_keyboard(running)
    set_own_password(running)
    reset_by_keyboard(running)
    retire_by_keyboard(running)
    assert "停用" in running.window.notice.headline
    for password in (GIVEN, OWN, AGAIN):
        running.log_in(CLERK, password)
        running.settle()
        assert isinstance(running.window, LoginWindow)
    at_desk(running)
    to_users(running)
    assert running.text(f"user_state_{CLERK}") == "停用"
    assert "调离" in running.text(f"user_since_{CLERK}")
    assert not running.shows(f"reset_{CLERK}")
    running.close()
    report = verify_folder(office_folder, LOGIN, PASSWORD, full=True)
    assert (report.exit_code, report.findings) == (0, ())


def test_a_clerk_sees_the_list_and_the_reason_why_no_more(
    running: Running, office_folder: Path, clock: Clock
):
    add_clerk(office_folder, clock, OWN)
    at_desk(running, CLERK, OWN)
    to_users(running)
    assert NAME in running.text("users_of_administrator")
    assert running.shows(f"user_{LOGIN}")
    for name in ("add_user", f"reset_{LOGIN}", f"retire_{LOGIN}"):
        assert not running.shows(name)
    assert running.shows("change_password")


def test_a_key_that_could_not_be_changed_is_said_and_changed_the_next_time(
    running: Running, office_folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    def full(*_arguments: object) -> None:
        raise EnvironmentFault("disk.full", drive="D:", free=0, needed=64)

    add_clerk(office_folder, clock, OWN)
    at_desk(running)
    to_users(running)
    with monkeypatch.context() as patch:
        patch.setattr(key_change, "copy_database", full)
        retire_by_keyboard(running, "closing_leave")
        assert "没有做完" in running.text("closing_words")
        assert "D:" in running.text("closing_notice_headline")
        running.press("closing_leave")
        running.wait_for("login_enter")
    assert "停用" not in running.window.notice.headline
    at_desk(running)
    to_users(running)
    running.press("back_up_now")
    running.wait_for("settings_notice_headline")
    assert "密钥" in running.text("settings_notice_headline")
    log_out(running)
    at_desk(running)
    to_users(running)
    running.press("back_up_now")
    running.wait_for("settings_notice_headline")
    assert "已备份" in running.text("settings_notice_headline")


def test_a_disk_that_fails_is_said_and_hides_nothing_else(
    running: Running, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_arguments: object) -> None:
        raise EnvironmentFault("disk.read_failed", name="keyslots.json")

    at_desk(running)
    to_users(running)
    running.press("add_user")
    for name in ("user_name", "user_login", "password", "password_again"):
        running.fill(name, {"user_name": CLERK_NAME, "user_login": CLERK}.get(name, GIVEN))
    running.part("roles_clerk", QCheckBox).setChecked(True)
    monkeypatch.setattr(users_card, "users", broken)
    running.press("add_user_confirmed")
    running.wait_for("users_unread_headline")
    assert CLERK in running.text("users_notice_headline")
    assert running.shows(f"user_{LOGIN}")


def test_each_role_says_what_it_may_do(running: Running):
    at_desk(running)
    to_users(running)
    running.press("add_user")
    boxes = [running.part(f"roles_{role.value}", QCheckBox) for role in ROLES]
    said = {box.accessibleDescription() for box in boxes}
    assert len(said) == len(ROLES)
    assert Role.APPROVER in ROLES  # of whom so many sentences of the window speak
    assert all(words in running.words() for words in said)


def test_the_roles_of_a_user_change_by_keyboard(
    running: Running, office_folder: Path, clock: Clock
):
    add_clerk(office_folder, clock, OWN)
    at_desk(running)
    to_users(running)
    pressed(running, f"roles_{CLERK}")
    assert running.focus().objectName() == "roles_clerk"
    assert running.part("roles_clerk", QCheckBox).isChecked()
    running.key(ENTER)
    running.settle()
    assert "现在就是" in running.text("roles_below")
    running.part("roles_supervisor", QCheckBox).setFocus()
    running.key(SPACE)
    running.key(ENTER)
    running.wait_for("users_notice_headline")
    running.settle()
    row = running.part(f"user_{CLERK}", QWidget)
    assert "经办、主管" in "".join(each.text() for each in row.findChildren(QLabel))
    assert NAME in running.text(f"user_since_{CLERK}")
    assert not running.shows(f"roles_{LOGIN}")
    log_out(running)
    session = log_in(office_folder, CLERK, OWN, clock)
    assert session.staff.roles == {Role.CLERK, Role.SUPERVISOR}
    session.close()


def test_nobody_is_offered_to_retire_himself(running: Running):
    at_desk(running)
    to_users(running)
    assert not running.shows(f"retire_{LOGIN}")
    assert not running.shows(f"reset_{LOGIN}")


def test_a_person_changes_his_own_password(running: Running, office_folder: Path, clock: Clock):
    at_desk(running)
    to_users(running)
    pressed(running, "change_password")
    assert running.focus().objectName() == "current_password"
    for field, text in (("current_password", "wrong"), ("password", OWN), ("password_again", OWN)):
        running.fill(field, text)
        running.key(ENTER)
    running.settle()
    assert running.focus().objectName() == "current_password"
    assert running.text("current_password_below")
    running.fill("current_password", PASSWORD)
    running.press("own_password_confirmed")
    running.wait_for("users_notice_headline")
    assert not running.shows("current_password")
    running.close()
    log_in(office_folder, LOGIN, OWN, clock).close()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("user_name", ""),
        ("user_login", "沙"),
        ("user_login", LOGIN),
        ("password", "short"),
        ("password_again", ""),
    ],
    ids=["no name", "no letters", "taken", "short", "different"],
)
def test_what_is_wrong_with_a_new_user_is_said_at_its_field(
    running: Running, office_folder: Path, clock: Clock, field: str, text: str
):
    at_desk(running)
    to_users(running)
    running.press("add_user")
    running.part("roles_supervisor", QCheckBox).setChecked(True)
    typed = {
        "user_name": CLERK_NAME,
        "user_login": CLERK,
        "password": GIVEN,
        "password_again": GIVEN,
    }
    again = {"password_again": text} if field == "password" else {}
    for name, entry in (typed | {field: text} | again).items():
        running.fill(name, entry)
    running.press("add_user_confirmed")
    running.settle()
    assert running.focus().objectName() == field
    assert running.part(field, QLineEdit).property("state") == "error"
    running.fill(field, typed[field])
    for name in again:
        running.fill(name, typed[name])
    running.press("add_user_confirmed")
    running.wait_for(f"user_{CLERK}")


def test_a_user_without_a_role_is_not_added(running: Running):
    at_desk(running)
    to_users(running)
    running.press("add_user")
    for name in ("user_name", "user_login", "password", "password_again"):
        running.fill(name, {"user_name": CLERK_NAME, "user_login": CLERK}.get(name, GIVEN))
    running.press("add_user_confirmed")
    running.settle()
    assert running.text("roles_below")
    assert running.focus().objectName() == "roles_clerk"


def test_escape_puts_a_form_away_and_forgets_what_was_typed(running: Running):
    at_desk(running)
    to_users(running)
    running.press("add_user")
    running.fill("password", GIVEN)
    running.key(Qt.Key.Key_Escape)
    assert not running.shows("password")
    running.press("add_user")
    assert running.text("password") == ""


def test_who_does_not_confirm_retires_nobody(running: Running, office_folder: Path, clock: Clock):
    add_clerk(office_folder, clock)
    at_desk(running)
    to_users(running)
    running.press(f"retire_{CLERK}")
    running.fill("retirement_reason", "调离")
    running.key(ENTER)
    running.press("retirement_reason_left")
    assert not running.shows("users_notice")
    running.close()
    session = log_in(office_folder, LOGIN, PASSWORD, clock)
    assert [user.retirement for user in users(session)] == [None, None]
    session.store.close()


def test_who_does_not_set_his_own_password_goes_back(
    running: Running, office_folder: Path, clock: Clock
):
    add_clerk(office_folder, clock)
    running.log_in(CLERK, GIVEN)
    running.wait_for("own_password_set")
    running.fill("password", GIVEN)
    running.fill("password_again", GIVEN)
    running.press("own_password_set")
    running.settle()
    assert running.text("password_below")
    running.key(Qt.Key.Key_Escape)
    running.wait_for("login_enter")
    at_desk(running)
    running.close()
    log_in(office_folder, CLERK, GIVEN, clock).store.close()


def test_closing_instead_of_setting_a_password_ends_the_session(
    running: Running, office_folder: Path, clock: Clock
):
    add_clerk(office_folder, clock)
    running.log_in(CLERK, GIVEN)
    running.wait_for("own_password_set")
    running.close()
    # Nobody holds the folder, and the clerk has still only what was given to her.
    session = log_in(office_folder, LOGIN, PASSWORD, clock)
    assert [user.state for user in users(session)] == [UserState.ACTIVE, UserState.GIVEN]
    session.close()


def test_each_sees_his_own_drafts(running: Running, office_folder: Path, clock: Clock):
    add_clerk(office_folder, clock, OWN)
    for login, password, name in ((LOGIN, PASSWORD, "罗测试"), (CLERK, OWN, "阿测试")):
        session = log_in(office_folder, login, password, clock)
        draft = start_draft(session, MEASURE)
        save_draft(session, draft, {**draft.entries, "name": name})
        session.close()
    for login, password, own, other in (
        (LOGIN, PASSWORD, "罗测试", "阿测试"),
        (CLERK, OWN, "阿测试", "罗测试"),
    ):
        at_desk(running, login, password)
        running.press("nav_intake")
        running.wait_for("intake_home")
        assert own in running.words()
        assert other not in running.words()
        to_users(running)
        log_out(running)


def test_what_is_half_typed_elsewhere_is_asked_about_before_the_person_changes(running: Running):
    at_desk(running)
    running.press("nav_organizations")
    running.wait_for("add_organization")
    running.press("add_organization")
    running.fill("credit_code", "91")
    to_users(running)
    running.press("log_out")
    assert isinstance(running.window, MainWindow)
    assert running.shows("credit_code")
    notice = next(n for n in running.window.findChildren(Notice) if n.isVisible() and n.remedy)
    running.press(f"{notice.objectName()}_action")
    running.wait_for("login_enter")
    assert isinstance(running.window, LoginWindow)
