"""What people and organizations were granted, read for the page of their history.

Every question runs on an index, from the person or the organization. Of a long roster only the
line that is asked for leaves SQLite.
"""

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import (
    HeldMonth,
    HeldRight,
    ListedLine,
    OrganizationRecord,
    Origin,
    PendingRight,
    PeopleRights,
    PersonRecord,
    YearOfMonths,
)
from hrdesk.domain.errors import Refused
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.right import Holder
from hrdesk.domain.roster import RosterPlace
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Ground

_ORIGIN = "c.id, c.number, c.measure, c.organization, c.applicant_name, c.received_on, c.outcome"
_IN_ORDER = "order by c.received_on, c.number"
_RIGHTS = f"""
select {_ORIGIN}, r.version, r.detail, r.amount_fen
from right_once r join cases c on c.id = r.case_id
where r.identity_key = ? and r.active = 1 {_IN_ORDER}, r.line
"""  # noqa: S608 - our own columns
_MONTHS = f"""
select {_ORIGIN}, r.version, r.cost, r.month, r.amount_fen
from right_month r join cases c on c.id = r.case_id
where r.cost in (select value from json_each(?)) and r.identity_key = ? and r.active = 1
order by r.cost, r.month
"""  # noqa: S608 - our own columns
#: What is only held, as `hold_schema` works it out: the case does not claim it for him any more.
_PENDING_RIGHTS = f"""
select {_ORIGIN}, h.version, h.batch, h.detail
from right_held h join cases c on c.id = h.case_id
where h.identity_key = ? and not exists (select 1 from right_once a
  where a.rule = h.rule and a.identity_key = h.identity_key and a.subject = h.subject
  and a.active = 1 and a.case_id = h.case_id)
{_IN_ORDER}, h.batch
"""  # noqa: S608 - our own columns
_PENDING_MONTHS = f"""
select {_ORIGIN}, max(h.version), h.batch, json_group_array(distinct h.month)
from month_held h join cases c on c.id = h.case_id
where h.cost in (select value from json_each(?)) and h.identity_key = ?
and not exists (select 1 from right_month a
  where a.cost = h.cost and a.identity_key = h.identity_key and a.month = h.month
  and a.active = 1 and a.case_id = h.case_id)
group by c.id, h.batch {_IN_ORDER}, h.batch
"""  # noqa: S608 - our own columns
_LINES = f"""
select {_ORIGIN}, v.number, r.line, r.name,
  json_extract(w.application, '$.lines[' || (r.line - 1) || ']'),
  json_extract(w.finding, '$.lines[' || (r.line - 1) || ']'), json_extract(w.finding, '$.checks')
from party p join roster_person r on r.party_id = p.id join cases c on c.id = r.case_id
join case_version v on v.case_id = c.id
  and v.number = (select max(number) from case_version where case_id = c.id)
join case_value w on w.version_id = v.id
where p.identity_key = ? {_IN_ORDER}, r.line
"""  # noqa: S608 - our own columns
_APPLIED = """
select c.applicant_name from party p join cases c on c.party_id = p.id
where p.identity_key = ? order by c.received_on desc, c.number desc
"""
_PEOPLE = f"""
select {_ORIGIN}, max(r.version), count(*),
  sum(r.amount_fen is null), coalesce(sum(r.amount_fen), 0)
from right_once r join cases c on c.id = r.case_id
where r.organization = ? and r.active = 1 and r.holder <> '{Holder.ORGANIZATION}'
group by c.id {_IN_ORDER}
"""  # noqa: S608 - our own columns
_YEARS = """
select r.measure, cast(substr(r.month, 1, 4) as integer), count(distinct r.identity_key),
  count(*), sum(r.amount_fen is null), coalesce(sum(r.amount_fen), 0)
from cases c join right_month r on r.case_id = c.id
where c.organization = ? and c.organization <> '' and r.active = 1
group by 1, 2 order by 1, 2
"""
_APPLICANT = """
select p.identity from cases c join party p on p.id = c.party_id where c.id = ?
"""
_LISTED = """
select p.identity from roster_person r join party p on p.id = r.party_id
where r.case_id = ? and r.line = ?
"""
_ROSTER = """
select r.line, r.name, p.identity from roster_person r join party p on p.id = r.party_id
where r.case_id = ? order by r.line
"""


def person_record(ground: Ground, identity: str, costs: Collection[str]) -> PersonRecord:
    """Return all that is known of a person, oldest first; `costs` are the kinds of months."""
    db, key = ground.db, ground.keyed_identity(identity)
    kinds = canonical_text(sorted(costs))
    lines = tuple(_line(row) for row in db.execute_sql(_LINES, (key,)))
    listed = [line.name for line in reversed(lines)]
    return PersonRecord(
        names=tuple(dict.fromkeys((*filter(None, listed), *_applied(db, key)))),
        rights=tuple(_rights(db, key)),
        months=tuple(
            HeldMonth(_origin(row), row[8], _month(row[9]), row[10])
            for row in db.execute_sql(_MONTHS, (kinds, key))
        ),
        pending=(*_pending_rights(db, key), *_pending_months(db, kinds, key)),
        lines=lines,
    )


def organization_record(ground: Ground, credit_code: str) -> OrganizationRecord:
    """Return all that is known of an organization, oldest first."""
    db, key = ground.db, ground.keyed_identity(credit_code)
    return OrganizationRecord(
        names=_applied(db, key),
        own=tuple(_rights(db, key)),
        pending=tuple(_pending_rights(db, key)),
        people=tuple(
            PeopleRights(_origin(row), *row[8:]) for row in db.execute_sql(_PEOPLE, (credit_code,))
        ),
        years=tuple(YearOfMonths(*row) for row in db.execute_sql(_YEARS, (credit_code,))),
    )


def identity_in_case(ground: Ground, case_id: str, line: int) -> str:
    """Return the number of a case's applicant (line 0) or of a person in its roster.

    Refused `lookup.no_case` if there is none.
    """
    asked = (_LISTED, (case_id, line)) if line else (_APPLICANT, (case_id,))
    found = ground.db.execute_sql(*asked).fetchone()
    if found is None:
        raise Refused("lookup.no_case")
    return str(found[0])


def roster_of_case(ground: Ground, case_id: str) -> tuple[RosterPlace, ...]:
    """Return who stands in the roster of a case with a number, which is masked."""
    rows = ground.db.execute_sql(_ROSTER, (case_id,))
    return tuple(RosterPlace(line, name, masked_identity(number)) for line, name, number in rows)


def _applied(db: KeyedDatabase, key: str) -> tuple[str, ...]:
    """Return the names under which somebody applied, the newest first."""
    return tuple(dict.fromkeys(name for (name,) in db.execute_sql(_APPLIED, (key,))))


def _rights(db: KeyedDatabase, key: str) -> Iterator[HeldRight]:
    for row in db.execute_sql(_RIGHTS, (key,)):
        yield HeldRight(_origin(row), stored_value(row[8]), row[9])


def _pending_rights(db: KeyedDatabase, key: str) -> Iterator[PendingRight]:
    # A case's own right hangs on each of its rows; to group them, SQLite would read all holds.
    for row in dict.fromkeys(db.execute_sql(_PENDING_RIGHTS, (key,))):
        yield PendingRight(_origin(row), row[8], stored_value(row[9]), ())


def _pending_months(db: KeyedDatabase, kinds: str, key: str) -> Iterator[PendingRight]:
    for row in db.execute_sql(_PENDING_MONTHS, (kinds, key)):
        months = tuple(map(_month, sorted(json.loads(row[9]))))
        yield PendingRight(_origin(row), row[8], {}, months)


def _line(row: tuple[Any, ...]) -> ListedLine:
    given, judged, checks = (stored_value(text) if text else None for text in row[10:13])
    return ListedLine(_origin(row), row[8], row[9], given or {}, judged or {}, tuple(checks or ()))


def _origin(row: tuple[Any, ...]) -> Origin:
    case_id, number, measure, organization, applicant, received_on, outcome, version = row[:8]
    day = date.fromisoformat(received_on)
    return Origin(case_id, number, measure, organization, applicant, day, outcome, version)


def _month(text: str) -> Month:
    month = Month.parse(text)
    if month is None:
        raise ValueError("a stored month is no month")
    return month
