"""Who makes a batch, copies it, takes an answer and withdraws it: in the store, in the file, found
afterwards.

A clerk does it; one that accepted rows is withdrawn by who may let go of public money.
"""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch import VoidCause
from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.batch_answer_schema import ANSWER_GUARD, STRAY_GUARD
from hrdesk.storage.batch_schema import MAKE_GUARD, WRITE_GUARD
from tests.storage import desk
from tests.storage.test_closures import entered, findings

ACCEPTED, FAILED = RowState.ACCEPTED, RowState.FAILED
BY_ITS_ROLE = "guard: receipt by its role"
NO_CLERKS = tuple(sorted(set(Role) - {Role.CLERK}))
NO_RELEASERS = tuple(sorted(set(Role) - {Role.APPROVER, Role.SUPERVISOR}))


@pytest.fixture
def batch(folder, clock):
    """A batch of one row that left."""
    with desk.opened(folder, clock) as store:
        return desk.send(store, desk.batch_of_lines(None, (desk.lined_case(store, 1, 1000), (1,))))


@pytest.fixture
def taken(folder, clock, batch):
    """Take an answer to its row; its id."""

    def take(state):
        with desk.opened(folder, clock) as store:
            return desk.take(store, desk.told(batch, {1: state}))

    return take


def withdraw(store, answer):
    with desk.acting(store) as act:
        act.withdraw_batch_answer(answer, "导错了文件")


def refused(act, *given):
    with pytest.raises(Refused) as raised:
        act(*given)
    return raised.value.key


@pytest.mark.parametrize("role", NO_CLERKS)
def test_only_a_clerk_takes_an_answer(folder, clock, batch, role, monkeypatch):
    new = desk.told(batch, {1: ACCEPTED})
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        assert refused(desk.take, store, new) == "rights.role"
        with monkeypatch.context() as patch:
            patch.setattr(StaffMember, "require", lambda *_: None)
            with pytest.raises(sqlcipher.IntegrityError, match=BY_ITS_ROLE):
                desk.take(store, new)


@pytest.mark.parametrize("role", NO_CLERKS)
def test_what_accepted_nothing_is_withdrawn_by_a_clerk(folder, clock, taken, role, monkeypatch):
    answer = taken(FAILED)
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        assert refused(withdraw, store, answer) == "rights.role"
        with monkeypatch.context() as patch:
            patch.setattr(StaffMember, "require", lambda *_: None)
            with pytest.raises(sqlcipher.IntegrityError, match=BY_ITS_ROLE):
                withdraw(store, answer)


@pytest.mark.parametrize("role", NO_RELEASERS)
def test_nobody_else_withdraws_what_accepted(folder, clock, taken, role, monkeypatch):
    answer = taken(ACCEPTED)
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        assert refused(withdraw, store, answer) == "batch_answer.withdraw_role"
        with monkeypatch.context() as patch:
            patch.setattr("hrdesk.storage.batch_answers.is_entitled", lambda *_: True)
            with pytest.raises(sqlcipher.IntegrityError, match=BY_ITS_ROLE):
                withdraw(store, answer)


def test_whatever_its_counts_say_the_rows_tell_who_withdraws(folder, clock, taken, monkeypatch):
    answer = taken(ACCEPTED)
    with desk.without_guards(folder) as connection:
        swapped = "update receipt set accepted = 0, failed = 1 where id = ?"
        connection.execute(swapped, (answer,))
    with entered(folder, clock, Role.CLERK, monkeypatch, unguarded=None) as store:
        assert refused(withdraw, store, answer) == "batch_answer.withdraw_role"
        with monkeypatch.context() as patch:
            patch.setattr("hrdesk.storage.batch_answers.is_entitled", lambda *_: True)
            with pytest.raises(sqlcipher.IntegrityError, match=BY_ITS_ROLE):
                withdraw(store, answer)


@pytest.fixture
def contradicting(folder, clock, batch, taken):
    """An answer by which an accepted row failed; its id."""
    taken(ACCEPTED)
    with desk.opened(folder, clock) as store:
        return desk.take(store, desk.told(batch, {1: FAILED}, 2))


@pytest.mark.parametrize("role", NO_RELEASERS)
def test_nobody_else_withdraws_what_contradicts(folder, clock, contradicting, role, monkeypatch):
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        assert refused(withdraw, store, contradicting) == "batch_answer.withdraw_role"
        with monkeypatch.context() as patch:
            patch.setattr("hrdesk.storage.batch_answers.is_entitled", lambda *_: True)
            with pytest.raises(sqlcipher.IntegrityError, match=BY_ITS_ROLE):
                withdraw(store, contradicting)


def test_a_contradiction_that_an_altered_program_withdrew_is_found(
    folder, clock, contradicting, monkeypatch
):
    guarded = {"unguarded": True, "trigger": ANSWER_GUARD}
    with entered(folder, clock, Role.CLERK, monkeypatch, **guarded) as store:
        withdraw(store, contradicting)
    assert findings(folder, clock) == ["verify.batch_answer_unentitled"]


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SUPERVISOR])
def test_who_may_withdraws_what_accepted(folder, clock, taken, role, monkeypatch):
    answer = taken(ACCEPTED)
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        withdraw(store, answer)
    assert findings(folder, clock) == []


@pytest.mark.parametrize(
    ("role", "state"),
    [(Role.CLERK, ACCEPTED), (Role.SUPERVISOR, FAILED), (Role.ADMINISTRATOR, ACCEPTED)],
)
def test_a_withdrawal_by_an_altered_program_is_found(
    folder, clock, taken, role, state, monkeypatch
):
    answer = taken(state)
    with entered(folder, clock, role, monkeypatch, unguarded=True, trigger=ANSWER_GUARD) as store:
        withdraw(store, answer)
    assert findings(folder, clock) == ["verify.batch_answer_unentitled"]


def test_an_answer_that_an_altered_program_took_is_found(folder, clock, batch, monkeypatch):
    guarded = {"unguarded": True, "trigger": ANSWER_GUARD}
    with entered(folder, clock, Role.SUPERVISOR, monkeypatch, **guarded) as store:
        desk.take(store, desk.told(batch, {1: ACCEPTED}))
    assert findings(folder, clock) == ["verify.batch_answer_unentitled"]


def test_nobody_is_accused_in_a_store_of_before_the_rule(folder, clock, batch, monkeypatch):
    with desk.raw(folder, clock) as connection:
        connection.execute(f"drop trigger {ANSWER_GUARD}")
    with entered(folder, clock, Role.SUPERVISOR, monkeypatch) as store:
        desk.take(store, desk.told(batch, {1: FAILED}))
    assert findings(folder, clock) == ["verify.build"]


@pytest.mark.parametrize("role", NO_CLERKS)
def test_what_never_left_is_voided_by_a_clerk(folder, clock, role, monkeypatch):
    with desk.opened(folder, clock) as store:
        batch = desk.make_batch(store, desk.accept(store))
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        assert refused(desk.void_batch, store, batch) == "rights.role"
        with monkeypatch.context() as patch:
            patch.setattr(StaffMember, "require", lambda *_: None)
            with pytest.raises(sqlcipher.IntegrityError, match="guard: batch void by its role"):
                desk.void_batch(store, batch)


def test_what_an_altered_program_voided_without_a_clerk_is_found(folder, clock, monkeypatch):
    with desk.opened(folder, clock) as store:
        batch = desk.make_batch(store, desk.accept(store))
    guarded = {"unguarded": True, "trigger": "batch_void_by_its_role"}
    with (
        entered(folder, clock, Role.SUPERVISOR, monkeypatch, **guarded) as store,
        desk.acting(store) as act,
    ):
        act.void_batch(batch, VoidCause.PERSON, "选错了月份")
    assert findings(folder, clock) == ["verify.void_no_clerk"]


def strayed(store):
    """An answer with a row that matches none."""
    batch = desk.send(store, desk.batch_of_lines(None, (desk.lined_case(store, 1, 1000), (1,))))
    return desk.take(store, desk.told(batch, {1: FAILED}, strays=1))


def settle_stray(store, answer):
    with desk.acting(store) as act:
        act.settle_stray(answer, 1, "邻县的案件，已电话告知")


#: What a clerk alone does besides: what it needs in the store, the act, its guard, and what
#: verification says of it.
BY_A_CLERK = {
    "made": (
        desk.accept,
        desk.make_batch,
        MAKE_GUARD,
        "verify.batch_unentitled",
    ),
    "copied": (
        lambda store: desk.make_batch(store, desk.accept(store)),
        desk.write_batch,
        WRITE_GUARD,
        "verify.batch_unentitled",
    ),
    "settled": (
        strayed,
        settle_stray,
        STRAY_GUARD,
        "verify.stray_unentitled",
    ),
}


@pytest.fixture(params=BY_A_CLERK)
def clerks(request, folder, clock):
    """An act of clerks, its guard and its finding."""
    needed, act, guard, finding = BY_A_CLERK[request.param]
    with desk.opened(folder, clock) as store:
        given = needed(store)
    return lambda store: act(store, given), guard, finding


@pytest.mark.parametrize("role", NO_CLERKS)
def test_only_a_clerk_does_it(folder, clock, clerks, role, monkeypatch):
    act, guard, _ = clerks
    with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
        assert refused(act, store) == "rights.role"
        with monkeypatch.context() as patch:
            patch.setattr(StaffMember, "require", lambda *_: None)
            with pytest.raises(sqlcipher.IntegrityError, match=guard.replace("_", " ")):
                act(store)


@pytest.mark.parametrize("role", NO_CLERKS)
def test_an_altered_program_that_does_it_is_found(folder, clock, clerks, role, monkeypatch):
    act, guard, finding = clerks
    with entered(folder, clock, role, monkeypatch, unguarded=True, trigger=guard) as store:
        act(store)
    assert findings(folder, clock) == [finding]


def test_a_clerk_does_it_and_nothing_is_found(folder, clock, clerks, monkeypatch):
    act, _, _ = clerks
    with entered(folder, clock, Role.CLERK, monkeypatch, unguarded=None) as store:
        act(store)
    assert findings(folder, clock) == []
