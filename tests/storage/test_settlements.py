"""A contradiction that is settled: by who may, once; a later answer stands open again."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch_answer import RowState, Tally
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from tests.storage import desk
from tests.storage.test_closures import OTHERS, entered, findings, refusal

ACCEPTED, FAILED = RowState.ACCEPTED, RowState.FAILED


def open_rows(store, batch):
    """The places that stand in red, as the page shows them; the notice above every page agrees."""
    with store.reading() as reader:
        places = [each.place for each in reader.sent_states(batch) if each.is_open_contradiction]
        told = {each.batch_id: each.rows for each in reader.contradicted_batches()}
    assert told.get(batch, 0) == len(places)
    return places


def row(store, batch, place):
    with store.reading() as reader:
        return reader.sent_states(batch)[place - 1]


def refused_in_act(store, name, *given):
    with store.acting(desk.me(store)) as act:
        found = refusal(getattr(act, name), *given)
        act.record("verify.tried", "x", {})
    return found.key


@pytest.fixture
def store(folder, clock):
    """The store as somebody opens it who is clerk and approver."""
    with desk.as_approver(folder, clock, Role.CLERK, Role.APPROVER) as store:
        yield store


@pytest.fixture
def case(store):
    """A case of three lines that pay."""
    return desk.lined_case(store, 1, 1000, 2000, 3000)


@pytest.fixture
def batch(store, case):
    """A batch of which the platform says of the first two rows first yes and then no."""
    batch = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
    desk.take(store, desk.told(batch, {1: ACCEPTED, 2: ACCEPTED}))
    desk.take(store, desk.told(batch, {1: FAILED, 2: FAILED}, 2))
    return batch


def test_a_settled_row_is_open_no_more_and_stands_as_before(store, case, batch, folder, clock):
    before = row(store, batch, 1)
    tally = desk.batch_of(store, batch).batch.tally
    assert open_rows(store, batch) == [1, 2]
    desk.settle_row(store, batch, 1)
    assert open_rows(store, batch) == [2]
    after = row(store, batch, 1)
    assert (after.state, after.contradictions) == (before.state, before.contradictions)
    assert after.is_contradicted
    (settled,) = after.settlements
    assert (settled.outcome, settled.entry.by) == (desk.SETTLED, "沙测试")
    listed = desk.batch_of(store, batch).batch
    assert listed.tally == tally == Tally(accepted=2, waiting=1)
    assert listed.settled == 1
    with store.reading() as reader:
        assert {each.line for each in reader.locked_rows(case.id)} == {1, 2, 3}
    store.close()
    assert findings(folder, clock) == []


def test_what_a_later_answer_says_stands_open_again_and_is_settled_anew(store, batch):
    desk.settle_row(store, batch, 1)
    assert refused_in_act(store, "settle_row", batch, 1, "再来") == "settling.nothing_open"
    desk.take(store, desk.told(batch, {1: FAILED}, 3))
    assert open_rows(store, batch) == [1, 2]
    assert desk.batch_of(store, batch).batch.settled == 0
    desk.settle_row(store, batch, 1, "平台又答复：系统重复推送")
    assert open_rows(store, batch) == [2]
    assert [each.outcome for each in row(store, batch, 1).settlements] == [
        desk.SETTLED,
        "平台又答复：系统重复推送",
    ]
    # The newer word taken back, what the older one settled does not cover the later answer.
    desk.unsettle_row(store, batch, 1)
    assert open_rows(store, batch) == [1, 2]


def test_that_what_was_accepted_is_accepted_once_more_opens_nothing(store, batch):
    """A platform hands out cumulative lists; their rows say nothing new of a settled one."""
    desk.settle_row(store, batch, 1)
    desk.take(store, desk.told(batch, {1: ACCEPTED}, 3))
    assert open_rows(store, batch) == [2]


def test_only_a_row_that_something_contradicts_is_settled(store, batch):
    for place in (3, 9):
        assert refused_in_act(store, "settle_row", batch, place, "x") == "settling.nothing_open"
    with store.reading() as reader:
        _, against = reader.batch_answers(batch)
    with desk.acting(store) as act:
        act.withdraw_batch_answer(against.id, "导错了")
    assert open_rows(store, batch) == []
    assert refused_in_act(store, "settle_row", batch, 1, "x") == "settling.nothing_open"


def test_a_settlement_that_was_written_at_the_wrong_row_is_taken_back(store, batch, folder, clock):
    desk.settle_row(store, batch, 1)
    settlement = row(store, batch, 1).settlements[0].id
    desk.unsettle_row(store, batch, 1)
    assert open_rows(store, batch) == [1, 2]
    assert row(store, batch, 1).settlements == ()
    assert refused_in_act(store, "unsettle_row", settlement, "再来") == "settling.gone"
    store.close()
    assert findings(folder, clock) == []


def test_each_row_of_two_that_were_accepted_is_settled(store, case, folder, clock):
    """One matter stands at two rows: whoever reads either of them sees how it ended."""
    first = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
    desk.take(store, desk.told(first, {1: FAILED}))
    second = desk.send(store, desk.batch_of_lines(first, (case, (1,))))
    desk.take(store, desk.told(second, {1: ACCEPTED}, 2))
    desk.take(store, desk.told(first, {1: ACCEPTED}, 3))
    assert (open_rows(store, first), open_rows(store, second)) == ([1], [1])
    desk.settle_row(store, second, 1)
    assert (open_rows(store, first), open_rows(store, second)) == ([1], [])
    desk.settle_row(store, first, 1)
    desk.take(store, desk.told(second, {1: ACCEPTED}, 4))
    assert (open_rows(store, first), open_rows(store, second)) == ([], [])
    # Told once more of the one that was given up: that is an answer against what was done.
    desk.take(store, desk.told(first, {1: ACCEPTED}, 5))
    assert (open_rows(store, first), open_rows(store, second)) == ([1], [])
    store.close()
    assert findings(folder, clock) == []


def test_what_is_accepted_after_it_was_closed_is_settled(store, case, folder, clock):
    batch = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
    desk.take(store, desk.told(batch, {1: FAILED}))
    desk.close_row(store, batch, 1)
    desk.take(store, desk.told(batch, {1: ACCEPTED}, 2))
    desk.settle_row(store, batch, 1)
    assert open_rows(store, batch) == []
    assert row(store, batch, 1).state is FAILED
    desk.reopen_row(store, batch, 1)
    store.close()
    assert findings(folder, clock) == []


class TestRoles:
    """An approver or a supervisor: below the window, in the database, found afterwards."""

    @pytest.fixture
    def batch(self, folder, clock):
        with desk.opened(folder, clock) as store:
            case = desk.lined_case(store, 1, 1000)
            batch = desk.send(store, desk.batch_of_lines(None, (case, (1,))))
            desk.take(store, desk.told(batch, {1: ACCEPTED}))
            desk.take(store, desk.told(batch, {1: FAILED}, 2))
        return batch

    @pytest.mark.parametrize("role", OTHERS)
    def test_nobody_else_settles_or_takes_back(self, folder, clock, batch, role, monkeypatch):
        with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
            with pytest.raises(Refused, match=r"rights\.role"):
                desk.settle_row(store, batch, 1)
            assert refused_in_act(store, "unsettle_row", "x", "再来") == "rights.role"

    @pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR])
    def test_the_file_refuses_it(self, folder, clock, batch, role, monkeypatch):
        with (
            entered(folder, clock, role, monkeypatch) as store,
            pytest.raises(sqlcipher.IntegrityError, match="guard: settlement by its role"),
        ):
            desk.settle_row(store, batch, 1)

    @pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR])
    def test_it_is_found_afterwards(self, folder, clock, batch, role, monkeypatch):
        guard = "settlement_by_its_role"
        with entered(folder, clock, role, monkeypatch, unguarded=True, trigger=guard) as store:
            desk.settle_row(store, batch, 1)
        assert findings(folder, clock) == ["verify.settlement_unentitled"]

    @pytest.mark.parametrize("role", [Role.APPROVER, Role.SUPERVISOR])
    def test_who_may_settles(self, folder, clock, batch, role, monkeypatch):
        with entered(folder, clock, role, monkeypatch, unguarded=None) as store:
            desk.settle_row(store, batch, 1)
            desk.unsettle_row(store, batch, 1)
        assert findings(folder, clock) == []


def test_the_chain_tells_of_settlements_and_says_nothing_of_people(store, batch):
    desk.settle_row(store, batch, 1, "吉克伍呷木已退回")
    desk.unsettle_row(store, batch, 1)
    with store.reading() as reader:
        records = reader.audit_of(batch)[-2:]
    acts = ["upload.contradiction_settled", "upload.contradiction_reopened"]
    assert [record.act for record in records] == acts
    assert [record.detail["place"] for record in records] == ["1", "1"]
    assert not any("吉克" in str(dict(record.detail)) for record in records)


@pytest.mark.parametrize(
    "statement",
    [
        # Nothing had been told before that contradicts.
        "update receipt_row set state = 'accepted' where sent = 1",
        # Told only after it was settled.
        "update receipt set audit_sequence = 9999 where failed = 3",
    ],
)
def test_a_settled_row_that_nothing_contradicted_is_found(folder, clock, statement):
    desk.fill_settlements(folder, 1, clock)
    assert findings(folder, clock) == []
    with desk.without_guards(folder) as connection:
        connection.execute("pragma foreign_keys = 0")
        connection.execute(statement)
    assert "verify.settlement_unfounded" in findings(folder, clock)
