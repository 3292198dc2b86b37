"""P1: a power cut loses nothing that was said to be saved.

The replay is strict: an unsynced write may be there or not, alone or in any order, torn at any
sector, and so may a new name. That it sees losses is proved with a program that does not sync.
"""

import json
import random
import shutil
from pathlib import Path

import pytest

from tests.torture.conftest import CASES_BEFORE
from tests.torture.losses import Acknowledged
from tests.torture.replay import Disk, File, Operation, changed, cuts, read_trace, survivors
from tests.torture.works import ACKNOWLEDGED

pytestmark = pytest.mark.torture

CUTS = 2000
CUTS_PER_TRACE = 200
ACTS = 60


def losses(failing_workers, office, place, seed, count, careless=False):
    """Record a worker, cut the power at random operations, and return what each cut lost."""
    folder = Path(shutil.copytree(office, place / "data"))
    trace, before = place / "trace", Disk.of(folder)
    answers = failing_workers.run(
        "act_on_record", folder=folder, trace=trace, seed=seed, acts=ACTS, careless=careless
    )
    assert answers == [{"done": True}]
    operations = read_trace(trace)
    assert len(operations) > 5 * ACTS
    chance = random.Random(seed)
    # The beginning is the opening of the store; from there on every operation has its chance.
    at = set(chance.sample(range(len(operations)), min(count, len(operations))))
    found = []
    for n, disk in cuts(before, operations, at):
        image = place / f"cut{n}"
        said = write_image(image, folder, disk.cut(chance), disk)
        known = Acknowledged(cases_before=CASES_BEFORE)
        known.note(said)
        found += [(seed, n, known.count, lost) for lost in known.lost_from(image)]
        shutil.rmtree(image)
    return found, len(at)


def write_image(image, folder, files, disk):
    """Write the files of a cut and return what had been acknowledged by then."""
    for name, content in files.items():
        target = image / Path(name).relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    # What was said was said, whatever became of the file it was noted in.
    log = next((f for name, f in disk._now().items() if name.endswith(ACKNOWLEDGED)), File())
    said = changed(log.certain, log.waiting).splitlines()
    return [json.loads(line) for line in said]


def test_no_power_cut_loses_what_was_acknowledged(failing_workers, scale, office, tmp_path):
    tried = 0
    for seed in range(max(1, int(CUTS * scale / CUTS_PER_TRACE))):
        place = tmp_path / str(seed)
        place.mkdir()
        lost, count = losses(failing_workers, office, place, seed, CUTS_PER_TRACE)
        assert lost == []
        tried += count
        shutil.rmtree(place)
    assert tried >= CUTS * scale


def test_a_second_cut_during_the_recovery_from_the_first_loses_nothing(
    failing_workers, scale, office, tmp_path
):
    chance = random.Random(8)
    folder = Path(shutil.copytree(office, tmp_path / "data"))
    trace, before = tmp_path / "trace", Disk.of(folder)
    order = {"acts": ACTS, "careless": False}
    failing_workers.run("act_on_record", folder=folder, trace=trace, seed=8, **order)
    operations = read_trace(trace)
    tried = 0
    at = set(chance.sample(range(len(operations)), int(200 * scale)))
    for n, disk in cuts(before, operations, at):
        image, again = tmp_path / f"cut{n}", tmp_path / f"trace{n}"
        said = write_image(image, folder, disk.cut(chance), disk)
        (image / ACKNOWLEDGED).unlink(missing_ok=True)
        between = Disk.of(image)
        failing_workers.run(
            "act_on_record", folder=image, trace=again, seed=n, first=100_000, **order
        )
        recovery = read_trace(again)
        for k, later in cuts(between, recovery, set(chance.sample(range(60), 4))):
            second = tmp_path / f"cut{n}-{k}"
            said_again = write_image(second, image, later.cut(chance), later)
            known = Acknowledged(cases_before=CASES_BEFORE)
            known.note([*said, *said_again])
            assert known.lost_from(second) == []
            tried += 1
            shutil.rmtree(second)
        shutil.rmtree(image)
    assert tried >= int(200 * scale) * 4


def test_the_replay_sees_what_a_careless_program_loses(failing_workers, office, tmp_path):
    lost, cuts_made = losses(failing_workers, office, tmp_path, 1, 60, careless=True)
    # Drafts, cases and copies that were acknowledged are gone, or the file does not open at all.
    assert len(lost) > cuts_made / 4


def test_what_was_synced_survives_and_only_that():
    disk = Disk({"/d/a": File(b"old")})
    opening = Operation(1, 1, 0, b"/d/a", 4)
    disk.do(opening)
    disk.do(Operation(2, 1, 0, b"new", 3))
    contents = {disk.cut(random.Random(seed))["/d/a"] for seed in range(40)}
    assert contents == {b"old", b"new"}
    disk.do(Operation(4, 1, 0, b"", 0))
    assert {disk.cut(random.Random(seed))["/d/a"] for seed in range(40)} == {b"new"}


def test_a_new_name_needs_its_folder_synced(tmp_path):
    disk = Disk({})
    folder, name = str(tmp_path), str(tmp_path / "a")
    disk.do(Operation(1, 1, 0, name.encode(), 0))
    disk.do(Operation(4, 1, 0, b"", 0))
    assert {name in disk.cut(random.Random(seed)) for seed in range(40)} == {True, False}
    disk.do(Operation(1, 2, 0, folder.encode(), 0))
    disk.do(Operation(4, 2, 0, b"", 0))
    assert all(name in disk.cut(random.Random(seed)) for seed in range(40))


def test_a_torn_write_is_torn_at_a_sector():
    file = File(bytes(4096), [Operation(2, 1, 0, b"x" * 4096, 4096)])
    lengths = {
        changed(file.certain, survivors(file, random.Random(seed))).count(b"x")
        for seed in range(300)
    }
    assert {0, 4096} < lengths
    assert all(length % 512 == 0 for length in lengths)
