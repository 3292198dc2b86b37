"""Rights and months: each version that claims one has it, as signed, and nobody has two."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.months import CLAIMING, months_digest

_GRANTABLE = ", ".join(f"'{outcome.value}'" for outcome in sorted(CLAIMING))

#: One pass over the cases; a measure is one with rights as soon as one right to it is used.
_UNLIKE_VERSION = f"""
    select c.number, r.id is null from cases c
    join case_version v on v.case_id = c.id and v.number = 1
    join party p on p.id = c.party_id
    left join right_once r on r.case_id = c.id
    where (v.claims = 1 and r.id is null)
    or (r.id is not null and (
      v.claims is not 1 or r.active is not 1 or r.measure is not c.measure
      or r.identity_key is not p.identity_key or r.organization is not c.organization
      or r.granted_on is not c.received_on or r.amount_fen is not v.amount_fen))
    or (v.claims = 0 and v.outcome in ({_GRANTABLE})
      and c.measure in (select measure from right_once))
"""  # noqa: S608 - the words of an enumeration
_TWICE = """
    select c.number from cases c join right_once r on r.case_id = c.id
    where r.active = 1 and (r.measure, r.identity_key) in (
      select measure, identity_key from right_once where active = 1
      group by measure, identity_key having count(*) > 1)
"""

_MONTHS = """
    select c.number, v.months_digest,
    r.active is 1 and r.measure is c.measure, r.identity_key, r.month
    from cases c join case_version v on v.case_id = c.id and v.number = 1
    left join right_month r on r.case_id = c.id
    where v.months_digest <> '' or r.id is not null
    order by c.number
"""
_MONTH_TWICE = """
    select distinct c.number from cases c join right_month r on r.case_id = c.id
    where r.active = 1 and (r.measure, r.identity_key, r.month) in (
      select measure, identity_key, month from right_month where active = 1
      group by measure, identity_key, month having count(*) > 1)
"""


def right_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare rights with the signed versions that claim them, both ways."""
    for number, missing in connection.execute(_UNLIKE_VERSION):
        key = "verify.right_missing" if missing else "verify.right_unlike_case"
        yield tampered(key, number=number)
    for (number,) in connection.execute(_TWICE):
        yield tampered("verify.right_twice", number=number)


def month_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare the months of each case with the digest under its signature, both ways."""
    for number, rows in groupby(connection.execute(_MONTHS), itemgetter(0)):
        months = list(rows)
        held = [(person, month) for *_, person, month in months if person is not None]
        as_claimed = all(kept for _, _, kept, *_ in months)
        if not as_claimed or months_digest(held) != months[0][1]:
            yield tampered("verify.months_unlike_case", number=number)
    for (number,) in connection.execute(_MONTH_TWICE):
        yield tampered("verify.month_twice", number=number)
