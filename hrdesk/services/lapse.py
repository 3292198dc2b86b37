"""The end of the document, said plainly (DESIGN 4.1)."""

from dataclasses import dataclass
from datetime import date

from hrdesk.domain.clock import today
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class Lapse:
    """A document whose last day has passed."""

    document: str
    last_day: date


def lapse_notice(session: Session) -> Lapse | None:
    """Return the lapse of the document in force at this office, or None while it is in force."""
    book = session.policy.book
    if today(session.clock) <= book.last_day:
        return None
    return Lapse(book.document, book.last_day)
