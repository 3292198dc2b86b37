"""A case as its row, its party and its roster hold it by now: what a further version takes over."""

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.roster import RosterPerson
from hrdesk.storage.ground import Ground

#: The personal columns of the case's row and its party, in the order of `_STANDING`.
_REGISTER = ("applicant_name", "initials", "phone", "organization", "paper_number", "identity")
_STANDING = """
select c.applicant_name, c.initials, c.phone, c.organization, c.paper_number, p.identity,
  c.received_on, v.account_key
from cases c join party p on p.id = c.party_id join case_version v on v.case_id = c.id
where c.id = ? order by v.number desc limit 1
"""
_PEOPLE = """
select r.line, r.name, coalesce(p.identity, '') from roster_person r
left join party p on p.id = r.party_id where r.case_id = ? order by r.line
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """`register` holds the personal columns, `people` who stands in the roster.

    `received_on` is in ISO form, `account_key` the keyed payee account of the newest version.
    """

    register: Mapping[str, str]
    people: tuple[RosterPerson, ...]
    received_on: str
    account_key: str

    @property
    def identity(self) -> str:
        """The number of the applicant."""
        return self.register["identity"]

    @property
    def organization(self) -> str:
        """The credit code of the applicant's organization, or ""."""
        return self.register["organization"]


def standing_of(ground: Ground, case_id: str) -> Standing:
    """Return how a case that is there stands."""
    *register, received_on, account_key = ground.db.execute_sql(_STANDING, (case_id,)).fetchone()
    people = ground.db.execute_sql(_PEOPLE, (case_id,)).fetchall()
    return Standing(
        dict(zip(_REGISTER, register, strict=True)),
        tuple(RosterPerson(*row) for row in people),
        received_on,
        account_key,
    )
