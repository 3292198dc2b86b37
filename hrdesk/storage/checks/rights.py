"""Rights: each version that claims one has it, as it was signed, and nobody has two."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.rights import CLAIMING

_GRANTABLE = ", ".join(f"'{outcome.value}'" for outcome in sorted(CLAIMING))

#: Each question returns the numbers of cases that break a rule.
_QUESTIONS = (
    (
        "verify.right_unlike_case",
        """
        select c.number from right_once r join cases c on c.id = r.case_id
        join party p on p.id = c.party_id
        join case_version v on v.case_id = c.id and v.number = 1
        where v.claims is not 1 or r.active is not 1 or r.measure is not c.measure
        or r.identity_key is not p.identity_key or r.organization is not c.organization
        or r.granted_on is not c.received_on or r.amount_fen is not v.amount_fen
        """,
    ),
    (
        "verify.right_missing",
        """
        select c.number from cases c join case_version v on v.case_id = c.id and v.number = 1
        where v.claims = 1 and (select count(*) from right_once where case_id = c.id) is not 1
        """,
    ),
    (
        "verify.right_missing",
        f"""
        select c.number from cases c join case_version v on v.case_id = c.id and v.number = 1
        where v.claims = 0 and v.outcome in ({_GRANTABLE})
        and c.measure in (select measure from right_once)
        """,  # noqa: S608 - the words of an enumeration
    ),
    (
        "verify.right_twice",
        """
        select max(c.number) from right_once r join cases c on c.id = r.case_id
        where r.active = 1 group by r.measure, r.identity_key having count(*) > 1
        """,
    ),
)


def right_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare rights with the signed versions that claim them, both ways."""
    for key, question in _QUESTIONS:
        for (number,) in connection.execute(question):
            yield tampered(key, number=number)
