"""Restoring a backup into a new folder; the restored store records it in its own audit."""

import secrets
import shutil
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
            _place(backup, into, manifest, credentials)
        _record(into, manifest, credentials, clock)
    finally:
        credentials.wipe()


def _place(backup: Path, into: Path, manifest: Manifest, credentials: Credentials) -> None:
    building = into / f".store.{secrets.token_hex(4)}{UNFINISHED}"
    try:
        with store_faults(into), disk_faults(into):
            building.mkdir()
            shutil.copyfile(backup / DATABASE_FILE, building / DATABASE_FILE)
            sync_file(building / DATABASE_FILE)
            write_whole(building / KEYSLOTS_FILE, (backup / KEYSLOTS_FILE).read_bytes())
            facts = check_copy(building / DATABASE_FILE, credentials.data_key)
            if facts.head != manifest.head or manifest.database != credentials.database:
                raise Tampered("backup.not_as_described")
            write_anchor(building / ANCHOR_FILE, Anchor(manifest.database, facts.head))
            sync_folder(building)
            building.rename(store_path(into))
            sync_folder(into)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _record(into: Path, manifest: Manifest, credentials: Credentials, clock: Clock) -> None:
    store = Store.open(into, credentials.copy(), clock)
    try:
        with store.acting(credentials.staff_id) as act:
            detail = {
                "from": anchor_text(manifest.head.sequence, manifest.head.hash),
                "made_at": manifest.made_at.strftime("%Y-%m-%dT%H:%M:%S"),
            }
            act.record(ACT, manifest.database, detail)
    finally:
        store.close()
