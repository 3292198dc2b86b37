"""The register of purchased services (三（十四）): entered, withdrawn, found, summed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.clock import today
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.money import to_fen
from hrdesk.domain.organization import Organization
from hrdesk.domain.purchase import Purchase, PurchaseSum, Wanted
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
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.purchases import NewPurchase

#: The measure whose cases lead to the register.
MEASURE = "service_procurement"
REASON = "purchase_reason"
PAGE_SIZE = 100


def purchases(
    session: Session, wanted: Wanted, after: Purchase | None = None
) -> tuple[Purchase, ...]:
    """Return the next page of the register, withdrawn rows too, the newest contract first."""
    with session.store.reading() as reader:
        return reader.purchases(wanted, after, PAGE_SIZE)


def purchase_sums(session: Session, wanted: Wanted) -> tuple[PurchaseSum, ...]:
    """Return what standing rows add up to by year and agency, the newest year and most first."""
    with session.store.reading() as reader:
        return reader.purchase_sums(wanted)


def purchase_years(session: Session) -> tuple[int, ...]:
    """Return the years in which contracts were signed, the newest first."""
    with session.store.reading() as reader:
        return reader.purchase_years()


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
    kept = given_reason(reason, REASON, "purchases.invalid")
    with session.store.acting(session.staff) as act:
        act.withdraw_purchase(row, kept)


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
