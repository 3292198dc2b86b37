"""P18: an upgrade is whole, or the old file is byte for byte as it was."""

import errno
from collections.abc import Mapping

import pytest

from hrdesk.domain.errors import Damaged, EnvironmentFault, TooNew
from hrdesk.storage import upgrading
from hrdesk.storage.backup import newest_backup
from hrdesk.storage.layout import backup_folder, database_path, store_path
from hrdesk.storage.migrations import RELEASED, Plan
from hrdesk.storage.schema import SCHEMA_VERSION
from tests.storage import desk


def add_column(connection):
    connection.execute("alter table draft add column device text not null default ''")


def add_table(connection):
    connection.execute("create table parcel (id text primary key) strict")


#: A release of the day after tomorrow.
LATER = Plan(target=3, steps={1: add_column, 2: add_table})


@pytest.fixture
def filled(folder, clock):
    """An office with a case and a draft; returns what it shows."""
    with desk.opened(folder, clock) as store:
        desk.print_form(store, desk.accept(store))
        desk.keep(store)
        return desk.contents(store)


def upgrade(folder, clock, plan=LATER):
    store = desk.open_store(folder, clock, plan=plan)
    try:
        return desk.contents(store)
    finally:
        store.close()


def test_this_release_has_a_step_from_every_released_schema():
    assert RELEASED.target == SCHEMA_VERSION
    assert set(RELEASED.steps) == set(range(1, SCHEMA_VERSION))


def test_an_upgraded_store_shows_what_it_showed(folder, clock, filled):
    assert upgrade(folder, clock) == filled
    with desk.raw(folder) as connection:
        assert connection.execute("pragma user_version").fetchone() == (3,)
        assert connection.execute("select device from draft").fetchall() == [("",)]
        assert connection.execute("select count(*) from parcel").fetchone() == (0,)
    assert upgrade(folder, clock) == filled


def test_an_upgrade_begins_with_a_verified_backup_of_the_old_file(folder, clock, filled):
    upgrade(folder, clock)
    newest = newest_backup(backup_folder(folder))
    assert newest is not None
    assert newest[1].head == filled["head"]
    upgrade(folder, clock)
    assert len(list(backup_folder(folder).iterdir())) == 1


def test_the_older_program_leaves_the_upgraded_file_alone(folder, clock, filled):
    upgrade(folder, clock)
    before = database_path(folder).read_bytes()
    with pytest.raises(TooNew):
        desk.open_store(folder, clock)
    assert database_path(folder).read_bytes() == before


def fail_with(error):
    def step(_connection):
        raise error

    return step


def lose_drafts(connection):
    connection.execute("delete from draft")


def break_reference(connection):
    connection.execute("pragma foreign_keys = 0")
    connection.execute("drop trigger cases_no_update")
    connection.execute("pragma defer_foreign_keys = 1")
    connection.execute("create table orphan (id text references cases (id)) strict")
    connection.execute("insert into orphan values ('nothing')")


STEPS: Mapping[str, object] = {
    "a step that fails": fail_with(ZeroDivisionError()),
    "a disk that fills": fail_with(OSError(errno.ENOSPC, "injected")),
    "a step that loses rows": lose_drafts,
    "a step that breaks a reference": break_reference,
}


@pytest.mark.parametrize("what", STEPS)
@pytest.mark.parametrize("at", [1, 2])
def test_a_step_that_fails_leaves_the_old_file_as_it_was(folder, clock, filled, what, at):
    before = database_path(folder).read_bytes()
    with pytest.raises((ZeroDivisionError, OSError, Damaged, Exception)):
        upgrade(folder, clock, Plan(3, {**LATER.steps, at: STEPS[what]}))
    assert database_path(folder).read_bytes() == before
    assert not list(store_path(folder).glob("*.part"))
    assert upgrade(folder, clock) == filled


@pytest.mark.parametrize("step", ["make_backup", "copy_database", "check_copy", "sync_file"])
def test_a_failure_around_the_steps_leaves_the_old_file_as_it_was(
    folder, clock, filled, monkeypatch, step
):
    before = database_path(folder).read_bytes()

    def fail(*_arguments):
        raise EnvironmentFault("disk.full", drive="/", free=0, needed=1)

    monkeypatch.setattr(upgrading, step, fail)
    with pytest.raises(EnvironmentFault, match=r"disk\.full"):
        upgrade(folder, clock)
    assert database_path(folder).read_bytes() == before
    assert not list(store_path(folder).glob(".*.part"))
    monkeypatch.undo()
    assert upgrade(folder, clock) == filled


def test_every_statement_may_fail(folder, clock, filled):
    """Fail the n-th statement of the steps, for every n."""
    statements = [
        "create table a (id text) strict",
        "insert into a values ('x')",
        "alter table draft add column device text",
        "update draft set device = 'x'",
        "drop table a",
    ]
    before = database_path(folder).read_bytes()
    for failing in range(len(statements)):

        def step(connection, failing=failing):
            for n, statement in enumerate(statements):
                connection.execute(statement if n != failing else "select * from no_such_table")

        with pytest.raises(Exception, match="no such table"):
            upgrade(folder, clock, Plan(2, {1: step}))
        assert database_path(folder).read_bytes() == before
    assert (
        upgrade(folder, clock, Plan(2, {1: lambda c: [c.execute(s) for s in statements]})) == filled
    )
