"""Whether a folder serves as data folder, and the lock that keeps a second program out."""

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.layout import BACKUP_FOLDER, LOCK_FILE, PARTS, STORE_FOLDER
from hrdesk.storage.places import objection, place_of, sync_signs


def check_folder(folder: Path) -> None:
    """Refuse a folder on which the store's promises cannot be kept; it need not exist yet.

    Raises EnvironmentFault `folder.network`, `folder.by_program`, `folder.removable`,
    `folder.synchronised`, `folder.not_writable`, each with `folder`, and
    `folder.part_elsewhere` (also `part`) when something in it is a link or another drive.
    """
    signs = sync_signs()
    reason = objection(place_of(folder, signs), signs)
    if reason is not None:
        raise EnvironmentFault(reason, folder=folder)
    if not os.access(_nearest_existing(folder), os.W_OK | os.X_OK):
        raise EnvironmentFault("folder.not_writable", folder=folder)
    try:
        part = _part_elsewhere(folder)
    except OSError as error:
        raise EnvironmentFault("folder.not_writable", folder=folder) from error
    if part is not None:
        raise EnvironmentFault("folder.part_elsewhere", folder=folder, part=part)


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


def _part_elsewhere(folder: Path) -> str | None:
    """Return the first part of a data folder that really lies in another place, or None.

    What was found good about the folder says nothing of such a part: it may be synchronised, or
    be the store of another folder, whose lock is another.
    """
    if not folder.exists():
        return None
    drive = folder.stat().st_dev
    inside = (STORE_FOLDER, BACKUP_FOLDER)
    for place in (*(folder / name for name in PARTS), *_entries(folder, inside)):
        if _leads_away(place) or (place.exists() and place.stat().st_dev != drive):
            return place.relative_to(folder).as_posix()
    return None


def _entries(folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    for name in names:
        if (folder / name).is_dir():
            yield from sorted((folder / name).iterdir())


if sys.platform == "win32":
    import msvcrt

    def _leads_away(place: Path) -> bool:
        # A junction is a link that needs no rights; `lstat` tells it by its reparse tag.
        try:
            return place.lstat().st_reparse_tag in (
                stat.IO_REPARSE_TAG_SYMLINK,
                stat.IO_REPARSE_TAG_MOUNT_POINT,
            )
        except OSError:
            return False

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _folder_itself(_folder: Path, _taking: contextlib.ExitStack) -> tuple[int, ...]:
        # Windows keeps an open file from being removed: the lock on the file is enough.
        return ()

else:
    import fcntl

    def _leads_away(place: Path) -> bool:
        return place.is_symlink()

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _folder_itself(folder: Path, taking: contextlib.ExitStack) -> tuple[int, ...]:
        # Whoever removes the lock's file makes a new one that nobody holds; the folder stays.
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        taking.callback(os.close, opened)
        return (opened,)
