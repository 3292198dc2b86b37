"""Rights and months: each version that claims one has it, as signed, and nobody has two."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.holds import hold_flaws
from hrdesk.storage.months import CLAIMING, months_digest
from hrdesk.storage.rights import RightClaim, rights_digest

_GRANTABLE = ", ".join(f"'{outcome.value}'" for outcome in sorted(CLAIMING))

#: One pass over the versions; only what the newest one of a case claims is in use.
_RIGHTS = """
    select c.number, v.number, v.rights_digest,
    r.active is (v.number = (select max(number) from case_version where case_id = c.id))
      and r.measure is c.measure and r.granted_on is c.received_on and r.organization is coalesce((
        select json_extract(f.register, '$.organization') from former_register f
        where f.case_id = c.id and f.last_version >= v.number order by f.last_version limit 1),
        c.organization),
    r.line, r.identity_key, r.subject, r.detail, r.amount_fen
    from cases c join case_version v on v.case_id = c.id
    left join right_once r on r.case_id = c.id and r.version = v.number
    where v.rights_digest <> '' or r.id is not null
    order by c.number, v.number
"""
#: Of one rule each right is held alike: by the applicant, or by the people of the roster. Whom the
#: versions before a correction named, their digests alone tell.
_UNLIKE_HOLDER = """
    select distinct c.number from cases c join right_once r on r.case_id = c.id
    join party p on p.id = c.party_id
    where (r.holder = 'line') is not (r.line > 0)
    or r.holder is not (
      select holder from right_once o where o.rule = r.rule order by o.rowid limit 1)
    or not exists (select 1 from former_register f
      where f.case_id = c.id and f.last_version >= r.version)
    and case when r.line > 0 then not exists (
      select 1 from roster_person n join party q on q.id = n.party_id
      where n.case_id = c.id and n.line = r.line and q.identity_key is r.identity_key)
    else r.identity_key is not p.identity_key end
"""
#: A rule is one with rights as soon as one right to it is used.
_UNCLAIMED = f"""
    select c.number from cases c join case_version v on v.case_id = c.id
    and v.number = (select max(number) from case_version where case_id = c.id)
    where v.rights_digest = '' and v.outcome in ({_GRANTABLE})
    and substr(c.measure, 1, instr(c.measure || '__', '__') - 1) in (select rule from right_once)
"""  # noqa: S608 - the words of an enumeration
_TWICE = """
    select distinct c.number from cases c join right_once r on r.case_id = c.id
    where r.active = 1 and (r.rule, r.identity_key, r.subject) in (
      select rule, identity_key, subject from right_once where active = 1
      group by rule, identity_key, subject having count(*) > 1)
"""

_MONTHS = """
    select c.number, v.number, v.months_digest,
    r.active is (v.number = (select max(number) from case_version where case_id = c.id))
      and r.measure is c.measure and r.cost is (
        select cost from right_month o where o.measure = r.measure order by o.rowid limit 1),
    r.identity_key, r.month, r.amount_fen
    from cases c join case_version v on v.case_id = c.id
    left join right_month r on r.case_id = c.id and r.version = v.number
    where v.months_digest <> '' or r.id is not null
    order by c.number, v.number
"""
#: Whose row of the roster a month is claimed for: as the newest version names it, or as was kept.
_MONTH_ROW = """
    select distinct c.number from cases c join right_month r on r.case_id = c.id
    left join former_register f on f.case_id = c.id and f.last_version = (
      select min(last_version) from former_register
      where case_id = c.id and last_version >= r.version)
    where case when f.case_id is null then not exists (
      select 1 from roster_person n join party q on q.id = n.party_id
      where n.case_id = c.id and n.line = r.line and q.identity_key = r.identity_key)
    else not exists (
      select 1 from json_each(f.register, '$.people') e
      join party q on q.identity = json_extract(e.value, '$[2]')
      where json_extract(e.value, '$[0]') = r.line and q.identity_key = r.identity_key) end
"""
_MONTH_TWICE = """
    select distinct c.number from cases c join right_month r on r.case_id = c.id
    where r.active = 1 and (r.cost, r.identity_key, r.month) in (
      select cost, identity_key, month from right_month where active = 1
      group by cost, identity_key, month having count(*) > 1)
"""
_VERSION = itemgetter(0, 1)


def right_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare rights with the signed versions that claim them, both ways."""
    for (number, _), rows in groupby(connection.execute(_RIGHTS), _VERSION):
        rights = list(rows)
        held = [RightClaim(*row[4:]) for row in rights if row[4] is not None]
        if not held:
            yield tampered("verify.right_missing", number=number)
        elif not all(row[3] for row in rights) or rights_digest(held) != rights[0][2]:
            yield tampered("verify.right_unlike_case", number=number)
    for question, key in (
        (_UNLIKE_HOLDER, "verify.right_unlike_case"),
        (_UNCLAIMED, "verify.right_missing"),
        (_TWICE, "verify.right_twice"),
    ):
        for (number,) in connection.execute(question):
            yield tampered(key, number=number)


def month_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare the months of each case with the digest under its signature, both ways."""
    unlike = {number for (number,) in connection.execute(_MONTH_ROW)}
    for (number, _), rows in groupby(connection.execute(_MONTHS), _VERSION):
        months = list(rows)
        held = [(*row[4:],) for row in months if row[4] is not None]
        as_claimed = all(row[3] for row in months)
        if not as_claimed or months_digest(held) != months[0][2]:
            unlike.add(number)
    for number in sorted(unlike):
        yield tampered("verify.months_unlike_case", number=number)
    yield from hold_flaws(connection)
    for (number,) in connection.execute(_MONTH_TWICE):
        yield tampered("verify.month_twice", number=number)
