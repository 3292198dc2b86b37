"""Backups: a folder with database, key slots and manifest that was opened again and checked.

Nothing carries the name of a backup before it was verified; what is being made ends in `.part`.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hrdesk.domain.clock import CHINA_TIME, Clock
from hrdesk.domain.errors import Damaged, Refused
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.canonical import digest
from hrdesk.storage.faults import store_faults
from hrdesk.storage.files import disk_faults, remove_unfinished, sync_folder, write_whole
from hrdesk.storage.keys.credentials import DataKey
from hrdesk.storage.layout import (
    DATABASE_FILE,
    KEYSLOTS_FILE,
    UNFINISHED,
    backup_folder,
    keyslots_path,
)
from hrdesk.storage.manifest import Manifest, file_hash, read_manifest, write_manifest
from hrdesk.storage.retention import Kept, to_remove
from hrdesk.storage.snapshot import CopyFacts, check_copy, copy_database, facts_of, head_of

if TYPE_CHECKING:
    from hrdesk.storage.store import Store

_PREFIX = "hrdesk-"
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A verified backup: where, when, the end of the audit chain it holds, size in bytes."""

    path: Path
    made_at: datetime
    head: AuditHead
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class Source:
    """What is backed up: data folder, open connection, key, id of the store, clock."""

    folder: Path
    connection: Any
    key: DataKey
    database: str
    clock: Clock


def back_up(store: "Store", into: Path | None = None) -> BackupReport:
    """Make a verified backup of an open store, by default into its own folder of backups.

    Raises EnvironmentFault `disk.full`, `disk.write_failed`, `store.busy`; Damaged
    `backup.failed` if the copy does not verify, `store.damaged` if the store itself does not.
    Refused `backup.key_change_due` after a retirement, until the data key was changed. A failure
    leaves earlier backups as they were.
    """
    _require_new_key(store)
    with store.holding_key() as source:
        return make_backup(source, into or backup_folder(store.folder))


def back_up_if_changed(store: "Store") -> BackupReport | None:
    """Make a verified backup unless the newest one holds this very state; then return None.

    Raises as `back_up` does.
    """
    _require_new_key(store)
    into = backup_folder(store.folder)
    with store.holding_key() as source:
        newest = newest_backup(into, source.database)
        if newest is not None and newest[1].state == state_of(source.connection):
            return None
        return make_backup(source, into)


def last_verified(folder: Path) -> datetime | None:
    """Return when the newest verified backup in a data folder was made, or None."""
    newest = newest_backup(backup_folder(folder))
    return None if newest is None else newest[1].made_at


def newest_backup(into: Path, database: str | None = None) -> tuple[Path, Manifest] | None:
    """Return the newest verified backup in a folder, of one store if its id is given."""
    found = [entry for entry in _verified(into) if database in {None, entry[1].database}]
    return max(found, key=lambda entry: _kept(*entry).age, default=None)


def make_backup(source: Source, into: Path) -> BackupReport:
    """Copy, open again, check, describe, rename; then let go what no rule keeps."""
    made_at = source.clock.now()
    with store_faults(into), disk_faults(into):
        into.mkdir(parents=True, exist_ok=True)
        remove_unfinished(into)
        target = _free_name(into, made_at)
        building = into / f".{target.name}{UNFINISHED}"
        try:
            building.mkdir()
            manifest = _fill(building, source, made_at)
            sync_folder(building)
            building.rename(target)
            sync_folder(into)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        _let_go(into, source.database)
    return BackupReport(target, made_at, manifest.head, manifest.size)


def state_of(connection: Any) -> str:
    """Return a digest that changes with every act and every kept draft."""
    drafts = connection.execute("select id, revision from draft order by id").fetchall()
    head = head_of(connection)
    return digest([head.sequence, head.hash, [list(row) for row in drafts]])


def _require_new_key(store: "Store") -> None:
    # A retired person's old slot would open what is made before.
    if store.key_change_due:
        raise Refused("backup.key_change_due")


def _fill(building: Path, source: Source, made_at: datetime) -> Manifest:
    path = building / DATABASE_FILE
    before = state_of(source.connection)
    copy_database(source.connection, path, source.key)
    facts = _checked(path, source)
    write_whole(building / KEYSLOTS_FILE, keyslots_path(source.folder).read_bytes())
    manifest = Manifest(
        database=source.database,
        made_at=made_at,
        head=facts.head,
        total_fen=facts.total_fen,
        counts=dict(facts.counts),
        state=before,
        size=path.stat().st_size,
        database_hash=file_hash(path),
        keyslots_hash=file_hash(building / KEYSLOTS_FILE),
    )
    write_manifest(building, manifest)
    return manifest


def _checked(path: Path, source: Source) -> CopyFacts:
    try:
        with store_faults(path.parent):
            facts = check_copy(path, source.key)
    except Damaged as error:
        raise Damaged("backup.failed") from error
    if facts != facts_of(source.connection):
        raise Damaged("backup.failed")
    return facts


def _free_name(into: Path, made_at: datetime) -> Path:
    stamp = f"{_PREFIX}{made_at.astimezone(CHINA_TIME).strftime(_STAMP)}"
    target, count = into / stamp, 1
    while target.exists():
        count += 1
        target = into / f"{stamp}-{count}"
    return target


def _verified(into: Path) -> list[tuple[Path, Manifest]]:
    found = []
    for path in sorted(into.glob(f"{_PREFIX}*")) if into.is_dir() else ():
        try:
            found.append((path, read_manifest(path)))
        except Damaged:
            # What does not say that it was verified is neither counted nor removed.
            continue
    return found


def _kept(path: Path, manifest: Manifest) -> Kept:
    return Kept(path.name, manifest.head.sequence, manifest.made_at)


def _let_go(into: Path, database: str) -> None:
    kept = [_kept(*entry) for entry in _verified(into) if entry[1].database == database]
    for name in to_remove(kept):
        leaving = into / f".{name}{UNFINISHED}"
        (into / name).rename(leaving)
        shutil.rmtree(leaving)
