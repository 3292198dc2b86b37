"""What the share of new hires is reckoned from, and the numbers that are said of it."""

from datetime import date, timedelta

from hrdesk.domain.dates import add_months
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Number, Share

HIRED_ON = "hired_on"
WINDOW = "window_months"


def needed_share(situation: Situation, staff: int) -> int:
    """Return the share that a firm of this size has to reach, in percent."""
    threshold = count_figure(situation, "large_staff")
    return count_figure(situation, "large_share" if staff > threshold else "small_share")


def count_figure(situation: Situation, name: str) -> int:
    """Return a dated figure that is a count."""
    value = situation.figure(name)
    if not isinstance(value, int):
        raise LookupError(f"{situation.measure.id}: {name} is no count")
    return value


def reached(hires: int, staff: int, percent: int) -> bool:
    """Tell whether so many hires are so many percent of the staff, in whole numbers."""
    return hires * 100 >= staff * percent


def about_share(n: int, staff: int, needed: int) -> dict[str, Number]:
    """Return the numbers of the sentences: the share, what is needed, how many are lacking."""
    least = -(-staff * needed // 100)
    return {
        "n": n,
        "staff": staff,
        "share": Share(n, staff),
        "needed": needed,
        "least": least,
        "gap": max(least - n, 0),
    }


def first_of_window(on: date, months: int | None) -> date:
    """Return the first day of hiring that counts: so many months reach to a day, or its year."""
    if months is None:
        return date(on.year, 1, 1)
    first = add_months(on, -months)
    # From the 28th of a short month they reach to the 28th only.
    return first if add_months(first, months) >= on else first + timedelta(days=1)
