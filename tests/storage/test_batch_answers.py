"""P14: of each batch accepted + failed + waiting is what was sent, whatever the platform answers.

And P7 beyond one batch: a row is sent again only while no open batch holds it waiting or accepted.
"""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch_answer import RowState, StrayCause, Tally
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.storage.batch_answer_schema import ANSWER_GUARD, STRAY_GUARD
from hrdesk.storage.batch_schema import MAKE_GUARD, WRITE_GUARD
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.verify import verify
from tests.storage import desk

ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING


def states(store, batch):
    with store.reading() as reader:
        return [each.state for each in reader.sent_states(batch)]


def tally(store, batch):
    return desk.batch_of(store, batch).batch.tally


def withdraw(store, answer, reason="导错了文件"):
    with desk.acting(store) as act:
        act.withdraw_batch_answer(answer, reason)


def refusal(act, *given):
    with pytest.raises(Refused) as refused:
        act(*given)
    return refused.value


@pytest.fixture
def store(folder, clock):
    """The store as somebody opens it who is clerk and approver: he voids what left too."""
    with desk.as_approver(folder, clock, Role.CLERK, Role.APPROVER) as store:
        yield store


@pytest.fixture
def case(store):
    """A case of three lines that pay."""
    return desk.lined_case(store, 1, 1000, 2000, 3000)


@pytest.fixture
def batch(store, case):
    """A batch that left the house with the three lines."""
    return desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))


def test_what_was_sent_waits_until_it_is_answered(store, batch):
    assert tally(store, batch) == Tally(waiting=3)
    desk.take(store, desk.told(batch, {1: ACCEPTED, 3: FAILED}))
    assert states(store, batch) == [ACCEPTED, WAITING, FAILED]
    assert tally(store, batch) == Tally(1, 1, 1)
    with store.reading() as reader:
        first, second, third = reader.sent_states(batch)
    assert (first.serial, first.reason, second.reason) == ("L1", "", "")
    assert (third.serial, third.reason) == ("", "银行账号有误")
    desk.take(store, desk.told(batch, {2: ACCEPTED, 3: ACCEPTED}, 2))
    assert tally(store, batch) == Tally(accepted=3)


def test_the_same_file_twice_changes_nothing_and_says_so(store, batch):
    desk.take(store, desk.told(batch, {1: FAILED}))
    before = desk.contents(store)
    refused = refusal(desk.take, store, desk.told(batch, {1: FAILED}))
    assert (refused.key, refused.values) == ("batch_answer.taken", {"number": "510411-P2026-0001"})
    assert desk.contents(store) == before


def test_a_file_that_was_withdrawn_may_come_again(store, batch):
    withdraw(store, desk.take(store, desk.told(batch, {1: FAILED})))
    assert tally(store, batch) == Tally(waiting=3)
    desk.take(store, desk.told(batch, {1: FAILED}))
    assert tally(store, batch) == Tally(failed=1, waiting=2)


def test_an_accepted_row_fails_no_more_and_the_contradiction_is_told(store, batch):
    first = desk.take(store, desk.told(batch, {1: ACCEPTED}))
    second = desk.take(store, desk.told(batch, {1: FAILED}, 2))
    assert tally(store, batch) == Tally(accepted=1, waiting=2)
    with store.reading() as reader:
        row = reader.sent_states(batch)[0]
    (against,) = row.contradictions
    assert (against.state, against.answer, against.later) == (FAILED, second, "")
    withdraw(store, first)
    assert tally(store, batch) == Tally(failed=1, waiting=2)
    with store.reading() as reader:
        assert reader.sent_states(batch)[0].contradictions == ()


def words_of(store, batch):
    """What the platform says of the rows that it has not decided, by place."""
    with store.reading() as reader:
        found = {each.place: each.waiting for each in reader.sent_states(batch)}
    return {place: words.says for place, words in found.items() if words is not None}


def test_the_newest_words_of_a_row_that_waits_are_kept_and_decide_nothing(store, batch):
    desk.take(store, desk.told(batch, {2: FAILED}, waiting={1: "待审核", 3: "待审核"}))
    newer = desk.take(store, desk.told(batch, {}, 2, waiting={1: "审核中"}))
    assert words_of(store, batch) == {
        1: ("审核中", "材料待补", "W1"),
        3: ("待审核", "材料待补", "W3"),
    }
    assert tally(store, batch) == Tally(failed=1, waiting=2)
    withdraw(store, newer)
    assert words_of(store, batch)[1] == ("待审核", "材料待补", "W1")
    desk.take(store, desk.told(batch, {1: ACCEPTED}, 3))
    assert words_of(store, batch) == {3: ("待审核", "材料待补", "W3")}


def test_no_answer_decides_a_row_and_says_that_it_waits(store, batch):
    with pytest.raises(sqlcipher.IntegrityError, match="waiting in order"):
        desk.take(store, desk.told(batch, {1: ACCEPTED}, waiting={1: "审核中"}))


def test_rows_that_match_none_are_kept_and_settled_once(store, batch):
    answer = desk.take(store, desk.told(batch, {1: FAILED}, strays=2))
    with desk.acting(store) as act:
        act.settle_stray(answer, 2, "邻县的案件")
    with store.reading() as reader:
        one, two = reader.strays(batch)
    assert (one.cause, one.cells, one.note) == (StrayCause.NO_ROW, ("别处的案件", "0"), "")
    assert two.note == "邻县的案件"
    with store.acting(desk.me(store)) as act:
        assert refusal(act.settle_stray, answer, 2, "再写").key == "batch_answer.settled"
        act.record("verify.tried", "x", {})


@pytest.mark.parametrize("state", [state for state in RowState if state is not FAILED])
def test_only_a_failed_row_is_sent_again(store, case, batch, state):
    told = {2: FAILED} | ({} if state is WAITING else {1: state})
    desk.take(store, desk.told(batch, told))
    refused = refusal(desk.send, store, desk.batch_of_lines(batch, (case, (1,))))
    key = "batch.row_accepted" if state is ACCEPTED else "batch.row_waiting"
    assert (refused.key, refused.values["batch"]) == (key, "510411-P2026-0001")
    again = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    kept = desk.batch_of(store, again).batch
    assert (kept.follows, kept.sum_fen, kept.tally) == (
        "510411-P2026-0001",
        200_000,
        Tally(waiting=1),
    )


def test_a_row_goes_again_once_at_a_time(store, case, batch):
    desk.take(store, desk.told(batch, {2: FAILED, 3: FAILED}))
    again = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    refused = refusal(desk.send, store, desk.batch_of_lines(batch, (case, (2, 3))))
    assert (refused.key, refused.values["batch"]) == ("batch.row_waiting", "510411-P2026-0002")
    with store.reading() as reader:
        assert [each.line for each in reader.failed_lines(case.id)] == [3]
        assert reader.sent_states(batch)[1].later == "510411-P2026-0002"
    desk.void_batch(store, again)
    desk.send(store, desk.batch_of_lines(batch, (case, (2, 3))))
    with store.reading() as reader:
        assert reader.failed_lines(case.id) == ()


def test_what_failed_again_is_sent_again_by_the_batch_in_which_it_failed(store, case, batch):
    desk.take(store, desk.told(batch, {2: FAILED}))
    second = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    desk.take(store, desk.told(second, {1: FAILED}, 2))
    assert refusal(desk.send, store, desk.batch_of_lines(batch, (case, (2,)))).key == (
        "batch.row_not_failed"
    )
    third = desk.send(store, desk.batch_of_lines(second, (case, (2,))))
    desk.take(store, desk.told(third, {1: ACCEPTED}, 3))
    assert [tally(store, each) for each in (batch, second, third)] == [
        Tally(failed=1, waiting=2),
        Tally(failed=1),
        Tally(accepted=1),
    ]


def test_what_is_accepted_after_it_was_sent_again_counts_no_more_and_never_goes_a_third_time(
    store, case, batch
):
    """The platform changed its mind: both would be paid, so it is told and nothing goes again."""
    desk.take(store, desk.told(batch, {2: FAILED}))
    second = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    desk.take(store, desk.told(batch, {2: ACCEPTED}, 2))
    assert tally(store, batch) == Tally(failed=1, waiting=2)
    with store.reading() as reader:
        (against,) = reader.sent_states(batch)[1].contradictions
    assert (against.state, against.later) == (ACCEPTED, "510411-P2026-0002")
    desk.take(store, desk.told(second, {1: FAILED}, 3))
    refused = refusal(desk.send, store, desk.batch_of_lines(second, (case, (2,))))
    assert (refused.key, refused.values["batch"]) == ("batch.row_accepted", "510411-P2026-0001")
    desk.void_batch(store, second)
    assert tally(store, batch) == Tally(accepted=1, waiting=2)


def test_an_answer_stays_once_its_failed_rows_went_again(store, case, batch):
    answer = desk.take(store, desk.told(batch, {2: FAILED}))
    again = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    refused = refusal(withdraw, store, answer)
    assert (refused.key, refused.values) == (
        "batch_answer.sent_again",
        {"batch": "510411-P2026-0002"},
    )
    desk.void_batch(store, again)
    withdraw(store, answer)
    assert refusal(withdraw, store, answer).key == "batch_answer.withdrawn"
    second = desk.take(store, desk.told(batch, {2: FAILED}, 2))
    desk.void_batch(store, batch)
    assert refusal(withdraw, store, second).key == "batch.voided"


def test_no_answer_to_a_batch_that_never_left_or_was_voided(store, case):
    unwritten = desk.make_batch(store, desk.accept(store, 2))
    assert (
        refusal(desk.take, store, desk.told(unwritten, {1: FAILED})).key
        == "batch_answer.not_written"
    )
    gone = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
    desk.void_batch(store, gone)
    assert refusal(desk.take, store, desk.told(gone, {1: FAILED})).key == "batch_answer.voided"
    since = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
    told = refusal(desk.take, store, desk.told(gone, {1: FAILED}))
    with store.reading() as reader:
        assert told.key == "batch_answer.voided_sent"
        assert told.values["numbers"] == reader.batch(since).batch.number
    assert refusal(desk.take, store, desk.told("nobody", {1: FAILED})).key == "lookup.no_batch"


def test_a_batch_with_accepted_rows_is_not_voided(store, batch):
    desk.take(store, desk.told(batch, {1: ACCEPTED, 2: FAILED}))
    refused = refusal(desk.void_batch, store, batch)
    assert (refused.key, refused.values["count"]) == ("batch.answered", "1")


def test_a_batch_that_is_followed_is_not_voided(store, case, batch):
    desk.take(store, desk.told(batch, {2: FAILED}))
    again = desk.send(store, desk.batch_of_lines(batch, (case, (2,))))
    refused = refusal(desk.void_batch, store, batch)
    assert (refused.key, refused.values["batch"]) == ("batch.followed", "510411-P2026-0002")
    desk.void_batch(store, again)
    desk.void_batch(store, batch)
    assert all(desk.batch_of(store, each).batch.void for each in (batch, again))


def test_a_case_of_a_failed_row_waits_for_no_first_batch(store, case, batch):
    desk.take(store, desk.told(batch, {1: FAILED, 2: FAILED, 3: FAILED}))
    assert refusal(desk.send, store, desk.batch_of_lines(None, (case, (1,)))).key == (
        "batch.case_held"
    )
    with store.reading() as reader:
        assert reader.waiting_cases(desk.MEASURE, desk.RECEIVED, desk.RECEIVED) == ()


class TestBelowTheService:
    """Statements on the connection that the store itself uses."""

    @pytest.fixture
    def connection(self, store, case, batch):
        self.case, self.batch = case, batch
        self.answer = desk.take(store, desk.told(batch, {1: ACCEPTED, 2: FAILED}))
        connection = store._ground.db.raw()
        connection.execute("begin immediate")
        # The guards of roles would speak first, and the store lets nobody drop a guard.
        connection.set_authorizer(None)
        for guard in (ANSWER_GUARD, STRAY_GUARD, MAKE_GUARD, WRITE_GUARD):
            connection.execute(f"drop trigger {guard}")
        yield connection
        connection.execute("rollback")

    def refused(self, connection, match, statement, *values):
        with pytest.raises(sqlcipher.IntegrityError, match=match):
            connection.execute(statement, values)

    def begin_batch(self, connection, follows):
        connection.execute(
            "insert into batch select 'b', site_id, 'n', year, 2, measure, frame, 1, 1, sum_fen,"
            " ?, made_at, made_by, salt, audit_sequence + 1 from batch",
            (follows,),
        )

    def begin_case(self, connection, follows, amount="1"):
        connection.execute(
            "insert into batch_case select 'b', case_id, version, 1, 1, ?, salt,"
            " rows_digest, ?, 1 from batch_case",
            (amount, follows),
        )

    ROW = "insert into batch_row select 'b', 1, case_id, line, cells from batch_row where place = ?"

    @pytest.mark.parametrize("place", [1, 3])
    def test_no_row_that_waits_or_was_accepted_goes_again(self, connection, place):
        self.begin_batch(connection, self.batch)
        self.begin_case(connection, self.batch)
        self.refused(connection, "sent once", self.ROW, place)
        assert connection.execute(self.ROW, (2,)).rowcount == 1

    def test_a_batch_follows_one_that_is_open_and_of_its_measure(self, connection):
        self.refused(
            connection,
            "follows an open one",
            "insert into batch select 'b', site_id, 'n', year, 2, 'other', frame, 1, 1, sum_fen,"
            " id, made_at, made_by, salt, audit_sequence + 1 from batch",
        )

    def test_a_case_follows_what_its_batch_follows(self, connection):
        self.begin_batch(connection, self.batch)
        with pytest.raises(sqlcipher.IntegrityError, match="as decided"):
            self.begin_case(connection, None)

    def test_no_share_is_more_than_was_decided(self, connection):
        self.begin_batch(connection, self.batch)
        with pytest.raises(sqlcipher.IntegrityError, match="as decided"):
            self.begin_case(connection, self.batch, amount="600001")

    def test_no_answer_twice(self, connection):
        names = ", ".join(desk.columns_of(connection, "receipt"))
        self.refused(
            connection,
            "taken once",
            f"insert into receipt select 'r', {names[4:]} from receipt",
        )

    def test_no_row_joins_an_answer_that_was_taken(self, connection):
        self.refused(
            connection,
            "row in order",
            "insert into receipt_row select receipt_id, 3, 9, batch_id, 3, 'accepted', '', ''"
            " from receipt_row where place = 1",
        )

    def test_no_row_of_another_batch(self, connection):
        self.refused(
            connection,
            "row in order",
            "insert into receipt_row values (?, 3, 9, 'other', 3, 'accepted', '', '')",
            self.answer,
        )

    @pytest.mark.parametrize("changed", ["?, 1, 9, batch_id, 3", "?, 1, 9, 'other', 3"])
    def test_no_words_join_an_answer_that_was_taken(self, connection, changed):
        self.refused(
            connection,
            "waiting in order",
            f"insert into receipt_waiting select {changed}, '审核中', '', '' from receipt",
            self.answer,
        )

    def test_no_stray_joins_an_answer_that_was_taken(self, connection):
        self.refused(
            connection,
            "stray in order",
            "insert into receipt_stray values (?, 1, 9, 'no_row', '[]')",
            self.answer,
        )

    def test_no_batch_with_an_accepted_row_is_voided(self, connection):
        self.refused(
            connection,
            "void of unsettled",
            "insert into batch_void select id, 'not_written', '', made_at, made_by, salt,"
            " audit_sequence + 1 from batch",
        )

    def test_no_answer_to_a_batch_that_never_left(self, connection):
        self.begin_batch(connection, None)
        names = ", ".join(desk.columns_of(connection, "receipt")[4:])
        self.refused(
            connection,
            "a sent batch",
            f"insert into receipt select 'r', 'b', proof, '{7:064d}', {names} from receipt",
        )

    def test_no_answer_is_withdrawn_as_one_of_another_batch(self, connection):
        self.begin_batch(connection, None)
        kept = set(desk.columns_of(connection, "batch_file")) - {"audit_sequence", "batch_id"}
        names = ", ".join(kept)
        connection.execute(
            f"insert into batch_file (audit_sequence, batch_id, {names})"
            f" select audit_sequence + 2, 'b', {names} from batch_file where part = 1"
        )
        self.refused(
            connection,
            "withdrawal of its own",
            "insert into receipt (id, batch_id, proof, withdraws, reason, salt, audit_sequence)"
            " select 'r', 'b', proof, id, 'x', salt, audit_sequence + 9 from receipt",
        )

    def test_no_answer_is_withdrawn_as_one_that_was_proven_otherwise(self, connection):
        self.refused(
            connection,
            "withdrawal of its own",
            "insert into receipt (id, batch_id, proof, withdraws, reason, salt, audit_sequence)"
            " select 'r', batch_id, 'person', id, 'x', salt, audit_sequence + 9 from receipt",
        )


def test_nothing_of_a_withdrawn_answer_is_settled(store, batch):
    answer = desk.take(store, desk.told(batch, {1: FAILED}, strays=1))
    withdraw(store, answer)

    def settle(store):
        with desk.acting(store) as act:
            act.settle_stray(answer, 1, "已联系")

    assert refusal(settle, store).key == "batch_answer.withdrawn"


def test_the_chain_tells_of_answers_and_says_nothing_of_people(store, batch):
    answer = desk.take(store, desk.told(batch, {1: FAILED}, strays=1))
    with desk.acting(store) as act:
        act.settle_stray(answer, 1, "吉克伍呷木的")
    withdraw(store, answer, "吉克伍呷木已领取")
    with store.reading() as reader:
        records = reader.audit_of(batch)
    assert [record.act for record in records][-3:] == [
        "upload.answer",
        "upload.stray_settled",
        "upload.answer_withdrawn",
    ]
    told = canonical_text([dict(record.detail) for record in records])
    assert "\\u5409" not in told
    assert "8d26" not in told


def test_answers_are_sound_after_all_that(store, folder, clock):
    desk.fill_batch_answers(store, 1)
    store.close()
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert report.findings == ()
    assert (report.counts["receipt"], report.counts["receipt_row"]) == (5, 4)


#: A row of each kind that an answer tells, by its id, its batch and its place in the batch.
LATER = {
    "row": "insert into receipt_row values (?1, 1, 2, ?2, 1, 'failed', '', '')",
    "waiting": "insert into receipt_waiting values (?1, 1, 2, ?2, 1, '审核中', '', '')",
    "stray": "insert into receipt_stray values (?1, 1, 2, 'no_row', json_array(?2))",
}


@pytest.mark.parametrize("kind", LATER)
def test_what_an_answer_tells_comes_with_its_record(store, batch, kind, monkeypatch):
    """Put there after an acceptance it would have told before, a failure contradicts nothing."""
    with monkeypatch.context() as patch:
        patch.setattr("hrdesk.storage.batch_answers.insert_rows", lambda *_: None)
        new = desk.told(batch, {1: FAILED}, 1, strays=1, waiting={2: "审核中"})
        held_back = desk.take(store, new)
    desk.take(store, desk.told(batch, {1: ACCEPTED}, 2))
    connection = store._ground.db.raw()
    connection.execute("begin immediate")
    with pytest.raises(sqlcipher.IntegrityError, match=f"guard: receipt {kind} in order"):
        connection.execute(LATER[kind], (held_back, batch))
    connection.execute("rollback")
