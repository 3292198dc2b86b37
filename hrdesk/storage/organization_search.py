"""Reading the register: one organization, a page of them, or what a search finds.

Whatever is asked, the organizations themselves come with two more queries: their versions and
their dated rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from hrdesk.domain.credit_code import normalised_credit_code
from hrdesk.domain.organization import (
    AgencyKind,
    Entry,
    FormerName,
    Organization,
    OrganizationDetails,
    RegisterRow,
    Withdrawal,
)
from hrdesk.domain.plain_text import ascii_identifier
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.name_index import organizations_named, organizations_spelled
from hrdesk.storage.organization_content import fact_from
from hrdesk.storage.organizations import WITHDRAWAL

#: Fewer last characters of a code than this find too many to be of use.
_LEAST_TAIL = 4
#: Fewer initials than two are no name.
_INITIALS = re.compile(r"[A-Z]{2,}")
_AFTER_ALL = "\U0010ffff"
#: SQLite takes it for no limit.
_ALL = -1

_VERSIONS = """
select o.id, o.credit_code, v.number, v.name, v.kind, v.details, a.at
from organization_version v join organization o on o.id = v.organization_id
join audit a on a.sequence = v.audit_sequence
where v.organization_id in (select value from json_each(?))
order by o.rowid desc, v.number
"""
_FACTS = """
select f.organization_id, f.id, f.kind, f.content, f.withdraws, a.sequence, a.at, s.name
from organization_fact f join audit a on a.sequence = f.audit_sequence
join staff s on s.id = a.actor
where f.organization_id in (select value from json_each(?))
order by f.audit_sequence
"""
# The first page begins after all rows: one question for every page, and it stays on the key.
_PAGE = """
select id from organization
where rowid < coalesce((select rowid from organization where id = ?), 9223372036854775807)
order by rowid desc limit ?
"""
_BY_CODE = "select id from organization where credit_code = ?"
_CODE_BEGINS = """
select id from organization where credit_code >= ? and credit_code < ?
order by rowid desc limit ?
"""
_CODE_ENDS = """
select id from organization where credit_code_reversed >= ? and credit_code_reversed < ?
order by rowid desc limit ?
"""


def organization_by_id(db: KeyedDatabase, organization: str) -> Organization | None:
    """Return an organization, or None if there is none of this id."""
    return next(_organizations(db, [organization]), None)


def organization_by_code(db: KeyedDatabase, credit_code: str) -> Organization | None:
    """Return the organization of a credit code in any spelling, or None."""
    found = _ids(db, _BY_CODE, (normalised_credit_code(credit_code),))
    return next(_organizations(db, found), None)


def organization_page(db: KeyedDatabase, after: str | None, limit: int) -> tuple[Organization, ...]:
    """Return the page that follows an organization, the one entered last first."""
    return tuple(_organizations(db, _ids(db, _PAGE, (after, limit))))


def find_organizations(db: KeyedDatabase, text: str, limit: int) -> tuple[Organization, ...]:
    """Return no more than `limit` organizations, the one entered last first.

    A part of the name or of a former one; two or more Latin letters as initials of characters
    that follow one another; a credit code, its beginning or at least its last four characters.
    Every question runs on an index.
    """
    found = organization_ids(db, text, limit)
    return tuple(_organizations(db, sorted(found)))[:limit] if found else ()


def organization_ids(db: KeyedDatabase, text: str, limit: int = _ALL) -> frozenset[str]:
    """Return the ids of organizations that a text finds as `find_organizations` does.

    No more than `limit` for each way of finding; all when it is left out.
    """
    found = set(organizations_named(db, text, limit))
    code = normalised_credit_code(text)
    if code:
        found.update(_ids(db, _CODE_BEGINS, _range(code, limit)))
    if len(code) >= _LEAST_TAIL:
        found.update(_ids(db, _CODE_ENDS, _range(code[::-1], limit)))
    letters = ascii_identifier(text)
    if _INITIALS.fullmatch(letters):
        found.update(organizations_spelled(db, letters, limit))
    return frozenset(found)


def _range(beginning: str, limit: int) -> tuple[object, ...]:
    # A range, not LIKE: it stays on the index whatever the collation.
    return (beginning, beginning + _AFTER_ALL, limit)


def _ids(db: KeyedDatabase, sql: str, values: tuple[object, ...]) -> list[str]:
    return [str(row[0]) for row in db.execute_sql(sql, values)]


def _organizations(db: KeyedDatabase, ids: Iterable[str]) -> Iterator[Organization]:
    chosen = (canonical_text(list(ids)),)
    rows = _rows(db, chosen)
    versions: dict[str, list[tuple[Any, ...]]] = {}
    for row in db.execute_sql(_VERSIONS, chosen):
        versions.setdefault(row[0], []).append(row)
    for organization, entered in versions.items():
        _, code, number, name, kind, details, _ = entered[-1]
        yield Organization(
            id=organization,
            credit_code=code,
            version=number,
            details=OrganizationDetails(name=name, kind=AgencyKind(kind), **stored_value(details)),
            former_names=tuple(_former_names(entered)),
            rows=tuple(rows.get(organization, ())),
        )


def _former_names(entered: list[tuple[Any, ...]]) -> Iterator[FormerName]:
    for before, after in pairwise(entered):
        if before[3] != after[3]:
            yield FormerName(before[3], datetime.fromisoformat(after[6]).date())


def _rows(db: KeyedDatabase, chosen: tuple[str, ...]) -> Mapping[str, list[RegisterRow]]:
    stored = list(db.execute_sql(_FACTS, chosen))
    withdrawn = {
        row[4]: Withdrawal(stored_value(row[3])["reason"], _entry(row))
        for row in stored
        if row[2] == WITHDRAWAL
    }
    rows: dict[str, list[RegisterRow]] = {}
    for row in stored:
        if row[2] != WITHDRAWAL:
            fact = fact_from(row[2], row[3])
            made = RegisterRow(row[1], fact, _entry(row), withdrawn.get(row[1]))
            rows.setdefault(row[0], []).append(made)
    return rows


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(row[5], datetime.fromisoformat(row[6]), row[7])
