"""Users: an administrator adds, resets and retires; everybody changes his own password."""

from dataclasses import replace

import pytest

from hrdesk.domain.errors import InvalidInput, Refused, WrongKey
from hrdesk.domain.staff import Role
from hrdesk.services.drafts import drafts, save_draft, start_draft
from hrdesk.services.people import (
    NewUser,
    OwnPassword,
    UserState,
    add_user,
    change_own_password,
    change_roles,
    reset_password,
    retire_user,
    users,
)
from hrdesk.services.session import log_in
from hrdesk.services.verification import verify_folder
from hrdesk.storage import renewal
from hrdesk.storage.layout import keyslots_path
from tests.services import counter
from tests.storage.desk import CHEAP

LOGIN, GIVEN, OWN = "shajingban", "given by another", "a password of my own"
NEW = NewUser("沙经办", LOGIN, frozenset({Role.CLERK}), GIVEN, GIVEN)


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """A guess costs nothing here."""
    for work in (renewal.add_person, renewal.give_password):
        monkeypatch.setattr(work, "__defaults__", (CHEAP,))


def user(session, login=LOGIN):
    return next(each for each in users(session) if each.login == login)


def problems_of(work, *arguments):
    with pytest.raises(InvalidInput) as caught:
        work(*arguments)
    return {(problem.where, problem.key) for problem in caught.value.problems}


@pytest.fixture
def clerk(session, folder, clock):
    """A clerk at work with a password of his own; the administrator has gone home."""
    add_user(session, NEW)
    session.close()
    clerk = log_in(folder, LOGIN, GIVEN, clock)
    change_own_password(clerk, OwnPassword(OWN, OWN))
    yield clerk
    clerk.store.close()


def test_a_user_is_added_sets_his_own_password_is_reset_and_retired(session, folder, clock):
    add_user(session, replace(NEW, login=f" {LOGIN} ", name=" 沙 经办 "))
    assert user(session).state is UserState.GIVEN
    assert (user(session).name, user(session).roles) == ("沙经办", (Role.CLERK,))
    session.close()
    clerk = log_in(folder, LOGIN, GIVEN, clock)
    assert clerk.own_password_due
    with pytest.raises(Refused, match=r"people\.own_password"):
        start_draft(clerk, counter.MEASURE)
    change_own_password(clerk, OwnPassword(OWN, OWN))
    assert not clerk.own_password_due
    draft = start_draft(clerk, counter.MEASURE)
    save_draft(clerk, draft, {**draft.entries, "name": "测试"})
    clerk.close()
    with counter.at_work(folder, clock) as again:
        assert user(again).state is UserState.ACTIVE
        reset_password(again, user(again), "given once more", "given once more")
        assert user(again).state is UserState.GIVEN
        retire_user(again, user(again), "  调离 ")
        assert user(again).state is UserState.RETIRED
        assert user(again).retirement.reason == "调离"
        assert [each.login for each in users(again)] == [counter.LOGIN, LOGIN]
        again.close()
    for password in (GIVEN, OWN, "given once more"):
        with pytest.raises(WrongKey, match=r"login\.wrong"):
            log_in(folder, LOGIN, password, clock)
    report = verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True)
    assert (report.exit_code, report.findings) == (0, ())


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": " "}, ("name", "setup.name_missing")),
        ({"login": "沙"}, ("login", "setup.login_form")),
        ({"login": counter.LOGIN}, ("login", "people.login_taken")),
        ({"login": "recovery"}, ("login", "people.login_taken")),
        ({"roles": frozenset()}, ("roles", "people.no_role")),
        ({"password_again": "x"}, ("password_again", "setup.passwords_differ")),
        ({"password": "short", "password_again": "short"}, ("password", "setup.password_short")),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nobody_is_added(session, changes, found):
    assert found in problems_of(add_user, session, replace(NEW, **changes))
    assert len(users(session)) == 1


def test_a_clerk_sees_the_list_and_changes_nobody(clerk):
    founder = user(clerk, counter.LOGIN)
    for work, arguments in (
        (add_user, (replace(NEW, login="another"),)),
        (reset_password, (founder, GIVEN, GIVEN)),
        (retire_user, (founder, "调离")),
        (change_roles, (founder, frozenset({Role.CLERK}))),
    ):
        with pytest.raises(Refused, match=r"rights\.role"):
            work(clerk, *arguments)
    # The store itself refuses, whatever the session says of the roles.
    clerk.staff = replace(clerk.staff, roles=frozenset(Role))
    with pytest.raises(Refused, match=r"rights\.role"):
        retire_user(clerk, founder, "调离")
    assert [each.state for each in users(clerk)] == [UserState.ACTIVE] * 2
    assert user(clerk).is_self
    assert not founder.is_self


def test_nobody_retires_himself_and_a_reason_is_given(session):
    add_user(session, NEW)
    with pytest.raises(Refused, match=r"people\.self"):
        retire_user(session, user(session, counter.LOGIN), "调离")
    assert problems_of(retire_user, session, user(session), " ") == {
        ("retirement_reason", "reason.missing")
    }
    assert user(session).state is UserState.GIVEN
    retire_user(session, user(session), " 调离 ")
    retirement = user(session).retirement
    assert retirement is not None
    assert retirement.reason == "调离"


def test_roles_are_given_and_taken_and_those_of_the_founding_stay(session):
    add_user(session, NEW)
    for roles, key in ((set(), "people.no_role"), ({Role.CLERK}, "people.same_roles")):
        found = problems_of(change_roles, session, user(session), frozenset(roles))
        assert found == {("roles", key)}
    assert (user(session).added_by, user(session).reset) == (session.staff.name, None)
    given = {Role.ADMINISTRATOR, Role.SUPERVISOR, Role.APPROVER}
    change_roles(session, user(session), frozenset(given))
    reset_password(session, user(session), "given once more", "given once more")
    changed = user(session)
    assert changed.reset is not None
    assert changed.reset.by == session.staff.name
    assert (user(session, counter.LOGIN).added_by, user(session, counter.LOGIN).reset) == ("", None)
    assert changed.roles == (Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR)
    assert changed.roles_changed is not None
    assert changed.roles_changed.by == session.staff.name
    with pytest.raises(Refused, match=r"people\.own_roles"):
        change_roles(session, user(session, counter.LOGIN), frozenset({Role.CLERK}))


def test_roles_that_nobody_is_given_here_stay_with_who_has_them(session, folder, clock):
    add_user(session, replace(NEW, roles=frozenset({Role.ADMINISTRATOR})))
    session.close()
    other = log_in(folder, LOGIN, GIVEN, clock)
    change_own_password(other, OwnPassword(OWN, OWN))
    founder = user(other, counter.LOGIN)
    with other.store.acting(other.staff) as act:
        act.change_roles(founder.id, frozenset({Role.CLERK, Role.FINANCE}))
    change_roles(other, user(other, counter.LOGIN), frozenset({Role.SUPERVISOR}))
    assert user(other, counter.LOGIN).roles == (Role.FINANCE, Role.SUPERVISOR)
    other.close()


def test_a_retired_user_gets_no_password(session):
    add_user(session, NEW)
    retire_user(session, user(session), "调离")
    with pytest.raises(Refused, match=r"people\.retired"):
        reset_password(session, user(session), OWN, OWN)


def test_a_user_without_a_slot_is_shown_so_and_can_be_reset(session, monkeypatch):
    def fail(*_arguments):
        raise OSError

    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(renewal, "write_slots", fail)
        add_user(session, NEW)
    assert user(session).state is UserState.NO_PASSWORD
    reset_password(session, user(session), GIVEN, GIVEN)
    assert user(session).state is UserState.GIVEN


def test_ones_own_password_asks_for_the_present_one(clerk, folder, clock):
    new = OwnPassword("yet another one", "yet another one")
    assert problems_of(change_own_password, clerk, new) == {
        ("current_password", "people.current_wrong")
    }
    assert problems_of(change_own_password, clerk, replace(new, current=GIVEN)) == {
        ("current_password", "people.current_wrong")
    }
    change_own_password(clerk, replace(new, current=OWN))
    draft = start_draft(clerk, counter.MEASURE)
    save_draft(clerk, draft, {**draft.entries, "name": "测试"})
    clerk.close()
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        log_in(folder, LOGIN, OWN, clock)
    clerk = log_in(folder, LOGIN, "yet another one", clock)
    assert [each.id for each in drafts(clerk)] == [draft.id]
    clerk.close()


def test_guesses_at_the_present_password_are_counted(clerk):
    new = OwnPassword("yet another one", "yet another one", "wrong")
    keys = []
    for _ in range(6):
        with pytest.raises((InvalidInput, WrongKey, Refused)) as caught:
            change_own_password(clerk, new)
        keys.append(caught.value.key)
    assert keys[0] == "people.invalid"
    assert keys[-2:] == ["login.wrong_locked", "login.locked"]


def test_a_given_password_is_no_own_one(session, folder, clock):
    add_user(session, NEW)
    session.close()
    clerk = log_in(folder, LOGIN, GIVEN, clock)
    assert problems_of(change_own_password, clerk, OwnPassword(GIVEN, GIVEN)) == {
        ("password", "people.same_password")
    }
    clerk.close()


def test_after_a_failed_writing_ones_own_password_is_asked_for_once_more(
    session, folder, clock, monkeypatch
):
    add_user(session, NEW)
    session.close()
    clerk = log_in(folder, LOGIN, GIVEN, clock)
    before = keyslots_path(folder).read_bytes()

    def fail(*_arguments):
        raise OSError

    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(renewal, "write_slots", fail)
        change_own_password(clerk, OwnPassword(OWN, OWN))
    assert keyslots_path(folder).read_bytes() == before
    assert clerk.own_password_due
    change_own_password(clerk, OwnPassword(OWN, OWN))
    clerk.close()
    clerk = log_in(folder, LOGIN, OWN, clock)
    assert not clerk.own_password_due
    clerk.close()
