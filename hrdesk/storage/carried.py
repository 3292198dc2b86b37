"""What every upgrade carries over unchanged: the values that no act of the store may change."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.storage.guards import FROZEN, MENDABLE
from hrdesk.storage.snapshot import tables_of


@dataclass(frozen=True, slots=True)
class FixedValues:
    """The columns of a table that never change, and a SHA-256 over their values, row by row."""

    columns: tuple[str, ...]
    digest: str


def fixed_values(connection: Any) -> Mapping[str, FixedValues]:
    """Return the fixed values of each guarded table of an open database."""
    found = {}
    for table in sorted(FROZEN | MENDABLE.keys()):
        mendable = MENDABLE.get(table, frozenset())
        columns = tuple(name for name in _columns(connection, table) if name not in mendable)
        found[table] = FixedValues(columns, _digest(connection, table, columns))
    return found


def carries(connection: Any, before: Mapping[str, FixedValues]) -> bool:
    """Tell whether an open database still has these values, in their order; more columns may be."""
    tables = set(tables_of(connection))
    return all(
        table in tables
        and set(values.columns) <= set(_columns(connection, table))
        and _digest(connection, table, values.columns) == values.digest
        for table, values in before.items()
    )


def _columns(connection: Any, table: str) -> tuple[str, ...]:
    cursor = connection.execute(f"select * from {table} limit 0")  # noqa: S608 - our own names
    return tuple(column[0] for column in cursor.description)


def _digest(connection: Any, table: str, columns: tuple[str, ...]) -> str:
    # No "order by": as the rows lie in the file is part of what search and lists rely on.
    total = hashlib.sha256()
    for row in connection.execute(f"select {', '.join(columns)} from {table} not indexed"):  # noqa: S608
        total.update(repr(row).encode("ascii", "backslashreplace"))
    return total.hexdigest()
