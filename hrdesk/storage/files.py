"""Files that are whole or absent, also when the machine dies while they are written."""

import contextlib
import errno
import glob
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.layout import UNFINISHED

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAMED = {errno.EROFS: "disk.read_only", errno.ENAMETOOLONG: "disk.name_too_long"}
#: What a path gives that leads nowhere; a drive that was pulled out gives something else.
_NO_SUCH_PATH = {errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.ENAMETOOLONG}
_MIB = 1024 * 1024


def write_whole(path: Path, content: bytes | Callable[[BinaryIO], None]) -> None:
    """Put a file in place in one step; when this returns, it survives a power cut.

    Writes beside the target, brings it to the disk, renames. On any failure the target is as it
    was and nothing is left beside it, unless the drive lets nothing be removed either: then an
    unfinished file stays, which the next writing removes. Raises EnvironmentFault `disk.full`,
    `disk.read_only`, `disk.name_too_long`, `disk.write_failed`.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with disk_faults(path.parent):
            with part.open("xb") as stream:
                if callable(content):
                    content(stream)
                else:
                    stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
            sync_folder(path.parent)
    except BaseException:
        discard(part)
        raise


def read_back(path: Path) -> str:
    """Return the SHA-256 in hex of a file as its drive gives it; OSError when it does not.

    What the system kept in memory is put away first, where it can be told so; elsewhere the file
    is opened anew.
    """
    with path.open("rb") as stream:
        if sys.platform == "linux":
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def discard(path: Path) -> bool:
    """Remove a file and tell whether it is gone; a drive that was pulled out does not tell.

    Never raises: it clears up after a fault, which is the one to be said.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # A write-protected drive refuses before it looks whether there is such a file.
        return _is_missing(path)
    return True


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Bring a file that somebody else wrote to the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Turn failures of the disk under `folder` into EnvironmentFaults that name the drive."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full(folder) from error
        key = _NAMED.get(error.errno or 0, "disk.write_failed")
        raise EnvironmentFault(key, drive=drive_of(folder)) from error


def disk_full(folder: Path) -> EnvironmentFault:
    """Return the fault for a full disk: the drive, what is free, what is needed (MiB)."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = 0
    return EnvironmentFault(
        "disk.full", drive=drive_of(folder), free=free // _MIB, needed=NEEDED_MIB
    )


#: Room that an act and its journal need at the least, in MiB; the message asks for it.
NEEDED_MIB = 64


def drive_of(path: Path) -> str:
    """Return the mount point (Windows: the drive) that a path lies on.

    Of a drive that was pulled out neither the mount point nor anything below it answers.
    """
    whole = Path(os.path.abspath(path))
    drive = Path(whole.anchor)
    for place in (*reversed(whole.parents), whole):
        try:
            place.lstat()
        except OSError as error:
            if error.errno in _NO_SUCH_PATH:
                break
            return str(place)
        if os.path.ismount(place):
            drive = place
    return str(drive)


def remove_unfinished(folder: Path, name: str = "") -> None:
    """Remove what an earlier run left half written in a folder of ours.

    In a folder that is not ours alone, `name` is the file that was to be written. Never raises:
    what a drive does not let go of stays for the next time.
    """
    ours = f".{glob.escape(name)}.*" if name else ".*"
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{ours}{UNFINISHED}"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                discard(left)
