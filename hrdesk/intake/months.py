"""Months as a clerk writes them: single ones and ranges, `2024-03—2024-06、2024-08`."""

import re

from hrdesk.domain.checked import Checked
from hrdesk.domain.dates import FIRST_YEAR, LAST_YEAR, Month
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_forms, trimmed
from hrdesk.intake.months_of_year import MonthsOfYear, day_or_span

#: 2024-03, 2024.3, 2024/3, 202403, and year and month with their characters (U+5E74, U+6708).
_MONTH = (
    r"([0-9]{4})(?:\s*[-./]\s*([0-9]{1,2})|([0-9]{2})|\s*\u5e74\s*([0-9]{1,2})\s*\u6708\u4efd?)"
)
#: The words for "to" (U+81F3, U+5230), tildes and dashes, which become hyphens in ASCII.
_TO = r"\s*[\u81f3\u5230\u2013\u2014\u2015~-]+\s*"
_PART = re.compile(rf"{_MONTH}(?:{_TO}{_MONTH})?")
_BETWEEN = re.compile(r"\s*[\u3001,;]\s*")
#: A person claims months of a few years; a longer range is a slip of the finger.
_MOST = 120

_Ends = tuple[Month, Month]


def read_months(text: str) -> Checked[tuple[Month, ...]]:
    """Return the months of a text in order of time, each once.

    Problems: `months.form`, `months.backwards` for a range that ends before it begins,
    `months.too_many`, `months.day_or_span` for a span that may as well be a day, `months.year`
    for a month without a year after a later one.
    """
    found: set[Month] = set()
    typed = ascii_forms(trimmed(text))
    in_year = MonthsOfYear(typed)
    for part in _BETWEEN.split(typed):
        match = _PART.fullmatch(part)
        numbers = _numbers(match) if match else in_year.ends(part)
        if isinstance(numbers, Problem):
            return Checked(problem=numbers)
        ends = _months(numbers) if numbers is not None else None
        if ends is None:
            return Checked(problem=day_or_span(part) or Problem("months.form"))
        first, last = ends
        wrong = _wrong(first, last)
        if wrong is not None:
            return Checked(problem=wrong)
        in_year.go_on(last.year, last.month)
        found.update(first.later(step) for step in range(last.count - first.count + 1))
    if len(found) > _MOST:
        return Checked(problem=Problem("months.too_many", values={"most": str(_MOST)}))
    return Checked(tuple(sorted(found)))


def read_month(text: str) -> Checked[Month]:
    """Return the one month of a text; `months.one` for several, else as `read_months`."""
    read = read_months(text)
    if read.value is None:
        return Checked(problem=read.problem)
    if len(read.value) > 1:
        return Checked(problem=Problem("months.one"))
    return Checked(read.value[0])


def _wrong(first: Month, last: Month) -> Problem | None:
    if last < first:
        return Problem("months.backwards", values={"first": str(first), "last": str(last)})
    if last.count - first.count >= _MOST:
        return Problem("months.too_many", values={"most": str(_MOST)})
    return None


def _numbers(match: "re.Match[str]") -> tuple[int, int, int, int]:
    first = int(match[1]), int(match[2] or match[3] or match[4])
    if match[5] is None:
        return (*first, *first)
    return (*first, int(match[5]), int(match[6] or match[7] or match[8]))


def _months(numbers: tuple[int, int, int, int]) -> _Ends | None:
    first, last = _month(*numbers[:2]), _month(*numbers[2:])
    return (first, last) if first and last else None


def _month(year: int, month: int) -> Month | None:
    if not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Month(year, month)
