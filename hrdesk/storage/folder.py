"""Whether a folder serves as data folder, and the lock that keeps a second program out."""

import contextlib
import os
import sys
from pathlib import Path
from types import TracebackType

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
        self._folder = folder
        self._held: contextlib.ExitStack | None = None

    def acquire(self) -> None:
        """Take the lock; EnvironmentFault `folder.in_use` if another holder has it."""
        with contextlib.ExitStack() as taking:
            try:
                stream = taking.enter_context((self._folder / LOCK_FILE).open("ab"))
                held = (stream.fileno(), *_folder_itself(self._folder, taking))
            except OSError as error:
                raise EnvironmentFault("folder.not_writable", folder=self._folder) from error
            try:
                for descriptor in held:
                    _lock(descriptor)
            except OSError as error:
                raise EnvironmentFault("folder.in_use", folder=self._folder) from error
            self._held = taking.pop_all()

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._held is not None:
            self._held.close()
            self._held = None

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

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _folder_itself(_folder: Path, _taking: contextlib.ExitStack) -> tuple[int, ...]:
        # Windows keeps an open file from being removed: the lock on the file is enough.
        return ()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _folder_itself(folder: Path, taking: contextlib.ExitStack) -> tuple[int, ...]:
        # Whoever removes the lock's file makes a new one that nobody holds; the folder stays.
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        taking.callback(os.close, opened)
        return (opened,)
