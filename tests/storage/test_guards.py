"""P5: a decided record cannot be changed by any path of the store, nor past the store."""

import shutil

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.storage.guards import FROZEN, MENDABLE
from tests.storage import desk

#: A column of each guarded table that a thief of decisions would like to change.
COLUMNS = {
    "meta": "value",
    "party": "identity",
    "cases": "received_on",
    "case_version": "outcome",
    "case_value": "entries",
    "roster_person": "name",
    "audit": "actor",
    "record_note": "note",
    "paper": "copy",
    "staff_key": "verify_key",
    "site": "code",
    "staff": "login",
    "retirement": "reason",
    "number_block": "first",
    "right_once": "identity_key",
    "right_month": "month",
    "organization": "credit_code",
    "organization_version": "details",
    "organization_fact": "content",
    "batch": "frame",
    "batch_case": "amount_fen",
    "batch_row": "cells",
    "batch_file": "digest",
    "batch_void": "reason",
    "receipt": "digest",
    "receipt_row": "state",
    "receipt_waiting": "reason",
    "receipt_stray": "cells",
    "stray_settlement": "note",
    "row_closure": "cause",
    "row_settlement": "outcome",
    "letter": "number",
    "referral_answer": "verdict",
    "purchase": "fen",
    "list_mapping": "titles",
    "template_file": "content",
    "official_template": "mapping",
    "amendment": "content",
    "amendment_confirmation": "seen",
    "policy_pack": "files",
    "correction": "changes",
    "correction_confirmation": "seen",
    "former_register": "register",
}
REFUSED = (sqlcipher.IntegrityError, sqlcipher.DatabaseError)
#: The change of law that still waits for a second person.
OPEN_CHANGE = (
    "select id from amendment a where withdraws is null"
    " and not exists (select 1 from amendment where withdraws = a.id)"
    " and not exists (select 1 from amendment_confirmation where amendment_id = a.id)"
)
STANDING_TEMPLATE = (
    "select id from official_template t where withdraws is null"
    " and not exists (select 1 from official_template w where w.withdraws = t.id) limit 1"
)
#: A batch that nobody answered.
UNSAID = (
    "select id from batch b where not exists (select 1 from receipt where batch_id = b.id)"
    " and not exists (select 1 from batch_void where batch_id = b.id) limit 1"
)
#: One of these that was copied.
LEFT = UNSAID.replace(
    " limit 1", " and exists (select 1 from batch_file where batch_id = b.id) limit 1"
)
#: The account that is neither the founder's nor retired.
CLERK = f"select id from staff where login = '{desk.CLERK}'"
#: An administrator who is no clerk.
ADMINISTRATOR = f"select id from staff where login = '{desk.SECOND}'"


@pytest.fixture(scope="module")
def closed(module_folder):
    """The folder of an office with two printed cases, closed."""
    folder = desk.found(module_folder / "test_guards")
    with desk.opened(folder) as store:
        cases = [desk.accept(store, n) for n in (1, 2)]
        for case in cases:
            desk.print_form(store, case)
        desk.fill_batches(store, *cases)
        desk.accept_months(store, 3, {4: ("2026-01", "2026-02")})
        desk.fill_purchases(store, desk.add_agency(store, 1, desk.licence()))
        desk.fill_mappings(store)
        desk.fill_batch_answers(store, 11)
        desk.fill_templates(store)
        desk.accept_and_decide(store, 6)
        desk.accept(store, 7, **desk.OPEN)
        desk.fill_referrals(store, 8)
        desk.note_loss(store)
        desk.fill_people(store)
    desk.fill_corrections(folder)
    desk.fill_closures(folder, 15)
    desk.fill_voided(folder, 18)
    desk.fill_settlements(folder, 16)
    desk.fill_amendments(folder)
    return folder


@pytest.fixture(scope="module")
def twin(closed, module_folder):
    """A copy of that folder, made before anybody opens it."""
    return shutil.copytree(closed, module_folder / "twin")


@pytest.fixture(scope="module")
def unauthorized(closed, twin):
    """Its database without the authorizer: triggers alone."""
    with desk.raw(closed) as connection:
        yield connection


@pytest.fixture
def bare(unauthorized):
    """It in a transaction that is undone."""
    unauthorized.execute("begin immediate")
    yield unauthorized
    unauthorized.execute("rollback")


@pytest.fixture(scope="module")
def authorized(twin):
    """The connection that the store itself uses, which refuses all that is tried on it."""
    with desk.opened(twin) as store:
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
        "insert or replace into {table} ({columns}) select {columns} from {table}",
    ],
)
class TestEveryTable:
    """Each statement against each guarded table."""

    def test_past_the_authorizer_the_triggers_stand(self, bare, table, statement):
        columns = ", ".join(desk.columns_of(bare, table))
        sql = statement.format(table=table, column=COLUMNS[table], columns=columns)
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
        columns = ", ".join(desk.columns_of(authorized, table))
        sql = statement.format(table=table, column=COLUMNS[table], columns=columns)
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


def again(table, tail="limit 1", **changes):
    """A statement that enters a row once more with other values, whatever columns there are."""

    def statement(connection):
        names = desk.columns_of(connection, table)
        assert changes.keys() <= set(names)
        values = ", ".join(changes.get(name, name) for name in names)
        return f"insert into {table} ({', '.join(names)}) select {values} from {table} {tail}"

    return statement


def _valued(connection, finding):
    """The values of a decided version under the row of one that is still open."""
    connection.execute("drop trigger case_value_no_delete")
    connection.execute(f"delete from case_value where version_id = ({OPEN_VERSION})")
    paid = "where json_extract(finding, '$.amount') = '10000.00' limit 1"
    return again("case_value", paid, version_id=f"({OPEN_VERSION})", finding=finding)(connection)


def closing(tail, **changes):
    """A closure under the right record, as far as the guards of order see."""

    def statement(connection):
        connection.execute("drop trigger closure_by_its_role")
        return again("row_closure", tail, id=NEW_ID, **changes)(connection)

    return statement


def settling(tail, **changes):
    """A settlement under the right record, as far as the guards of order see."""

    def statement(connection):
        connection.execute("drop trigger settlement_by_its_role")
        return again("row_settlement", tail, id=NEW_ID, **changes)(connection)

    return statement


def _accepted(connection, **changes):
    """The first version of a case that has none yet, as another case has it."""
    case = {"id": "'other'", "number": "'n'", "sequence": "9999"}
    connection.execute(again("cases", "where amount_fen = 1000000 limit 1", **case)(connection))
    paid = "where amount_fen = 1000000 and number = 1 limit 1"
    return again("case_version", paid, id=NEW_ID, case_id="'other'", **changes)(connection)


def _withdrawn_elsewhere(connection):
    """A withdrawal under another measure than the template's, whoever enters it."""
    connection.execute("drop trigger template_by_administrator")
    changes = {"id": NEW_ID, "measure": "'other'", "withdraws": f"({STANDING_TEMPLATE})"}
    return again("official_template", "where withdraws is not null", **changes)(connection)


LAST = "order by sequence desc limit 1"
OTHER_HASH = "'x' || substr(hash, 2)"
NEW_ID = "id || 'x'"
NEXT = {"id": NEW_ID, "number": "2", "previous_signature": "signature"}
OPEN = "where outcome = 'officer' order by signed_at desc, rowid desc limit 1"
OPEN_VERSION = f"select id from case_version {OPEN}"
#: The correction that waits, and the case that an older one changed.
WAITING = (
    "select id from correction a where withdraws is null"
    " and not exists (select 1 from correction where withdraws = a.id)"
    " and not exists (select 1 from correction_confirmation where correction_id = a.id)"
)
RENAMED = "select case_id from former_register where json_array_length(register, '$.people') = 0"
ORDERED = {
    "a correction of an older version": (
        again("correction", f"where id = ({WAITING})", id=NEW_ID, version="1"),
        "guard: correction (of newest|by its role)",
    ),
    "a correction without a record of its own": (
        again("correction", f"where id = ({WAITING})", id=NEW_ID, audit_sequence="1"),
        "guard: correction by its role",
    ),
    "a correction confirmed twice": (
        again("correction_confirmation", id=NEW_ID, audit_sequence="1"),
        "guard: correction confirmed by another",
    ),
    "a correction confirmed by who proposed it": (
        again(
            "correction_confirmation",
            "where version = 2 limit 1",
            id=NEW_ID,
            correction_id=f"({WAITING})",
            case_id=f"(select case_id from correction where id = ({WAITING}))",
            version="3",
            audit_sequence=f"(select audit_sequence from correction where id = ({WAITING}))",
        ),
        "guard: correction confirmed by another",
    ),
    "a correction that was taken back confirmed": (
        again(
            "correction_confirmation",
            id=NEW_ID,
            correction_id="(select withdraws from correction where withdraws is not null)",
        ),
        "guard: correction confirmed by another",
    ),
    "a correction that counts taken back": (
        again(
            "correction",
            "where withdraws is not null",
            id=NEW_ID,
            withdraws="(select correction_id from correction_confirmation limit 1)",
        ),
        "guard: correction (withdrawal|by its role)",
    ),
    "a former name beside those that were corrected": (
        lambda _: (
            "insert into former_register select case_id, number, '{}' from case_version"
            " where case_id not in (select case_id from former_register) limit 1"
        ),
        "guard: former register",
    ),
    "another name without a correction": (
        lambda _: (
            "update cases set applicant_name = 'x'"
            " where id not in (select case_id from former_register)"
        ),
        "guard: case as corrected",
    ),
    "another name than the one that was corrected": (
        lambda _: f"update cases set applicant_name = 'x' where id = ({RENAMED})",
        "guard: case as corrected",
    ),
    "another person of a case without a correction": (
        lambda _: "update cases set party_id = (select max(id) from party where id <> party_id)",
        "guard: case as corrected",
    ),
    "another name in a roster": (
        lambda _: "update roster_person set name = 'x'",
        "guard: people as corrected",
    ),
    "a record that leaves a gap": (
        again("audit", LAST, sequence="sequence + 2", previous_hash="hash", hash=OTHER_HASH),
        "guard: audit in order",
    ),
    "a record in an old place": (
        again("audit", "where sequence = 2", hash=OTHER_HASH),
        "guard: audit in order",
    ),
    "a record beside the chain": (
        again("audit", LAST, sequence="sequence + 1", previous_hash="''", hash=OTHER_HASH),
        "guard: audit in order",
    ),
    "a version that leaves a gap": (
        again("case_version", OPEN, **NEXT | {"number": "3"}),
        "guard: version in order",
    ),
    "a version beside the signatures": (
        again("case_version", OPEN, **NEXT | {"previous_signature": "''"}),
        "guard: version in order",
    ),
    "a version over a case that is settled": (
        again("case_version", **NEXT),
        "guard: version of open case",
    ),
    "a version that decides by who is neither clerk nor approver": (
        again("case_version", OPEN, **NEXT, signed_by=f"({ADMINISTRATOR})"),
        "guard: version by its role",
    ),
    "a version that accepts by who is no clerk": (
        lambda connection: _accepted(connection, signed_by=f"({ADMINISTRATOR})"),
        "guard: version by its role",
    ),
    "a version of another amount than its finding": (
        lambda connection: _valued(connection, "finding"),
        "guard: value as signed",
    ),
    "a version of another outcome than its finding": (
        lambda connection: _valued(connection, "json_set(finding, '$.outcome', 'ineligible')"),
        "guard: value as signed",
    ),
    "a version of another amount than its case": (
        lambda connection: _accepted(connection, amount_fen="1"),
        "guard: version as accepted",
    ),
    "a version of another outcome than its case": (
        lambda connection: _accepted(connection, outcome="'ineligible'"),
        "guard: version as accepted",
    ),
    "a version of no scheme": (
        again("case_version", OPEN, **NEXT, scheme="0"),
        "CHECK constraint failed: scheme",
    ),
    "a copy number twice": (again("paper", id=NEW_ID, copy="1"), "guard: paper in order"),
    "a copy number skipped": (again("paper", id=NEW_ID, copy="3"), "guard: paper in order"),
    "a number given back": (
        lambda _: "update number_block set next = next - 1",
        "guard: number in order",
    ),
    "a number not moved": (
        lambda _: "update number_block set next = next",
        "guard: number in order",
    ),
    "a right given twice": (again("right_once", id=NEW_ID), "UNIQUE constraint failed: right_once"),
    "a number skipped": (
        lambda _: "update number_block set next = next + 2",
        "guard: number in order",
    ),
    "numbers of a year from the middle": (
        again("number_block", year="2031", first="5", next="6"),
        "guard: number in order",
    ),
    "a right let go": (
        lambda _: "update right_once set active = 0",
        "guard: right of newer version",
    ),
    "a person put into a roster later": (
        again("roster_person", id="id + 100", line="99"),
        "guard: people before version",
    ),
    "a month given twice": (
        again("right_month", id=NEW_ID),
        "UNIQUE constraint failed: right_month",
    ),
    "a month let go": (
        lambda _: "update right_month set active = 0",
        "guard: month of newer version",
    ),
    "a month of a case that claims none": (
        again(
            "right_month",
            id=NEW_ID,
            month="'2025-01'",
            case_id="(select id from cases where id not in (select case_id from right_month))",
        ),
        "guard: month of its case",
    ),
    "a month of another measure": (
        again("right_month", id=NEW_ID, measure="'other'"),
        "guard: month of its case",
    ),
    "a month that is none": (
        again("right_month", id=NEW_ID, month="'2025-1'"),
        "CHECK constraint failed: month",
    ),
    "a change of law confirmed twice": (
        again("amendment_confirmation", id=NEW_ID, audit_sequence="1"),
        "guard: confirmation by another",
    ),
    "a change of law confirmed by who proposed it": (
        again(
            "amendment_confirmation",
            id=NEW_ID,
            amendment_id=f"({OPEN_CHANGE})",
            audit_sequence=f"(select audit_sequence from amendment where id = ({OPEN_CHANGE}))",
        ),
        "guard: confirmation by another",
    ),
    "a change of law confirmed under a pack that it does not bring": (
        again("amendment_confirmation", id=NEW_ID, pack=f"'{'0' * 64}'", first_day="'2026-10-24'"),
        "guard: confirmation names its pack",
    ),
    "a change of law confirmed by the recovery key": (
        again(
            "amendment_confirmation",
            id=NEW_ID,
            amendment_id=f"({OPEN_CHANGE})",
            audit_sequence="2",
        ),
        "guard: confirmation by another",
    ),
    "a change of law that was taken back confirmed": (
        again(
            "amendment_confirmation",
            id=NEW_ID,
            amendment_id="(select withdraws from amendment where withdraws is not null)",
        ),
        "guard: confirmation by another",
    ),
    "a change of law taken back under a record of something else": (
        again(
            "amendment",
            "where withdraws is not null",
            id=NEW_ID,
            withdraws="(select amendment_id from amendment_confirmation limit 1)",
        ),
        "guard: amendment by its role",
    ),
    "a ruling by an administrator": (
        again("amendment", "where withdraws is null", id=NEW_ID, kind="'ruling'"),
        "guard: amendment by its role",
    ),
    "a change of law under a record of something else": (
        again("amendment", "where withdraws is null", id=NEW_ID, document="' '"),
        "guard: amendment by its role",
    ),
    "a pack under a record of something else": (
        again("policy_pack", id=NEW_ID, content_hash="'x' || substr(content_hash, 2)"),
        "guard: pack of its record",
    ),
    "a version under a pack that was not kept": (
        again("case_version", id=NEW_ID, number="2", policy_hash="'x'"),
        "guard: version",
    ),
    "a successor whose pack was not kept": (
        again(
            "amendment",
            "where withdraws is null",
            id=NEW_ID,
            kind="'successor'",
            content="""'["x", "y", "2026-10-24"]'""",
        ),
        "guard: successor of kept pack",
    ),
    "a template under a record of something else": (
        again("official_template", "where withdraws is null limit 1", id=NEW_ID),
        "guard: template by administrator",
    ),
    "a template withdrawn under a record of something else": (
        again(
            "official_template",
            "where withdraws is not null",
            id=NEW_ID,
            withdraws=f"({STANDING_TEMPLATE})",
        ),
        "guard: template by administrator",
    ),
    "a template of another measure withdrawn": (
        _withdrawn_elsewhere,
        "guard: template withdrawal of its own",
    ),
    "a template's file under a record of something else": (
        again("template_file", id=NEW_ID, sha256="'x' || substr(sha256, 2)"),
        "guard: template file by administrator",
    ),
    "a batch with a template that was withdrawn or not kept": (
        again(
            "batch",
            id=NEW_ID,
            number="'n'",
            sequence="(select max(sequence) + 1 from batch)",
            frame="""'{"template": {"sha256": "x"}}'""",
        ),
        "guard: batch of standing template",
    ),
    "a closure under a record of something else": (
        again("row_closure", "where withdraws is null limit 1", id=NEW_ID, place="3"),
        "guard: closure by its role",
    ),
    "a row closed twice": (
        closing("where withdraws is null and place = 1"),
        "guard: closure of failed row",
    ),
    "a row closed that waits": (
        closing("where withdraws is null limit 1", batch_id=f"({UNSAID})", place="1"),
        "guard: closure of failed row",
    ),
    "a closure opened again twice": (
        closing("where withdraws is not null"),
        "guard: closure withdrawal",
    ),
    "a closure of another row opened again": (
        closing("where withdraws is not null", withdraws="(select id from row_closed)"),
        "guard: closure withdrawal",
    ),
    "a closure opened again under a record of something else": (
        again(
            "row_closure",
            "where withdraws is not null",
            id=NEW_ID,
            withdraws="(select id from row_closed)",
            place="1",
        ),
        "guard: closure by its role",
    ),
    "a closed row's batch voided": (
        again("batch_void", batch_id="(select batch_id from row_closed)"),
        "guard: batch void of unsettled",
    ),
    "a batch that left voided under a record of something else": (
        again(
            "batch_void",
            "where cause = 'person' limit 1",
            batch_id=f"({LEFT})",
            audit_sequence="(select max(sequence) from audit)",
        ),
        "guard: batch void by its role",
    ),
    "a batch that left voided as not written": (
        again(
            "batch_void",
            "where cause = 'not_written' limit 1",
            batch_id=f"({LEFT})",
            audit_sequence="(select max(sequence) from audit)",
        ),
        "guard: batch void by its role",
    ),
    "a settlement under a record of something else": (
        again("row_settlement", "where withdraws is null limit 1", id=NEW_ID, place="3"),
        "guard: settlement by its role",
    ),
    "a contradiction settled twice": (
        settling("where withdraws is null and place = 1"),
        "guard: settlement of contradicted row",
    ),
    "a row settled that nothing contradicts": (
        settling("where withdraws is null limit 1", batch_id=f"({UNSAID})", place="1"),
        "guard: settlement of contradicted row",
    ),
    "a settlement withdrawn twice": (
        settling("where withdraws is not null"),
        "guard: settlement withdrawal",
    ),
    "a settlement of another row withdrawn": (
        settling("where withdraws is not null", withdraws="(select id from row_settled)"),
        "guard: settlement withdrawal",
    ),
    "a settlement withdrawn under a record of something else": (
        again(
            "row_settlement",
            "where withdraws is not null",
            id=NEW_ID,
            withdraws="(select id from row_settled)",
            place="1",
        ),
        "guard: settlement by its role",
    ),
    "a note about no loss": (
        again("record_note", record="record - 1"),
        "guard: note of open record",
    ),
    "a case number twice": (again("cases", id=NEW_ID), "UNIQUE constraint failed: cases"),
    "an amount below nothing": (
        again("cases", id=NEW_ID, number="'n'", sequence="9999", amount_fen="-1"),
        "CHECK constraint failed: amount_fen",
    ),
    "an unknown state": (
        again("cases", id=NEW_ID, number="'n'", sequence="9999", state="'paid'"),
        "CHECK constraint failed: state",
    ),
    "a second office": (again("site", id=NEW_ID, own="0"), "guard: site insert"),
    "a second account of the recovery key": (
        again("staff", "where kind = 'recovery'", id=NEW_ID, login="'x'"),
        "guard: staff of person",
    ),
    "an account of another office": (
        again("staff", "where kind = 'person'", id=NEW_ID, login="'x'", site_id="'x'"),
        "guard: staff of person",
    ),
    "a login name twice": (
        again("staff", "where kind = 'person'", id=NEW_ID),
        "UNIQUE constraint failed: staff.login",
    ),
    "a key of who was retired": (
        again("staff_key", id="'x' || substr(id, 2)", staff_id="(select staff_id from retirement)"),
        "guard: key of active",
    ),
    "a record of who was retired": (
        again(
            "audit",
            LAST,
            sequence="sequence + 1",
            previous_hash="hash",
            hash=OTHER_HASH,
            actor="(select staff_id from retirement)",
        ),
        "guard: audit of active",
    ),
    "a retirement by oneself": (
        again("retirement", staff_id="retired_by"),
        "guard: retirement by another",
    ),
    "a retirement by a clerk": (
        again("retirement", staff_id="retired_by", retired_by=f"({CLERK})"),
        "guard: retirement by another",
    ),
    "a retirement by who was retired": (
        again("retirement", staff_id=f"({CLERK})", retired_by="staff_id"),
        "guard: retirement by another",
    ),
    "a retirement of the recovery key": (
        again("retirement", staff_id="(select id from staff where kind = 'recovery')"),
        "guard: retirement by another",
    ),
    "a retirement without a reason": (
        again("retirement", staff_id=f"({CLERK})", reason="' '"),
        "CHECK constraint failed: trim",
    ),
    "a value of the store beside its own": (again("meta", key="'x'"), "guard: meta insert"),
    "a version of an agency that leaves a gap": (
        again("organization_version", id=NEW_ID, number="3"),
        "guard: organization in order",
    ),
    "an agency's code twice": (
        again("organization", id=NEW_ID),
        "UNIQUE constraint failed: organization.credit_code",
    ),
    "a withdrawal of nothing of its own": (
        again("organization_fact", id=NEW_ID, kind="'withdrawal'", withdraws="'x'"),
        "guard: withdrawal of its own",
    ),
    "a fact that withdraws": (
        again("organization_fact", id=NEW_ID, withdraws="id"),
        "CHECK constraint failed",
    ),
    "fractions of a fen": (
        again("right_once", id=NEW_ID, measure="'other'", amount_fen="0.5"),
        "cannot store REAL value",
    ),
}


@pytest.mark.parametrize("what", ORDERED)
def test_what_is_out_of_order_does_not_enter(bare, what):
    statement, why = ORDERED[what]
    with pytest.raises(sqlcipher.IntegrityError, match=why):
        bare.execute(statement(bare))


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("audit", {"sequence": "sequence + 1", "previous_hash": "hash", "hash": OTHER_HASH}),
        ("case_version", NEXT),
        ("paper", {"id": NEW_ID, "copy": "copy + 1"}),
        ("cases", {"id": NEW_ID, "number": "'n'", "sequence": "9999"}),
        ("right_month", {"id": NEW_ID, "month": "'2025-01'"}),
        ("staff", {"id": NEW_ID, "login": "'x'", "kind": "'person'"}),
        ("retirement", {"staff_id": f"({CLERK})"}),
        ("number_block", {"year": "2031", "first": "1", "next": "2"}),
        ("organization_version", {"id": NEW_ID, "number": "2"}),
        ("organization_fact", {"id": NEW_ID, "kind": "'withdrawal'", "withdraws": "id"}),
    ],
)
def test_what_is_in_order_enters(bare, table, changes):
    """So that the refusals above are for what they say and not for the way the row is written."""
    tail = {"audit": LAST, "case_version": OPEN}.get(table, "limit 1")
    assert bare.execute(again(table, tail, **changes)(bare)).rowcount == 1


def test_a_reference_to_nothing_does_not_enter(bare):
    with pytest.raises(sqlcipher.IntegrityError, match="FOREIGN KEY"):
        bare.execute(
            "insert into draft"
            " (id, measure, policy, owner, entries, created_at, saved_at, revision)"
            " values ('x', 'm', 'p', 'nobody', '{}', '', '', 1)"
        )


def test_what_may_change_still_changes(bare):
    blocks = "select next from number_block order by year"
    before = [number for (number,) in bare.execute(blocks)]
    bare.execute("update number_block set next = next + 1")
    assert [number for (number,) in bare.execute(blocks)] == [number + 1 for number in before]
