"""P5: a decided record cannot be changed by any path of the store, nor past the store."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.storage.schema import FROZEN, MENDABLE
from tests.storage import desk

#: A column of each guarded table that a thief of decisions would like to change.
COLUMNS = {
    "meta": "value",
    "party": "identity",
    "cases": "amount_fen",
    "case_version": "outcome",
    "case_value": "entries",
    "audit": "actor",
    "paper": "copy",
    "staff_key": "verify_key",
    "site": "code",
    "staff": "login",
    "number_block": "first",
    "right_once": "identity_key",
}
REFUSED = (sqlcipher.IntegrityError, sqlcipher.DatabaseError)


@pytest.fixture(scope="module")
def closed(memory):
    """The folder of an office with two printed cases, closed."""
    folder = desk.found(memory / "test_guards")
    with desk.opened(folder) as store:
        for n in (1, 2):
            desk.print_form(store, desk.accept(store, n))
    return folder


@pytest.fixture
def bare(closed):
    """Its database in a transaction that is undone, without the authorizer: triggers alone."""
    with desk.raw(closed) as connection:
        connection.execute("begin immediate")
        yield connection
        connection.execute("rollback")


@pytest.fixture
def authorized(closed):
    """The connection that the store itself uses."""
    with desk.opened(closed) as store:
        yield store._ground.db.raw()


def test_every_guarded_table_is_tried():
    assert COLUMNS.keys() == FROZEN | MENDABLE.keys()


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize(
    "statement",
    [
        "update {table} set {column} = {column}",
        "update or replace {table} set {column} = 'x'",
        "update or ignore {table} set {column} = null",
        "delete from {table}",
        "delete from {table} where rowid = 1",
        "insert or replace into {table} select * from {table}",
    ],
)
class TestEveryTable:
    """Each statement against each guarded table."""

    def test_past_the_authorizer_the_triggers_stand(self, bare, table, statement):
        sql = statement.format(table=table, column=COLUMNS[table])
        before = bare.execute(f"select * from {table}").fetchall()
        assert before
        try:
            bare.execute(sql)
        except sqlcipher.OperationalError as error:
            # Tables without rowid know none; a table that is refused by name is refused.
            assert "rowid" in str(error)
        except REFUSED:
            pass
        assert bare.execute(f"select * from {table}").fetchall() == before

    def test_the_store_refuses_to_prepare_it(self, authorized, table, statement):
        sql = statement.format(table=table, column=COLUMNS[table])
        before = authorized.execute(f"select * from {table}").fetchall()
        with pytest.raises(REFUSED):
            authorized.execute(sql)
        assert authorized.execute(f"select * from {table}").fetchall() == before


@pytest.mark.parametrize(
    "statement",
    [
        "drop table audit",
        "drop trigger audit_no_update",
        "drop index right_once_holder",
        "alter table cases add column x",
        "alter table audit rename to other",
        "create table x (a)",
        "create temp trigger x before insert on audit begin select 1; end",
        "create view x as select 1",
        "attach ':memory:' as other",
        "pragma recursive_triggers = 0",
        "pragma foreign_keys = 0",
        "pragma writable_schema = 1",
        "pragma synchronous = 0",
        "pragma journal_mode = memory",
        "pragma user_version = 7",
        "pragma rekey = 'x'",
        "update sqlite_master set sql = null",
        "delete from sqlite_master",
    ],
)
def test_the_store_cannot_take_its_guards_down(authorized, statement):
    build = authorized.execute("select * from sqlite_master").fetchall()
    with pytest.raises(REFUSED):
        authorized.execute(statement)
    assert authorized.execute("select * from sqlite_master").fetchall() == build


ORDERED = {
    "a record that leaves a gap": "insert into audit select sequence + 2, at, running, actor,"
    " key_id, roles, act, subject, detail, hash, 'x' || substr(hash, 2), signature from audit"
    " order by sequence desc limit 1",
    "a record in an old place": "insert into audit select sequence, at, running, actor,"
    " key_id, roles, act, subject, detail, previous_hash, 'x' || substr(hash, 2), signature"
    " from audit where sequence = 2",
    "a record beside the chain": "insert into audit select sequence + 1, at, running, actor,"
    " key_id, roles, act, subject, detail, '', 'x' || substr(hash, 2), signature from audit"
    " order by sequence desc limit 1",
    "a version that leaves a gap": "insert into case_version select id || 'x', case_id, 3,"
    " form_hash, policy_hash, parameters_hash, register_digest, entries_digest,"
    " application_digest, finding_digest, outcome, amount_fen, account_key, content_hash,"
    " signature, signature, signed_by, key_id, signed_at from case_version limit 1",
    "a version beside the signatures": "insert into case_version select id || 'x', case_id, 2,"
    " form_hash, policy_hash, parameters_hash, register_digest, entries_digest,"
    " application_digest, finding_digest, outcome, amount_fen, account_key, content_hash,"
    " '', signature, signed_by, key_id, signed_at from case_version limit 1",
    "a copy number twice": "insert into paper select id || 'x', case_id, version, kind, 1,"
    " content_hash, system_fonts, made_at, made_by, audit_sequence from paper limit 1",
    "a copy number skipped": "insert into paper select id || 'x', case_id, version, kind, 3,"
    " content_hash, system_fonts, made_at, made_by, audit_sequence from paper limit 1",
    "a number given back": "update number_block set next = next - 1",
    "a number not moved": "update number_block set next = next",
    "a right given twice": "insert into right_once select id || 'x', measure, identity_key,"
    " organization, case_id, granted_on, amount_fen, active from right_once limit 1",
    "a right taken up again": "update right_once set active = 1",
    "a case number twice": "insert into cases select id || 'x', site_id, number, year, sequence,"
    " measure, party_id, organization, applicant_name, initials, phone, paper_number,"
    " received_on, entered_at, state, outcome, amount_fen, accepted_by from cases limit 1",
    "an amount below nothing": "insert into cases select id || 'x', site_id, 'n', year, 9999,"
    " measure, party_id, organization, applicant_name, initials, phone, paper_number,"
    " received_on, entered_at, state, outcome, -1, accepted_by from cases limit 1",
    "an unknown state": "insert into cases select id || 'x', site_id, 'n', year, 9999,"
    " measure, party_id, organization, applicant_name, initials, phone, paper_number,"
    " received_on, entered_at, 'paid', outcome, 1, accepted_by from cases limit 1",
    "a second office of one's own": "insert into site select id || 'x', code, name, level, 1"
    " from site",
    "fractions of a fen": "insert into right_once select id || 'x', 'other', identity_key,"
    " organization, case_id, granted_on, 0.5, active from right_once limit 1",
}


@pytest.mark.parametrize("what", ORDERED)
def test_what_is_out_of_order_does_not_enter(bare, what):
    with pytest.raises(sqlcipher.IntegrityError):
        bare.execute(ORDERED[what])


def test_a_reference_to_nothing_does_not_enter(bare):
    with pytest.raises(sqlcipher.IntegrityError, match="FOREIGN KEY"):
        bare.execute("insert into draft values ('x', 'm', 'nobody', '{}', '', '', 1)")


def test_what_may_change_still_changes(bare):
    bare.execute("update staff set active = 0")
    bare.execute("update site set name = 'x'")
    bare.execute("update number_block set next = next + 1")
    bare.execute("update right_once set active = 0")
