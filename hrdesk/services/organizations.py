"""The register of organizations: entering, changing, dating, withdrawing, finding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hrdesk.domain.clock import today
from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.found import MOST_FOUND, Found
from hrdesk.domain.organization import (
    AgencyKind,
    BaseLevel,
    DatedFact,
    Licence,
    LicenceKind,
    Matter,
    NoOther,
    Organization,
    OrganizationDetails,
    ParkRecognition,
    Recognition,
    holds_on,
)
from hrdesk.domain.staff import Role
from hrdesk.intake import register_forms
from hrdesk.intake.reading import EntryReading, initial_entries, read_entries
from hrdesk.intake.register_forms import REGISTER_FORMS
from hrdesk.reference.pinyin import initials
from hrdesk.services.session import Session
from hrdesk.storage.organizations import NewDetails

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class OrganizationSummary:
    """One row of the list; `licensed` is that of the day on which it was read."""

    id: str
    name: str
    former_name: str
    credit_code: str
    kind: AgencyKind
    licensed: bool | None


def add(session: Session, entries: Mapping[str, str]) -> Organization:
    """Enter an organization; Refused `register.known` when its code is there already.

    Raises InvalidInput `register.incomplete` with a problem at each field.
    """
    session.require(Role.CLERK)
    typed = _read(session, register_forms.ORGANIZATION, entries)
    with session.store.acting(session.staff) as act:
        organization = act.add_organization(typed["credit_code"], _details(typed))
    return opened(session, organization)


def change(
    session: Session, organization: Organization, entries: Mapping[str, str]
) -> Organization:
    """Change the details of an organization; a changed name leaves the former one in the register.

    Refused `register.stale` when somebody changed it meanwhile: nothing is overwritten.
    """
    session.require(Role.CLERK)
    new = _details(_read(session, register_forms.DETAILS, entries))
    if new.details != organization.details:
        with session.store.acting(session.staff) as act:
            act.change_organization(organization.id, organization.version, new)
    return opened(session, organization.id)


def enter(
    session: Session, organization: Organization, form: str, entries: Mapping[str, str]
) -> Organization:
    """Enter what a form of dated facts says: a licence, a recognition.

    Refused `register.row_known` when the same row stands already.
    """
    return _enter(session, organization, _FACTS[form](_read(session, form, entries)))


def confirm_no_other(
    session: Session, organization: Organization, matter: Matter, entries: Mapping[str, str]
) -> Organization:
    """Enter that the register holds all there is of a matter, as it was found on a day.

    Refused `register.nothing_to_confirm` while it holds nothing: that would not make "no"
    of what is unknown.
    """
    typed = _read(session, register_forms.NO_OTHER, entries)
    fact = NoOther(matter, date.fromisoformat(typed["confirmed_on"]), typed["source"])
    if not may_confirm(organization, matter):
        raise Refused("register.nothing_to_confirm")
    return _enter(session, organization, fact)


def withdraw(
    session: Session, organization: Organization, row: str, entries: Mapping[str, str]
) -> Organization:
    """Let a dated row count no more; Refused `register.row_withdrawn` the second time."""
    session.require(Role.CLERK)
    reason = _read(session, register_forms.WITHDRAWAL, entries)["reason"]
    with session.store.acting(session.staff) as act:
        act.withdraw_organization_fact(organization.id, row, reason)
    return opened(session, organization.id)


def opened(session: Session, organization: str) -> Organization:
    """Return an organization as it stands; Refused `lookup.no_organization`."""
    with session.store.reading() as reader:
        found = reader.organization(organization)
    if found is None:
        raise Refused("lookup.no_organization")
    return found


def by_code(session: Session, credit_code: str) -> Organization | None:
    """Return the organization of a credit code in any spelling, with its dated rows, or None."""
    with session.store.reading() as reader:
        return reader.organization_by_code(credit_code)


def list_organizations(
    session: Session, after: OrganizationSummary | None = None
) -> tuple[OrganizationSummary, ...]:
    """Return the next page of the register, the one entered last first."""
    with session.store.reading() as reader:
        page = reader.organizations(after.id if after else None, PAGE_SIZE)
    return tuple(_summary(session, each) for each in page)


def find_organizations(session: Session, text: str) -> Found[OrganizationSummary]:
    """Return organizations by a part of the name, also a former one, its initials, or the code."""
    with session.store.reading() as reader:
        found = reader.find_organizations(text, MOST_FOUND + 1)
    return Found.of([_summary(session, each) for each in found])


def may_confirm(organization: Organization, matter: Matter) -> bool:
    """Tell whether the register holds a row of a matter, so that no other may be confirmed."""
    kind = Licence if matter is Matter.LICENCE else ParkRecognition
    return any(row.withdrawal is None and isinstance(row.fact, kind) for row in organization.rows)


def read_form(session: Session, form: str, entries: Mapping[str, str]) -> EntryReading:
    """Return values, problems and hints of a form of the register as it stands."""
    return read_entries(REGISTER_FORMS[form], entries, today(session.clock))


def hindrances(reading: EntryReading) -> tuple[Problem, ...]:
    """Return everything that keeps a form of the register from being saved, by field."""
    return tuple(
        Problem("register.required", problem.where) if problem.key == "field.required" else problem
        for problem in reading.hindrances()
    )


def first_entries(session: Session, form: str, organization: Organization | None) -> dict[str, str]:
    """Return what a form begins with: today's date, or the details that are to be changed."""
    if form != register_forms.DETAILS or organization is None:
        return initial_entries(REGISTER_FORMS[form], today(session.clock))
    details = organization.details
    return {
        "organization_name": details.name,
        "agency_kind": details.kind.value,
        "contact": details.contact,
        "phone": details.phone,
        "bank": details.bank,
        "holder": details.holder,
        "account": details.account,
    }


def _enter(session: Session, organization: Organization, fact: DatedFact) -> Organization:
    session.require(Role.CLERK)
    with session.store.acting(session.staff) as act:
        act.add_organization_fact(organization.id, fact)
    return opened(session, organization.id)


def _read(session: Session, form: str, entries: Mapping[str, str]) -> Mapping[str, str]:
    """Return the normalised texts of a form; InvalidInput names each place that hinders."""
    reading = read_form(session, form, entries)
    if not reading.complete:
        problems = hindrances(reading)
        raise InvalidInput("register.incomplete", problems, count=len(problems))
    return reading.entries


def _details(typed: Mapping[str, str]) -> NewDetails:
    name = typed["organization_name"]
    details = OrganizationDetails(
        name=name,
        kind=AgencyKind(typed["agency_kind"]),
        contact=typed.get("contact", ""),
        phone=typed.get("phone", ""),
        bank=typed.get("bank", ""),
        holder=typed.get("holder", ""),
        account=typed.get("account", ""),
    )
    return NewDetails(details, initials(name))


def _licence(typed: Mapping[str, str]) -> DatedFact:
    return Licence(
        kind=LicenceKind(typed["licence_kind"]),
        number=typed["licence_number"],
        period=_period(typed),
        issued_by=typed["issued_by"],
        seen_on=date.fromisoformat(typed["seen_on"]),
    )


def _recognition(typed: Mapping[str, str]) -> DatedFact:
    return Recognition(BaseLevel(typed["base_level"]), _period(typed), typed["document"])


def _park(typed: Mapping[str, str]) -> DatedFact:
    return ParkRecognition(_period(typed), typed["document"])


_FACTS: Mapping[str, Callable[[Mapping[str, str]], DatedFact]] = {
    register_forms.LICENCE: _licence,
    register_forms.RECOGNITION: _recognition,
    register_forms.PARK: _park,
}


def _period(typed: Mapping[str, str]) -> Period:
    last = typed.get("valid_until")
    first = date.fromisoformat(typed["valid_from"])
    return Period(first, date.fromisoformat(last) if last else None)


def _summary(session: Session, organization: Organization) -> OrganizationSummary:
    former = organization.former_names
    return OrganizationSummary(
        id=organization.id,
        name=organization.name,
        former_name=former[-1].name if former else "",
        credit_code=organization.credit_code,
        kind=organization.details.kind,
        licensed=holds_on(organization, Matter.LICENCE, today(session.clock)),
    )
