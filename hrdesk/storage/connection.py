"""Keyed connections: the only door to the encrypted file.

The key goes from the DataKey into SQLCipher and nowhere else: peewee's connect parameters, which
live as long as the database object, never see it (RELIABILITY P11).
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.guards import FROZEN, MENDABLE
from hrdesk.storage.keys.credentials import DataKey

#: Older SQLite loses a reset write-ahead log (fixed in 3.51.3).
OLDEST_SQLITE = (3, 51, 3)
_BUSY_MILLISECONDS = 5000
_HEX = b"0123456789abcdef"
_PRAGMAS = (
    ("cipher_log_level", "NONE"),
    ("busy_timeout", _BUSY_MILLISECONDS),
    ("synchronous", "EXTRA"),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("temp_store", "MEMORY"),
    ("mmap_size", 0),
    ("trusted_schema", 0),
)


def require_sqlite() -> None:
    """Refuse to work on a SQLite that can lose data (EnvironmentFault `store.sqlite_too_old`)."""
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise EnvironmentFault("store.sqlite_too_old", version=sqlcipher.sqlite_version)


def keyed_connection(path: Path, key: DataKey, mode: str = "rw") -> Any:
    """Return a raw connection with the key set; nothing is read yet, so a wrong key shows later.

    `mode` is SQLite's: `ro`, `rw`, or `rwc` to create the file.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        _set_key(connection, key)
        _set_pragmas(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def opens_with(path: Path, key: DataKey) -> bool:
    """Tell whether a key opens the first page of a database; nothing is replayed or written."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None)
    try:
        _set_key(connection, key)
        connection.execute("pragma cipher_log_level = NONE").fetchall()
        connection.execute("pragma user_version").fetchall()
    except sqlcipher.DatabaseError as error:
        if error.sqlite_errorcode != sqlcipher.SQLITE_NOTADB:
            raise
        return False
    finally:
        connection.close()
    return True


def scratch_connection() -> Any:
    """Return an empty database in memory that works as the keyed ones do, to build and compare."""
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    _set_pragmas(connection)
    return connection


def _set_pragmas(connection: Any) -> None:
    for name, value in _PRAGMAS:
        connection.execute(f"pragma {name} = {value}").fetchall()


def _set_key(connection: Any, key: DataKey) -> None:
    material = key.material
    literal = bytearray(2 * len(material) + 3)
    try:
        literal[0:2] = b"x'"
        for index, byte in enumerate(material):
            literal[2 + 2 * index] = _HEX[byte >> 4]
            literal[3 + 2 * index] = _HEX[byte & 15]
        literal[-1:] = b"'"
        connection.set_key(literal)
    finally:
        for index in range(len(literal)):
            literal[index] = 0


#: All that an open store ever does. Nothing here makes, changes or removes a table, an index, a
#: trigger or a view, be it for this connection alone: a temporary table would hide ours.
_ALLOWED_ACTIONS = frozenset(
    {
        sqlcipher.SQLITE_SELECT,
        sqlcipher.SQLITE_READ,
        sqlcipher.SQLITE_INSERT,
        sqlcipher.SQLITE_UPDATE,
        sqlcipher.SQLITE_DELETE,
        sqlcipher.SQLITE_FUNCTION,
        sqlcipher.SQLITE_PRAGMA,
        sqlcipher.SQLITE_TRANSACTION,
        sqlcipher.SQLITE_RECURSIVE,
    }
)
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export"})
#: Searched by name; rows come with what they name and stay. FTS5 writes to the tables behind them.
_NAME_SEARCHES = frozenset({"name_search", "organization_search", "roster_search"})
#: Whom these rows name is corrected, and then they are found by another name.
_RENAMED = frozenset({"name_search", "roster_search"})


def guard(action: int, subject: str | None, detail: str | None, *_where: str | None) -> int:
    """Decide on one step of a statement while it is prepared (SQLite's authorizer)."""
    allowed = action in _ALLOWED_ACTIONS and not (
        (action == sqlcipher.SQLITE_PRAGMA and detail is not None)
        or (action == sqlcipher.SQLITE_FUNCTION and detail in _FORBIDDEN_FUNCTIONS)
        or (action == sqlcipher.SQLITE_DELETE and _stays(subject))
        or (action == sqlcipher.SQLITE_UPDATE and _is_fixed(subject, detail))
    )
    return int(sqlcipher.SQLITE_OK if allowed else sqlcipher.SQLITE_DENY)


def _stays(table: str | None) -> bool:
    return table in FROZEN or table in MENDABLE or table in _NAME_SEARCHES


def _is_fixed(table: str | None, column: str | None) -> bool:
    if table in MENDABLE:
        return column not in MENDABLE[table]
    if table in _RENAMED:
        return column != "tokens"
    return table in FROZEN or table in _NAME_SEARCHES


class KeyedDatabase(SqliteDatabase):
    """peewee's database over guarded, keyed connections, one per thread."""

    server_version = sqlcipher.sqlite_version_info

    def __init__(self, path: Path, key: DataKey, mode: str = "rw") -> None:
        """`mode` as in `keyed_connection`."""
        super().__init__(str(path))
        self._path = path
        self._key = key
        self._mode = mode
        self._open: list[Any] = []
        self._register = threading.Lock()

    def _connect(self) -> Any:
        connection = keyed_connection(self._path, self._key, self._mode)
        try:
            connection.execute("pragma journal_mode = TRUNCATE").fetchall()
            connection.set_authorizer(guard)
        except BaseException:
            connection.close()
            raise
        with self._register:
            self._open.append(connection)
        return connection

    def _close(self, conn: Any) -> None:
        with self._register:
            self._open.remove(conn)
        conn.close()

    def execute_sql(self, sql: str, params: Sequence[object] | None = None) -> Any:
        """Run a statement past peewee's own log, which would write down every value."""
        return self.raw().execute(sql, params or ())

    def close_everywhere(self) -> None:
        """Close the connections of all threads; none of them may be working."""
        self.close()
        with self._register:
            for connection in self._open:
                connection.close()
            self._open.clear()

    def raw(self) -> Any:
        """Return this thread's raw connection, connecting if needed."""
        return self.connection()  # type: ignore[no-untyped-call]
