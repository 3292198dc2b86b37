"""What somebody tries who has the open store in his hands: none of it gives a second grant."""

import contextlib

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import EnvironmentFault, Refused
from hrdesk.storage.guards import FROZEN, MENDABLE
from hrdesk.storage.layout import LOCK_FILE
from hrdesk.storage.verify import verify
from tests.storage import desk

REFUSED = (sqlcipher.IntegrityError, sqlcipher.DatabaseError)


@pytest.fixture(scope="module")
def granted(module_folder):
    """An office with a printed case and batches, open, in an act that is undone."""
    folder = desk.found(module_folder / "test_bypasses")
    desk.fill_amendments(folder)
    with desk.opened(folder) as store:
        cases = [desk.accept(store, n) for n in (1, 2)]
    desk.fill_corrections(folder)
    desk.fill_closures(folder, 41)
    desk.fill_voided(folder, 44)
    desk.fill_settlements(folder, 42)
    with desk.opened(folder) as store:
        desk.print_form(store, cases[0])
        desk.fill_batches(store, *cases)
        desk.accept_months(store, 2, {3: ("2026-01",)})
        desk.accept_and_decide(store, 4)
        desk.fill_register(store)
        desk.fill_referrals(store, 8)
        desk.fill_purchases(store, desk.agency_of(store, 1))
        desk.fill_mappings(store)
        desk.fill_batch_answers(store, 31)
        desk.fill_templates(store)
        desk.note_loss(store)
        desk.fill_people(store)
        yield store


@pytest.fixture
def connection(granted):
    """The connection that the open store itself uses."""
    connection = granted._ground.db.raw()
    connection.execute("begin immediate")
    yield connection
    connection.execute("rollback")


def everything(connection):
    """All rows, and all that is built, for this connection alone too."""
    searches = ["name_search", "organization_search", "roster_search"]
    tables = [*sorted(FROZEN), *sorted(MENDABLE), "draft", *searches]
    return (
        {table: connection.execute(f"select * from main.{table}").fetchall() for table in tables},
        connection.execute("select * from sqlite_master").fetchall(),
        connection.execute("select * from sqlite_temp_master").fetchall(),
        connection.execute("pragma database_list").fetchall(),
    )


@pytest.mark.parametrize(
    "statement",
    [
        "update right_once set active = 0",
        "update or replace right_once set active = 0",
        "update or ignore right_once set measure = 'other'",
        "update right_once set active = 0 returning id",
        "delete from right_once returning id",
        "create temp table right_once as select * from main.right_once where 0",
        "create temporary table right_once (id)",
        "create table temp.right_once (id)",
        "create temp table x (id)",
        "create temp view right_once as select 1",
        "create temp trigger x after insert on main.right_once begin select 1; end",
        "create virtual table temp.right_once using fts5 (x)",
        "create index x on cases (number)",
        "create unique index x on cases (number)",
        "create table x as select 1",
        "drop index right_once_holder",
        "drop view x",
        "attach ':memory:' as x",
        "attach '' as x",
        "detach main",
        "reindex",
        "analyze",
        "savepoint x",
        "vacuum into '/nowhere/x'",
        "select sqlcipher_export('main')",
        "select load_extension('x')",
        "delete from name_search",
        "update name_search set case_id = ''",
        "delete from roster_search",
        "delete from organization_search",
        "update organization_search set tokens = ''",
        "update staff set roles = '[]'",
        "update retirement set reason = 'x'",
        "delete from retirement",
        "insert into retirement select id, 'x', '', id from staff where kind = 'person'",
        "insert into staff select 'x', site_id, kind, 'x', name, roles, '' from staff",
        "update staff set name = 'x'",
        "update site set name = 'x'",
        "update site set own = 0",
        "update number_block set next = next + 5",
        "insert into number_block select site_id, 2031, 7, 8 from number_block",
        "pragma writable_schema = 1",
        "pragma ignore_check_constraints = 1",
        "pragma defer_foreign_keys = 1",
        "pragma query_only = 0",
    ],
)
def test_a_statement_that_would_go_past_the_rights_is_refused(connection, statement):
    before = everything(connection)
    with pytest.raises(REFUSED):
        connection.execute(statement)
    assert everything(connection) == before


@pytest.mark.parametrize("table", [*sorted(FROZEN), "cases", "right_once", "right_month"])
class TestEveryWayToOverwrite:
    """Conflict clauses overwrite what an insert meets; here they meet the guards."""

    def test_no_row_is_replaced_under_its_own_key(self, connection, table):
        self._refused(connection, table, f"insert or replace into {table} select * from {table}")
        self._refused(connection, table, f"replace into {table} select * from {table}")

    def test_no_row_is_replaced_by_one_of_another_key(self, connection, table):
        """The new row meets the old one at another unique index, and would push it out."""
        names = desk.columns_of(connection, table)
        key = names[0]
        other = f"{key} + 1" if table == "audit" else f"'x' || substr({key}, 2)"
        values = ", ".join(other if name == key else name for name in names)
        before = connection.execute(f"select * from {table}").fetchall()
        # A table without another unique index takes the row in; verify says that it is foreign.
        with contextlib.suppress(*REFUSED):
            connection.execute(
                f"insert or replace into {table} ({', '.join(names)}) select {values} from {table}"
            )
        after = connection.execute(f"select * from {table}").fetchall()
        assert set(before) <= set(after)
        assert before == after or table in {"staff_key", "case_value", "organization_fact"}

    def test_no_row_is_updated_by_an_upsert(self, connection, table):
        names = desk.columns_of(connection, table)
        insert = f"insert into {table} select * from {table} where true on conflict do update set"
        for name in names:
            if name not in MENDABLE.get(table, ()):
                self._refused(connection, table, f"{insert} {name} = excluded.{name}")
            self._refused(connection, table, f"{insert} {name} = 'x'")

    def test_no_row_is_updated_whatever_it_meets(self, connection, table):
        names = desk.columns_of(connection, table)
        for name in names:
            for clause in ("or replace", "or ignore", "or rollback"):
                self._refused(connection, table, f"update {clause} {table} set {name} = 'x'")
        self._refused(connection, table, f"insert or ignore into {table} select * from {table}")

    def _refused(self, connection, table, statement):
        before = connection.execute(f"select * from {table}").fetchall()
        assert before
        ignoring = statement.startswith("insert or ignore")
        try:
            connection.execute(statement)
        except REFUSED:
            pass
        else:
            assert ignoring, statement
        assert connection.in_transaction
        assert connection.execute(f"select * from {table}").fetchall() == before


def test_a_case_cannot_be_added_without_its_right(store, folder, clock):
    first = desk.accept(store, 1)
    draft = desk.keep(store)
    before = desk.contents(store)
    with pytest.raises(Refused, match=r"right\.taken") as caught, desk.acting(store) as act:
        act.add_case(desk.new_case(draft, 1))
    assert caught.value.values == {"number": first.number}
    with pytest.raises(RuntimeError, match="claims no right"), desk.acting(store) as act:
        act.add_case(desk.new_case(draft, 1, right=None))
    with pytest.raises(RuntimeError, match="claims no right"), desk.acting(store) as act:
        act.add_case(desk.new_case(draft, 1, right=None, **desk.OPEN))
    assert desk.contents(store) == before
    store.close()
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0


@pytest.mark.parametrize("outcome", ["ineligible", "incomplete"])
def test_what_cannot_be_granted_uses_no_right(store, outcome):
    finding = {"outcome": outcome, "amount": desk.AMOUNTS.get(outcome), "parameters": []}
    desk.accept(store, 1, finding=finding)
    with store.reading() as reader:
        assert reader.grants(desk.MEASURE, desk.person(1), "") == ()
    granted = desk.accept(store, 1)
    with store.reading() as reader:
        (grant,) = reader.grants(desk.MEASURE, desk.person(1), "")
    assert grant["number"] == granted.number


def test_a_measure_without_rights_is_granted_every_time(store, folder, clock):
    for _ in range(2):
        desk.accept(store, 1, measure="monthly", right=None)
    with store.reading() as reader:
        assert reader.grants("monthly", desk.person(1), "") == ()
    store.close()
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0


def test_a_grant_without_a_right_from_before_the_first_right_is_found(store, folder, clock):
    """What the store could not know: the measure is one with rights."""
    number = desk.accept(store, 1, right=None).number
    desk.accept(store, 2)
    store.close()
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert [(p.key, dict(p.values)) for p in report.findings] == [
        ("verify.right_missing", {"number": number})
    ]


@pytest.mark.parametrize(
    "change",
    [
        "measure = 'other'",
        "identity_key = 'x' || substr(identity_key, 2)",
        "organization = 'x'",
        "granted_on = '2020-01-01'",
        "amount_fen = 1",
        "amount_fen = null",
        "active = 0",
        "version = 2",
        "line = 1",
    ],
)
def test_a_right_unlike_its_case_does_not_enter(connection, change):
    names = desk.columns_of(connection, "right_once")
    column, value = change.split(" = ", 1)
    changed = {"id": "id || 'x'", "case_id": "'other'", column: value}
    values = ", ".join(changed.get(name, name) for name in names)
    other = desk.columns_of(connection, "cases")
    case = {"id": "'other'", "number": "'n'", "sequence": "9999"}
    connection.execute(
        f"insert into cases ({', '.join(other)})"
        f" select {', '.join(case.get(name, name) for name in other)} from cases limit 1"
    )
    version = desk.columns_of(connection, "case_version")
    its = {"id": "'other'", "case_id": "'other'"}
    connection.execute(
        f"insert into case_version ({', '.join(version)})"
        f" select {', '.join(its.get(name, name) for name in version)} from case_version limit 1"
    )
    before = connection.execute("select * from right_once").fetchall()
    with pytest.raises(sqlcipher.IntegrityError, match="right of its case"):
        connection.execute(
            f"insert into right_once ({', '.join(names)}) select {values} from right_once"
        )
    # And a right that is like its case meets the index: the person has used it.
    with pytest.raises(sqlcipher.IntegrityError, match="UNIQUE"):
        plain = ", ".join({"id": "id || 'x'", "case_id": "'other'"}.get(n, n) for n in names)
        connection.execute(
            f"insert into right_once ({', '.join(names)}) select {plain} from right_once"
        )
    assert connection.execute("select * from right_once").fetchall() == before


def test_without_its_lock_file_the_folder_still_admits_one_program(folder, clock):
    with desk.opened(folder, clock):
        (folder / LOCK_FILE).unlink()
        with pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
            desk.open_store(folder, clock)
    with desk.opened(folder, clock):
        pass
