"""Printed copies: each has its record and each record its copy, with the same values."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.papers import ACT, NewPaper, paper_detail

_COPIES = """
    select c.number, a.act, a.subject, a.at, a.actor, a.detail, p.case_id, p.version, p.kind,
    p.copy, p.content_hash, p.system_fonts, p.made_at, p.made_by, v.content_hash as signed_hash
    from paper p join cases c on c.id = p.case_id
    left join case_version v on v.case_id = p.case_id and v.number = p.version
    left join audit a on a.sequence = p.audit_sequence
"""
_LOST = """
    select coalesce(c.number, a.subject) from audit a left join cases c on c.id = a.subject
    where a.act = ? and (select count(*) from paper p where p.audit_sequence = a.sequence) is not 1
"""


def copy_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare printed copies with their records, both ways."""
    cursor = connection.execute(_COPIES)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        if not _is_recorded(row):
            yield tampered("verify.paper_unrecorded", number=row["number"])
    for (number,) in connection.execute(_LOST, (ACT,)):
        yield tampered("verify.paper_missing", number=number)


def _is_recorded(row: Mapping[str, Any]) -> bool:
    made = (row["act"], row["subject"], row["at"], row["actor"])
    if made != (ACT, row["case_id"], row["made_at"], row["made_by"]):
        return False
    fonts = tuple(stored_value(row["system_fonts"]))
    new = NewPaper(row["case_id"], row["version"], row["kind"], row["content_hash"], fonts)
    return bool(stored_value(row["detail"]) == paper_detail(new, row["copy"]))
