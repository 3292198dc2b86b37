"""What is hardly meant: a slip in a digit or a year. It is asked for once more, never refused.

No law speaks here, and no clock: a value is held against the one before, a day against the policy.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.amendment import NewRuling, PlainValue
from hrdesk.domain.confirmed_figure import ConfirmedFigure, PlacedFigures
from hrdesk.domain.dates import anniversary

_TENFOLD = 10
_YEARS = 5


def is_tenfold(value: PlainValue, known: PlainValue) -> bool:
    """Tell whether a number is ten times that of the value before, or a tenth of it, or nothing.

    Of a table each number is held against that of its code; lists are not compared.
    """
    one, other = _numbers(value), _numbers(known)
    return any(_is_far(one[code], other[code]) for code in one.keys() & other.keys())


def far_figure(
    amount: Decimal, placed: PlacedFigures, parameter: str, place: str
) -> ConfirmedFigure | None:
    """Return the figure from which an amount of a place lies far off, None where it does not.

    It is held against the newest of the place, of a place without one against the newest of any
    other. Far is more than half of that above or below it. The bound is ours and comes from no
    document: it is wide enough for a rise of a year, and a digit too many or too few, or a wrong
    one in front, lies beyond it. Who means the amount says so; nothing is refused for it.
    """
    own = placed.get((parameter, place), ())
    every = [each for (name, _), rows in placed.items() if name == parameter for each in rows]
    known = max(own or every, key=lambda each: each.valid_from, default=None)
    if known is None or 2 * abs(amount - known.amount) <= known.amount:
        return None
    return known


def is_far_end(last_day: date, known: date) -> bool:
    """Tell whether a document is extended by more years than one is issued for."""
    return last_day > anniversary(known, _YEARS)


def is_far_ruling(ruling: NewRuling, in_force: tuple[date, date]) -> bool:
    """Tell whether a ruling begins before its document, or long after it, or ends long after it."""
    first, last = in_force
    latest = anniversary(last, _YEARS)
    return not first <= ruling.valid_from <= latest or (
        ruling.until is not None and ruling.until > latest
    )


def _is_far(number: Decimal, known: Decimal) -> bool:
    if not known:
        return False
    return number >= known * _TENFOLD or number * _TENFOLD <= known


def _numbers(value: PlainValue) -> dict[str, Decimal]:
    if isinstance(value, Mapping):
        return {code: Decimal(each) for code, each in value.items()}
    return {} if isinstance(value, tuple) else {"": Decimal(value)}
