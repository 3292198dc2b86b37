"""Cases with all that judging them again takes, slice by slice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.decided import DECIDE
from hrdesk.storage.connection import KeyedDatabase

_IN_BATCH = "exists (select 1 from batch_case b where b.case_id = c.id and b.open = 1)"
_SLICE = """
select c.id, c.number, c.measure, c.applicant_name, c.year, c.sequence, w.application,
  json_extract(w.finding, '$.decisions'), v.policy_hash
from cases c
join case_version v on v.case_id = c.id
  and v.number = (select max(number) from case_version where case_id = c.id)
join case_value w on w.version_id = v.id
where (c.year, c.sequence, c.number) > (?, ?, ?) and ({which})
order by c.year, c.sequence, c.number limit ?
"""
_OPEN = _SLICE.format(which=f"not {_IN_BATCH}")
_SINCE = _SLICE.format(which=f"not {_IN_BATCH} or c.received_on >= ?")


#: The record of a version: of the first the first one about the case, of a later one its own.
#: What an office confirmed before it counted then.
_RECORD = f"""
case v.number when 1 then (select min(a.sequence) from audit a where a.subject = v.case_id)
else (select a.sequence from audit a where a.subject = v.case_id and a.act = '{DECIDE}'
  and json_extract(a.detail, '$.version') is cast(v.number as text)) end
"""  # noqa: S608 - our own word
_RECORDED = f"""
select {_RECORD} from case_version v where v.case_id = ? and v.number = ?
"""  # noqa: S608 - our own words
_VERSIONS = f"""
select c.number, v.number, c.measure, c.year, c.sequence, v.policy_hash, w.application, w.finding,
  {_RECORD}
from cases c join case_version v on v.case_id = c.id join case_value w on w.version_id = v.id
where (c.year, c.sequence, c.number, v.number) > (?, ?, ?, ?)
order by c.year, c.sequence, c.number, v.number limit ?
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as it was signed, with the end of the audit chain at that moment."""

    number: str
    version: int
    measure: str
    place: tuple[int, int, str, int]
    policy_hash: str
    sequence: int
    application: Mapping[str, Any]
    finding: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as its newest version keeps it: the application, and what was decided in it."""

    id: str
    number: str
    measure: str
    applicant_name: str
    place: tuple[int, int, str]
    policy_hash: str
    application: Mapping[str, Any]
    decisions: tuple[Mapping[str, Any], ...]


def stored_cases(
    db: KeyedDatabase, after: StoredCase | None, limit: int, since: date | None
) -> tuple[StoredCase, ...]:
    """Return the slice that follows a case, the oldest first.

    Without `since` only cases that no open batch holds; with it also those that a batch holds
    and that were received on that day or later.
    """
    place: tuple[object, ...] = after.place if after is not None else (0, 0, "")
    query = _OPEN if since is None else _SINCE
    days = () if since is None else (since.isoformat(),)
    rows = db.execute_sql(query, (*place, *days, limit))
    return tuple(
        StoredCase(
            id=row[0],
            number=row[1],
            measure=row[2],
            applicant_name=row[3],
            place=(row[4], row[5], row[1]),
            policy_hash=row[8],
            application=stored_value(row[6]),
            decisions=tuple(stored_value(row[7])) if row[7] is not None else (),
        )
        for row in rows
    )


def stored_versions(
    db: KeyedDatabase, after: StoredVersion | None, limit: int
) -> tuple[StoredVersion, ...]:
    """Return the slice of versions that follows one, the oldest case first."""
    place: tuple[object, ...] = after.place if after is not None else (0, 0, "", 0)
    return tuple(
        StoredVersion(
            number=row[0],
            version=row[1],
            measure=row[2],
            place=(row[3], row[4], row[0], row[1]),
            policy_hash=row[5],
            sequence=row[8] or 0,
            application=stored_value(row[6]),
            finding=stored_value(row[7]),
        )
        for row in db.execute_sql(_VERSIONS, (*place, limit))
    )


def recorded_at(db: KeyedDatabase, case_id: str, version: int) -> int:
    """Return the number of the audit record under which a version was made, 0 without one."""
    for (sequence,) in db.execute_sql(_RECORDED, (case_id, version)):
        return int(sequence or 0)
    return 0
