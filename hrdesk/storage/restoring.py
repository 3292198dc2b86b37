"""Restoring a backup into a new folder; the restored store records it in its own audit."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Damaged, Refused, Tampered
from hrdesk.storage.anchor import Anchor, write_anchor
from hrdesk.storage.audit import anchor_text
from hrdesk.storage.faults import store_faults
from hrdesk.storage.files import disk_faults, remove_unfinished, sync_file, sync_folder, write_whole
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.keys.credentials import Credentials
from hrdesk.storage.keys.slots import unlock_file
from hrdesk.storage.layout import (
    ANCHOR_FILE,
    DATABASE_FILE,
    KEYSLOTS_FILE,
    UNFINISHED,
    store_path,
)
from hrdesk.storage.manifest import Manifest, files_match, read_manifest
from hrdesk.storage.snapshot import check_copy
from hrdesk.storage.store import Store

ACT = "data.restore"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """What is restored, who restores it, and when."""

    backup: Path
    manifest: Manifest
    credentials: Credentials
    clock: Clock


def restore_backup(backup: Path, into: Path, login: str, password: str, clock: Clock) -> None:
    """Restore a backup into a data folder that holds no store yet.

    The backup is compared with its manifest, copied, opened, checked page by page, and appears by
    one rename; the old folder is left alone. Raises Damaged `backup.unsound`, Tampered
    `backup.not_as_described`, WrongKey `login.wrong`, Refused `restore.target_used`,
    EnvironmentFault `disk.full`, `disk.write_failed`.
    """
    manifest = read_manifest(backup)
    if not files_match(backup, manifest):
        raise Damaged("backup.unsound")
    credentials = unlock_file(backup / KEYSLOTS_FILE, login, password)
    try:
        with disk_faults(into):
            into.mkdir(parents=True, exist_ok=True)
        with FolderLock(into):
            if store_path(into).exists():
                raise Refused("restore.target_used", folder=str(into))
            remove_unfinished(into)
            _build(into, Order(backup, manifest, credentials, clock))
    finally:
        credentials.wipe()


def _build(into: Path, order: Order) -> None:
    # A data folder of its own until all of it is done: the store is open in it, recording the
    # restore, before it appears in its place by one rename.
    building = into / f".restore.{secrets.token_hex(4)}{UNFINISHED}"
    try:
        with store_faults(into), disk_faults(into):
            store_path(building).mkdir(parents=True)
            _copy(store_path(building), order)
            _record(building, order)
            sync_folder(store_path(building))
            store_path(building).rename(store_path(into))
            sync_folder(into)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _copy(target: Path, order: Order) -> None:
    manifest, credentials = order.manifest, order.credentials
    shutil.copyfile(order.backup / DATABASE_FILE, target / DATABASE_FILE)
    sync_file(target / DATABASE_FILE)
    write_whole(target / KEYSLOTS_FILE, (order.backup / KEYSLOTS_FILE).read_bytes())
    facts = check_copy(target / DATABASE_FILE, credentials.data_key)
    if facts.head != manifest.head or manifest.database != credentials.database:
        raise Tampered("backup.not_as_described")
    write_anchor(target / ANCHOR_FILE, Anchor(manifest.database, facts.head))


def _record(building: Path, order: Order) -> None:
    head = order.manifest.head
    detail = {
        "from": anchor_text(head.sequence, head.hash),
        "made_at": order.manifest.made_at.strftime("%Y-%m-%dT%H:%M:%S"),
    }
    store = Store.open(building, order.credentials.copy(), order.clock)
    try:
        with store.acting(order.credentials.staff_id, with_given_key=True) as act:
            act.record(ACT, order.manifest.database, detail)
    finally:
        store.close()
