"""Who accepted or decided without the role for it is found afterwards, whatever signed it."""

from contextlib import contextmanager

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.renewal import give_password
from hrdesk.storage.verify import verify
from tests.storage import desk

GUARD = "version_by_its_role"
OTHERS = tuple(sorted(set(Role) - {Role.CLERK, Role.APPROVER}))


@pytest.fixture
def unguarded(folder, clock):
    """An office with a case that is open; the guard of roles is down, and comes back at the end."""
    with desk.opened(folder, clock) as store:
        case = desk.accept(store, 1, **desk.OPEN)
    with desk.raw(folder) as connection:
        query = "select sql from sqlite_master where name = ?"
        (guard,) = connection.execute(query, (GUARD,)).fetchone()
        connection.execute(f"drop trigger {GUARD}")

    def look(*, full):
        with desk.raw(folder) as connection:
            connection.execute(guard)
        report = verify(folder, desk.LOGIN, desk.PASSWORD, full=full, clock=clock)
        return [(each.key, dict(each.values)) for each in report.findings]

    return case, look


@contextmanager
def entered(folder, clock, *roles, monkeypatch):
    """The store of a person with roles, whose program lets everybody do everything."""
    with desk.opened(folder, clock) as store:
        desk.add_person(store, desk.CLERK, *roles)
    with desk.opened_as(folder, desk.CLERK, desk.GIVEN, clock) as store:
        give_password(store, store.actor, desk.SECOND_PASSWORD, desk.CHEAP)
    with (
        desk.opened_as(folder, desk.CLERK, desk.SECOND_PASSWORD, clock) as store,
        monkeypatch.context() as patch,
    ):
        patch.setattr(StaffMember, "may", lambda _, role: role in Role)
        yield store


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("roles", [OTHERS, (Role.SUPERVISOR,), (Role.ADMINISTRATOR,)])
def test_a_decision_without_the_role_is_found(folder, clock, unguarded, monkeypatch, roles, full):
    case, look = unguarded
    with entered(folder, clock, *roles, monkeypatch=monkeypatch) as store:
        desk.decide(store, case)
    assert look(full=full) == [("verify.version_unentitled", {"number": case.number})]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("roles", [OTHERS, (Role.APPROVER,)])
def test_an_acceptance_without_the_role_is_found(
    folder, clock, unguarded, monkeypatch, roles, full
):
    _, look = unguarded
    with entered(folder, clock, *roles, monkeypatch=monkeypatch) as store:
        number = desk.accept(store, 2).number
    assert look(full=full) == [("verify.version_unentitled", {"number": number})]


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER])
def test_a_decision_by_who_has_the_role_is_sound(folder, clock, unguarded, monkeypatch, role):
    case, look = unguarded
    with entered(folder, clock, role, monkeypatch=monkeypatch) as store:
        desk.decide(store, case)
    assert look(full=True) == []


def test_whoever_lost_the_role_since_decided_rightly_and_decides_no_more(folder, clock):
    """What was done under the former roles stays; the file refuses what comes after."""
    with desk.opened(folder, clock) as store:
        first, second = (desk.accept(store, n, **desk.OPEN) for n in (1, 2))
        person = desk.add_person(store)
    with desk.opened_as(folder, desk.CLERK, desk.GIVEN, clock) as store:
        give_password(store, store.actor, desk.SECOND_PASSWORD, desk.CHEAP)
    with desk.opened_as(folder, desk.CLERK, desk.SECOND_PASSWORD, clock) as store:
        desk.decide(store, first)
    with desk.opened(folder, clock) as store:
        desk.change_roles(store, person, Role.SUPERVISOR)
    with (
        desk.opened_as(folder, desk.CLERK, desk.SECOND_PASSWORD, clock) as store,
        pytest.raises(Refused, match=r"rights\.role"),
    ):
        desk.decide(store, second)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert report.findings == ()


@pytest.mark.parametrize("act", ["accept", "decide"])
def test_the_file_refuses_it_by_the_roles_of_now(folder, clock, monkeypatch, act):
    with desk.opened(folder, clock) as store:
        case = desk.accept(store, 1, **desk.OPEN)
    with (
        entered(folder, clock, Role.SUPERVISOR, monkeypatch=monkeypatch) as store,
        pytest.raises(sqlcipher.IntegrityError, match="guard: version by its role"),
    ):
        desk.accept(store, 2) if act == "accept" else desk.decide(store, case)
