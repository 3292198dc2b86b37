"""Rows of the office, its accounts and its notes, bound to the records that brought them in.

Names are personal, and notes may be, so a record carries a keyed digest of the row, its mark, and
never the row.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hrdesk.domain.errors import Damaged
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.keyed_values import keyed_value

#: The columns under a mark. A column that a later release adds needs a record of its own.
_BOUND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "site": ("id", "code", "name", "level", "own"),
        "staff": ("id", "site_id", "kind", "login", "name", "roles", "created_at"),
        "retirement": ("staff_id", "reason", "retired_at", "retired_by"),
        "record_note": ("record", "note", "noted_at", "noted_by"),
    }
)

_FIRST_NUMBER = "first_"


def row_marks(connection: Any, identity_key: bytes, table: str) -> dict[str, str]:
    """Return the mark of each row of a table of `_BOUND`, by its first column."""
    columns = _BOUND[table]
    rows = connection.execute(f"select {', '.join(columns)} from {table}")  # noqa: S608
    found = (dict(zip(columns, row, strict=True)) for row in rows)
    return {
        str(row[columns[0]]): keyed_value(identity_key, table, canonical_text(row)) for row in found
    }


def stored_identity_key(connection: Any) -> bytes:
    """Return the key of keyed identities of an open database; Damaged `store.damaged`."""
    row = connection.execute("select value from meta where key = 'identity_key'").fetchone()
    try:
        return bytes.fromhex(row[0] if row else "-")
    except ValueError as error:
        raise Damaged("store.damaged") from error


def first_number_name(year: int) -> str:
    """Return the name under which the founding record carries the first number of a year."""
    return f"{_FIRST_NUMBER}{year}"


def first_numbers(detail: Mapping[str, str]) -> dict[str, str]:
    """Return year and first number as a founding record carries them."""
    named = {name: first for name, first in detail.items() if name.startswith(_FIRST_NUMBER)}
    return {name.removeprefix(_FIRST_NUMBER): first for name, first in named.items()}
