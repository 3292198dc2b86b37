"""The people who work with the program."""

from dataclasses import dataclass
from enum import StrEnum

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
