"""Whether a folder serves as data folder, and the lock that keeps a second program out."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.layout import LOCK_FILE
from hrdesk.storage.places import objection, place_of, sync_signs


def check_folder(folder: Path) -> None:
    """Refuse a folder on which the store's promises cannot be kept; it need not exist yet.

    Raises EnvironmentFault `folder.network`, `folder.removable`, `folder.synchronised`,
    `folder.not_writable`, each with `folder`.
    """
    signs = sync_signs()
    reason = objection(place_of(folder, signs), signs)
    if reason is not None:
        raise EnvironmentFault(reason, folder=folder)
    if not os.access(_nearest_existing(folder), os.W_OK | os.X_OK):
        raise EnvironmentFault("folder.not_writable", folder=folder)


class FolderLock:
    """The exclusive right to work on a data folder; it ends with the program, however that ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._stream: BinaryIO | None = None

    def acquire(self) -> None:
        """Take the lock; EnvironmentFault `folder.in_use` if another holder has it."""
        try:
            stream = self._path.open("ab")
        except OSError as error:
            raise EnvironmentFault("folder.not_writable", folder=self._path.parent) from error
        try:
            _lock(stream)
        except OSError as error:
            stream.close()
            raise EnvironmentFault("folder.in_use", folder=self._path.parent) from error
        self._stream = stream

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def __enter__(self) -> "FolderLock":
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _nearest_existing(folder: Path) -> Path:
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
