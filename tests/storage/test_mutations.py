"""P8: whatever somebody with the data key changes, `hrdesk verify --full` finds it.

Every column of every table, rows taken out and rows put in. Drafts are the exception: they are not
audited, as what is typed is nobody's decision yet, and acceptance judges what it reads.
"""

import contextlib
from functools import lru_cache
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Damaged
from hrdesk.storage.checks import chain, decided
from hrdesk.storage.connection import scratch_connection
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.migrations import RELEASED, build, changing_schema
from hrdesk.storage.snapshot import tables_of
from hrdesk.storage.verify import _verify_file
from tests.storage import desk
from tests.storage.silenced import silence_guards

#: Columns whose change nobody finds, and why that may be.
UNSEEN = {
    ("paper", "id"): "nothing refers to it and nobody is shown it; a copy is case, kind and number",
    ("right_once", "id"): "nothing refers to it and nobody is shown it; a right is its case's",
    ("right_month", "id"): "nothing refers to it and nobody is shown it; a month is its case's",
}
NOT_AUDITED = {"draft"}
#: Indexes of names: their rows have no key of their own.
SEARCHES = {"name_search", "organization_search", "roster_search"}
REFUSED = (sqlcipher.IntegrityError, sqlcipher.OperationalError)


def _build():
    with contextlib.closing(scratch_connection()) as fresh:
        with changing_schema(fresh):
            build(fresh, RELEASED, RELEASED.target)
        return {
            table: {row[1]: row[2].upper() for row in fresh.execute(f"pragma table_info({table})")}
            for table in tables_of(fresh)
            if table not in NOT_AUDITED
        }


TABLES = _build()
COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]
#: What a value is replaced by; of the column's other rows the first that differs.
EXPRESSIONS = {
    "INTEGER": ("{0} + 1", "1 - {0}", "0"),
    "REAL": ("{0} + 1", "-{0}"),
    "BLOB": ("zeroblob(32)", "(select {0} from {1} order by {0} desc limit 1)"),
}
ANY_TEXT = (
    "'x' || {0}",
    "{0} || 'x'",
    "'0' || substr({0}, 2)",
    "''",
    "(select b.{0} from {1} b where b.{0} <> a.{0} limit 1)",
)


@pytest.fixture(scope="module", autouse=True)
def signatures_remembered():
    """Look at each signature once: the same bytes give the same answer in some thousand looks."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (chain, decided):
            remembered = lru_cache(maxsize=None)(module.signature_holds)
            patch.setattr(module, "signature_holds", remembered)
        yield


def fill_registers(store):
    """Leave what stands beside the cases, and a draft."""
    desk.fill_register(store)
    desk.fill_purchases(store, desk.agency_of(store, 1))
    desk.fill_mappings(store)
    desk.fill_templates(store)
    desk.keep(store)


@pytest.fixture(scope="module")
def office(module_folder):
    """An office with cases of every kind, open for somebody who holds the key and no guards."""
    folder = desk.found(module_folder / "test_mutations")
    with desk.opened(folder) as store:
        cases = [desk.accept(store, n, paper_number=f"纸{n}") for n in (1, 2)]
        for case in cases:
            desk.print_form(store, case)
        desk.fill_batches(store, *cases)
        listed = desk.accept_months(store, 5, {6: ("2026-01", "2026-02"), 7: ("2026-02",)})
        # The 12th stands here too: of a person whom nobody names any more only the number counts.
        desk.accept_months(store, 5, {6: ("2025-12",), 12: ("2025-12",)})
        desk.print_form(store, desk.accept_and_decide(store, 9))
        desk.decide(store, desk.accept(store, 10, **desk.OPEN), "officer")
        desk.begin_year(store, 2025, 118)
        desk.note_loss(store)
        desk.fill_people(store)
        desk.fill_referrals(store, 8)
        desk.fill_batch_answers(store, 11)
    for fill, n in ((desk.fill_closures, 15), (desk.fill_settlements, 16), (desk.fill_voided, 18)):
        fill(folder, n)
    with desk.opened(folder) as store:
        refused = {"outcome": "ineligible", "amount": "0.00", "parameters": []}
        named, last = (
            desk.accept(store, 12),
            desk.accept(store, 3, finding=refused, organization=""),
        )
        with desk.acting(store) as act:
            act.add_paper(last.id, 1, "form", last.version.content_hash, ("Font A", "Font B"))
        fill_registers(store)
    desk.fill_amendments(folder)
    desk.fill_corrections(folder, (named, listed))
    credentials = unlock(folder, desk.LOGIN, desk.PASSWORD, desk.SteppingClock())
    with desk.raw(folder) as connection:
        connection.execute("pragma foreign_keys = 0")
        silence_guards(connection)
        yield folder, connection, credentials
    credentials.wipe()


@contextlib.contextmanager
def touching(office):
    """Let the test change something while no guard speaks, look, undo all of it."""
    folder, connection, credentials = office
    connection.execute("begin immediate")
    try:

        def look(*, full=True):
            """The keys of what is found."""
            try:
                report = _verify_file(Path(folder), connection, credentials, full=full)
            except Damaged as damage:
                return {damage.key}
            return {problem.key for problem in report.findings}

        yield connection, look
    finally:
        connection.execute("rollback")


def rows_of(connection, table):
    return sorted(connection.execute(f"select * from {table}").fetchall(), key=repr)


def changes(connection, table, column):
    """Each change of one value, as the condition of its row and the expression."""
    key = "rowid" if table in SEARCHES else " || '.' || ".join(keys_of(connection, table))
    names = [row[0] for row in connection.execute(f"select {key} from {table} order by 1")]
    for name in dict.fromkeys((names[0], names[-1])):
        for expression in EXPRESSIONS.get(TABLES[table][column], ANY_TEXT):
            yield f"{key} = ?", name, expression.format(column, table)


def keys_of(connection, table):
    return [row[1] for row in connection.execute(f"pragma table_info({table})") if row[5]]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value)
def test_a_changed_value_is_refused_or_found(office, table, column):
    unseen = []
    _, connection, _ = office
    for where, name, expression in list(changes(connection, table, column)):
        with touching(office) as (bare, look):
            before = rows_of(bare, table)
            with contextlib.suppress(*REFUSED):
                bare.execute(
                    f"update {table} as a set {column} = {expression} where {where}", (name,)
                )
            if rows_of(bare, table) != before and not look():
                unseen.append(expression)
    assert bool(unseen) is ((table, column) in UNSEEN), unseen


@pytest.mark.parametrize("which", ["first", "last", "every"])
@pytest.mark.parametrize("table", TABLES)
def test_a_row_taken_out_is_found(office, table, which):
    with touching(office) as (bare, look):
        key = "rowid" if table in SEARCHES else " || '.' || ".join(keys_of(bare, table))
        names = [row[0] for row in bare.execute(f"select {key} from {table} order by 1")]
        gone = {"first": names[:1], "last": names[-1:], "every": names}[which]
        assert gone
        for name in gone:
            bare.execute(f"delete from {table} where {key} = ?", (name,))
        assert look()


#: A row put in beside one that is there: what has to differ so that no constraint refuses it.
BESIDE = {
    "meta": {"key": "'x'"},
    "site": {"id": "id || 'x'", "own": "0"},
    "staff": {"id": "id || 'x'", "login": "'x'"},
    "retirement": {"staff_id": "(select max(id) from staff where id <> staff_id)"},
    "staff_key": {"id": "'x' || substr(id, 2)"},
    "party": {"id": "id || 'x'", "identity_key": "'x' || substr(identity_key, 2)"},
    "number_block": {"year": "2031", "first": "9", "next": "9"},
    "cases": {"id": "id || 'x'", "number": "'n'", "sequence": "9999"},
    "case_version": {"id": "id || 'x'", "number": "2"},
    "case_value": {"version_id": "version_id || 'x'"},
    "right_once": {"id": "id || 'x'", "case_id": "case_id || 'x'", "measure": "'other'"},
    "right_month": {"id": "id || 'x'", "month": "'2025-01'"},
    "amendment": {"id": "id || 'x'", "audit_sequence": "1"},
    "amendment_confirmation": {
        "id": "id || 'x'",
        "amendment_id": "(select withdraws from amendment where withdraws is not null)",
        "audit_sequence": "1",
    },
    "correction": {"id": "id || 'x'", "audit_sequence": "1"},
    "correction_confirmation": {
        "id": "id || 'x'",
        "correction_id": "(select withdraws from correction where withdraws is not null)",
        "version": "9",
        "audit_sequence": "1",
    },
    "former_register": {"last_version": "9"},
    "policy_pack": {
        "id": "id || 'x'",
        "content_hash": "'x' || substr(content_hash, 2)",
        "audit_sequence": "1",
    },
    "audit": {"sequence": "1000", "hash": "'x' || substr(hash, 2)"},
    "record_note": {"record": "record - 1"},
    "paper": {"id": "id || 'x'", "copy": "2"},
    "name_search": {},
    "roster_person": {"id": "1000", "line": "99"},
    "roster_search": {},
    "organization": {
        "id": "id || 'x'",
        "credit_code": "'x' || substr(credit_code, 2)",
        "credit_code_reversed": "substr(credit_code_reversed, 1, 17) || 'x'",
    },
    "organization_version": {"id": "id || 'x'", "number": "9"},
    "organization_fact": {"id": "id || 'x'", "withdraws": "null", "kind": "'licence'"},
    "organization_search": {},
    "letter": {
        "id": "id || 'x'",
        "number": "number || 'x'",
        "sequence": "9999",
        "case_id": "(select id from cases where outcome <> 'referral')",
        "audit_sequence": "1",
    },
    "referral_answer": {"id": "id || 'x'", "audit_sequence": "1"},
    "purchase": {"id": "id || 'x'", "audit_sequence": "1"},
    "list_mapping": {"id": "id || 'x'", "audit_sequence": "1"},
    "template_file": {
        "id": "id || 'x'",
        "sha256": "'x' || substr(sha256, 2)",
        "audit_sequence": "1",
    },
    "official_template": {"id": "id || 'x'", "audit_sequence": "1"},
    "batch": {
        "id": "id || 'x'",
        "number": "number || 'x'",
        "sequence": "9999",
        "audit_sequence": "audit_sequence + 1",
    },
    "batch_case": {"place": "9", "case_id": "'x'", "open": "0"},
    "batch_row": {"place": "9", "line": "99"},
    "batch_file": {"audit_sequence": "(select max(sequence) from audit) + 1"},
    "receipt": {
        "id": "id || 'x'",
        "digest": "'x' || substr(digest, 2)",
        "audit_sequence": "1",
    },
    "receipt_row": {
        "receipt_id": "(select id from receipt where withdraws is not null)",
    },
    "receipt_waiting": {
        "receipt_id": "(select id from receipt where withdraws is not null)",
    },
    "receipt_stray": {"place": "9"},
    "stray_settlement": {"id": "id || 'x'", "stray": "1", "audit_sequence": "1"},
    "row_closure": {"id": "id || 'x'", "place": "3", "audit_sequence": "1"},
    "row_settlement": {"id": "id || 'x'", "place": "3", "audit_sequence": "1"},
    "batch_void": {
        "batch_id": "(select id from batch where id not in (select batch_id from batch_void))",
        "audit_sequence": "audit_sequence + 1",
    },
}


@pytest.mark.parametrize("table", TABLES)
def test_a_row_put_in_is_found(office, table):
    with touching(office) as (bare, look):
        names = list(TABLES[table])
        values = ", ".join(BESIDE[table].get(name, name) for name in names)
        bare.execute(
            f"insert into {table} ({', '.join(names)}) select {values} from {table} limit 1"
        )
        assert look()


def test_a_case_that_was_taken_out_whole_is_missed_by_the_chain(office):
    """Also without `--full`: the last case with all its rows, and its number given back."""
    with touching(office) as (bare, look):
        case = bare.execute("select id from cases order by sequence desc limit 1").fetchone()
        version = "select id from case_version where case_id = ?"
        bare.execute(f"delete from case_value where version_id in ({version})", case)
        for table in ("case_version", "right_once", "paper", "name_search"):
            bare.execute(f"delete from {table} where case_id = ?", case)
        bare.execute("delete from cases where id = ?", case)
        bare.execute(
            "delete from party where id not in"
            " (select party_id from cases union select party_id from roster_person)"
        )
        bare.execute("update number_block set next = next - 1 where year = 2026")
        assert look(full=False) == {"verify.case_gone", "verify.paper_missing"}


def test_an_agency_that_was_taken_out_whole_is_missed_by_the_chain(office):
    """Also without `--full`: the organization with every version and dated row."""
    with touching(office) as (bare, look):
        agency = bare.execute("select id from organization order by rowid desc limit 1").fetchone()
        bare.execute(
            "delete from organization_search where version_id in"
            " (select id from organization_version where organization_id = ?)",
            agency,
        )
        for table in ("organization_fact", "organization_version"):
            bare.execute(f"delete from {table} where organization_id = ?", agency)
        bare.execute("delete from organization where id = ?", agency)
        assert look(full=False) == {"verify.organization_missing"}


def test_untouched_it_is_sound(office):
    with touching(office) as (_, look):
        assert not look()
        assert not look(full=False)
