"""What left may be at the platform: it is voided by who may let go of public money, or found."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch import VoidCause
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.batch_schema import VOID_GUARD
from hrdesk.storage.verify import verify
from tests.storage import desk

NUMBER = "510411-P2026-0001"
UNENTITLED = ("verify.void_unentitled", {"number": NUMBER})


@pytest.fixture
def left(folder, clock):
    """A batch that a clerk made and copied."""
    with desk.opened(folder, clock) as store:
        batch = desk.make_batch(store, desk.accept(store))
        desk.write_batch(store, batch)
    return batch


def unguarded(folder, clock):
    """Take the guard away; what puts it back."""
    with desk.raw(folder, clock) as connection:
        query = "select sql from sqlite_master where name = ?"
        (guard,) = connection.execute(query, (VOID_GUARD,)).fetchone()
        connection.execute(f"drop trigger {VOID_GUARD}")

    def put_back():
        with desk.raw(folder, clock) as connection:
            connection.execute(guard)

    return put_back


def findings(folder, clock, *, full=False):
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=full, clock=clock)
    return [(each.key, dict(each.values)) for each in report.findings]


def careless(monkeypatch):
    """Let everybody do everything, as an altered program does."""
    monkeypatch.setattr(StaffMember, "may", lambda _, role: role in Role)


def test_a_clerk_voids_what_never_left_and_nothing_that_left(folder, clock, left):
    with desk.opened(folder, clock) as store:
        desk.void_batch(store, desk.make_batch(store, desk.accept(store, 2)))
        with pytest.raises(Refused) as refused:
            desk.void_batch(store, left)
        assert (refused.value.key, refused.value.values) == ("batch.void_role", {"number": NUMBER})
        assert desk.batch_of(store, left).batch.void is None


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SUPERVISOR])
def test_an_approver_or_a_supervisor_voids_it(folder, clock, left, role):
    with desk.as_approver(folder, clock, role) as store:
        desk.void_batch(store, left, desk.NOT_THERE)
        assert desk.batch_of(store, left).batch.void.reason == desk.NOT_THERE
    assert findings(folder, clock, full=True) == []


def test_below_the_service_the_file_refuses_it(folder, clock, left, monkeypatch):
    with (
        desk.opened(folder, clock) as store,
        monkeypatch.context() as patch,
        pytest.raises(sqlcipher.IntegrityError, match="guard: batch void by its role"),
    ):
        careless(patch)
        desk.void_batch(store, left)


def test_what_left_is_never_voided_as_something_unwritten(folder, clock, left):
    with (
        desk.as_approver(folder, clock) as store,
        pytest.raises(sqlcipher.IntegrityError, match="guard: batch void by its role"),
        desk.acting(store) as act,
    ):
        act.void_batch(left, VoidCause.NOT_WRITTEN)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("cause", VoidCause)
def test_what_an_altered_program_voided_is_found(folder, clock, left, monkeypatch, cause, full):
    put_back = unguarded(folder, clock)
    with desk.opened(folder, clock) as store, monkeypatch.context() as patch:
        careless(patch)
        with desk.acting(store) as act:
            act.void_batch(left, cause, "选错了月份" if cause is VoidCause.PERSON else "")
    put_back()
    assert findings(folder, clock, full=full) == [UNENTITLED]


def test_a_copy_that_is_recorded_once_the_batch_was_voided_is_no_way_round(
    folder, clock, monkeypatch
):
    with desk.opened(folder, clock) as store:
        batch = desk.make_batch(store, desk.accept(store))
        desk.void_batch(store, batch)
    with desk.raw(folder, clock) as connection:
        query = "select sql from sqlite_master where name = 'batch_file_of_open'"
        (guard,) = connection.execute(query).fetchone()
        connection.execute("drop trigger batch_file_of_open")
    with desk.opened(folder, clock) as store, monkeypatch.context() as patch:
        patch.setattr("hrdesk.storage.batches.refuse_voided", lambda *_: None)
        desk.write_batch(store, batch)
    with desk.raw(folder, clock) as connection:
        connection.execute(guard)
    assert findings(folder, clock) == [UNENTITLED]


def test_a_store_of_before_the_rule_is_told_that_it_has_no_guard_and_nobody_is_accused(
    folder, clock, left, monkeypatch
):
    unguarded(folder, clock)
    with desk.opened(folder, clock) as store, monkeypatch.context() as patch:
        careless(patch)
        desk.void_batch(store, left)
    assert findings(folder, clock) == [("verify.build", {"name": VOID_GUARD})]
