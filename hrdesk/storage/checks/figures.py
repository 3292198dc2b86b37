"""Confirmed figures: each row as its record says, and each record with its row."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage import figures
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.flaw import Flaw, tampered

_FIGURES = """
    select f.*, a.act, a.subject, a.detail, s.id as own
    from confirmed_figure f left join audit a on a.sequence = f.audit_sequence
    left join site s on s.own = 1
"""
_LOST = """
    select a.sequence from audit a where a.act in (?, ?)
    and not exists (select 1 from confirmed_figure f where f.audit_sequence = a.sequence)
"""


def figure_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare confirmed figures with their records, both ways."""
    cursor = connection.execute(_FIGURES)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        recorded = (row["act"], row["subject"]) == (figures.act_of(row), row["own"])
        if not recorded or stored_value(row["detail"]) != figures.figure_detail(row):
            yield tampered("verify.figure_changed", scope=row["scope"])
    for (sequence,) in connection.execute(_LOST, (figures.CONFIRM, figures.WITHDRAW)):
        yield tampered("verify.figure_missing", sequence=sequence)
