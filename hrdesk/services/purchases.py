"""The register of purchased services (三（十四）): entered, withdrawn, found, summed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hrdesk.domain.clock import today
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.money import to_fen
from hrdesk.domain.organization import Organization
from hrdesk.domain.plain_text import trimmed
from hrdesk.domain.purchase import Purchase
from hrdesk.domain.staff import Role
from hrdesk.intake.purchase_form import (
    AGENCY,
    AMOUNT,
    BEGINS,
    BOUGHT,
    CONTRACT,
    DEPARTMENT,
    DOCUMENT,
    ENDS,
    SIGNED,
    purchase_form,
)
from hrdesk.intake.reading import EntryReading, read_entries
from hrdesk.intake.values import read_text
from hrdesk.services.session import Session
from hrdesk.storage.purchases import NewPurchase

#: The measure whose cases lead to the register.
MEASURE = "service_procurement"
REASON = "purchase_reason"
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class PurchaseSum:
    """What was bought of an agency in a year: how many contracts, and yuan in all."""

    id: str
    year: int
    agency: str
    credit_code: str
    count: int
    amount: Decimal


def purchases(session: Session) -> tuple[Purchase, ...]:
    """Return the whole register, withdrawn rows too, the newest contract first."""
    with session.store.reading() as reader:
        return reader.purchases()


def found_in(
    session: Session, register: Iterable[Purchase], sought: str, year: int | None = None
) -> tuple[Purchase, ...]:
    """Return the rows of a year, or of all, in which a text stands.

    Agencies are found as in the register of organizations: by former names and initials too.
    """
    text = trimmed(sought).casefold()
    agencies: frozenset[str] = frozenset()
    if text:
        with session.store.reading() as reader:
            agencies = frozenset(each.id for each in reader.find_organizations(sought))
    return tuple(
        each
        for each in register
        if year in (None, each.signed_on.year)
        and (not text or each.organization in agencies or text in _words(each))
    )


def sums_of(rows: Iterable[Purchase]) -> tuple[PurchaseSum, ...]:
    """Return what standing rows add up to by year and agency, the newest year and most first."""
    added: dict[tuple[int, str], list[Purchase]] = {}
    for each in rows:
        if each.withdrawal is None:
            added.setdefault((each.signed_on.year, each.organization), []).append(each)
    sums = [
        PurchaseSum(
            id=f"{year}-{organization}",
            year=year,
            agency=bought[0].agency,
            credit_code=bought[0].credit_code,
            count=len(bought),
            amount=sum((each.amount for each in bought), Decimal(0)),
        )
        for (year, organization), bought in added.items()
    ]
    return tuple(sorted(sums, key=lambda each: (-each.year, -each.amount, each.agency)))


def enter_purchase(session: Session, entries: Mapping[str, str]) -> None:
    """Enter a purchase by the texts of its form; signed and audited.

    An act of a clerk (Refused `rights.role`). Raises InvalidInput `purchases.invalid` with a
    problem at each field that hinders: the agency must stand in the register of organizations.
    Refused `purchases.known` when one of the same agency, contract and day stands.
    """
    session.require(Role.CLERK)
    reading = read_entries(purchase_form(), entries, today(session.clock))
    agency = _agency(session, reading)
    problems = _hindrances(reading, agency)
    if problems or agency is None:
        raise InvalidInput("purchases.invalid", problems)
    with session.store.acting(session.staff) as act:
        act.enter_purchase(_purchase(reading, agency))


def withdraw_purchase(session: Session, row: str, reason: str) -> None:
    """Let a purchase count no more; it stays in view with the reason.

    An act of a clerk (Refused `rights.role`), signed and audited. Raises InvalidInput
    `purchases.invalid` with a problem at `purchase_reason`, and Refused `purchases.withdrawn`
    the second time.
    """
    session.require(Role.CLERK)
    read = read_text(reason, _LONGEST_REASON)
    if not read.value:
        problem = read.problem or Problem("purchases.no_reason")
        raise InvalidInput("purchases.invalid", (replace(problem, where=REASON),))
    with session.store.acting(session.staff) as act:
        act.withdraw_purchase(row, read.value)


def _words(purchase: Purchase) -> str:
    said = (
        purchase.agency,
        purchase.credit_code,
        purchase.bought,
        purchase.contract,
        purchase.department,
        purchase.document,
    )
    return "\n".join(said).casefold()


def _agency(session: Session, reading: EntryReading) -> Organization | None:
    if AGENCY not in reading.values:
        return None
    with session.store.reading() as reader:
        return reader.organization_by_code(reading.entries[AGENCY])


def _hindrances(reading: EntryReading, agency: Organization | None) -> tuple[Problem, ...]:
    problems = [
        Problem("purchases.required", each.where) if each.key == "field.required" else each
        for each in reading.hindrances()
    ]
    if AGENCY in reading.values and agency is None:
        problems.append(Problem("purchases.no_agency", AGENCY))
    if reading.values.get(AMOUNT) == 0:
        problems.append(Problem("purchases.nothing", AMOUNT))
    return tuple(problems)


def _purchase(reading: EntryReading, agency: Organization) -> NewPurchase:
    amount, typed = reading.values[AMOUNT], reading.entries
    if not isinstance(amount, Decimal):
        raise TypeError("the amount of a purchase was read as something else")
    return NewPurchase(
        organization=agency.id,
        bought=typed[BOUGHT],
        contract=typed[CONTRACT],
        signed_on=date.fromisoformat(typed[SIGNED]),
        begins_on=date.fromisoformat(typed[BEGINS]),
        ends_on=date.fromisoformat(typed[ENDS]),
        fen=to_fen(amount),
        department=typed[DEPARTMENT],
        document=typed[DOCUMENT],
    )
