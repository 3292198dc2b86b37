"""Verifying a store from outside, and bringing a backup back to work."""

import shutil

import pytest

from hrdesk.domain.errors import Damaged, EnvironmentFault, Refused, WrongKey
from hrdesk.services import approval_form
from hrdesk.services.cases import find_cases, list_cases, open_case
from hrdesk.services.drafts import drafts, start_draft
from hrdesk.services.verification import restore_folder, verify_folder
from hrdesk.storage.canonical import open_document, sealed_document
from tests.services import counter

SOUND, DAMAGED, TAMPERED, TOO_NEW, WRONG_KEY, IN_USE = range(6)


@pytest.fixture
def worked(folder, clock):
    """A folder in which two cases were accepted, one printed, and a draft was left."""
    with counter.at_work(folder, clock) as session:
        case = counter.accepted(session, 1)
        counter.accepted(session, 2, category="other")
        approval_form.print_copy(session, case.id)
        start_draft(session, counter.MEASURE)
    return folder


def verified(folder, *, full=True, login=counter.LOGIN, password=counter.PASSWORD):
    """The verdict on a folder."""
    return verify_folder(folder, login, password, full=full)


def backup_of(folder):
    """The newest backup of a data folder."""
    return max((folder / "backups").glob("hrdesk-*"))


def flip(path, place, bit=1):
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= bit
    path.write_bytes(content)


@pytest.mark.parametrize("full", [False, True])
def test_a_store_is_sound_after_work(worked, full):
    report = verified(worked, full=full)
    assert (report.exit_code, report.findings) == (SOUND, ())
    assert "2" in report.verdict


def test_verifying_changes_no_file_of_the_store(worked):
    before = {path: path.read_bytes() for path in (worked / "store").iterdir()}
    verified(worked)
    assert {path: path.read_bytes() for path in (worked / "store").iterdir()} == before


def test_a_wrong_password_is_told_from_damage(worked):
    report = verified(worked, password="another password")
    assert report.exit_code == WRONG_KEY
    assert verified(worked, login="nobody").verdict == report.verdict


def test_a_store_at_work_is_not_judged(session, folder):
    assert verified(folder).exit_code == IN_USE


def test_a_folder_without_a_store_is_no_damage(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(EnvironmentFault) as caught:
            verified(folder)
        assert caught.value.key == "store.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0.0, 0.1, 0.35, 0.5, 0.75, 0.999])
def test_a_flipped_bit_anywhere_in_the_database_is_damage(worked, share):
    database = worked / "store" / "hrdesk.db"
    flip(database, int(database.stat().st_size * share))
    report = verified(worked, full=False)
    assert report.exit_code == DAMAGED
    assert report.findings


@pytest.mark.parametrize("name", ["keyslots.json", "anchor.json"])
def test_a_flipped_bit_beside_the_database_is_found(worked, name):
    path = worked / "store" / name
    flip(path, path.stat().st_size // 2)
    assert verified(worked, full=False).exit_code == DAMAGED


def test_an_older_database_put_in_place_is_tampering(worked, clock, tmp_path):
    older = shutil.copy(worked / "store" / "hrdesk.db", tmp_path / "older.db")
    with counter.at_work(worked, clock) as session:
        counter.accepted(session, 3)
    shutil.copy(older, worked / "store" / "hrdesk.db")
    report = verified(worked, full=False)
    assert report.exit_code == TAMPERED
    assert any("截去" in finding.problem for finding in report.findings)


def test_a_damaged_backup_is_named(worked):
    backup = backup_of(worked)
    flip(backup / "hrdesk.db", 5000)
    report = verified(worked)
    assert report.exit_code == DAMAGED
    assert any(backup.name in finding.where for finding in report.findings)


def test_a_store_of_a_later_version_is_left_alone(worked):
    slots = worked / "store" / "keyslots.json"
    later = sealed_document({**open_document(slots.read_bytes()), "version": 2})
    slots.write_bytes(later)
    report = verified(worked)
    assert report.exit_code == TOO_NEW
    assert slots.read_bytes() == later


def test_findings_hold_nothing_personal(worked, clock):
    with counter.at_work(worked, clock) as session:
        entries = open_case(session, list_cases(session)[0].id).case.version.entries
    flip(worked / "store" / "hrdesk.db", 9000)
    flip(backup_of(worked) / "hrdesk.db", 5000)
    said = repr(verified(worked))
    for field in ("name", "identity", "phone", "account_number"):
        assert entries[field] not in said


def test_a_backup_brings_everything_back_in_a_new_folder(worked, clock, tmp_path):
    restored = tmp_path / "restored" / "数据"
    clock.step(60)
    restore_folder(backup_of(worked), restored, counter.LOGIN, counter.PASSWORD, clock)
    assert verified(restored).exit_code == SOUND
    with counter.at_work(restored, clock) as session:
        assert len(list_cases(session)) == 2
        assert len(drafts(session)) == 1
        found = find_cases(session, counter.person(1)).rows
        assert [row.number for row in found] == ["510411-2026-0381"]
        assert len(open_case(session, found[0].id).papers) == 1
        assert counter.accepted(session, 3).number == "510411-2026-0383"
        assert counter.accepted(session, 1).version.finding["outcome"] == "ineligible"
    assert verified(worked).exit_code == SOUND


def test_a_backup_is_not_restored_over_data(worked, folder, clock, tmp_path):
    occupied = tmp_path / "occupied"
    shutil.copytree(worked, occupied)
    before = (occupied / "store" / "hrdesk.db").read_bytes()
    with pytest.raises(Refused) as caught:
        restore_folder(backup_of(worked), occupied, counter.LOGIN, counter.PASSWORD, clock)
    assert caught.value.key == "restore.target_used"
    assert (occupied / "store" / "hrdesk.db").read_bytes() == before


def test_a_backup_needs_the_password_of_its_day(worked, clock, tmp_path):
    with pytest.raises(WrongKey) as caught:
        restore_folder(backup_of(worked), tmp_path / "r", counter.LOGIN, "another password", clock)
    assert caught.value.key == "login.wrong"
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("name", ["hrdesk.db", "keyslots.json", "manifest.json"])
def test_a_damaged_backup_is_refused_and_leaves_no_folder_behind(worked, clock, tmp_path, name):
    backup = backup_of(worked)
    flip(backup / name, (backup / name).stat().st_size // 2)
    with pytest.raises(Damaged):
        restore_folder(backup, tmp_path / "r", counter.LOGIN, counter.PASSWORD, clock)
    assert not (tmp_path / "r" / "store").exists()


def test_a_backup_is_not_restored_into_a_synchronised_folder(worked, clock, tmp_path):
    target = tmp_path / "OneDrive" / "数据"
    with pytest.raises(EnvironmentFault) as caught:
        restore_folder(backup_of(worked), target, counter.LOGIN, counter.PASSWORD, clock)
    assert caught.value.key == "folder.synchronised"
    assert not target.exists()
