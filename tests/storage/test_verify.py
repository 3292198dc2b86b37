"""`hrdesk verify`: what was touched is found and located; nothing is changed by looking."""

import re
import shutil
from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.reference.messages import catalogue
from hrdesk.storage.anchor import Anchor, read_anchor, write_anchor
from hrdesk.storage.audit import PURPOSE, AuditHead, record_hash
from hrdesk.storage.backup import back_up
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import (
    ATTEMPTS_FILE,
    DATABASE_FILE,
    anchor_path,
    backup_folder,
    database_path,
    keyslots_path,
)
from hrdesk.storage.verify import verify
from tests.storage import desk


@pytest.fixture(scope="module")
def original(module_folder):
    """An office with three printed cases, a draft and a backup, closed."""
    folder = desk.found(module_folder / "test_verify")
    with desk.opened(folder) as store:
        for n in (1, 2, 3):
            desk.print_form(store, desk.accept(store, n, paper_number=f"纸{n}"))
        desk.keep(store)
        back_up(store)
    return folder


@pytest.fixture
def closed(original, tmp_path):
    """A copy of that office, to be touched."""
    return Path(shutil.copytree(original, tmp_path / "数据 文件夹"))


def check(folder, clock, *, full=True, password=desk.PASSWORD):
    report = verify(folder, desk.LOGIN, password, full=full, clock=clock)
    for problem in report.findings:
        shown = catalogue().render(problem)
        assert not re.search(r"[{}]", f"{shown.where}{shown.problem}{shown.remedy}")
    return report


def keys_of(report):
    return {problem.key for problem in report.findings}


def test_a_sound_store_is_sound_and_says_what_it_holds(closed, clock):
    for full in (False, True):
        report = check(closed, clock, full=full)
        assert (report.exit_code, report.findings) == (0, ())
        assert report.counts["cases"] == report.counts["paper"] == 3
        assert report.total_fen == 3_000_000
        assert report.full is full
    anchor = read_anchor(anchor_path(closed))
    assert anchor is not None
    assert report.head == anchor.head


def test_looking_changes_nothing(closed, clock):
    def files():
        return {
            path: path.read_bytes()
            for path in closed.rglob("*")
            if path.is_file() and path.name != ATTEMPTS_FILE
        }

    before = files()
    check(closed, clock)
    assert files() == before


def test_a_wrong_password_is_4(closed, clock):
    report = check(closed, clock, password="wrong password")
    assert (report.exit_code, keys_of(report)) == (4, {"login.wrong"})
    for _ in range(5):
        report = check(closed, clock, password="wrong password")
    assert (report.exit_code, keys_of(report)) == (4, {"login.locked"})


def test_a_folder_in_use_is_5(closed, clock):
    with FolderLock(closed):
        report = check(closed, clock)
    assert (report.exit_code, keys_of(report)) == (5, {"folder.in_use"})


def test_a_later_version_is_3(closed, clock):
    with desk.raw(closed) as connection:
        connection.execute("pragma user_version = 2")
    before = database_path(closed).read_bytes()
    assert check(closed, clock).exit_code == 3
    assert database_path(closed).read_bytes() == before


def test_a_folder_without_a_store_is_said(tmp_path, clock):
    with pytest.raises(EnvironmentFault, match=r"store\.missing"):
        verify(tmp_path, desk.LOGIN, desk.PASSWORD)


def test_a_journal_that_waits_is_rolled_back_on_a_copy(closed, clock):
    with (
        desk.opened(closed, clock) as store,
        pytest.raises(InterruptedError),
        desk.acting(store) as act,
    ):
        for _ in range(50):
            act.save_draft(desk.draft_of(store, entries={"n": "x" * 20_000}))
        store._ground.db.raw().execute("pragma cache_spill")
        copied = {
            path: path.read_bytes()
            for path in database_path(closed).parent.iterdir()
            if path.is_file()
        }
        raise InterruptedError
    for path, content in copied.items():
        path.write_bytes(content)
    journal = database_path(closed).with_name(f"{DATABASE_FILE}-journal")
    before = journal.read_bytes()
    assert before
    report = check(closed, clock)
    assert (report.exit_code, report.counts["draft"]) == (0, 1)
    assert journal.read_bytes() == before


# Damage ------------------------------------------------------------------------------------------


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("place", [0.0, 0.001, 0.5, 0.999])
def test_damage_of_the_database_is_1(closed, clock, place):
    flip(database_path(closed), place)
    assert check(closed, clock).exit_code == 1


def test_damage_of_the_key_slots_is_1(closed, clock):
    flip(keyslots_path(closed), 0.5)
    report = check(closed, clock)
    assert (report.exit_code, keys_of(report)) == (1, {"keys.damaged"})


@pytest.mark.parametrize("work", ["flip", "remove"])
def test_a_lost_anchor_is_1(closed, clock, work):
    if work == "flip":
        flip(anchor_path(closed), 0.5)
    else:
        anchor_path(closed).unlink()
    report = check(closed, clock)
    assert (report.exit_code, keys_of(report)) == (1, {"verify.anchor_missing"})


@pytest.mark.parametrize("name", ["hrdesk.db", "keyslots.json", "manifest.json"])
def test_a_damaged_backup_is_1(closed, clock, name):
    (backup,) = backup_folder(closed).iterdir()
    flip(backup / name, 0.5)
    report = check(closed, clock)
    assert (report.exit_code, keys_of(report)) == (1, {"verify.backup_damaged"})
    assert report.findings[0].values == {"name": backup.name}


# Tampering by somebody who holds the data key ----------------------------------------------------

FORGERIES = {
    "update audit set actor = 'x' where sequence = 4": ("verify.record_changed", "4"),
    "update audit set detail = '{}' where sequence = 5": ("verify.record_changed", "5"),
    "update audit set at = '2020' where sequence = 6": ("verify.record_changed", "6"),
    "delete from audit where sequence = 5": ("verify.chain_broken", "6"),
    "delete from audit where sequence = 1": ("verify.chain_broken", "2"),
    "delete from audit where sequence = 10": ("verify.tail_cut", "10"),
    "update cases set amount_fen = 1": ("verify.case_unlike_version", "510411-2026-0383"),
    "update cases set outcome = 'x' where sequence = 382": (
        "verify.case_unlike_version",
        "510411-2026-0382",
    ),
    "update audit set act = 'case.decide' where act = 'case.accept'": (
        "verify.case_unrecorded",
        "510411-2026-0381",
    ),
    "update case_version set signed_at = '2026-03-18T09:30:01+08:00'": (
        "verify.case_unrecorded",
        "510411-2026-0383",
    ),
    "delete from case_value": ("verify.version_missing", "510411-2026-0381"),
    "delete from right_once where rowid <> 2; update right_once set identity_key = '"
    + "0" * 64
    + "'": (
        "verify.right_unlike_case",
        "510411-2026-0382",
    ),
    "update right_once set organization = 'x'": ("verify.right_unlike_case", "510411-2026-0381"),
    "update paper set copy = 2": ("verify.paper_unrecorded", "510411-2026-0381"),
    "update paper set content_hash = 'x'": ("verify.paper_unrecorded", "510411-2026-0381"),
    "update number_block set next = next + 1": ("verify.numbers", "2026"),
    "update number_block set first = first - 1": ("verify.numbers", "2026"),
    "update number_block set year = 2020": ("verify.numbers", "2020"),
    "insert into staff_key (id, staff_id, verify_key, seal_key, since) select '"
    + "0" * 64
    + "', staff_id, verify_key, seal_key, since from staff_key limit 1": (
        "verify.key_foreign",
        "0" * 12,
    ),
    "update staff_key set seal_key = zeroblob(32)": ("verify.slots_foreign", None),
    "drop index right_once_holder": ("verify.build", "right_once_holder"),
    "create table x (a)": ("verify.build", "x"),
}


@pytest.mark.parametrize("script", FORGERIES)
@pytest.mark.parametrize("full", [False, True])
def test_a_forgery_is_2_and_located(closed, clock, script, full):
    with desk.without_guards(closed) as connection:
        for statement in script.split(";"):
            connection.execute(statement)
    report = check(closed, clock, full=full)
    key, place = FORGERIES[script]
    assert report.exit_code == 2
    assert key in keys_of(report)
    if place is not None:
        places = {v for p in report.findings if p.key == key for v in p.values.values()}
        assert place in places


def test_a_guard_that_was_taken_away_is_found(closed, clock):
    with desk.raw(closed) as connection:
        connection.execute("drop trigger audit_no_update")
    report = check(closed, clock, full=False)
    assert (report.exit_code, keys_of(report)) == (2, {"verify.build"})


VALUES = {
    "update case_value set entries = replace(entries, '6217', '6218')": "verify.version_changed",
    "update case_value set finding = replace(finding, 'eligible', 'ineligible')": (
        "verify.version_changed"
    ),
    "update case_value set application = '{}'": "verify.version_changed",
    "update case_value set salt = '" + "0" * 32 + "'": "verify.version_changed",
    "update cases set applicant_name = 'x'": "verify.version_changed",
    "update cases set initials = 'X'": "verify.version_changed",
    "update cases set phone = '1'": "verify.version_changed",
    "update cases set paper_number = '9'": "verify.version_changed",
    "update cases set received_on = '2020-01-01'": "verify.version_changed",
    "update cases set measure = 'x'": "verify.version_changed",
    "update party set identity = '1' || substr(identity, 2)": "verify.version_changed",
    "update case_version set content_hash = '" + "0" * 64 + "'": "verify.version_changed",
    "update case_version set account_key = 'x'": "verify.version_changed",
    "update case_version set policy_hash = 'x'": "verify.version_changed",
    "update case_version set signature = '" + "0" * 128 + "'": "verify.version_unsigned",
    "update case_version set signed_at = 'x'": "verify.version_unsigned",
    "update case_version set key_id = (select max(id) from staff_key), signed_by = 'x'": (
        "verify.version_unsigned"
    ),
    "update name_search set tokens = '78'": "verify.search_wrong",
}


@pytest.mark.parametrize("script", VALUES)
def test_every_value_of_a_version_is_under_its_signature(closed, clock, script):
    with desk.without_guards(closed) as connection:
        connection.execute(script)
    report = check(closed, clock)
    assert report.exit_code == 2
    assert VALUES[script] in keys_of(report)


def rows_of(connection):
    cursor = connection.execute("select * from audit order by sequence")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def rewrite(connection, rows, database, sign):
    """Write the chain anew from altered rows, with right hashes and the given signatures."""
    connection.execute("delete from audit")
    last = AuditHead()
    for row in rows:
        row["sequence"], row["previous_hash"] = last.sequence + 1, last.hash
        row["hash"] = record_hash(database, row)
        row["signature"] = sign(row)
        marks = ", ".join("?" * len(row))
        connection.execute(
            f"insert into audit ({', '.join(row)}) values ({marks})", list(row.values())
        )
        last = AuditHead(row["sequence"], row["hash"])
    return last


def test_a_chain_rewritten_with_the_data_key_alone_has_no_right_signatures(closed, clock):
    anchor = read_anchor(anchor_path(closed))
    assert anchor is not None
    with desk.without_guards(closed) as connection:
        rows = rows_of(connection)
        rows[4]["detail"] = canonical_text({"number": "510411-2026-9999"})
        head = rewrite(connection, rows, anchor.database, lambda row: row["signature"])
    write_anchor(anchor_path(closed), Anchor(anchor.database, head))
    assert check(closed, clock, full=True).exit_code == 2
    assert "verify.record_unsigned" in keys_of(check(closed, clock, full=True))
    # Without signatures the backup's manifest still bears witness.
    assert "verify.backup_ahead" in keys_of(check(closed, clock, full=False))


def test_a_chain_cut_and_signed_anew_by_its_own_author_is_found_by_each_witness(closed, clock):
    """P8: anchor, manifest and printed form each find a tail that was cut."""
    credentials = unlock(closed, desk.LOGIN, desk.PASSWORD, clock)
    anchor = read_anchor(anchor_path(closed))
    assert anchor is not None
    with desk.without_guards(closed) as connection:
        rows = rows_of(connection)[:-1]
        head = rewrite(
            connection,
            rows,
            anchor.database,
            lambda row: credentials.signer.sign(PURPOSE, row["hash"].encode()),
        )
    report = check(closed, clock)
    assert {"verify.tail_cut", "verify.backup_ahead", "verify.paper_unrecorded"} & keys_of(report)
    write_anchor(anchor_path(closed), Anchor(anchor.database, head))
    report = check(closed, clock)
    assert "verify.tail_cut" not in keys_of(report)
    assert "verify.backup_ahead" in keys_of(report)
    # The printed form carries sequence and short hash of the record that is gone now.
    assert report.head.sequence == anchor.head.sequence - 1


def test_a_key_slot_file_of_another_store_is_2(closed, clock, tmp_path):
    other = desk.found(tmp_path / "other", clock)
    keyslots_path(closed).write_bytes(keyslots_path(other).read_bytes())
    assert check(closed, clock).exit_code in {1, 2}
