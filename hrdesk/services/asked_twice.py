"""Changes of law that are hardly meant: proposed only by whoever says so a second time.

The questions guard against errors of typing and are no rule of law.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.amendment import DatedValue
from hrdesk.domain.clock import today
from hrdesk.domain.dates import anniversary
from hrdesk.domain.doubt import far_figure, is_far_end, is_far_ruling, is_tenfold
from hrdesk.domain.errors import Refused
from hrdesk.domain.money import grouped
from hrdesk.domain.staff import Role
from hrdesk.packs.office_law import rule_value
from hrdesk.services.amendments import (
    checked_ruling,
    checked_term,
    checked_value,
    propose_ruling,
    propose_term,
    propose_value,
)
from hrdesk.services.parameter_values import place_name, plain_value, said_value
from hrdesk.services.session import Session

#: What is proposed by whoever is sure.
UNLIKELY = frozenset(
    {
        "figures.unlikely",
        "figures.unlikely_day",
        "figures.tenfold",
        "ruling.unlikely_day",
        "term.unlikely_day",
    }
)
#: A slip in the year is more likely than a figure from before.
_FIRST_DAY = date(2000, 1, 1)


def propose_figure(
    session: Session,
    parameter: str,
    place: str,
    entries: Mapping[str, str],
    *,
    is_sure: bool = False,
) -> None:
    """Propose a figure from a day on, that of a place or of everywhere, by the texts of `form_of`.

    Raises as `propose_value`. Unless he `is_sure`, what is hardly meant is Refused: a number ten
    times the one before or a tenth of it `figures.tenfold`, an amount of a place far from what is
    known `figures.unlikely`, its day `figures.unlikely_day`.
    """
    session.require(Role.ADMINISTRATOR)
    value = checked_value(session, parameter, entries, place)
    if not is_sure and place:
        _refuse_unlikely_day(session, value.valid_from)
        amount = rule_value(value.value)
        if isinstance(amount, Decimal):
            _refuse_unlikely(session, parameter, place, amount)
    if not is_sure and not place:
        _refuse_tenfold(session, value)
    propose_value(session, parameter, entries, place)


def propose_ruling_twice(
    session: Session, question: str, entries: Mapping[str, str], *, is_sure: bool = False
) -> None:
    """Propose a ruling. Raises as `propose_ruling`; Refused `ruling.unlikely_day` unless sure."""
    session.require(Role.SUPERVISOR)
    ruling, _ = checked_ruling(session, question, entries)
    book = session.policy.book
    if not is_sure and is_far_ruling(ruling, (book.first_day, book.last_day)):
        raise Refused(
            "ruling.unlikely_day",
            begins=ruling.valid_from.isoformat(),
            first=book.first_day.isoformat(),
            last=book.last_day.isoformat(),
        )
    propose_ruling(session, question, entries)


def propose_term_twice(
    session: Session, entries: Mapping[str, str], *, is_sure: bool = False
) -> None:
    """Propose a last day. Raises as `propose_term`; Refused `term.unlikely_day` unless sure."""
    session.require(Role.ADMINISTRATOR)
    term, _ = checked_term(session, entries)
    known = session.policy.book.last_day
    if not is_sure and is_far_end(term.last_day, known):
        years = term.last_day.year - known.year
        day = term.last_day.isoformat()
        raise Refused("term.unlikely_day", day=day, known=known.isoformat(), years=years)
    propose_term(session, entries)


def _refuse_tenfold(session: Session, value: DatedValue) -> None:
    """Refuse a number that is ten times or a tenth of that in the value which it follows."""
    book = session.policy.book
    if not book.parameters[value.parameter]:
        return
    known = book.parameter(value.parameter, value.valid_from)
    if is_tenfold(value.value, plain_value(known.value)):
        raise Refused(
            "figures.tenfold",
            title=book.titles[value.parameter],
            typed=said_value(book, value.parameter, rule_value(value.value)),
            day=known.valid_from.isoformat(),
            known=said_value(book, value.parameter, known.value),
        )


def _refuse_unlikely_day(session: Session, begins: date) -> None:
    """Refuse a day before any such figure that counts here, or more than a year ahead."""
    if not _FIRST_DAY <= begins <= anniversary(today(session.clock), 1):
        raise Refused("figures.unlikely_day", day=begins.isoformat())


def _refuse_unlikely(session: Session, parameter: str, place: str, amount: Decimal) -> None:
    """Refuse an amount that lies far from what is known; see `far_figure`."""
    known = far_figure(amount, session.placed, parameter, place)
    if known is not None:
        raise Refused(
            "figures.unlikely",
            typed=grouped(amount),
            place=place_name(session, parameter, known.place),
            day=known.valid_from.isoformat(),
            known=grouped(known.amount),
        )
