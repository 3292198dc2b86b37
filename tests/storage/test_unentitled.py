"""Who accepted or decided without the role for it is found afterwards, whatever signed it."""

from dataclasses import replace

import pytest

from hrdesk.domain.staff import Role
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.renewal import give_password
from hrdesk.storage.store import Store
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


def entered(folder, clock, *roles):
    """The store of a person with roles, whose program believes that he has every role."""
    with desk.opened(folder, clock) as store:
        desk.add_person(store, desk.CLERK, *roles)
    with desk.opened_as(folder, desk.CLERK, desk.GIVEN, clock) as store:
        give_password(store, store.actor, desk.SECOND_PASSWORD, desk.CHEAP)
    credentials = unlock(folder, desk.CLERK, desk.SECOND_PASSWORD, clock)
    store = Store.open(folder, credentials, clock)
    believed = replace(store._author.staff, roles=frozenset(Role))
    store._author = replace(store._author, staff=believed)
    return store


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("roles", [OTHERS, (Role.SUPERVISOR,), (Role.ADMINISTRATOR,)])
def test_a_decision_without_the_role_is_found(folder, clock, unguarded, roles, full):
    case, look = unguarded
    store = entered(folder, clock, *roles)
    desk.decide(store, case)
    store.close()
    assert look(full=full) == [("verify.version_unentitled", {"number": case.number})]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("roles", [OTHERS, (Role.APPROVER,)])
def test_an_acceptance_without_the_role_is_found(folder, clock, unguarded, roles, full):
    _, look = unguarded
    store = entered(folder, clock, *roles)
    number = desk.accept(store, 2).number
    store.close()
    assert look(full=full) == [("verify.version_unentitled", {"number": number})]


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER])
def test_a_decision_by_who_has_the_role_is_sound(folder, clock, unguarded, role):
    case, look = unguarded
    store = entered(folder, clock, role)
    desk.decide(store, case)
    store.close()
    assert look(full=True) == []
