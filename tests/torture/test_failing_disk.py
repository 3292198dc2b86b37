"""P2, P4: at every failing operation of the disk an act is whole or absent, and so is every file.

For each act, each operation on the disk that it needs is failed in turn: with an error and with a
full disk, once and for good. Then the disk is sound again and the same program goes on.
"""

import errno
import random
import shutil
from functools import cache

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.backup import newest_backup
from hrdesk.storage.layout import backup_folder, store_path
from hrdesk.storage.manifest import files_match, read_manifest
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.verify import VerifyCode, verify
from tests.storage import desk
from tests.torture.conftest import CASES_BEFORE
from tests.torture.losses import torn
from tests.torture.sent_works import SENT_ACTS, left_by
from tests.torture.works import ACTS

pytestmark = pytest.mark.torture

FAULTS = {"disk.full", "disk.write_failed", "store.unreachable", "folder.not_writable"}
#: Where these fail, the act is done all the same: the anchor comes after the commit.
LIMIT = 400


def run(workers, office, place, act, at, number, for_good):
    """Do one act on a copy of the office while the at-th operation fails."""
    folder = shutil.copytree(office, place / f"{act} {at} {number} {for_good}")
    (said,) = workers.run(
        "fail_once", folder=folder, act=act, at=at, number=number, for_good=for_good
    )
    assert "failed" not in said, (act, at, number, for_good, said)
    return folder, said


def sound(folder):
    """Check a folder from outside, and that nothing in it is torn."""
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=desk.SteppingClock())
    assert report.code is VerifyCode.SOUND, report.findings
    with desk.opened(folder) as store, store.reading() as reader:
        assert torn(reader) == []
        return len(reader.cases(limit=10_000)), {d.id: d.revision for d in reader.drafts()}


def check(act, folder, key, before):
    """Check what an act left, by what it said about itself."""
    if act == "write a file":
        content = (folder / "form.pdf").read_bytes()
        assert content in (b"old" * 5000, b"new" * 9000)
        assert content == b"new" * 9000 or key
        assert not [path for path in folder.iterdir() if path.name.endswith(".part")]
    elif act == "found":
        there = store_path(folder).exists()
        assert there or key
        if not there:
            desk.found(folder)
        sound(folder)
    elif act == "restore":
        restored = folder / "restored"
        if not store_path(restored).exists():
            assert key
            (backup,) = backup_folder(folder).glob("hrdesk-*")
            restore_backup(backup, restored, desk.LOGIN, desk.PASSWORD, desk.SteppingClock())
        sound(restored)
    else:
        check_office(act, folder, key, before)


def check_office(act, folder, key, before):
    """Check an office after an act that was done or not."""
    cases, drafts = sound(folder)
    # After each act the program went on and kept one more draft.
    if act == "accept":
        assert cases - before in {0, 1}
        assert cases - before == 1 or key
        assert len(drafts) == 1 + 1 + (before == cases)
    elif act == "back up":
        for path in backup_folder(folder).glob("hrdesk-*"):
            assert files_match(path, read_manifest(path))
        assert newest_backup(backup_folder(folder)) is not None or key
    elif act == "keep":
        assert max(drafts.values()) == 2 or key
    elif act in SENT_ACTS:
        with desk.opened(folder) as store, store.reading() as reader:
            assert left_by(act, reader, folder) or key


@pytest.fixture(scope="module")
def operations_of(failing_workers, office, module_folder):
    """How many operations an act needs on a sound disk, counted once for all ways to fail."""

    @cache
    def count(act):
        _, said = run(failing_workers, office, module_folder, act, 0, 0, False)
        assert said["key"] == ""
        assert 0 < said["used"] < LIMIT
        return said["used"]

    return count


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("for_good", [False, True])
def test_every_operation_may_fail(
    failing_workers, operations_of, scale, office, tmp_path, act, number, for_good
):
    operations = operations_of(act)
    before = CASES_BEFORE + (act in {"print", "back up"})
    chance = random.Random(f"{act} {number} {for_good}")
    chosen = range(1, operations + 1)
    if scale < 1:
        # Acts are many, and each fails in four ways: of each a third of the sample, all in full.
        chosen = sorted(chance.sample(chosen, max(2, int(operations * scale / 3))))
    faults = []
    for at in chosen:
        folder, said = run(failing_workers, office, tmp_path, act, at, number, for_good)
        assert said["key"] in FAULTS | {""}
        assert said["went_on"]
        check(act, folder, said["key"], before)
        faults.append(said["key"])
        shutil.rmtree(folder)
    if for_good and number == errno.ENOSPC:
        assert "disk.full" in faults or len(chosen) < operations


def test_a_full_disk_is_named_with_what_is_missing(failing_workers, office, tmp_path):
    keys = {
        run(failing_workers, office, tmp_path, "accept", at, errno.ENOSPC, True)[1]["key"]
        for at in (1, 2, 3)
    }
    assert keys <= {"disk.full", "disk.write_failed"}
    assert "disk.full" in keys
    assert EnvironmentFault("disk.full").key == "disk.full"
