"""Two offices: one whose law changed in every way, and another that changed nothing yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.money import ZERO
from hrdesk.services import office_setup
from hrdesk.services.amendments import (
    confirm_amendment,
    propose_ruling,
    propose_term,
    propose_value,
)
from hrdesk.services.asked_twice import propose_figure
from hrdesk.services.previewing import Preview
from hrdesk.services.session import Session, log_in
from hrdesk.services.take_over import BroughtLaw, ReadingExport
from tests.services import counter, interns
from tests.services.second_person import SOURCE, beside, confirmed_unseen, is_there

PROGRAM = "0.1.0"
AMOUNT = "startup_grant.amount"
QUESTION = "startup_grant.counted_from"
GRADES = "agency_rating_award.amounts"
#: What is typed for a new amount of the grant, from before the cases of these tests.
TYPED = {
    **SOURCE,
    "amendment_value": "12000",
    "amendment_from": "2026-01-01",
    "amendment_clause": "一（二）",
}
EXTENSION = {**SOURCE, "amendment_last_day": "2027-10-23"}


def other_order() -> office_setup.SetupOrder:
    """The first start of the other office."""
    office = next(each for each in office_setup.offices() if each.code == "510421")
    return counter.order(office=office)


@contextmanager
def opened(folder: Path, clock: Clock) -> Iterator[Session]:
    """The person at work in a folder."""
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    try:
        yield session
    finally:
        session.store.close()


def change_all(session: Session) -> None:
    """Let the law change: an amount, a table, a ruling with its end, a wage, the last day."""
    is_there(session)
    propose_value(session, AMOUNT, TYPED)
    confirmed_unseen(session)
    grades = {
        f"amendment_value.{grade}": f"{n}2000" for n, grade in enumerate(("3A", "4A", "5A"), 1)
    }
    propose_value(session, GRADES, {**TYPED, **grades})
    confirmed_unseen(session)
    rule(session)
    propose_figure(session, interns.MINIMUM_WAGE, "renhe", interns.WAGE)
    confirmed_unseen(session)
    propose_term(session, EXTENSION)
    confirmed_unseen(session)


def rule(session: Session, reading: str = "at_founding") -> None:
    """Let there be a ruling that the second person proposes and the first one confirms."""
    days = {"amendment_from": "2026-01-01", "amendment_until": "2026-12-31"}
    with beside(session) as other:
        propose_ruling(other, QUESTION, {**SOURCE, **days, "amendment_reading": reading})
    confirm_last(session)


def confirm_last(session: Session) -> None:
    """Confirm as the person at work what the other one proposed last."""
    confirm(session, session.amendments()[-1].id)


def confirm(session: Session, change: str) -> None:
    """Confirm a change as the person at work, whatever it would do."""
    with session.store.reading() as reader:
        head = reader.audit_head().sequence
    confirm_amendment(session, Preview(change, head, None, 0, (), ZERO, ZERO))


def read(session: Session, path: Path) -> BroughtLaw:
    """What an administrator is shown of a file of another office."""
    reading = ReadingExport(session, path)
    try:
        return reading.advance()
    finally:
        reading.cancel()
