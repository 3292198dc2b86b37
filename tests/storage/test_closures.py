"""A failed row that is given up: closed by who may, sent no more, told of when it is accepted."""

from contextlib import contextmanager

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch_answer import RowState, Tally
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.verify import verify
from tests.storage import desk

ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING
FIRST, SECOND = "510411-P2026-0001", "510411-P2026-0002"


def refusal(act, *given):
    with pytest.raises(Refused) as refused:
        act(*given)
    return refused.value


def queue(store):
    """Return the places of the rows that wait in the queue of failures, which is counted too."""
    with store.reading() as reader:
        places = [each.place for each in reader.failed_queue()]
        assert reader.failed_count()[0] == len(places)
    return places


@pytest.fixture
def store(folder, clock):
    """The store as somebody opens it who is clerk and approver."""
    roles = (Role.CLERK, Role.APPROVER)
    with desk.as_approver(folder, clock, *roles) as store:
        yield store


@pytest.fixture
def case(store):
    """A case of three lines that pay."""
    return desk.lined_case(store, 1, 1000, 2000, 3000)


@pytest.fixture
def batch(store, case):
    """A batch of which the first two rows failed."""
    batch = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
    desk.take(store, desk.told(batch, {1: FAILED, 2: FAILED}))
    return batch


def findings(folder, clock):
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    return [each.key for each in report.findings]


def test_a_closed_row_leaves_the_queue_and_stays_a_failed_one(store, case, batch):
    assert queue(store) == [1, 2]
    desk.close_row(store, batch, 1)
    assert queue(store) == [2]
    assert desk.batch_of(store, batch).batch.tally == Tally(failed=2, waiting=1)
    with store.reading() as reader:
        first, second, _ = reader.sent_states(batch)
        assert [each.line for each in reader.failed_lines(case.id)] == [2]
    assert (first.state, first.closure.cause, first.closure.entry.by) == (
        FAILED,
        desk.CLOSED,
        "沙测试",
    )
    assert second.closure is None


def test_only_a_failed_row_that_nothing_was_done_about_is_closed(store, case, batch):
    assert refusal(desk.close_row, store, batch, 3).key == "closing.not_failed"
    assert refusal(desk.close_row, store, batch, 9).key == "closing.not_failed"
    desk.close_row(store, batch, 1)
    assert refusal(desk.close_row, store, batch, 1).key == "closing.not_failed"
    again = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    assert refusal(desk.close_row, store, batch, 2).key == "closing.not_failed"
    desk.void_batch(store, again)
    assert queue(store) == [2]
    desk.close_row(store, batch, 2)
    assert queue(store) == []


def test_a_closed_row_is_not_sent_again_and_its_batch_and_answer_stay(store, case, batch):
    with store.reading() as reader:
        (answer,) = reader.batch_answers(batch)
    desk.close_row(store, batch, 1)
    refused = refusal(desk.send, store, desk.batch_of_lines(batch, (case, (1,))))
    assert (refused.key, refused.values["batch"]) == ("batch.row_closed", FIRST)
    refused = refusal(desk.void_batch, store, batch)
    assert (refused.key, refused.values) == ("batch.rows_closed", {"number": FIRST, "count": "1"})
    with store.acting(desk.me(store)) as act:
        refused = refusal(act.withdraw_batch_answer, answer.id, "导错了")
        act.record("verify.tried", "x", {})
    assert (refused.key, refused.values) == ("batch_answer.row_closed", {"batch": FIRST})
    desk.reopen_row(store, batch, 1)
    with desk.acting(store) as act:
        act.withdraw_batch_answer(answer.id, "导错了")
    desk.void_batch(store, batch)
    assert desk.batch_of(store, batch).batch.void.reason


def test_a_row_that_is_opened_again_is_a_failed_one(store, case, batch):
    desk.close_row(store, batch, 1)
    closure = desk.closure_of(store, batch, 1)
    desk.reopen_row(store, batch, 1)
    assert queue(store) == [1, 2]
    with store.acting(desk.me(store)) as act:
        assert refusal(act.reopen_row, closure, "再来").key == "closing.gone"
        act.record("verify.tried", "x", {})
    desk.send(store, desk.batch_of_lines(batch, (case, (1,))))


def test_what_is_accepted_after_it_was_closed_counts_not_and_is_told(store, case, batch):
    """P7: money may have flowed for what was given up; opening the row again lets it count."""
    desk.close_row(store, batch, 1)
    late = desk.take(store, desk.told(batch, {1: ACCEPTED, 3: ACCEPTED}, 2))
    assert desk.batch_of(store, batch).batch.tally == Tally(accepted=1, failed=2)
    with store.reading() as reader:
        row = reader.sent_states(batch)[0]
        held = {each.line: each.state for each in reader.locked_rows(case.id)}
    (against,) = row.contradictions
    assert (against.state, against.answer, against.closed) == (ACCEPTED, late, True)
    assert held == {1: ACCEPTED, 3: ACCEPTED}
    desk.reopen_row(store, batch, 1)
    assert desk.batch_of(store, batch).batch.tally == Tally(accepted=2, failed=1)


def test_a_case_whose_rows_are_all_closed_is_not_corrected(store, batch, case, folder, clock):
    desk.take(store, desk.told(batch, {3: FAILED}, 2))
    for place in (1, 2, 3):
        desk.close_row(store, batch, place)
    refused = refusal(desk.propose_correction, store, case)
    assert (refused.key, refused.values["batch"]) == ("correct.in_batch", FIRST)
    desk.reopen_row(store, batch, 2)
    desk.propose_correction(store, case)
    refused = refusal(desk.close_row, store, batch, 2)
    assert (refused.key, refused.values["number"]) == ("closing.correction_waits", case.number)


@contextmanager
def entered(folder, clock, role, monkeypatch, *, unguarded=False, trigger="closure_by_its_role"):
    """The store of a person with a role, whose program lets everybody do everything."""
    with desk.opened(folder, clock) as store:
        desk.add_person(store, desk.CLERK, role)
    guard = None
    if unguarded:
        with desk.raw(folder, clock) as connection:
            query = "select sql from sqlite_master where name = ?"
            (guard,) = connection.execute(query, (trigger,)).fetchone()
            connection.execute(f"drop trigger {trigger}")
    with desk.opened_as(folder, desk.CLERK, desk.GIVEN, clock) as store:
        desk.give_password(store, store.actor, desk.SECOND_PASSWORD, desk.CHEAP)
    with (
        desk.opened_as(folder, desk.CLERK, desk.SECOND_PASSWORD, clock) as store,
        monkeypatch.context() as patch,
    ):
        if unguarded is not None:
            patch.setattr(StaffMember, "may", lambda _, role: role in Role)
        yield store
    if guard:
        with desk.raw(folder, clock) as connection:
            connection.execute(guard)


OTHERS = tuple(sorted(set(Role) - {Role.APPROVER, Role.SUPERVISOR}))


class TestRoles:
    """An approver or a supervisor: below the window, in the database, found afterwards."""

    @pytest.fixture
    def batch(self, folder, clock):
        with desk.opened(folder, clock) as store:
            case = desk.lined_case(store, 1, 1000)
            batch = desk.send(store, desk.batch_of_lines(None, (case, (1,))))
            desk.take(store, desk.told(batch, {1: FAILED}))
        return batch

    @pytest.mark.parametrize("role", OTHERS)
    def test_nobody_else_closes_or_opens(self, folder, clock, batch, role, monkeypatch):
        with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
            assert refusal(desk.close_row, store, batch, 1).key == "rights.role"
            with store.acting(desk.me(store)) as act:
                assert refusal(act.reopen_row, "x", "再来").key == "rights.role"
                act.record("verify.tried", "x", {})

    @pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR])
    def test_the_file_refuses_it(self, folder, clock, batch, role, monkeypatch):
        with (
            entered(folder, clock, role, monkeypatch) as store,
            pytest.raises(sqlcipher.IntegrityError, match="guard: closure by its role"),
        ):
            desk.close_row(store, batch, 1)

    @pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR])
    def test_it_is_found_afterwards(self, folder, clock, batch, role, monkeypatch):
        with entered(folder, clock, role, monkeypatch, unguarded=True) as store:
            desk.close_row(store, batch, 1)
        assert findings(folder, clock) == ["verify.closure_unentitled"]

    @pytest.mark.parametrize("role", [Role.APPROVER, Role.SUPERVISOR])
    def test_who_may_closes(self, folder, clock, batch, role, monkeypatch):
        with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
            desk.close_row(store, batch, 1)
            desk.reopen_row(store, batch, 1)
        assert findings(folder, clock) == []


def test_the_chain_tells_of_closures_and_says_nothing_of_people(store, batch):
    desk.close_row(store, batch, 1, "吉克伍呷木已死亡")
    desk.reopen_row(store, batch, 1)
    with store.reading() as reader:
        records = reader.audit_of(batch)[-2:]
    assert [record.act for record in records] == ["upload.row_closed", "upload.row_reopened"]
    assert [record.detail["place"] for record in records] == ["1", "1"]
    assert not any("吉克" in str(dict(record.detail)) for record in records)


WITHDRAWAL = """
insert into receipt (id, batch_id, proof, withdraws, reason, salt, audit_sequence)
select 'r', batch_id, proof, id, 'x', salt, (select max(sequence) from audit) + 1 from receipt
"""


class TestVerify:
    """What somebody did who has the data key and no guards."""

    @pytest.fixture
    def office(self, folder, clock):
        """Two lines that failed, the first closed, the second closed and opened again."""
        desk.fill_closures(folder, 1, clock)
        return folder

    def test_untouched_it_is_sound(self, office, clock):
        assert findings(office, clock) == []

    @pytest.mark.parametrize(
        "statement",
        [
            # Closed before anybody said that it failed.
            "update receipt_row set state = 'accepted' where sent = 1",
            # The answer by which it failed was taken back while it was closed.
            WITHDRAWAL,
            # Sent again while it was closed.
            "insert into batch_row select 'b', 1, case_id, line, cells from batch_row limit 1",
        ],
    )
    def test_a_closed_row_that_was_not_a_failed_one_is_found(self, office, clock, statement):
        with desk.without_guards(office) as connection:
            connection.execute(
                "insert into batch select 'b', site_id, 'n', year, 9, measure, frame, 1, 1,"
                " sum_fen, null, made_at, made_by, salt, (select max(sequence) from audit) + 9"
                " from batch"
            )
            connection.execute(statement)
        assert "verify.closure_unfounded" in findings(office, clock)
