"""P17: a backup counts only after it was opened again and checked."""

import errno
from datetime import datetime, timedelta

import pytest

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.errors import Damaged, EnvironmentFault, Refused, Tampered, WrongKey
from hrdesk.storage import backup as backup_module
from hrdesk.storage.backup import back_up, back_up_if_changed, last_verified, newest_backup
from hrdesk.storage.canonical import open_document, sealed_document
from hrdesk.storage.layout import (
    DATABASE_FILE,
    KEYSLOTS_FILE,
    MANIFEST_FILE,
    backup_folder,
    store_path,
)
from hrdesk.storage.manifest import files_match, read_manifest
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.retention import Kept, to_remove
from hrdesk.storage.verify import VerifyCode, verify
from tests.storage import desk


def restore(backup, into, clock, password=desk.PASSWORD):
    restore_backup(backup, into, desk.LOGIN, password, clock)


def test_a_backup_holds_what_the_store_holds(store, clock, tmp_path):
    desk.print_form(store, desk.accept(store))
    desk.keep(store)
    report = back_up(store)
    manifest = read_manifest(report.path)
    with store.reading() as reader:
        assert manifest.head == report.head == reader.audit_head()
    assert manifest.total_fen == 1_000_000
    assert manifest.counts["cases"] == manifest.counts["draft"] == 1
    assert files_match(report.path, manifest)
    assert {p.name for p in report.path.iterdir()} >= {DATABASE_FILE, KEYSLOTS_FILE, MANIFEST_FILE}
    before = desk.contents(store)
    restore(report.path, tmp_path / "new", clock)
    with desk.opened(tmp_path / "new", clock) as restored:
        after = desk.contents(restored)
    assert {k: v for k, v in after.items() if k != "head"} == {
        k: v for k, v in before.items() if k != "head"
    }


def test_a_restore_is_on_record_and_the_restored_store_is_sound(store, clock, tmp_path):
    desk.accept(store)
    report = back_up(store)
    restore(report.path, tmp_path / "new", clock)
    verdict = verify(tmp_path / "new", desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert verdict.code is VerifyCode.SOUND
    assert verdict.head.sequence == report.head.sequence + 1
    with desk.opened(tmp_path / "new", clock) as restored, restored.reading() as reader:
        (record,) = reader.audit_of(restored._ground.database)
    assert record.act == "data.restore"
    assert record.detail["from"].startswith(f"{report.head.sequence}-")


def test_a_backup_may_go_elsewhere(store, tmp_path):
    report = back_up(store, tmp_path / "other drive")
    assert report.path.parent == tmp_path / "other drive"
    assert not backup_folder(store.folder).exists()


def test_nothing_is_backed_up_twice(store):
    assert last_verified(store.folder) is None
    assert back_up_if_changed(store) is not None
    assert back_up_if_changed(store) is None
    draft = desk.keep(store)
    assert back_up_if_changed(store) is not None
    desk.keep(store, draft)
    assert back_up_if_changed(store) is not None
    desk.accept(store)
    assert back_up_if_changed(store) is not None
    assert back_up_if_changed(store) is None
    assert last_verified(store.folder) == desk.MOMENT


def test_the_backup_of_another_office_does_not_count(store, tmp_path, clock):
    with desk.opened(desk.found(tmp_path / "other", clock), clock) as other:
        back_up(other, backup_folder(store.folder))
    assert back_up_if_changed(store) is not None


@pytest.mark.parametrize(
    "step", ["copy_database", "check_copy", "write_whole", "write_manifest", "sync_folder"]
)
def test_a_failure_leaves_earlier_backups_and_nothing_half(store, monkeypatch, step):
    back_up(store)
    before = {path.name for path in backup_folder(store.folder).iterdir()}

    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "injected")

    monkeypatch.setattr(backup_module, step, fail)
    with pytest.raises(EnvironmentFault, match=r"disk\.full"):
        back_up(store)
    assert {path.name for path in backup_folder(store.folder).iterdir()} == before
    monkeypatch.undo()
    back_up(store)
    assert len({path.name for path in backup_folder(store.folder).iterdir()} - before) == 1


def test_a_copy_that_does_not_verify_is_no_backup(store, monkeypatch):
    desk.accept(store)

    def spoil(source, target, key):
        copied(source, target, key)
        content = bytearray(target.read_bytes())
        content[-100] ^= 1
        target.write_bytes(content)

    copied = backup_module.copy_database
    monkeypatch.setattr(backup_module, "copy_database", spoil)
    with pytest.raises(Damaged, match=r"backup\.failed"):
        back_up(store)
    assert list(backup_folder(store.folder).iterdir()) == []
    assert last_verified(store.folder) is None


def test_a_damaged_store_gives_no_backup(folder, clock):
    from hrdesk.storage.layout import database_path
    from hrdesk.storage.snapshot import PAGE_BYTES

    with desk.opened(folder, clock) as store:
        for n in range(1, 20):
            desk.accept(store, n)
        query = "select rootpage from sqlite_master where name = 'audit'"
        page = store._ground.db.execute_sql(query).fetchone()[0]
        path = database_path(folder)
        content = bytearray(path.read_bytes())
        content[page * PAGE_BYTES - 100] ^= 1
        path.write_bytes(content)
        store._ground.db.close()
        with pytest.raises(Damaged, match=r"store\.damaged"):
            back_up(store)
    assert list(backup_folder(folder).iterdir()) == []


# Restoring ---------------------------------------------------------------------------------------


@pytest.fixture
def backup(store):
    desk.accept(store)
    return back_up(store).path


def test_a_restore_never_overwrites(backup, folder, clock):
    with pytest.raises((Refused, EnvironmentFault)):
        restore(backup, folder, clock)


def test_a_restore_into_a_used_folder_is_refused(backup, tmp_path, clock):
    used = desk.found(tmp_path / "used", clock)
    with pytest.raises(Refused, match=r"restore\.target_used"):
        restore(backup, used, clock)


def test_a_wrong_password_restores_nothing(backup, tmp_path, clock):
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        restore(backup, tmp_path / "new", clock, "wrong password")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", [DATABASE_FILE, KEYSLOTS_FILE, MANIFEST_FILE])
@pytest.mark.parametrize("change", ["flip", "cut", "remove"])
def test_a_damaged_backup_is_not_restored(backup, tmp_path, clock, name, change):
    path = backup / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if change == "remove":
        path.unlink()
    else:
        path.write_bytes(content if change == "flip" else content[:-1])
    with pytest.raises(Damaged, match=r"backup\.unsound"):
        restore(backup, tmp_path / "new", clock)
    assert not store_path(tmp_path / "new").exists()


def test_a_manifest_that_tells_another_end_is_not_believed(backup, tmp_path, clock):
    path = backup / MANIFEST_FILE
    document = open_document(path.read_bytes())
    document["manifest"]["head"]["sequence"] += 1
    path.write_bytes(sealed_document(document))
    with pytest.raises(Tampered, match=r"backup\.not_as_described"):
        restore(backup, tmp_path / "new", clock)
    assert not store_path(tmp_path / "new").exists()


# What stays --------------------------------------------------------------------------------------

NOON = datetime(2026, 6, 30, 12, tzinfo=CHINA_TIME)


def daily(days, per_day=1):
    """One backup a day up to NOON, oldest first, in the order of their making."""
    moments = [
        NOON - timedelta(days=day, hours=hour)
        for day in range(days - 1, -1, -1)
        for hour in range(per_day - 1, -1, -1)
    ]
    return [Kept(f"b{n:05d}", n, moment) for n, moment in enumerate(moments)]


def staying(backups):
    gone = set(to_remove(backups))
    return [backup for backup in backups if backup.name not in gone]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_backups_all_stay(count):
    assert len(staying(daily(1, count))) == count


def test_the_three_newest_of_a_busy_day_stay():
    kept = staying(daily(1, 10))
    assert [backup.sequence for backup in kept] == [7, 8, 9]


def test_a_year_of_days_leaves_days_weeks_and_months():
    backups = daily(400)
    kept = staying(backups)
    days = {backup.made_at.date() for backup in kept}
    assert {(NOON - timedelta(days=n)).date() for n in range(7)} <= days
    weeks = {backup.made_at.isocalendar()[:2] for backup in kept}
    assert {(NOON - timedelta(weeks=n)).isocalendar()[:2] for n in range(8)} <= weeks
    months = {(backup.made_at.year, backup.made_at.month) for backup in kept}
    assert len(months) == 12
    assert len(kept) <= 7 + 8 + 12


def test_letting_go_day_by_day_leaves_what_letting_go_at_once_does():
    backups, held = daily(200), []
    for backup in backups:
        held = staying([*held, backup])
    assert held == staying(backups)


@pytest.mark.parametrize("days", [-12000, -30, 7300])
def test_a_clock_set_wrong_does_not_cost_the_newest(days):
    backups = daily(40)
    wrong = [Kept(f"w{n}", 1000 + n, NOON + timedelta(days=days, minutes=n)) for n in range(3)]
    kept = staying([*backups, *wrong])
    assert set(wrong) <= set(kept)


def test_old_backups_are_let_go_after_a_new_one_verified(store, clock):
    for _ in range(12):
        desk.keep(store)
        back_up_if_changed(store)
        clock.step(60)
    names = sorted(path.name for path in backup_folder(store.folder).iterdir())
    assert len(names) == 3
    newest = newest_backup(backup_folder(store.folder))
    assert newest is not None
    assert newest[0].name == names[-1]


def test_what_does_not_say_that_it_was_verified_is_left_alone(store):
    strange = backup_folder(store.folder) / "hrdesk-by-hand"
    strange.mkdir(parents=True)
    (strange / "note.txt").write_text("x")
    for _ in range(5):
        desk.keep(store)
        back_up_if_changed(store)
    assert (strange / "note.txt").exists()
    assert last_verified(store.folder) is not None
