"""Where the office's data live: chosen once at start, checked before anything is opened."""

from collections.abc import Mapping
from pathlib import Path

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.folder import FolderLock, check_folder
from hrdesk.storage.layout import store_path

ENVIRONMENT_NAME = "HRDESK_DATA"


def choose_folder(option: str | None, environ: Mapping[str, str]) -> Path:
    """Return the data folder: the option of the command, else the environment, else the user's."""
    chosen = option or environ.get(ENVIRONMENT_NAME)
    if chosen:
        return Path(chosen).expanduser().resolve()
    import platformdirs

    return platformdirs.user_data_path("hrdesk", appauthor=False)


def is_set_up(folder: Path) -> bool:
    """Tell whether the folder holds a store."""
    return store_path(folder).exists()


def check(folder: Path) -> None:
    """Refuse network, removable, synchronised, unwritable and linked folders (EnvironmentFault)."""
    check_folder(folder)


def check_not_held(folder: Path) -> None:
    """Refuse (EnvironmentFault `folder.held_silently`) while a program that hangs has the store."""
    if not is_set_up(folder):
        return
    try:
        with FolderLock(folder):
            return
    except EnvironmentFault as fault:
        if fault.key != "folder.in_use":
            raise
        raise EnvironmentFault("folder.held_silently") from fault
