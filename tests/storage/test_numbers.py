"""Where a year's case numbers begin: said once, on record, and never moved."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused
from hrdesk.storage.store import Store
from hrdesk.storage.verify import verify
from tests.storage import desk

LATE = desk.RECEIVED.replace(year=2025)


def numbers(store: Store) -> list[str]:
    with store.reading() as reader:
        return [str(number) for number in reader.next_numbers()]


def findings(folder, clock):
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    return {(problem.key, *problem.values.values()) for problem in report.findings}


def test_a_year_before_the_founding_gives_no_number_before_its_start_is_known(store):
    draft = desk.keep(store)
    before = desk.contents(store)
    with pytest.raises(Refused) as caught, desk.acting(store) as act:
        act.add_case(desk.new_case(draft, received_on=LATE))
    assert (caught.value.key, caught.value.values) == ("numbers.no_start", {"year": "2025"})
    assert desk.contents(store) == before
    desk.begin_year(store, 2025, 118)
    with desk.acting(store) as act:
        case = act.add_case(desk.new_case(draft, received_on=LATE))
    assert case.number == "510411-2025-0118"


def test_a_start_is_audited_and_sound(store, folder, clock):
    desk.begin_year(store, 2025, 118)
    with store.reading() as reader:
        record = reader.audit_of(store._ground.site_id)[-1]
    assert (record.act, record.actor) == ("number.start", desk.me(store))
    assert record.detail == {"year": "2025", "first": "118"}
    assert numbers(store) == ["510411-2026-0381", "510411-2025-0118"]
    desk.accept(store, 1, received_on=LATE)
    store.close()
    assert findings(folder, clock) == set()


@pytest.mark.parametrize("sequence", [1, 117, 118, 500])
@pytest.mark.parametrize("used", [False, True])
def test_a_start_is_registered_once(store, sequence, used):
    desk.begin_year(store, 2025, 118)
    if used:
        desk.accept(store, 1, received_on=LATE)
    before = numbers(store)
    with pytest.raises(Refused) as caught:
        desk.begin_year(store, 2025, sequence)
    assert caught.value.key == "numbers.start_known"
    assert caught.value.values == {"year": "2025", "next": before[-1]}
    assert numbers(store) == before


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_founding_year_and_later_ones_begin_by_themselves(store, year):
    with pytest.raises(Refused) as caught:
        desk.begin_year(store, year, 7)
    assert caught.value.key == "numbers.counts_itself"
    assert caught.value.values == {"year": str(year), "founded": "2026"}


@pytest.fixture
def connection(store):
    """The connection that the store itself uses, with the start of 2025, in an act undone."""
    desk.begin_year(store, 2025, 118)
    connection = store._ground.db.raw()
    connection.execute("begin immediate")
    yield connection
    connection.execute("rollback")


UPSERT = (
    "insert into number_block select * from number_block where true"
    " on conflict do update set next = 1"
)


@pytest.mark.parametrize(
    "statement",
    [
        "update number_block set first = 1, next = 1 where year = 2025",
        "update number_block set next = 1 where year = 2025",
        "update number_block set next = 500 where year = 2025",
        "delete from number_block where year = 2025",
        "insert or replace into number_block select site_id, 2025, 1, 1 from number_block",
        "insert or replace into number_block select site_id, 2025, 118, 118 from number_block",
        UPSERT,
        "insert into number_block select site_id, 2024, 1, 2 from number_block where year = 2026",
        "insert into number_block select site_id, 2024, 9, 9 from number_block where year = 2026",
        "insert into number_block select site_id, 2024, first, next from number_block",
        "insert into number_block select site_id, 2027, first, next from number_block",
    ],
)
def test_no_statement_of_the_store_moves_a_start(connection, statement):
    before = connection.execute("select * from number_block").fetchall()
    with pytest.raises((sqlcipher.IntegrityError, sqlcipher.DatabaseError)):
        connection.execute(statement)
    assert connection.execute("select * from number_block").fetchall() == before


@pytest.mark.parametrize(
    ("script", "year"),
    [
        ("update number_block set first = 1, next = 1 where year = 2025", "2025"),
        ("update number_block set first = 200, next = 200 where year = 2025", "2025"),
        ("update number_block set next = 119 where year = 2025", "2025"),
        ("update number_block set year = 2024 where year = 2025", "2024"),
        ("delete from number_block where year = 2025", "2025"),
        ("insert into number_block select site_id, 2023, 1, 1 from number_block limit 1", "2023"),
        ("insert into number_block select site_id, 2023, 9, 9 from number_block limit 1", "2023"),
    ],
)
def test_a_start_altered_past_the_program_is_found(store, folder, clock, script, year):
    desk.begin_year(store, 2025, 118)
    store.close()
    with desk.without_guards(folder) as connection:
        connection.execute(script)
    assert ("verify.numbers", year) in findings(folder, clock)


def test_a_start_recorded_twice_is_found(store, folder, clock):
    desk.begin_year(store, 2025, 118)
    with desk.acting(store) as act:
        act.record("number.start", store._ground.site_id, {"year": "2025", "first": "118"})
    store.close()
    assert findings(folder, clock) == {("verify.numbers", "2025")}
