"""Workbook and manifest are whole or absent, whatever happens to disk and program (P4, P16)."""

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from hrdesk.domain.errors import Damaged, EnvironmentFault, InvalidInput
from hrdesk.services import batch_files
from hrdesk.services.batch_files import manifest_path, write_batch_files
from hrdesk.services.presenting import present
from hrdesk.workbooks import rereading
from hrdesk.workbooks.rereading import verify_workbook
from hrdesk.workbooks.sheet_xml import LineWriter
from tests.child_lines import Child
from tests.workbooks.batches import NAME, batch_of, people, streamed

FULL_KILLS = 100
ROWS = 1000
#: Writes the same batch under one name after another until it is killed.
WRITER = f"""
import itertools, sys
from pathlib import Path
from hrdesk.services.batch_files import write_batch_files
from tests.child_lines import say
from tests.workbooks.batches import streamed
sheet = streamed({ROWS}, 10)
say("ready")
for n in itertools.count():
    write_batch_files(sheet, Path(sys.argv[1]) / f"批次 {{n}}.xlsx")
    say(n)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_two_files_of_a_batch(tmp_path):
    target = tmp_path / "2026-003.xlsx"
    (file,) = write_batch_files(people(5), target)
    assert names(tmp_path) == ["2026-003.manifest.json", "2026-003.xlsx"]
    told = json.loads(manifest_path(target).read_text(encoding="utf-8"))
    assert told["sha256"] == file.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (told["file_name"], told["rows"], told["cases"]) == ("2026-003.xlsx", 5, 5)


def test_what_cannot_be_written_is_refused_before_a_file_is_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(batch_files, "write_whole", None)
    rows = [list(row) for row in people(2).rows]
    rows[1][NAME] = "测\x01试"
    with pytest.raises(InvalidInput):
        write_batch_files(batch_of(rows), tmp_path / "b.xlsx")
    assert names(tmp_path) == []


def test_a_file_that_is_not_what_was_meant_gets_no_name(tmp_path, monkeypatch):
    really_line = LineWriter.line
    monkeypatch.setattr(
        LineWriter, "line", lambda self, line: really_line(self, line).replace("测试3", "测试8")
    )
    target = tmp_path / "b.xlsx"
    target.write_bytes(b"an older file")
    with pytest.raises(Damaged) as caught:
        write_batch_files(people(5), target)
    assert caught.value.values["cell"] == "申报!B7"
    assert target.read_bytes() == b"an older file"
    assert names(tmp_path) == ["b.xlsx"]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 KiB, or None where this user may not mount one."""
    place = tmp_path / "U盘"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place]
    mount = shutil.which("mount")
    mounted = mount is not None and not subprocess.run(command, check=False).returncode
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_stick_takes_no_half_workbook_and_the_program_goes_on(
    small_disk, tmp_path, monkeypatch
):
    place = small_disk or tmp_path
    really_sync = os.fsync

    def sync(handle):
        if small_disk is None and os.fstat(handle).st_size > 64 * 1024:
            raise OSError(errno.ENOSPC, "no space")
        really_sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        with pytest.raises(EnvironmentFault) as caught:
            write_batch_files(people(5000), place / "b.xlsx")
    assert caught.value.key == "disk.full"
    assert caught.value.values["drive"] in present(caught.value).where
    if small_disk is not None:
        assert Path(caught.value.values["drive"]) == small_disk
        assert int(caught.value.values["needed"]) > int(caught.value.values["free"])
        assert names(place) == []
    assert not [name for name in names(place) if "b.xlsx" in name]
    write_batch_files(people(5), place / "b.xlsx")


@pytest.mark.parametrize("gives", ["another byte", "nothing"])
def test_a_drive_that_does_not_give_back_what_was_written_has_no_copy(tmp_path, monkeypatch, gives):
    """What the system kept in memory is put away; then the drive shows what it really holds."""
    target = tmp_path / "b.xlsx"

    def put_away(handle, offset, length, advice):
        assert (offset, length, advice) == (0, 0, os.POSIX_FADV_DONTNEED)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if gives == "nothing":
            raise OSError(errno.EIO, "no medium")
        if path.suffix == ".xlsx":
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fadvise", put_away)
        with pytest.raises(EnvironmentFault) as caught:
            write_batch_files(people(5), target)
    assert caught.value.key == "batch.not_copied"
    message = present(caught.value)
    assert "优盘" in message.remedy
    assert names(tmp_path) == []
    write_batch_files(people(5), target)


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("known", [False, True])
def test_a_disk_that_fails_at_any_step_leaves_both_or_none(tmp_path, monkeypatch, step, at, known):
    target = tmp_path / "b.xlsx"
    if known:
        write_batch_files(people(3), target)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    owner = os if step == "fsync" else Path
    really, calls = getattr(owner, step), []

    def fail(*arguments):
        calls.append(arguments)
        if len(calls) == at + 1:
            raise OSError(errno.ENOSPC, "no space")
        return really(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fail)
        try:
            write_batch_files(people(3), target)
        except EnvironmentFault as fault:
            assert fault.key == "disk.full"
    assert calls
    after = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    if known:
        assert after == before
    elif len(calls) > at:
        assert after == {}
    write_batch_files(people(3), target)
    assert names(tmp_path) == ["b.manifest.json", "b.xlsx"]


def test_a_disk_that_cannot_be_read_again_is_no_damage_of_the_batch(tmp_path, monkeypatch):
    def unreadable(*_arguments):
        raise OSError(errno.EIO, "injected")

    monkeypatch.setattr(rereading.hashlib, "file_digest", unreadable)
    with pytest.raises(EnvironmentFault) as caught:
        write_batch_files(people(3), tmp_path / "b.xlsx")
    assert caught.value.key == "disk.write_failed"
    assert names(tmp_path) == []


@pytest.mark.torture
def test_a_writer_killed_at_any_instant_leaves_whole_files_alone(tmp_path, torture_scale):
    chance = random.Random(9)
    sheet = streamed(ROWS, 10)
    left, kills = 0, max(8, int(FULL_KILLS * torture_scale))
    for n in range(10 * kills):
        if n >= kills and left:
            break
        folder = tmp_path / str(n)
        folder.mkdir()
        with Child("-c", WRITER, folder) as writer:
            assert writer.hear() == "ready"
            time.sleep(chance.uniform(0, 1.2))
            acknowledged = writer.kill()
        found = [path for path in folder.iterdir() if not path.name.startswith(".")]
        for path in found:
            if path.suffix == ".xlsx":
                verify_workbook(path, sheet)
            else:
                told = json.loads(path.read_text(encoding="utf-8"))
                book = folder / told["file_name"]
                assert told["sha256"] == hashlib.sha256(book.read_bytes()).hexdigest()
        assert len(found) >= 2 * len(acknowledged)
        left += len(list(folder.iterdir())) - len(found)
        # The same batch: its workbook may have got its name before the kill.
        write_batch_files(sheet, folder / f"批次 {len(acknowledged)}.xlsx")
        assert [name for name in names(folder) if name.startswith(".批次")] == []
        shutil.rmtree(folder)
    assert left, "no kill came while a file was being written"


def test_it_is_told_how_many_rows_are_written(tmp_path):
    told = []
    write_batch_files(people(1000), tmp_path / "b.xlsx", told.append)
    assert told == [200, 400, 600, 800, 1000]
