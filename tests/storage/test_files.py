"""A file is whole or absent."""

import errno
import os
from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage import files
from hrdesk.storage.files import drive_of, remove_unfinished, write_whole


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_bytes_and_writers_arrive_whole(tmp_path):
    write_whole(tmp_path / "a.pdf", b"first")
    write_whole(tmp_path / "b.pdf", lambda stream: [stream.write(b"x") for _ in range(3)] and None)
    assert (tmp_path / "a.pdf").read_bytes() == b"first"
    assert (tmp_path / "b.pdf").read_bytes() == b"xxx"
    assert names(tmp_path) == {"a.pdf", "b.pdf"}


def test_a_file_of_that_name_is_replaced_in_one_step(tmp_path):
    target = tmp_path / "a.pdf"
    write_whole(target, b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("call", ["fsync", "write", "replace"])
@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "disk.full"),
        (errno.EDQUOT, "disk.full"),
        (errno.EFBIG, "disk.full"),
        (errno.EIO, "disk.write_failed"),
        (errno.EACCES, "disk.write_failed"),
        (errno.EROFS, "disk.read_only"),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_nothing_else(
    tmp_path, monkeypatch, call, number, key
):
    target = tmp_path / "a.pdf"
    write_whole(target, b"old")

    def fail(*_arguments: object) -> None:
        raise OSError(number, "injected")

    content: object = b"new"
    if call == "write":
        content = fail
    else:
        owner = os if call == "fsync" else Path
        monkeypatch.setattr(owner, call, fail)
    with pytest.raises(EnvironmentFault) as caught:
        write_whole(target, content)
    monkeypatch.undo()
    assert caught.value.key == key
    assert caught.value.values["drive"] == drive_of(tmp_path)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == {"a.pdf"}


@pytest.mark.parametrize(
    ("number", "key"), [(errno.EROFS, "disk.read_only"), (errno.EIO, "disk.write_failed")]
)
def test_a_drive_that_takes_no_removal_either_is_named(tmp_path, monkeypatch, number, key):
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "injected")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        patch.setattr(Path, "unlink", fail)
        with pytest.raises(EnvironmentFault) as caught:
            write_whole(tmp_path / "a.pdf", b"new")
        remove_unfinished(tmp_path, "a.pdf")
    assert caught.value.key == key
    assert caught.value.values["drive"] == drive_of(tmp_path)
    write_whole(tmp_path / "a.pdf", b"new")
    remove_unfinished(tmp_path, "a.pdf")
    assert names(tmp_path) == {"a.pdf"}


def test_a_drive_that_was_pulled_out_is_named_by_its_mount_point(tmp_path, monkeypatch):
    really, stick = Path.lstat, tmp_path / "stick"

    def gone(self: Path) -> os.stat_result:
        if self.is_relative_to(stick):
            raise OSError(errno.EIO, "injected")
        return really(self)

    monkeypatch.setattr(Path, "lstat", gone)
    assert drive_of(stick / "folder" / "a.pdf") == str(stick)


def test_a_writer_that_fails_for_its_own_reason_leaves_nothing(tmp_path):
    def fail(_stream: object) -> None:
        raise RuntimeError("not the disk")

    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "a.pdf", fail)
    assert names(tmp_path) == set()


def test_the_message_of_a_full_disk_names_drive_and_need(tmp_path):
    fault = files.disk_full(tmp_path)
    assert Path(fault.values["drive"]).is_mount()
    assert int(fault.values["needed"]) > 0


def test_what_an_earlier_run_left_half_written_goes(tmp_path):
    (tmp_path / ".a.pdf.01234567.part").write_bytes(b"half")
    (tmp_path / ".store.01234567.part").mkdir()
    (tmp_path / ".store.01234567.part" / "hrdesk.db").write_bytes(b"half")
    (tmp_path / "mine.part").write_bytes(b"somebody else's")
    remove_unfinished(tmp_path)
    assert names(tmp_path) == {"mine.part"}


def test_in_a_strange_folder_only_what_was_left_of_one_file_goes(tmp_path):
    for name in (".[a].xlsx.01234567.part", ".a.xlsx.01234567.part", ".b.part"):
        (tmp_path / name).write_bytes(b"half")
    remove_unfinished(tmp_path, "[a].xlsx")
    assert names(tmp_path) == {".a.xlsx.01234567.part", ".b.part"}
