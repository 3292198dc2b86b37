"""Rows that are corrected by withdrawal: each as its record says, and each record with its row."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.canonical import stored_value
from hrdesk.storage.withdrawable import RecordKind, act_of, row_detail

_ROWS = """
    select r.*, a.act, a.subject, a.detail, s.id as own
    from {table} r left join audit a on a.sequence = r.audit_sequence
    left join site s on s.own = 1
"""
_LOST = """
    select a.sequence from audit a where a.act in ({acts})
    and not exists (select 1 from {table} r where r.audit_sequence = a.sequence)
"""


def changed_rows(connection: Any, kind: RecordKind) -> Iterator[dict[str, Any]]:
    """Yield the rows that are not what their record says."""
    cursor = connection.execute(_ROWS.format(table=_table(kind)))
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        subject = row[kind.subject] if kind.subject else row["own"]
        recorded = (row["act"], row["subject"]) == (act_of(kind, row), subject)
        if not recorded or stored_value(row["detail"]) != row_detail(kind, row):
            yield row


def lost_records(connection: Any, kind: RecordKind) -> Iterator[int]:
    """Yield the records whose row is not there."""
    query = _LOST.format(table=_table(kind), acts=", ".join("?" * len(kind.acts)))
    for (sequence,) in connection.execute(query, kind.acts):
        yield int(sequence)


def _table(kind: RecordKind) -> str:
    model: Any = kind.model
    return str(model._meta.table_name)
