"""Opening, closing, and what an act does when the machine fails it."""

import threading
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Damaged, EnvironmentFault, Refused, Tampered, TooNew, WrongKey
from hrdesk.storage import connection as connection_module
from hrdesk.storage import store as store_module
from hrdesk.storage.anchor import Anchor, read_anchor, write_anchor
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.backup import back_up
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import (
    anchor_path,
    backup_folder,
    database_path,
    keyslots_path,
    store_path,
)
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.store import Store
from hrdesk.storage.verify import VerifyCode, verify
from tests.patience import PROGRAM_S
from tests.storage import desk


def failing(code, message="injected"):
    error = sqlcipher.OperationalError(message)
    error.sqlite_errorcode = code
    return error


def test_what_was_written_is_there_after_closing(folder, clock):
    with desk.opened(folder, clock) as store:
        desk.accept(store)
        before = desk.contents(store)
    with desk.opened(folder, clock) as store:
        assert desk.contents(store) == before


def test_a_folder_is_opened_once(folder, clock):
    with desk.opened(folder, clock):
        credentials = unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
        with pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
            Store.open(folder, credentials, clock)
        with pytest.raises(ValueError, match="wiped"):
            _ = credentials.data_key.material
    with desk.opened(folder, clock):
        pass


def test_closing_wipes_the_key_and_ends_every_act(folder, clock):
    credentials = unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
    material = credentials.data_key.material
    store = Store.open(folder, credentials, clock)
    actor = desk.me(store)
    store.close()
    store.close()
    assert not any(material)
    for work in (store.office, lambda: store.staff(actor), lambda: store.acting(actor).__enter__()):
        with pytest.raises(Refused, match=r"session\.closed"):
            work()
    with pytest.raises(Refused, match=r"session\.closed"), store.reading():
        pass


def test_the_key_never_reaches_what_peewee_keeps(store):
    db = store._ground.db
    kept = f"{db.connect_params} {db.database} {db._pragmas} {vars(db)}"
    assert store._held.credentials.data_key.material.hex() not in kept


def test_an_unknown_account_is_refused(store):
    with pytest.raises(Refused, match=r"staff\.unknown"):
        store.staff("nobody")
    with store.reading() as reader, pytest.raises(Refused, match=r"lookup\.no_case"):
        reader.case("nothing")


def test_a_later_schema_is_left_as_it_is(folder, clock):
    with desk.raw(folder) as connection:
        connection.execute("pragma user_version = 2")
    before = database_path(folder).read_bytes()
    with pytest.raises(TooNew, match=r"store\.too_new"):
        desk.open_store(folder, clock)
    assert database_path(folder).read_bytes() == before
    assert not backup_folder(folder).exists()


@pytest.mark.parametrize(("name", "value"), [("user_version", 0), ("application_id", 1)])
def test_a_file_that_is_not_ours_is_damage(folder, clock, name, value):
    with desk.raw(folder) as connection:
        connection.execute(f"pragma {name} = {value}")
    with pytest.raises(Damaged, match=r"store\.damaged"):
        desk.open_store(folder, clock)


def test_a_missing_database_is_damage_and_no_new_one_appears(folder, clock):
    database_path(folder).unlink()
    with pytest.raises(Damaged, match=r"store\.damaged"):
        desk.open_store(folder, clock)
    assert not database_path(folder).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:-4096],
        lambda content: content[:4096],
        lambda content: b"SQLite format 3\0" + content[16:],
        lambda content: bytes(len(content)),
    ],
)
def test_a_cut_or_foreign_database_is_damage(folder, clock, change):
    path = database_path(folder)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Damaged, match=r"store\.damaged"):
        desk.open_store(folder, clock)


@pytest.mark.parametrize("behind", [b"x", bytes(512), bytes(4096), b"x" * 9000])
def test_what_lies_behind_the_end_is_no_data_and_is_cut_off(folder, clock, behind, caplog):
    path = database_path(folder)
    whole = path.read_bytes()
    path.write_bytes(whole + behind)
    assert verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock).code is VerifyCode.DAMAGED
    with desk.opened(folder, clock) as store:
        assert store.office() == desk.founding().office
    assert "behind the end" in caplog.text
    assert path.read_bytes() == whole
    assert verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock).code is VerifyCode.SOUND


def test_the_database_of_another_folder_is_not_taken(folder, tmp_path, clock):
    other = desk.found(tmp_path / "other", clock)
    database_path(folder).write_bytes(database_path(other).read_bytes())
    with pytest.raises(Damaged, match=r"store\.damaged"):
        desk.open_store(folder, clock)


def test_credentials_of_another_folder_do_not_fit(folder, tmp_path, clock):
    other = desk.found(tmp_path / "other", clock)
    with pytest.raises(WrongKey, match=r"store\.wrong_key"):
        Store.open(folder, unlock(other, desk.LOGIN, desk.PASSWORD, clock), clock)


def test_a_key_that_nobody_registered_does_not_act(folder, clock):
    with desk.without_guards(folder) as connection:
        connection.execute("update staff_key set id = substr(id, 2) || 'x'")
    with pytest.raises(Tampered, match=r"keys\.foreign"):
        desk.open_store(folder, clock)


def test_an_account_that_was_put_to_rest_does_not_open(folder, clock):
    with desk.without_guards(folder) as connection:
        connection.execute(
            "insert into retirement select id, 'x', created_at, id from staff where kind = 'person'"
        )
    with pytest.raises(Refused, match=r"login\.inactive"):
        desk.open_store(folder, clock)


def test_an_old_sqlite_is_refused(folder, clock, monkeypatch):
    monkeypatch.setattr(connection_module, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(EnvironmentFault, match=r"store\.sqlite_too_old") as caught:
        desk.open_store(folder, clock)
    assert caught.value.values["version"] == sqlcipher.sqlite_version


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 51, 3), (3, 51, 4)])
def test_the_oldest_sqlite_is_3_51_3(monkeypatch, version):
    monkeypatch.setattr(connection_module.sqlcipher, "sqlite_version_info", version)
    if version < (3, 51, 3):
        with pytest.raises(EnvironmentFault):
            connection_module.require_sqlite()
    else:
        connection_module.require_sqlite()


def test_the_pragmas_that_keep_promises_are_set(store):
    connection = store._ground.db.raw()
    for name, value in {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "trusted_schema": 0,
    }.items():
        rows = connection.execute(f"pragma {name}").fetchall()
        assert rows in ([(value,)], [])
        assert rows or name == "mmap_size"


def test_no_page_is_ever_free(folder, clock):
    with desk.opened(folder, clock) as store:
        connection = store._ground.db.raw()
        assert connection.execute("pragma auto_vacuum").fetchone() == (1,)
        drafts = [
            desk.keep(store, desk.draft_of(store, entries={"long": "长" * 20_000}))
            for _ in range(5)
        ]
        desk.keep(store, replace(drafts[0], entries={}))
        for draft in drafts[1:]:
            with desk.acting(store) as act:
                act.discard_draft(draft.id)
        assert connection.execute("pragma freelist_count").fetchone() == (0,)
    report = back_up_and_restore(folder, clock)
    with desk.raw(report) as connection:
        assert connection.execute("pragma auto_vacuum").fetchone() == (1,)


def back_up_and_restore(folder, clock):
    with desk.opened(folder, clock) as store:
        backup = back_up(store).path
    restore_backup(backup, folder.parent / "restored", desk.LOGIN, desk.PASSWORD, clock)
    return folder.parent / "restored"


# The chain and its anchor ------------------------------------------------------------------------


def test_a_chain_that_was_cut_does_not_open(folder, clock):
    saved = database_path(folder).read_bytes()
    with desk.opened(folder, clock) as store:
        desk.accept(store)
    database_path(folder).write_bytes(saved)
    with pytest.raises(Tampered, match=r"store\.tail_cut") as caught:
        desk.open_store(folder, clock)
    assert caught.value.values["sequence"] == "5"


def test_an_anchor_of_another_chain_does_not_open(folder, clock):
    anchor = read_anchor(anchor_path(folder))
    assert anchor is not None
    for forged in (
        Anchor("other", anchor.head),
        Anchor(anchor.database, AuditHead(anchor.head.sequence, "0" * 64)),
        Anchor(anchor.database, AuditHead(2, anchor.head.hash)),
    ):
        write_anchor(anchor_path(folder), forged)
        with pytest.raises(Tampered, match=r"store\.tail_cut"):
            desk.open_store(folder, clock)


def test_an_anchor_that_lags_behind_is_true_and_is_brought_up(folder, clock):
    old = anchor_path(folder).read_bytes()
    with desk.opened(folder, clock) as store:
        desk.accept(store)
        with store.reading() as reader:
            head = reader.audit_head()
    anchor_path(folder).write_bytes(old)
    with desk.opened(folder, clock):
        anchor = read_anchor(anchor_path(folder))
    assert anchor is not None
    assert anchor.head == head


@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_the_loss_of_the_anchor_goes_on_record(folder, clock, content):
    anchor_path(folder).unlink()
    if content is not None:
        anchor_path(folder).write_bytes(content)
    with desk.opened(folder, clock) as store, store.reading() as reader:
        head = reader.audit_head()
        (record,) = reader.audit_of(store._ground.site_id)[1:]
    assert record.act == "anchor.replace"
    anchor = read_anchor(anchor_path(folder))
    assert anchor is not None
    assert anchor.head == head == AuditHead(record.sequence, record.hash)


def test_an_anchor_that_cannot_be_written_does_not_undo_the_act(store, monkeypatch, caplog):
    def fail(*_arguments):
        raise EnvironmentFault("disk.full", drive="/", needed=1)

    monkeypatch.setattr(store_module, "write_anchor", fail)
    case = desk.accept(store)
    assert store.witness_behind
    assert "disk.full" in caplog.text
    monkeypatch.undo()
    desk.accept(store, 2)
    assert not store.witness_behind
    with store.reading() as reader:
        assert reader.case(case.id) == case


# Failures of the machine -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "key"),
    [
        (sqlcipher.SQLITE_FULL, EnvironmentFault, "disk.full"),
        (sqlcipher.SQLITE_IOERR, EnvironmentFault, "disk.write_failed"),
        (sqlcipher.SQLITE_IOERR | 4 << 8, EnvironmentFault, "disk.write_failed"),
        (sqlcipher.SQLITE_BUSY, EnvironmentFault, "store.busy"),
        (sqlcipher.SQLITE_LOCKED, EnvironmentFault, "store.busy"),
        (sqlcipher.SQLITE_CORRUPT, Damaged, "store.damaged"),
        (sqlcipher.SQLITE_NOTADB, Damaged, "store.damaged"),
        (sqlcipher.SQLITE_CANTOPEN, EnvironmentFault, "store.unreachable"),
        (sqlcipher.SQLITE_READONLY, EnvironmentFault, "folder.not_writable"),
    ],
)
def test_what_sqlite_says_becomes_what_a_person_can_do(store, code, kind, key):
    draft = desk.keep(store)
    with pytest.raises(kind) as caught, desk.acting(store) as act:
        act.save_draft(draft)
        raise failing(code)
    assert caught.value.key == key
    with store.reading() as reader:
        assert reader.draft(draft.id, desk.me(store)) == draft
    assert desk.keep(store, draft).revision == draft.revision + 1


def test_a_bug_stays_a_bug(store):
    with pytest.raises(sqlcipher.OperationalError), desk.acting(store):
        raise failing(sqlcipher.SQLITE_ERROR)


def test_damage_that_is_met_while_reading_is_reported(folder, clock):
    with desk.opened(folder, clock) as store:
        for n in range(1, 30):
            desk.accept(store, n)
    path = database_path(folder)
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 + 7] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged, match=r"store\.damaged"), desk.opened(folder, clock) as store:
        desk.contents(store)


def test_a_writer_that_waits_in_vain_says_busy(folder, clock, monkeypatch):
    pragmas = tuple(
        (name, 50 if name == "busy_timeout" else value)
        for name, value in connection_module._PRAGMAS
    )
    monkeypatch.setattr(connection_module, "_PRAGMAS", pragmas)
    with desk.raw(folder) as foreign, desk.opened(folder, clock) as store:
        foreign.execute("begin exclusive")
        with pytest.raises(EnvironmentFault, match=r"store\.busy"):
            desk.keep(store)
        foreign.execute("rollback")
        kept = desk.keep(store)
        with store.reading() as reader:
            assert [each.id for each in reader.drafts()] == [kept.id]


def test_acts_of_several_threads_follow_one_another(store):
    finished = []

    def work(n):
        for k in range(5):
            desk.accept(store, 100 * n + k)
            with store.reading() as reader:
                reader.cases()
        finished.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PROGRAM_S)
    assert sorted(finished) == [1, 2, 3]
    with store.reading() as reader:
        numbers = [int(case.number[-4:]) for case in reader.cases()]
    assert numbers == list(range(395, 380, -1))


def test_what_an_earlier_run_left_half_written_is_removed(folder, clock):
    left = store_path(folder) / ".anchor.json.0123abcd.part"
    left.write_bytes(b"half")
    with desk.opened(folder, clock):
        assert not left.exists()
    assert keyslots_path(folder).exists()
