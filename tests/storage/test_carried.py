"""What an upgrade has to carry over: any fixed value that changed, any order that was lost."""

import contextlib

import pytest

from hrdesk.storage.carried import carries, fixed_values
from hrdesk.storage.connection import scratch_connection
from hrdesk.storage.guards import FROZEN, MENDABLE
from hrdesk.storage.migrations import RELEASED, build, changing_schema
from tests.storage import desk


def columns():
    """Each column of each guarded table."""
    with contextlib.closing(scratch_connection()) as fresh, changing_schema(fresh):
        build(fresh, RELEASED, RELEASED.target)
        return [
            (table, column)
            for table in sorted(FROZEN | MENDABLE.keys())
            for column in desk.columns_of(fresh, table)
        ]


@pytest.fixture(scope="module")
def closed(module_folder):
    """The folder of an office with everything that a store holds, closed."""
    folder = desk.found(module_folder / "test_carried")
    desk.fill_everything(folder)
    return folder


@pytest.fixture(scope="module")
def unguarded(closed):
    """Its database without guards and checks."""
    with desk.raw(closed) as connection:
        connection.execute("pragma foreign_keys = 0")
        connection.execute("pragma ignore_check_constraints = 1")
        connection.execute("begin immediate")
        triggers = "select name from sqlite_master where type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute("commit")
        yield connection


@pytest.fixture(scope="module")
def before(unguarded):
    """What it holds before anything is touched."""
    return fixed_values(unguarded)


@pytest.fixture
def bare(unguarded, before):
    """It in a transaction that is undone."""
    unguarded.execute("begin immediate")
    yield unguarded
    unguarded.execute("rollback")


def test_what_nobody_touched_is_carried_over(bare, before):
    assert carries(bare, before)


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_value_that_never_changes_is_carried_over_and_another_may_change(
    bare, before, table, column
):
    kind = bare.execute(f"select typeof({column}) from {table}").fetchone()[0]
    other = {"text": f"{column} || 'x'", "blob": "zeroblob(32)"}.get(kind, f"{column} + 1")
    ((most,),) = bare.execute(f"select max({column}) from {table}").fetchall()
    if most is None:
        # A column that no row fills.
        bare.execute(f"update {table} set {column} = 'x'")
    bare.execute(f"update {table} set {column} = {other} where {column} = ?", (most,))
    assert carries(bare, before) is (column in MENDABLE.get(table, ()))


@pytest.mark.parametrize("table", sorted(FROZEN | MENDABLE.keys()))
def test_a_new_column_is_welcome_and_a_lost_one_is_noticed(bare, before, table):
    bare.execute(f"alter table {table} add column later text not null default ''")
    assert carries(bare, before)
    bare.execute(f"alter table {table} rename column {before[table].columns[0]} to other")
    assert not carries(bare, before)


@pytest.mark.parametrize("table", sorted(FROZEN | MENDABLE.keys()))
def test_a_lost_table_is_noticed(bare, before, table):
    bare.execute(f"drop table {table}")
    assert not carries(bare, before)


def test_the_kind_of_a_value_counts(bare, before):
    bare.execute("create table other as select * from meta")
    bare.execute("update other set value = cast(value as blob)")
    bare.execute("drop table meta")
    bare.execute("alter table other rename to meta")
    assert not carries(bare, before)


def test_the_order_of_the_rows_counts(bare, before):
    """Search shows the newest rows first and goes by where they lie."""
    bare.execute("update cases set rowid = 1000 - rowid")
    assert not carries(bare, before)
