"""Organizations as the register keeps them: who they are, and what they were allowed when.

A licence or a recognition is a dated row. A row that turns out wrong is withdrawn with a reason
and stays readable. What a judgement gets runs for its deciding date (DESIGN 4.1), and what the
register does not know stays unknown (DESIGN 4.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hrdesk.domain.dates import Period


class AgencyKind(StrEnum):
    """What kind of agency an organization is (CONTRACT, "Agency")."""

    COMMERCIAL = "commercial"
    PUBLIC = "public"
    PARK = "park"


class LicenceKind(StrEnum):
    """What allows an agency to work: a licence, or the filing of other business (条例 18)."""

    LICENCE = "licence"
    FILING = "filing"


class BaseLevel(StrEnum):
    """The level of an internship base (三（十）)."""

    ORDINARY = "ordinary"
    PROVINCE = "province"
    NATIONAL = "national"


class Matter(StrEnum):
    """What the register may hold whole or in part: whether it is whole, a clerk confirms."""

    LICENCE = "licence"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence or filing as it was seen on a day."""

    kind: LicenceKind
    number: str
    period: Period
    issued_by: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class Recognition:
    """Recognition as an internship base, by its document."""

    level: BaseLevel
    period: Period
    document: str


@dataclass(frozen=True, slots=True)
class ParkRecognition:
    """Recognition as a park of human resources services, by its document."""

    period: Period
    document: str


@dataclass(frozen=True, slots=True)
class NoOther:
    """A clerk found on a day, by a source, that nothing of a matter is missing in the register."""

    matter: Matter
    confirmed_on: date
    source: str


DatedFact = Licence | Recognition | ParkRecognition | NoOther


@dataclass(frozen=True, slots=True)
class Entry:
    """When and by whom something came into the register; `sequence` orders all entries."""

    sequence: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a row counts no more, and who said so."""

    reason: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dated fact with its entry, and its withdrawal if it was withdrawn."""

    id: str
    fact: DatedFact
    entry: Entry
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class OrganizationDetails:
    """What may change: name, kind, whom to call, where to pay. All but name and kind may be ""."""

    name: str
    kind: AgencyKind
    contact: str = ""
    phone: str = ""
    bank: str = ""
    holder: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that the organization had until a day on which another was entered."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization by its credit code, with its newest details and all its dated rows.

    `version` counts the changes of the details: a change of an older version is refused.
    `former_names` are those before, the oldest first; `rows` are in the order of their entry.
    """

    id: str
    credit_code: str
    version: int
    details: OrganizationDetails
    former_names: tuple[FormerName, ...] = ()
    rows: tuple[RegisterRow, ...] = ()

    @property
    def name(self) -> str:
        """The name it has now."""
        return self.details.name


def agency_facts(organization: Organization, day: date) -> dict[str, object]:
    """Return what the register knows of an organization on a day, as facts of the contract.

    `agency_kind`, `licensed`, `park_recognised`, and `recognitions` as an internship base. What
    is unknown is absent: no recognition in the register is not the same as none.
    """
    known = {
        "agency_kind": organization.details.kind.value,
        "licensed": holds_on(organization, Matter.LICENCE, day),
        "park_recognised": holds_on(organization, Matter.PARK, day),
        "recognitions": _recognitions(organization) or None,
    }
    return {fact: value for fact, value in known.items() if value is not None}


def holds_on(organization: Organization, matter: Matter, day: date) -> bool | None:
    """Tell whether a licence, or a park's recognition, covers a day; None is unknown.

    It is "no" only when the register holds some, none covers the day, and a clerk confirmed on
    that day or later that there is no other. Whoever withdraws a row afterwards, or enters one
    that had begun by then, has shown that the register was not whole: it is unknown again.
    """
    periods = [
        period
        for row in organization.rows
        if row.withdrawal is None and (period := _period_of(row, matter)) is not None
    ]
    if any(day in period for period in periods):
        return True
    confirmed = any(_confirms(row, organization, matter, day) for row in organization.rows)
    return False if periods and confirmed else None


def base_level_on(organization: Organization, day: date) -> BaseLevel | None:
    """Return the highest level of internship base that covers a day, None where none does."""
    covering = [fact.level for fact in bases_of(organization) if day in fact.period]
    return max(covering, key=list(BaseLevel).index, default=None)


def _confirms(row: RegisterRow, organization: Organization, matter: Matter, day: date) -> bool:
    fact = row.fact
    if row.withdrawal is not None or not isinstance(fact, NoOther) or fact.matter is not matter:
        return False
    return fact.confirmed_on >= day and not any(
        _disproves(other, row.entry, fact) for other in organization.rows
    )


def _disproves(row: RegisterRow, confirmation: Entry, fact: NoOther) -> bool:
    period = _period_of(row, fact.matter)
    if period is None:
        return False
    if row.withdrawal is not None and row.withdrawal.entry.sequence > confirmation.sequence:
        return True
    return row.entry.sequence > confirmation.sequence and period.first <= fact.confirmed_on


def _period_of(row: RegisterRow, matter: Matter) -> Period | None:
    kind = Licence if matter is Matter.LICENCE else ParkRecognition
    return row.fact.period if isinstance(row.fact, kind) else None


def bases_of(organization: Organization) -> Iterator[Recognition]:
    """Yield each recognition as an internship base that was not withdrawn."""
    for row in organization.rows:
        if row.withdrawal is None and isinstance(row.fact, Recognition):
            yield row.fact


def _recognitions(organization: Organization) -> list[dict[str, str]]:
    return [
        {"level": fact.level.value, "from": fact.period.first.isoformat()}
        | ({"to": fact.period.last.isoformat()} if fact.period.last else {})
        for fact in sorted(bases_of(organization), key=lambda fact: fact.period.first)
    ]
