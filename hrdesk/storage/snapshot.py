"""Copies of the database that were opened again and checked before they count."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.domain.errors import Damaged
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.files import sync_file
from hrdesk.storage.keys.credentials import DataKey

PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a sound copy holds: the end of the audit chain, rows by table, sum of amounts in fen."""

    head: AuditHead
    counts: tuple[tuple[str, int], ...]
    total_fen: int


def copy_database(source: Any, target: Path, key: DataKey) -> None:
    """Copy an open database page by page into a new file under the same key, onto the disk.

    Writers wait for no more than one step; what they write meanwhile is in the copy.
    """
    connection = keyed_connection(target, key, "rwc")
    try:
        source.backup(connection)
    finally:
        connection.close()
    sync_file(target)


def check_copy(path: Path, key: DataKey) -> CopyFacts:
    """Open a file by itself and check every page, every row's place and every reference.

    Raises Damaged `store.damaged`.
    """
    connection = keyed_connection(path, key, "ro")
    try:
        if (
            damage_in(connection)
            or dangling_in(connection)
            or path.stat().st_size != whole_size(connection)
        ):
            raise Damaged("store.damaged")
        return facts_of(connection)
    finally:
        connection.close()


def damage_in(connection: Any) -> tuple[str, ...]:
    """Return what SQLCipher finds wrong with the pages, else SQLite with what stands on them."""
    found = [str(row[0]) for row in connection.execute("pragma cipher_integrity_check")]
    if not found:
        rows = [str(row[0]) for row in connection.execute("pragma integrity_check")]
        found = [row for row in rows if row != "ok"]
    return tuple(found)


def dangling_in(connection: Any) -> tuple[tuple[str, str], ...]:
    """Return the references that lead nowhere: from which table to which."""
    rows = connection.execute("pragma foreign_key_check")
    return tuple(sorted({(str(row[0]), str(row[2])) for row in rows}))


def facts_of(connection: Any) -> CopyFacts:
    """Return the facts of an open database."""
    counts = tuple(
        (table, int(connection.execute(f"select count(*) from {table}").fetchone()[0]))  # noqa: S608
        for table in tables_of(connection)
    )
    total = connection.execute("select coalesce(sum(amount_fen), 0) from cases").fetchone()[0]
    return CopyFacts(head_of(connection), counts, int(total))


def head_of(connection: Any) -> AuditHead:
    """Return the end of the audit chain of an open database."""
    row = connection.execute(
        "select sequence, hash from audit order by sequence desc limit 1"
    ).fetchone()
    return AuditHead(*row) if row else AuditHead()


def tables_of(connection: Any) -> tuple[str, ...]:
    """Return every table of an open database but SQLite's own and those behind virtual ones."""
    return tuple(
        sorted(
            name
            for schema, name, kind, *_ in connection.execute("pragma table_list")
            if schema == "main" and kind in {"table", "virtual"} and not name.startswith("sqlite_")
        )
    )


def whole_size(connection: Any) -> int:
    """Return the size in bytes that the file must have by its own header."""
    return int(connection.execute("pragma page_count").fetchone()[0]) * PAGE_BYTES
