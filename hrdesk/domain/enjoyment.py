"""What a person or an organization has enjoyed by the records of the office, and what is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Any, NamedTuple

from hrdesk.domain.dates import Month


@dataclass(frozen=True, slots=True)
class Origin:
    """The case from which a record comes; `organization` is a credit code or "".

    `applicant` is the name of who applied: for a roster that of the employer. `version` is the
    number of the case's version that says so.
    """

    case_id: str
    number: str
    measure: str
    organization: str
    applicant: str
    received_on: date
    outcome: str
    version: int

    @property
    def decided(self) -> bool:
        """Whether an officer decided the case, so that more than its acceptance is on record."""
        return self.version > 1


@dataclass(frozen=True, slots=True)
class HeldRight:
    """A one-off right that is held; `detail` tells what for, as `history` of the contract does.

    `amount_fen` is None while an officer has to decide.
    """

    origin: Origin
    detail: Mapping[str, object]
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class HeldMonth:
    """A month that a case holds for a person and a kind of cost; for the amount see `HeldRight`."""

    origin: Origin
    cost: str
    month: Month
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class PendingRight:
    """What a case used before it was corrected and holds while the platform may still pay it.

    `batch` is the number of the batch that sent it, `months` are the months of it for a person,
    none for a one-off right; for `detail` see `HeldRight`. It is not enjoyed: the case does not
    claim it any more.
    """

    origin: Origin
    batch: str
    detail: Mapping[str, object]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class ListedLine:
    """Where a person stands in the roster of a case, by its newest version.

    `given` is the line as the rule got it, `judged` what was found, both in the shape of the
    contract and empty where the case has no such line; `checks` are those of the case.
    """

    origin: Origin
    line: int
    name: str
    given: Mapping[str, Any]
    judged: Mapping[str, Any]
    checks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that the store knows of a person; `names` as they were written, the newest first."""

    names: tuple[str, ...]
    rights: tuple[HeldRight, ...]
    months: tuple[HeldMonth, ...]
    pending: tuple[PendingRight, ...]
    lines: tuple[ListedLine, ...]


@dataclass(frozen=True, slots=True)
class PeopleRights:
    """One-off rights of persons that a case of an organization gave: how many, and their sum.

    `open` counts those on which an officer has to decide.
    """

    origin: Origin
    people: int
    open: int
    fen: int


@dataclass(frozen=True, slots=True)
class YearOfMonths:
    """Months that people of an organization were granted in a calendar year; see `PeopleRights`."""

    measure: str
    year: int
    people: int
    months: int
    open: int
    fen: int


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """All that the store knows of what an organization was granted; for `names` see above."""

    names: tuple[str, ...]
    own: tuple[HeldRight, ...]
    pending: tuple[PendingRight, ...]
    people: tuple[PeopleRights, ...]
    years: tuple[YearOfMonths, ...]


class Limit(Enum):
    """What ends a subsidy that is paid month by month; EITHER are two readings of the text."""

    QUOTA = auto()
    RETIREMENT = auto()
    EITHER = auto()
    UNKNOWN = auto()


class Outlook(NamedTuple):
    """One way in which a person may retire, and what ends the subsidy then.

    `then` is the retirement month by the law of the first month, `span` the months between,
    `ends` the retirement month by the newest law; None where unknown or of no part.
    """

    limit: Limit
    then: Month | None = None
    span: int | None = None
    ends: Month | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How long a person may still enjoy a measure that is paid month by month.

    `here` counts the months on record under the measure, `elsewhere` those that were declared,
    None while unknown. `ways` are several while the kind of person is unknown.
    """

    measure: str
    quota: int
    here: int
    elsewhere: int | None
    first: Month | None
    retires: bool
    ways: tuple[Outlook, ...]

    @property
    def left(self) -> int | None:
        """How many months of the quota are left, or None while that is unknown."""
        if self.elsewhere is None:
            return None
        return max(self.quota - self.here - self.elsewhere, 0)


class MarkKind(StrEnum):
    """What a month was: eligible, for an officer, claimed and not paid, not known yet, or only
    held for a case that claims it no more (`PendingRight`).
    """

    ELIGIBLE = "eligible"
    OFFICER = "officer"
    HELD = "held"
    DROPPED = "dropped"
    OPEN = "open"


class Mark(NamedTuple):
    """What a case did with a month of a person; `reason` as it was frozen, or ""."""

    kind: MarkKind
    origin: Origin
    amount_fen: int | None
    reason: str
