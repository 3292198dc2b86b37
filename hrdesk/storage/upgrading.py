"""Bringing an older store up to this program's schema (RELIABILITY P18).

Verified backup, migrate a copy, check it, swap by one rename. Until the rename the old file is
byte for byte as it was.
"""

import contextlib
import logging
import os
from pathlib import Path
from typing import Any

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Damaged, TooNew
from hrdesk.storage.backup import Source, make_backup
from hrdesk.storage.carried import carries, fixed_values
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.files import sync_file, sync_folder
from hrdesk.storage.keys.credentials import DataKey
from hrdesk.storage.layout import UNFINISHED, backup_folder, database_path
from hrdesk.storage.migrations import Plan, advance, changing_schema
from hrdesk.storage.schema import APPLICATION_ID
from hrdesk.storage.snapshot import check_copy, copy_database, facts_of, whole_size

_log = logging.getLogger(__name__)


def bring_up_to_date(folder: Path, key: DataKey, plan: Plan, clock: Clock) -> None:
    """Check the file's head and upgrade it if it is older than the plan's target.

    Raises Damaged `store.damaged`, TooNew `store.too_new`; the file is then unmodified.
    """
    path = database_path(folder)
    if not path.exists():
        raise Damaged("store.damaged")
    connection = keyed_connection(path, key)
    try:
        version = schema_version(connection, path, plan.target)
        size = whole_size(connection)
        upgraded = None
        if version < plan.target:
            database = "select value from meta where key = 'database'"
            store_id = str(connection.execute(database).fetchone()[0])
            source = Source(folder, connection, key, store_id, clock)
            make_backup(source, backup_folder(folder))
            upgraded = _upgraded_copy(source, plan, version)
    finally:
        connection.close()
    if upgraded is None:
        _cut_behind_end(path, size)
    else:
        _put_in_place(upgraded, path)


def schema_version(connection: Any, path: Path, newest: int) -> int:
    """Return the schema version of an open file that is ours, has all pages, is not too new."""
    version = int(connection.execute("pragma user_version").fetchone()[0])
    ours = connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    if not ours or version < 1 or path.stat().st_size < whole_size(connection):
        raise Damaged("store.damaged")
    if version > newest:
        raise TooNew("store.too_new")
    return version


def _cut_behind_end(path: Path, size: int) -> None:
    # SQLite cuts a file to its size after the commit without waiting for the disk: a power cut
    # may leave something behind the end. It is no data, but it would look like damage.
    if path.stat().st_size > size:
        _log.warning("bytes behind the end of the database were cut off")
        os.truncate(path, size)
        sync_file(path)


def _put_in_place(upgraded: Path, path: Path) -> None:
    try:
        upgraded.replace(path)
        sync_folder(path.parent)
    except BaseException:
        upgraded.unlink(missing_ok=True)
        raise


def _upgraded_copy(source: Source, plan: Plan, version: int) -> Path:
    path = database_path(source.folder)
    copy = path.with_name(f".{path.name}{UNFINISHED}")
    copy.unlink(missing_ok=True)
    try:
        copy_database(source.connection, copy, source.key)
        _run_steps(copy, source.key, plan, version)
        _compare(source, copy)
        sync_file(copy)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _run_steps(copy: Path, key: DataKey, plan: Plan, version: int) -> None:
    with contextlib.closing(keyed_connection(copy, key)) as connection, changing_schema(connection):
        advance(connection, plan, version, plan.target)


def _compare(source: Source, copy: Path) -> None:
    # A step may add tables and columns; what was decided and recorded must all be there.
    before, after = facts_of(source.connection), check_copy(copy, source.key)
    kept = dict(before.counts).items() <= dict(after.counts).items()
    whole = (before.head, before.total_fen) == (after.head, after.total_fen)
    with contextlib.closing(keyed_connection(copy, source.key, "ro")) as connection:
        if not (kept and whole and carries(connection, fixed_values(source.connection))):
            raise Damaged("store.upgrade_lost")
