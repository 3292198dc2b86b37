"""The two files of an upload batch: the workbook, and beside it the manifest that names it."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hrdesk.domain.errors import EnvironmentFault, Refused
from hrdesk.storage.files import discard, drive_of, remove_unfinished, write_whole

if TYPE_CHECKING:
    from hrdesk.workbooks.batch_sheet import BatchSheet, Manifest

_MANIFEST = ".manifest.json"


def write_batch_files(sheet: "BatchSheet", target: Path) -> "Manifest":
    """Write workbook and manifest, each whole or not at all, and return the manifest.

    The workbook is read again by another reader before it gets its name, and the manifest is
    written after it: where a manifest stands, its workbook is whole. When either fails, none
    is left, unless this batch was written here before: then the same bytes are there. A file
    of other bytes is never replaced. Takes seconds for ten thousand rows and belongs into a
    child process.

    Raises InvalidInput `batch.invalid` before anything is written, Refused `batch.file_there`
    (name, folder) when a file of either name is there that is not this one, EnvironmentFault
    `disk.full`, `disk.read_only`, `disk.write_failed`, or `batch.file_left` (names, drive) when
    besides a whole file could not be removed, and Damaged `batch.unlike` when what was read is
    not what was meant.
    """
    from hrdesk.workbooks.batch_sheet import manifest_bytes, manifest_of
    from hrdesk.workbooks.cell_checks import check_cells
    from hrdesk.workbooks.rereading import verify_workbook
    from hrdesk.workbooks.writing import write_workbook

    check_cells(sheet)
    remove_unfinished(target.parent, target.name)
    known = those_there(target)
    manifests: list[Manifest] = []

    def write(stream: BinaryIO) -> None:
        write_workbook(stream, sheet)
        stream.flush()
        os.fsync(stream.fileno())
        manifest = manifest_of(sheet, target.name, verify_workbook(Path(stream.name), sheet))
        _keep_others(target, Path(stream.name).read_bytes())
        _keep_others(manifest_path(target), manifest_bytes(manifest))
        manifests.append(manifest)

    try:
        write_whole(target, write)
        write_whole(manifest_path(target), manifest_bytes(manifests[0]))
    except BaseException:
        # Before it was read again, no file has got its name.
        if manifests:
            withdraw(target, known)
        raise
    return manifests[0]


def those_there(workbook: Path) -> frozenset[Path]:
    """Return which of the two files of a batch are there."""
    return frozenset(path for path in _both(workbook) if os.path.lexists(path))


def withdraw(workbook: Path, known: Collection[Path]) -> None:
    """Remove what was written of a batch's two files, and none that was there before.

    EnvironmentFault `batch.file_left` (names, drive) when the drive does not let go of one.
    """
    left = []
    for path in _both(workbook):
        remove_unfinished(path.parent, path.name)
        if path not in known and not discard(path):
            left.append(path.name)
    if left:
        drive = drive_of(workbook.parent)
        raise EnvironmentFault("batch.file_left", names=", ".join(left), drive=drive)


def manifest_path(workbook: Path) -> Path:
    """Return where the manifest of a workbook lies."""
    return workbook.with_name(workbook.stem + _MANIFEST)


def _keep_others(path: Path, content: bytes) -> None:
    """Refuse to write over a file that holds anything else than this content."""
    if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == content):
        raise Refused("batch.file_there", name=path.name, folder=str(path.parent))


def _both(workbook: Path) -> tuple[Path, Path]:
    """Return manifest and workbook; the manifest goes first, it says that its workbook is whole."""
    return manifest_path(workbook), workbook
