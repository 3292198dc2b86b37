"""From SQLite's result codes to the faults a person can act on."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Damaged, EnvironmentFault, Fault
from hrdesk.storage.files import disk_full, drive_of

_DAMAGE = {sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB}
_BREAKING = {*_DAMAGE, sqlcipher.SQLITE_FULL, sqlcipher.SQLITE_IOERR, sqlcipher.SQLITE_NOMEM}
#: The online backup raises without a code; these are SQLite's own fixed words (sqlite3_errstr).
_SAID = {
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
    "file is not a database": sqlcipher.SQLITE_NOTADB,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
}
_BUSY = {sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED}


@contextlib.contextmanager
def store_faults(folder: Path) -> Iterator[None]:
    """Turn what SQLite says about disk and file into Faults; what is a bug stays what it is.

    Raises EnvironmentFault `disk.full`, `disk.write_failed`, `store.busy`, `store.unreachable`,
    `folder.not_writable` and Damaged `store.damaged`.
    """
    try:
        yield
    except sqlcipher.Error as error:
        fault = _fault(result_code(error), folder)
        if fault is None:
            raise
        raise fault from error


def result_code(error: BaseException) -> int:
    """Return SQLite's primary result code of an error, or 0 if it carries none."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    return _SAID.get(str(error), 0) if isinstance(error, sqlcipher.Error) else 0


def breaks_connection(error: BaseException) -> bool:
    """Tell whether a connection must not be used again after this error."""
    return result_code(error) in _BREAKING


def _fault(code: int, folder: Path) -> Fault | None:
    if code == sqlcipher.SQLITE_FULL:
        return disk_full(folder)
    if code == sqlcipher.SQLITE_IOERR:
        return EnvironmentFault("disk.write_failed", drive=drive_of(folder))
    if code in _BUSY:
        return EnvironmentFault("store.busy")
    if code in _DAMAGE:
        return Damaged("store.damaged")
    if code == sqlcipher.SQLITE_CANTOPEN:
        return EnvironmentFault("store.unreachable")
    if code == sqlcipher.SQLITE_READONLY:
        return EnvironmentFault("folder.not_writable")
    return None
