"""Dates, months and periods as the Civil Code counts them (民法典 200–203)."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: Outside these years a day or month on a form is a slip of the finger, not an event.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RANGE, _LIST = "\u2014", "\u3001"
_FEBRUARY = 2
#: Days of the months of a year that is not a leap year.
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def parse_date(text: str) -> date | None:
    """Return the date of an ISO text `2024-05-10`, or None if there is no such day."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def anniversary(day: date, years: int) -> date:
    """Return the day's N-th anniversary; where that day does not exist, the month's last day.

    29 February 2020 has its fifth anniversary on 28 February 2025 (民法典 202).
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day that many months later, or the month's last day.

    Past either end of the calendar (years 1 to 9999) it is the calendar's last or first day,
    so that no date that can be written down ends a judgement.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def within_years(day: date, base: date, years: int) -> bool:
    """Tell whether `day` lies within N years of `base`: both that day and the anniversary count."""
    return base <= day <= anniversary(base, years)


def _days_in(year: int, month: int) -> int:
    return _DAYS[month - 1] + (month == _FEBRUARY and calendar.isleap(year))


def month_count(day: date) -> int:
    """Return the `Month.count` of a day's month."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month | None":
        """Return the month of an ISO text `2024-05`, or None."""
        match = _ISO_MONTH.fullmatch(text)
        return cls(int(match[1]), int(match[2])) if match and int(match[1]) > 0 else None

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def count(self) -> int:
        """Months since the beginning of the calendar: differences are spans in months."""
        return self.year * 12 + self.month - 1

    def later(self, months: int) -> "Month":
        """Return the month that many months later."""
        year, month = divmod(self.count + months, 12)
        return Month(year, month + 1)

    @property
    def first_day(self) -> date:
        """The month's first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The month's last day; a month is over on a day that is not before it."""
        return date(self.year, self.month, _days_in(self.year, self.month))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def written_months(months: Iterable[Month]) -> str:
    """Return months in order of time as people write them: `2024-03—2024-05、2024-08`."""
    runs: list[list[Month]] = []
    following = -1
    for month in months:
        count = month.year * 12 + month.month
        if count == following:
            runs[-1].append(month)
        else:
            runs.append([month])
        following = count + 1
    return _LIST.join(
        [str(run[0]) if len(run) == 1 else f"{run[0]}{_RANGE}{run[-1]}" for run in runs]
    )


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; `last` None means open."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether two periods share a day; one that ends before it begins has none."""
        begins = max(self.first, other.first)
        return begins in self and begins in other
