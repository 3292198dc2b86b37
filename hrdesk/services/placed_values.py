"""Figures that each place has its own of: proposed like others, with two questions more.

None ships: each counts only once it was confirmed from its document.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.clock import today
from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.dates import anniversary
from hrdesk.domain.errors import Refused
from hrdesk.domain.money import grouped
from hrdesk.domain.staff import Role
from hrdesk.packs.office_law import rule_value
from hrdesk.services.amendments import checked_value, propose_value
from hrdesk.services.parameter_values import place_name
from hrdesk.services.session import Session

#: What is proposed by whoever is sure.
UNLIKELY = frozenset({"figures.unlikely", "figures.unlikely_day"})
#: A slip in the year is more likely than a figure from before.
_FIRST_DAY = date(2000, 1, 1)


def propose_placed(
    session: Session,
    parameter: str,
    place: str,
    entries: Mapping[str, str],
    *,
    is_sure: bool = False,
) -> None:
    """Propose the figure of a place from a day on, by the texts of `form_of`.

    Raises as `propose_value`. Unless he `is_sure`, a day that is hardly meant is Refused
    `figures.unlikely_day`, and an amount far from what is known `figures.unlikely`: a digit too
    many would pay tenfold.
    """
    session.require(Role.ADMINISTRATOR)
    value = checked_value(session, parameter, entries, place)
    amount = rule_value(value.value)
    if not is_sure:
        _refuse_unlikely_day(session, value.valid_from)
        if isinstance(amount, Decimal):
            _refuse_unlikely(session, parameter, place, amount)
    propose_value(session, parameter, entries, place)


def _refuse_unlikely_day(session: Session, begins: date) -> None:
    """Refuse a day before any such figure that counts here, or more than a year ahead."""
    if not _FIRST_DAY <= begins <= anniversary(today(session.clock), 1):
        raise Refused("figures.unlikely_day", day=begins.isoformat())


def _refuse_unlikely(session: Session, parameter: str, place: str, amount: Decimal) -> None:
    """Refuse an amount more than half above or below the newest of the place, else of any other.

    It guards against errors of typing and is no rule of law.
    """
    known = _known(session, parameter, place)
    if known is None or 2 * abs(amount - known.amount) <= known.amount:
        return
    raise Refused(
        "figures.unlikely",
        typed=grouped(amount),
        place=place_name(session, parameter, known.place),
        day=known.valid_from.isoformat(),
        known=grouped(known.amount),
    )


def _known(session: Session, parameter: str, place: str) -> ConfirmedFigure | None:
    own = session.placed.get((parameter, place), ())
    every = [
        each for (name, _), rows in session.placed.items() if name == parameter for each in rows
    ]
    return max(own or every, key=lambda each: each.valid_from, default=None)
