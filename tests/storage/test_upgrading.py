"""P18: an upgrade is whole, or the old file is byte for byte as it was."""

import contextlib
import errno
import shutil
from collections.abc import Mapping

import pytest

from hrdesk.domain.errors import Damaged, EnvironmentFault, TooNew
from hrdesk.storage import founding, upgrading
from hrdesk.storage import verify as verify_module
from hrdesk.storage.backup import newest_backup
from hrdesk.storage.connection import scratch_connection
from hrdesk.storage.guards import FROZEN, MENDABLE
from hrdesk.storage.layout import backup_folder, database_path, store_path
from hrdesk.storage.migrations import RELEASED, Plan, build, changing_schema
from hrdesk.storage.schema import FIRST_VERSION
from hrdesk.storage.snapshot import tables_of
from hrdesk.storage.verify import verify
from tests.storage import desk


def add_column(connection):
    connection.execute("alter table draft add column device text not null default ''")


def add_table(connection):
    connection.execute("create table parcel (id text primary key) strict")


#: A release of the day after tomorrow.
LATER = Plan(target=3, steps={1: add_column, 2: add_table})


def rebuild_cases(connection):
    """Let cases reach a further state: SQLite changes no check, so the table is built again."""
    sql = "select sql from sqlite_master where tbl_name = 'cases' and sql is not null"
    table, *others = [row[0] for row in connection.execute(f"{sql} order by type = 'table' desc")]
    table = table.replace("CREATE TABLE cases", "CREATE TABLE cases_new")
    connection.execute(table.replace("in ('accepted')", "in ('accepted', 'reviewed')"))
    connection.execute("insert into cases_new select * from cases order by rowid")
    connection.execute("drop table cases")
    connection.execute("alter table cases_new rename to cases")
    for other in others:
        connection.execute(other)


def tables_of_this_release():
    with contextlib.closing(scratch_connection()) as fresh, changing_schema(fresh):
        build(fresh, RELEASED, RELEASED.target)
        return tables_of(fresh)


@pytest.fixture(scope="module")
def grown(module_folder):
    """An office with everything that a store holds, made once, and what it shows."""
    folder = desk.found(module_folder / "test_upgrading")
    desk.fill_everything(folder)
    with desk.opened(folder) as store:
        desk.keep(store)
        contents = desk.contents(store)
    return folder, contents


@pytest.fixture
def filled(folder, grown):
    """A copy of it for one test; returns what it shows."""
    template, contents = grown
    shutil.rmtree(folder)
    shutil.copytree(template, folder)
    return contents


def upgrade(folder, clock, plan=LATER):
    store = desk.open_store(folder, clock, plan=plan)
    try:
        return desk.contents(store)
    finally:
        store.close()


def test_this_release_has_a_step_from_every_released_schema():
    assert set(RELEASED.steps) == set(range(FIRST_VERSION, RELEASED.target))


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


# Verification of what later releases made ---------------------------------------------------------


@pytest.fixture
def later_program(monkeypatch):
    """Let `verify` and the set-up belong to the later release."""

    def release(plan):
        monkeypatch.setattr(verify_module, "RELEASED", plan)
        monkeypatch.setattr(founding, "RELEASED", plan)

    return release


def verdict(folder, clock):
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    findings = {(problem.key, *problem.values.values()) for problem in report.findings}
    return report.exit_code, findings


PLANS = {
    "columns and tables": LATER,
    "a table built again": Plan(2, {1: rebuild_cases}),
    "one after the other": Plan(4, {**LATER.steps, 3: rebuild_cases}),
}


@pytest.mark.parametrize("what", PLANS)
def test_an_upgraded_store_is_sound(folder, clock, filled, later_program, what):
    assert upgrade(folder, clock, PLANS[what]) == filled
    later_program(PLANS[what])
    assert verdict(folder, clock) == (0, set())


@pytest.mark.parametrize("what", PLANS)
def test_a_store_set_up_by_the_later_release_is_built_as_an_upgraded_one(
    folder, clock, filled, later_program, tmp_path, what
):
    upgrade(folder, clock, PLANS[what])
    later_program(PLANS[what])
    new = desk.found(tmp_path / "new", clock)
    builds = []
    for each in (folder, new):
        with desk.raw(each) as connection:
            version = connection.execute("pragma user_version").fetchone()
            sql = connection.execute("select type, name, sql from sqlite_master").fetchall()
            builds.append((version, sorted(sql, key=str)))
    assert builds[0] == builds[1]
    assert verdict(new, clock) == (0, set())
    assert upgrade(new, clock, PLANS[what])["cases"] == ()


def test_the_later_release_verifies_a_store_that_was_not_upgraded_yet(
    folder, clock, filled, later_program
):
    later_program(LATER)
    assert verdict(folder, clock) == (0, set())


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("drop trigger audit_no_update", "audit_no_update"),
        ("drop table parcel", "parcel"),
        ("alter table draft drop column device", "draft"),
        ("create table x (a)", "x"),
    ],
)
def test_what_an_upgraded_store_lacks_is_found(folder, clock, filled, later_program, script, name):
    upgrade(folder, clock)
    with desk.raw(folder) as connection:
        connection.execute(script)
    later_program(LATER)
    assert verdict(folder, clock) == (2, {("verify.build", name)})


# Failures -----------------------------------------------------------------------------------------


def fail_with(error):
    def step(_connection):
        raise error

    return step


def lose_drafts(connection):
    connection.execute("delete from draft")


def break_reference(connection):
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


def without_triggers(connection, table):
    names = "select name from sqlite_master where type = 'trigger' and tbl_name = ?"
    for (name,) in connection.execute(names, (table,)).fetchall():
        connection.execute(f"drop trigger {name}")


def refuses(folder, clock, step):
    before = database_path(folder).read_bytes()
    with pytest.raises(Damaged, match=r"store\.(upgrade_lost|damaged)"):
        upgrade(folder, clock, Plan(2, {1: step}))
    assert database_path(folder).read_bytes() == before
    assert not list(store_path(folder).glob(".*.part"))


ALL_TABLES = tables_of_this_release()


def test_every_guarded_table_is_among_all_tables():
    unguarded = {"draft", "name_search", "organization_search", "roster_search"}
    assert set(ALL_TABLES) == FROZEN | MENDABLE.keys() | unguarded


@pytest.mark.parametrize("table", ALL_TABLES)
@pytest.mark.parametrize("rows", ["", " where {key} = (select min({key}) from {table})"])
def test_a_step_that_deletes_rows_of_any_table_is_noticed(folder, clock, filled, table, rows):
    def step(connection):
        key = connection.execute(f"select * from {table}").description[0][0]
        without_triggers(connection, table)
        deleted = connection.execute(f"delete from {table}" + rows.format(key=key, table=table))
        assert deleted.rowcount

    refuses(folder, clock, step)


@pytest.mark.parametrize("table", ALL_TABLES)
def test_a_step_that_loses_a_whole_table_is_noticed(folder, clock, filled, table):
    refuses(folder, clock, lambda connection: connection.execute(f"drop table {table}"))


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
