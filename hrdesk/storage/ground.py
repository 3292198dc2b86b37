"""What every act of one open store stands on."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from hrdesk.domain.clock import Clock
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.office import Office
from hrdesk.domain.staff import StaffMember
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.keyed_values import keyed_value
from hrdesk.storage.keys.signing import Signer


@dataclass(frozen=True, slots=True)
class ActMoment:
    """A clock that stands still: all rows of one act carry one moment and can be compared."""

    moment: datetime
    seconds: float

    def now(self) -> datetime:
        """Return the civil time of the act."""
        return self.moment

    def running(self) -> float:
        """Return the machine's running time at the act, in seconds."""
        return self.seconds


@dataclass(frozen=True, slots=True, repr=False)
class Ground:
    """Database, its id, the key of keyed identities, the office that owns the folder, the clock."""

    db: KeyedDatabase
    database: str
    identity_key: bytes
    site_id: str
    office: Office
    clock: Clock

    def keyed_identity(self, identity: str) -> str:
        """Return the keyed form under which a person is compared (RELIABILITY P7)."""
        return keyed_value(self.identity_key, "identity", normalised_identity(identity))

    def keyed_account(self, account: str) -> str:
        """Return the keyed form of a payee account, or "" if there is none."""
        return keyed_value(self.identity_key, "account", account) if account else ""

    def at_one_moment(self) -> "Ground":
        """Return the same ground with a clock that stands still now, for one act."""
        return replace(self, clock=ActMoment(self.clock.now(), self.clock.running()))


@dataclass(frozen=True, slots=True, repr=False)
class Author:
    """The person who acts, with his signing key; `key_is_given` when another person made it."""

    staff: StaffMember
    signer: Signer
    key_is_given: bool = False


def new_id() -> str:
    """Return a fresh text UUID."""
    return str(uuid4())


def written_moment(moment: datetime) -> str:
    """Return a moment as the store writes it; a moment without time zone is a ValueError."""
    if moment.tzinfo is None:
        raise ValueError("moment without time zone")
    return moment.isoformat()
