"""Where things lie in a data folder.

Everything that belongs together as one state lies in `store/`, so that a new store appears by
one rename of one folder, whole or not at all.
"""

from pathlib import Path

STORE_FOLDER = "store"
DATABASE_FILE = "hrdesk.db"
KEYSLOTS_FILE = "keyslots.json"
ANCHOR_FILE = "anchor.json"
BACKUP_FOLDER = "backups"
LOCK_FILE = "hrdesk.lock"
ATTEMPTS_FILE = "attempts.json"
MANIFEST_FILE = "manifest.json"
#: What holds data and their lock in a data folder; other files in it are nobody's business.
PARTS = (STORE_FOLDER, BACKUP_FOLDER, LOCK_FILE, ATTEMPTS_FILE)
#: What is being built carries this end; it is never read and may be removed.
UNFINISHED = ".part"


def store_path(folder: Path) -> Path:
    """Return the folder of database, key slots and anchor; a data folder that was set up has it."""
    return folder / STORE_FOLDER


def database_path(folder: Path) -> Path:
    """Return the encrypted database of a data folder."""
    return folder / STORE_FOLDER / DATABASE_FILE


def keyslots_path(folder: Path) -> Path:
    """Return the key slots of a data folder."""
    return folder / STORE_FOLDER / KEYSLOTS_FILE


def anchor_path(folder: Path) -> Path:
    """Return the outside witness of the audit chain's end."""
    return folder / STORE_FOLDER / ANCHOR_FILE


def backup_folder(folder: Path) -> Path:
    """Return where backups go unless another place is named."""
    return folder / BACKUP_FOLDER
