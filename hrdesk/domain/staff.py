"""The people who work with the program."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hrdesk.domain.errors import Refused

#: A password of fewer characters is refused (RELIABILITY P10).
LEAST_PASSWORD_LENGTH = 10


class Role(StrEnum):
    """What a person may do; a person may hold several roles, never two steps of one case."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    FINANCE = "finance"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person with an account: text UUID, login name, name, roles, public Ed25519 key."""

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    verify_key: bytes
    active: bool = True

    def may(self, role: Role) -> bool:
        """Tell whether this person holds a role."""
        return self.active and role in self.roles

    def require(self, *roles: Role) -> None:
        """Refuse unless this person holds one of the roles; see `refusal`."""
        if not any(map(self.may, roles)):
            raise self.refusal(*roles)

    def refusal(self, *roles: Role) -> Refused:
        """Return what is said where this person holds none of the roles that an act takes."""
        return Refused("rights.role", name=self.name, roles=" ".join(sorted(roles)))


@dataclass(frozen=True, slots=True)
class Retirement:
    """Why and when an account ended, and the name of who ended it."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Acted:
    """When something was done to an account last, and the name of who did it."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account in the list of the office.

    `key_is_given`: another person set its password, so its owner has to set one of his own.
    `added_by` is the name of who added it, "" for who founded the office; `reset` when another
    person gave it a password anew.
    """

    staff: StaffMember
    since: datetime
    key_is_given: bool
    retirement: Retirement | None
    roles_changed: Acted | None = None
    added_by: str = ""
    reset: Acted | None = None
