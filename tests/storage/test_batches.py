"""A case is sent once: in one open batch, with a frozen copy of its rows, whoever tries."""

import threading

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch import CopiedFile, CopyPurpose, VoidCause
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.storage.batch_schema import MAKE_GUARD, WRITE_GUARD
from hrdesk.storage.batches import NewCopy
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.verify import verify
from tests.storage import desk
from tests.storage.test_search import plans

REFUSED = (sqlcipher.IntegrityError, sqlcipher.DatabaseError)


def waiting(store, measure=desk.MEASURE, first=desk.RECEIVED, last=desk.RECEIVED):
    with store.reading() as reader:
        return [case.number for case in reader.waiting_cases(measure, first, last)]


def listed(store, after=None, limit=100):
    with store.reading() as reader:
        return reader.batches(after, limit)


@pytest.fixture
def approvers(folder, clock):
    """The store as somebody opens it who is clerk and approver: he voids what left too."""
    with desk.as_approver(folder, clock, Role.CLERK, Role.APPROVER) as store:
        yield store


def test_what_was_sent_comes_back_as_it_was(store, clock):
    cases = [desk.accept(store, n) for n in (1, 2)]
    new = desk.new_batch(*cases)
    with desk.acting(store) as act:
        batch_id = act.add_batch(new)
    kept = desk.batch_of(store, batch_id)
    assert (kept.cases, kept.frame) == (new.cases, new.frame)
    batch = kept.batch
    assert batch.number == "510411-P2026-0001"
    assert (batch.cases, batch.rows, batch.sum_fen) == (2, 4, 2_000_000)
    assert (batch.made_at, batch.made_by) == (clock.now(), "柳测试")
    assert (batch.file_name, batch.sha256, batch.void) == ("", "", None)
    assert listed(store) == (batch,)


def test_a_measure_that_pays_nothing_has_no_sum(store):
    case = desk.accept(store, 1, finding={"outcome": "eligible", "amount": None, "parameters": []})
    batch = desk.batch_of(store, desk.make_batch(store, case, amount=None)).batch
    assert batch.sum_fen is None


def test_a_case_that_waits_for_an_officer_is_in_no_batch(store):
    case = desk.accept(store, 1, **desk.OPEN)
    with pytest.raises(sqlcipher.IntegrityError, match="batch case as decided"):
        desk.make_batch(store, case, amount=None)


def test_numbers_run_by_year_and_are_never_given_twice(store, clock):
    case = desk.accept(store, 1)
    for _ in range(2):
        desk.void_batch(store, desk.make_batch(store, case))
    clock.step(365 * 86_400)
    desk.make_batch(store, case)
    numbers = [batch.number for batch in listed(store)]
    assert numbers == ["510411-P2027-0001", "510411-P2026-0002", "510411-P2026-0001"]
    with store.reading() as reader:
        assert str(reader.next_batch_number()) == "510411-P2027-0002"


def test_pages_follow_one_another(store):
    case = desk.accept(store, 1)
    for _ in range(5):
        desk.void_batch(store, desk.make_batch(store, case))
    whole = listed(store)
    first = listed(store, limit=2)
    assert first + listed(store, first[-1].id) == whole


def test_a_case_in_an_open_batch_is_refused_and_named(store):
    one, two = desk.accept(store, 1), desk.accept(store, 2)
    desk.make_batch(store, one)
    before = desk.contents(store)
    with pytest.raises(Refused) as refused:
        desk.make_batch(store, two, one)
    assert refused.value.key == "batch.case_held"
    assert refused.value.values == {"number": one.number, "batch": "510411-P2026-0001"}
    assert desk.contents(store) == before


def test_the_same_case_twice_in_one_batch_is_refused_by_the_store(store):
    case = desk.accept(store, 1)
    before = desk.contents(store)
    with pytest.raises(REFUSED):
        desk.make_batch(store, case, case)
    assert desk.contents(store) == before


def test_of_two_who_send_at_once_one_is_refused(store):
    cases = [desk.accept(store, n) for n in range(1, 5)]
    ready, results = threading.Barrier(4), []

    def send(mine):
        ready.wait()
        try:
            results.append(desk.make_batch(store, *mine))
        except Refused as refused:
            results.append(refused.key)

    threads = [threading.Thread(target=send, args=(cases[n:] + cases[:n],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("batch.case_held") == 3
    assert len(listed(store)) == 1


def test_a_voided_batch_frees_its_cases_and_keeps_its_number_and_rows(approvers, clock):
    store = approvers
    cases = [desk.accept(store, n) for n in (1, 2)]
    first = desk.make_batch(store, *cases)
    desk.write_batch(store, first)
    sent = desk.batch_of(store, first).cases
    assert waiting(store) == []
    clock.step(60)
    desk.void_batch(store, first, "选错了月份")
    assert waiting(store) == [cases[1].number, cases[0].number]
    kept = desk.batch_of(store, first)
    assert kept.cases == sent
    assert kept.batch.file_name == "batch.xlsx"
    void = kept.batch.void
    assert (void.cause, void.reason, void.at, void.by) == (
        VoidCause.PERSON,
        "选错了月份",
        clock.now(),
        "沙测试",
    )
    again = desk.make_batch(store, *cases)
    assert desk.batch_of(store, again).batch.number == "510411-P2026-0002"


@pytest.mark.parametrize("act", [desk.void_batch, desk.write_batch])
def test_what_is_void_stays_void(store, act):
    batch = desk.make_batch(store, desk.accept(store, 1))
    desk.void_batch(store, batch)
    with pytest.raises(Refused) as refused:
        act(store, batch)
    assert refused.value.key == "batch.voided"
    with pytest.raises(Refused) as refused:
        act(store, "nobody")
    assert refused.value.key == "lookup.no_batch"


def test_a_person_gives_a_reason(store):
    batch = desk.make_batch(store, desk.accept(store, 1))
    with pytest.raises(REFUSED):
        desk.void_batch(store, batch, "  ")
    assert desk.batch_of(store, batch).batch.void is None


def test_who_waits_is_of_the_measure_and_the_period(store):
    days = [desk.RECEIVED.replace(day=day) for day in (1, 15, 31)]
    numbers = [desk.accept(store, n, received_on=day).number for n, day in enumerate(days, start=1)]
    desk.accept(store, 9, measure="other", received_on=days[1])
    assert waiting(store, first=days[0], last=days[1]) == [numbers[1], numbers[0]]
    assert waiting(store, first=days[2], last=days[2]) == [numbers[2]]
    assert waiting(store, first=days[2], last=days[0]) == []


def test_the_question_who_waits_is_answered_by_an_index(store):
    desk.make_batch(store, desk.accept(store, 1))
    day = desk.RECEIVED
    asked = plans(store, lambda reader: reader.waiting_cases(desk.MEASURE, day, day))
    assert len(asked) == 2


def test_copies_say_what_left_when_by_whom_and_for_what(store, clock):
    batch = desk.make_batch(store, desk.accept(store, 1))
    desk.write_batch(store, batch)
    first = clock.now()
    clock.step(60)
    with desk.acting(store) as act:
        act.add_batch_copy(batch, NewCopy(CopyPurpose.HANDED, (CopiedFile("a.xlsx", "6" * 64),)))
    with store.reading() as reader:
        later, earlier = reader.batch_copies(batch)
        shown = reader.batch(batch).batch
        records = reader.audit_of(batch)
    assert (later.purpose, later.at, later.by) == (CopyPurpose.HANDED, clock.now(), "柳测试")
    assert later.files == (CopiedFile("a.xlsx", "6" * 64),)
    assert [file.name for file in earlier.files] == ["batch.xlsx", "batch-control.xlsx"]
    assert (earlier.purpose, earlier.at) == (CopyPurpose.UPLOAD, first)
    assert (shown.file_name, shown.sha256) == ("a.xlsx", "6" * 64)
    purposes = [record.detail["purpose"] for record in records if record.act == "upload.write"]
    assert purposes == ["upload", "upload", "handed"]


def begun_without(guard, store):
    """The store's own connection within an act, without the guard of roles that speaks first."""
    connection = store._ground.db.raw()
    connection.execute("begin immediate")
    connection.set_authorizer(None)
    connection.execute(f"drop trigger {guard}")
    return connection


@pytest.mark.parametrize(
    "change", ["part = 4", "part = 2, purpose = 'kept'", "part = 2, written_at = 'x'"]
)
def test_a_file_belongs_to_the_copy_before_it(store, change):
    batch = desk.make_batch(store, desk.accept(store, 1))
    desk.write_batch(store, batch)
    changed = dict(each.split(" = ") for each in change.split(", "))
    names = ("batch_id", "file_name", "digest", "part", "purpose", "written_at", "written_by")
    values = ", ".join(changed.get(name, name) for name in names)
    connection = begun_without(WRITE_GUARD, store)
    with pytest.raises(sqlcipher.IntegrityError, match="file of open"):
        connection.execute(
            f"insert into batch_file (audit_sequence, {', '.join(names)})"
            f" select audit_sequence + 1, {values} from batch_file where part = 2"
        )
    connection.execute("rollback")


#: What somebody does who holds the open store: each would send a case otherwise than decided.
BELOW = {
    "another amount": "amount_fen = 5",
    "another version": "version = 2",
    "a closed row": "open = 0",
    "a place further on": "place = 3",
}


class TestBelowTheService:
    """Statements on the connection that the store itself uses."""

    @pytest.fixture
    def connection(self, store):
        cases = [desk.accept(store, n) for n in (1, 2)]
        self.batch = desk.make_batch(store, cases[0])
        self.free = cases[1]
        connection = begun_without(MAKE_GUARD, store)
        yield connection
        connection.execute("rollback")

    def test_no_case_joins_a_second_open_batch(self, connection):
        connection.execute(
            "insert into batch select 'b', site_id, 'n', year, 2, measure, frame, 1, 1, sum_fen,"
            " follows, made_at, made_by, salt, audit_sequence - 1 from batch"
        )
        with pytest.raises(sqlcipher.IntegrityError, match="UNIQUE"):
            connection.execute(
                "insert into batch_case select 'b', case_id, version, 1, row_count, amount_fen,"
                " salt, rows_digest, follows, 1 from batch_case"
            )

    def test_no_case_joins_a_batch_that_was_made(self, connection):
        with pytest.raises(sqlcipher.IntegrityError, match="as decided"):
            connection.execute(
                "insert into batch_case select batch_id, ?, 1, 2, 1, amount_fen, salt,"
                " rows_digest, follows, 1 from batch_case",
                (self.free.id,),
            )

    def test_no_row_joins_a_batch_that_was_made(self, connection):
        with pytest.raises(sqlcipher.IntegrityError, match="row in order"):
            connection.execute(
                "insert into batch_row select batch_id, 3, case_id, 9, cells from batch_row"
                " where place = 1"
            )

    def test_no_case_is_freed_while_the_batch_stands(self, connection):
        with pytest.raises(sqlcipher.IntegrityError, match="is freed"):
            connection.execute("update batch_case set open = 0")

    @pytest.mark.parametrize("change", BELOW)
    def test_a_case_is_sent_as_it_was_decided(self, connection, change):
        column, _, value = BELOW[change].partition(" = ")
        connection.execute(
            "insert into batch select 'b', site_id, 'n', year, 2, measure, frame, 1, 1, sum_fen,"
            " follows, made_at, made_by, salt, audit_sequence - 1 from batch"
        )
        values = {
            "case_id": "?",
            "version": "1",
            "place": "1",
            "amount_fen": "1000000",
            "open": "1",
            column: value,
        }
        with pytest.raises(sqlcipher.IntegrityError, match="as decided"):
            connection.execute(
                "insert into batch_case select 'b', {case_id}, {version}, {place}, row_count,"
                " {amount_fen}, salt, rows_digest, follows, {open} from batch_case".format(
                    **values
                ),
                (self.free.id,),
            )


def test_the_chain_tells_of_batches_and_says_nothing_of_people(approvers):
    store = approvers
    batch = desk.make_batch(store, desk.accept(store, 1))
    desk.write_batch(store, batch)
    desk.void_batch(store, batch, "吉克伍呷木已领取")
    with store.reading() as reader:
        records = reader.audit_of(batch)
    assert [record.act for record in records] == [
        "upload.make",
        *["upload.write"] * 2,
        "upload.void",
    ]
    told = canonical_text([dict(record.detail) for record in records])
    assert "510411-P2026-0001" in told
    assert "吉克" not in told
    assert desk.person(1) not in told


def test_batches_are_sound_and_whole_after_all_that(store, folder, clock):
    desk.fill_batches(store, *[desk.accept(store, n) for n in range(1, 8)])
    store.close()
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert report.exit_code == 0
    assert (report.counts["batch"], report.counts["batch_row"]) == (4, 42)
