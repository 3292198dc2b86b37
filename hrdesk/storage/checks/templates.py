"""Official templates: each row as its record says, each record with its row, files by their hash.

What a batch is made with is proven first, with the signatures of those who entered it.
"""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.chain import record_flaws
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.templates import FILES, TEMPLATES

_RECORDS = """
    select t.audit_sequence from official_template t
    where t.measure = ? union
    select f.audit_sequence from template_file f
    where f.sha256 in (select sha256 from official_template where measure = ?)
    order by 1
"""
_STRAY = """
    select t.audit_sequence from official_template t where t.withdraws is null
    and not exists (select 1 from template_file f where f.sha256 = t.sha256)
"""
_UNENTITLED = """
    select a.sequence from audit a where a.act in (?, ?, ?)
    and instr(a.roles, '"administrator"') = 0
"""


def template_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare templates and their files with their records, both ways."""
    for kind in (FILES, TEMPLATES):
        for row in changed_rows(connection, kind):
            yield tampered("verify.template_changed", sequence=row["audit_sequence"])
        for sequence in lost_records(connection, kind):
            yield tampered("verify.template_missing", sequence=sequence)
    for (sequence,) in connection.execute(_STRAY):
        yield tampered("verify.template_missing", sequence=sequence)
    acts = (FILES.enter, TEMPLATES.enter, TEMPLATES.withdraw)
    for (sequence,) in connection.execute(_UNENTITLED, acts):
        yield tampered("verify.record_unentitled", sequence=sequence)


def measure_template_flaws(connection: Any, database: str, measure: str) -> Iterator[Flaw]:
    """Find what hinders that a batch of a measure is made with its template."""
    yield from template_flaws(connection)
    for (sequence,) in connection.execute(_RECORDS, (measure, measure)):
        yield from record_flaws(connection, database, sequence)
