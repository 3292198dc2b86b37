"""What the register of organizations says at the fields of a form, for the day of receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hrdesk.domain.dates import Period
from hrdesk.domain.organization import (
    Licence,
    Matter,
    Organization,
    ParkRecognition,
    bases_of,
    holds_on,
)

_YES_NO = {True: "yes", False: "no"}


class RegisterDetail(StrEnum):
    """What a field of a form, or a column of a roster, may share with the register."""

    NAME = "name"
    KIND = "kind"
    CONTACT = "contact"
    PHONE = "phone"
    BANK = "bank"
    HOLDER = "holder"
    ACCOUNT = "account"
    LICENCE = "licence"
    LICENCE_NUMBER = "licence_number"
    LICENCE_SEEN_ON = "licence_seen_on"
    PARK = "park"
    BASE_LEVEL = "base_level"
    BASE_FROM = "base_from"
    BASE_TO = "base_to"
    BASE_DOCUMENT = "base_document"


#: What is written into a field that is still empty.
WRITTEN = frozenset(
    {
        RegisterDetail.NAME,
        RegisterDetail.KIND,
        RegisterDetail.CONTACT,
        RegisterDetail.PHONE,
        RegisterDetail.BANK,
        RegisterDetail.HOLDER,
        RegisterDetail.ACCOUNT,
    }
)
#: What stands for a field that stays empty: nobody looked at the paper again.
STANDING = frozenset(
    {
        RegisterDetail.KIND,
        RegisterDetail.LICENCE,
        RegisterDetail.LICENCE_NUMBER,
        RegisterDetail.LICENCE_SEEN_ON,
        RegisterDetail.PARK,
    }
)
#: What is one and the same for every case; whom to call and when somebody looked may differ.
COMPARED = frozenset(
    {
        RegisterDetail.NAME,
        RegisterDetail.KIND,
        RegisterDetail.BANK,
        RegisterDetail.HOLDER,
        RegisterDetail.ACCOUNT,
        RegisterDetail.LICENCE,
        RegisterDetail.LICENCE_NUMBER,
        RegisterDetail.PARK,
    }
)
#: What the register says of who applies, wherever the form asks for it.
OF_APPLICANT = frozenset(
    {
        RegisterDetail.CONTACT,
        RegisterDetail.PHONE,
        RegisterDetail.BANK,
        RegisterDetail.HOLDER,
        RegisterDetail.ACCOUNT,
    }
)
#: What stands in the rows of a roster, a recognition to a row; all else stands in fields.
IN_ROWS = frozenset(
    {
        RegisterDetail.BASE_LEVEL,
        RegisterDetail.BASE_FROM,
        RegisterDetail.BASE_TO,
        RegisterDetail.BASE_DOCUMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Held:
    """One detail as the entry of a form would write it.

    `document` and `period` are the number and the days of the licence, or of the park's
    recognition, that it rests on. `other_names` are the names of other times.
    """

    text: str
    document: str = ""
    period: Period | None = None
    other_names: tuple[str, ...] = ()


def held_on(organization: Organization, day: date) -> dict[RegisterDetail, Held]:
    """Return what the register says of an organization on a day; what it does not know is absent.

    The name is that of the day. Account, telephone and whom to call are the newest: one pays
    and calls today.
    """
    details = organization.details
    texts = {
        RegisterDetail.KIND: details.kind.value,
        RegisterDetail.CONTACT: details.contact,
        RegisterDetail.PHONE: details.phone,
        RegisterDetail.BANK: details.bank,
        RegisterDetail.HOLDER: details.holder,
        RegisterDetail.ACCOUNT: details.account,
    }
    held = {detail: Held(text) for detail, text in texts.items() if text}
    held[RegisterDetail.NAME] = _name_on(organization, day)
    return held | dict(_licence_on(organization, day)) | dict(_park_on(organization, day))


def base_rows(organization: Organization) -> list[dict[RegisterDetail, str]]:
    """Return each recognition as an internship base that was not withdrawn, the oldest first."""
    rows = []
    for base in sorted(bases_of(organization), key=lambda base: base.period.first):
        row = {
            RegisterDetail.BASE_LEVEL: base.level.value,
            RegisterDetail.BASE_FROM: base.period.first.isoformat(),
            RegisterDetail.BASE_DOCUMENT: base.document,
        }
        if base.period.last is not None:
            row[RegisterDetail.BASE_TO] = base.period.last.isoformat()
        rows.append(row)
    return rows


def _name_on(organization: Organization, day: date) -> Held:
    former = organization.former_names
    name = next((each.name for each in former if day < each.until), organization.name)
    names = dict.fromkeys((*(each.name for each in former), organization.name))
    return Held(name, other_names=tuple(each for each in names if each != name))


def _licence_on(organization: Organization, day: date) -> Iterator[tuple[RegisterDetail, Held]]:
    licensed = holds_on(organization, Matter.LICENCE, day)
    if licensed is None:
        return
    covering = [
        row.fact
        for row in organization.rows
        if row.withdrawal is None and isinstance(row.fact, Licence) and day in row.fact.period
    ]
    if not covering:
        yield RegisterDetail.LICENCE, Held(_YES_NO[licensed])
        return
    newest = max(covering, key=lambda licence: licence.period.first)
    yield RegisterDetail.LICENCE, Held(_YES_NO[licensed], newest.number, newest.period)
    yield RegisterDetail.LICENCE_NUMBER, Held(newest.number, newest.number, newest.period)
    yield RegisterDetail.LICENCE_SEEN_ON, Held(newest.seen_on.isoformat(), newest.number)


def _park_on(organization: Organization, day: date) -> Iterator[tuple[RegisterDetail, Held]]:
    recognised = holds_on(organization, Matter.PARK, day)
    if recognised is None:
        return
    covering = [
        row.fact
        for row in organization.rows
        if row.withdrawal is None
        and isinstance(row.fact, ParkRecognition)
        and day in row.fact.period
    ]
    newest = max(covering, key=lambda park: park.period.first, default=None)
    document, period = (newest.document, newest.period) if newest else ("", None)
    yield RegisterDetail.PARK, Held(_YES_NO[recognised], document, period)
