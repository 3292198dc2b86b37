"""The files of an upload batch: workbooks, and beside them the manifest that names them.

They count as copied only when the drive on which they lie gave every byte back again.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hrdesk.domain.batch import CopiedFile, workbook_names
from hrdesk.domain.errors import EnvironmentFault, Refused
from hrdesk.storage.files import discard, drive_of, read_back, remove_unfinished, write_whole

if TYPE_CHECKING:
    from hrdesk.workbooks.batch_sheet import BatchSheet, Official, Row
    from hrdesk.workbooks.template_filling import TemplateFilling

_MANIFEST = ".manifest.json"
#: Writes a workbook into a stream, brings it to the disk, reads it again and returns its SHA-256.
_Work = Callable[[BinaryIO], str]


#: So many rows are written before it is told.
_TOLD_EVERY = 200


class _Counted:
    """Rows that say how many of them were written, those of the files before included."""

    def __init__(self, rows: "Iterable[Row]", before: int, tell: Callable[[int], object]) -> None:
        self._rows, self._before, self._tell = rows, before, tell

    def __iter__(self) -> "Iterator[Row]":
        for number, row in enumerate(self._rows, self._before + 1):
            if not number % _TOLD_EVERY:
                self._tell(number)
            yield row


def _untold(_done: int) -> None:
    """Let nobody know."""


def write_batch_files(
    sheet: "BatchSheet", target: Path, tell: Callable[[int], object] = _untold
) -> tuple[CopiedFile, ...]:
    """Write workbooks and manifest, each whole or not at all, and return the workbooks.

    `tell` hears from time to time how many rows are written.
    `target` is the workbook; where rows go into an official template, its name without the
    ending begins those of all files. A workbook is read again by another reader before it gets
    its name, and the manifest is written after all: where a manifest stands, its workbooks are
    whole. At last every file is read back from its drive. When any of this fails, none is left,
    unless this batch was written here before: then the same bytes are there. A file of other
    bytes is never replaced. Takes seconds for ten thousand rows and belongs into a child process.

    Raises InvalidInput `batch.invalid` before anything is written, Refused `batch.file_there`
    (name, folder) when a file of such a name is there that is not this one, EnvironmentFault
    `disk.full`, `disk.read_only`, `disk.write_failed`, `batch.not_copied` (name, drive) when a
    drive does not give back what was written, or `batch.file_left` (names, drive) when besides a
    whole file could not be removed, and Damaged `batch.unlike` when what was read is not what was
    meant.
    """
    from hrdesk.workbooks.cell_checks import check_cells

    check_cells(sheet)
    paths = batch_paths(target, len(sheet.official.parts) if sheet.official else None)
    for path in paths:
        remove_unfinished(path.parent, path.name)
    known = those_there(paths)
    written: list[CopiedFile] = []
    try:
        _write_all(sheet, paths, written, tell)
    except BaseException:
        # Before it was read again, no file has got its name.
        if written:
            withdraw(paths, known)
        raise
    return tuple(written)


def _write_all(
    sheet: "BatchSheet",
    paths: tuple[Path, ...],
    written: list[CopiedFile],
    tell: Callable[[int], object],
) -> None:
    """Write workbooks and manifest and read them back; `written` are those that have a name."""
    for path, work in zip(paths[1:], _works(sheet, tell), strict=True):
        write_whole(path, partial(_write_one, path, work, written))
    manifest = _manifest(sheet, written)
    _keep_others(paths[0], manifest)
    write_whole(paths[0], manifest)
    _check_copied(paths[0], hashlib.sha256(manifest).hexdigest())
    for path, file in zip(paths[1:], written, strict=True):
        _check_copied(path, file.sha256)


def batch_paths(target: Path, files: int | None) -> tuple[Path, ...]:
    """Return where the files of a batch lie, the manifest first: it says that all are whole.

    `files` as in `workbook_names`.
    """
    names = workbook_names(target.stem, files)
    return manifest_path(target), *(target.with_name(name) for name in names)


def manifest_path(workbook: Path) -> Path:
    """Return where the manifest of a batch lies."""
    return workbook.with_name(workbook.stem + _MANIFEST)


def those_there(paths: Collection[Path]) -> frozenset[Path]:
    """Return which of the files of a batch are there."""
    return frozenset(path for path in paths if os.path.lexists(path))


def withdraw(paths: Collection[Path], known: Collection[Path]) -> None:
    """Remove what was written of a batch's files, and none that was there before.

    EnvironmentFault `batch.file_left` (names, drive) when the drive does not let go of one.
    """
    left = []
    for path in paths:
        remove_unfinished(path.parent, path.name)
        if path not in known and not discard(path):
            left.append(path)
    if left:
        drive = drive_of(left[0].parent)
        raise EnvironmentFault(
            "batch.file_left", names=", ".join(path.name for path in left), drive=drive
        )


def _works(sheet: "BatchSheet", tell: Callable[[int], object]) -> list[_Work]:
    """Return what writes each workbook, in order; the control page of an official template last."""
    official = sheet.official
    if official is None:
        return [partial(_write_sheet, sheet, tell)]
    from hrdesk.workbooks.template_filling import TemplateFilling

    filling = TemplateFilling(official.template, official.plan)
    return [
        *(partial(_fill, filling, official, index, tell) for index in range(len(official.parts))),
        partial(_write_sheet, sheet, _untold),
    ]


def _write_one(path: Path, work: _Work, written: list[CopiedFile], stream: BinaryIO) -> None:
    sha256 = work(stream)
    _keep_others(path, Path(stream.name).read_bytes())
    written.append(CopiedFile(path.name, sha256))


def _write_sheet(sheet: "BatchSheet", tell: Callable[[int], object], stream: BinaryIO) -> str:
    """Write the workbook that this program draws itself."""
    from hrdesk.workbooks.rereading import verify_workbook
    from hrdesk.workbooks.writing import write_workbook

    write_workbook(stream, replace(sheet, rows=_Counted(sheet.rows, 0, tell)))
    _sync(stream)
    return verify_workbook(Path(stream.name), sheet)


def _fill(
    filling: "TemplateFilling",
    official: "Official",
    index: int,
    tell: Callable[[int], object],
    stream: BinaryIO,
) -> str:
    """Fill a file of an official template."""
    from hrdesk.workbooks.template_verifying import verify_filled

    rows, count = official.parts[index], official.counts[index]
    before = sum(official.counts[:index])
    filling.write(stream, _Counted(rows, before, tell), count)
    _sync(stream)
    return verify_filled(Path(stream.name), filling, rows, count)


def _sync(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _manifest(sheet: "BatchSheet", written: list[CopiedFile]) -> bytes:
    from hrdesk.workbooks.batch_sheet import manifest_bytes, manifest_of, official_manifest

    if sheet.official is None:
        return manifest_bytes(manifest_of(sheet, written[0].name, written[0].sha256))
    named = [(file.name, file.sha256) for file in written]
    return manifest_bytes(official_manifest(sheet, sheet.official, named))


def _check_copied(path: Path, sha256: str) -> None:
    """Read a file back from its drive and compare it with what was written."""
    try:
        is_same = read_back(path) == sha256
    except OSError:
        is_same = False
    if not is_same:
        drive = drive_of(path.parent)
        raise EnvironmentFault("batch.not_copied", name=path.name, drive=drive)


def _keep_others(path: Path, content: bytes) -> None:
    """Refuse to write over a file that holds anything else than this content."""
    if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == content):
        raise Refused("batch.file_there", name=path.name, folder=str(path.parent))
