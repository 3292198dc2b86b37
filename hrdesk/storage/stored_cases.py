"""Cases with all that judging them again takes, slice by slice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from hrdesk.domain.errors import Damaged
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.checks.decided import FURTHER
from hrdesk.storage.connection import KeyedDatabase

_IN_BATCH = "exists (select 1 from batch_case b where b.case_id = c.id and b.open = 1)"
_SLICE = """
select c.id, c.number, c.measure, c.applicant_name, c.year, c.sequence, w.application,
  json_extract(w.finding, '$.decisions'),
  coalesce(json_extract(w.entries, '$.' || json_extract(?, '$.' || c.measure)), ''),
  v.policy_hash
from cases c
join case_version v on v.case_id = c.id
  and v.number = (select max(number) from case_version where case_id = c.id)
join case_value w on w.version_id = v.id
where (c.year, c.sequence, c.number) > (?, ?, ?) and ({which})
order by c.year, c.sequence, c.number limit ?
"""
_OPEN = _SLICE.format(which=f"not {_IN_BATCH}")
_SINCE = _SLICE.format(which=f"not {_IN_BATCH} or c.received_on >= ?")


#: Under this name a finding keeps the number of the version that it was judged in, where a later
#: version took the judgement over as it was signed.
JUDGED_IN = "judged_in"
#: The record of the version that a finding was judged in: of the first the first one about the
#: case, of a later one its own. What an office confirmed before it counted then.
_RECORD = f"""
case coalesce(json_extract(w.finding, '$.{JUDGED_IN}'), v.number)
when 1 then (select min(a.sequence) from audit a where a.subject = v.case_id)
else (select a.sequence from audit a where a.subject = v.case_id and a.act in ({FURTHER})
  and json_extract(a.detail, '$.version') is cast(
    coalesce(json_extract(w.finding, '$.{JUDGED_IN}'), v.number) as text)) end
"""  # noqa: S608 - our own word
_RECORDED = f"""
select {_RECORD} from case_version v join case_value w on w.version_id = v.id
where v.case_id = ? and v.number = ?
"""  # noqa: S608 - our own words
_VERSIONS = f"""
select c.number, v.number, c.measure, c.year, c.sequence, v.policy_hash, w.application, w.finding,
  {_RECORD}
from cases c join case_version v on v.case_id = c.id join case_value w on w.version_id = v.id
where (c.year, c.sequence, c.number, v.number) > (?, ?, ?, ?)
order by c.year, c.sequence, c.number, v.number limit ?
"""  # noqa: S608 - our own words


#: A slice ends with the case that makes it longer than this: a roster of thousands goes alone.
_MOST_CHARACTERS = 200_000

Row = TypeVar("Row", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as it was signed, with the end of the audit chain at that moment.

    The texts are as they are stored: whoever judges many reads them where nobody waits.
    """

    number: str
    version: int
    measure: str
    place: tuple[int, int, str, int]
    policy_hash: str
    sequence: int
    application_text: str
    finding_text: str

    def application(self) -> Mapping[str, Any]:
        """Return the case in the shape of the contract; Damaged `store.damaged` if it is none."""
        return _mapping(self.application_text)

    def finding(self) -> Mapping[str, Any]:
        """Return the finding that was signed; Damaged `store.damaged` if it is none."""
        return _mapping(self.finding_text)


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as its newest version keeps it: the application, and what was decided in it.

    The texts are as they are stored: whoever judges many reads them where nobody waits.
    `district` is the code of the district whose own figures count for it, or "".
    """

    id: str
    number: str
    measure: str
    applicant_name: str
    place: tuple[int, int, str]
    policy_hash: str
    application_text: str
    decisions_text: str | None
    district: str = ""

    def application(self) -> Mapping[str, Any]:
        """Return the case in the shape of the contract; Damaged `store.damaged` if it is none."""
        return _mapping(self.application_text)

    def decisions(self) -> tuple[Mapping[str, Any], ...]:
        """Return what was decided in it; Damaged `store.damaged` if that cannot be read."""
        return tuple(stored_value(self.decisions_text)) if self.decisions_text is not None else ()


@dataclass(frozen=True, slots=True)
class Sought:
    """Which cases are wanted, and the entry that holds the district of a case, by measure.

    Without `since` only cases that no open batch holds; with it also those that a batch holds
    and that were received on that day or later.
    """

    districts: Mapping[str, str]
    since: date | None = None


def stored_cases(
    db: KeyedDatabase, after: StoredCase | None, limit: int, sought: Sought
) -> tuple[StoredCase, ...]:
    """Return the slice that follows a case, the oldest first; of long rosters less than `limit`."""
    place: tuple[object, ...] = after.place if after is not None else (0, 0, "")
    query = _OPEN if sought.since is None else _SINCE
    days = () if sought.since is None else (sought.since.isoformat(),)
    districts = canonical_text(dict(sought.districts))
    rows = db.execute_sql(query, (districts, *place, *days, limit))
    return tuple(
        StoredCase(
            id=row[0],
            number=row[1],
            measure=row[2],
            applicant_name=row[3],
            place=(row[4], row[5], row[1]),
            policy_hash=row[9],
            application_text=row[6],
            decisions_text=row[7],
            district=row[8],
        )
        for row in _fitting(rows)
    )


def stored_versions(
    db: KeyedDatabase, after: StoredVersion | None, limit: int
) -> tuple[StoredVersion, ...]:
    """Return the slice of versions that follows one, the oldest case first, as `stored_cases`."""
    place: tuple[object, ...] = after.place if after is not None else (0, 0, "", 0)
    return tuple(
        StoredVersion(
            number=row[0],
            version=row[1],
            measure=row[2],
            place=(row[3], row[4], row[0], row[1]),
            policy_hash=row[5],
            sequence=row[8] or 0,
            application_text=row[6],
            finding_text=row[7],
        )
        for row in _fitting(db.execute_sql(_VERSIONS, (*place, limit)))
    )


def recorded_at(db: KeyedDatabase, case_id: str, version: int) -> int:
    """Return the audit record under which what a version says was judged, 0 without one."""
    for (sequence,) in db.execute_sql(_RECORDED, (case_id, version)):
        return int(sequence or 0)
    return 0


def _fitting(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows, each with two texts behind the rest, until they are long enough for a slice."""
    length = 0
    for row in rows:
        yield row
        length += sum(len(text) for text in row[6:8] if text is not None)
        if length > _MOST_CHARACTERS:
            return


def _mapping(text: str) -> Mapping[str, Any]:
    value = stored_value(text)
    if not isinstance(value, dict):
        raise Damaged("store.damaged")
    return value
