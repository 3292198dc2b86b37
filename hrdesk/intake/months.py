"""Months as a clerk writes them: single ones and ranges, `2024-03—2024-06、2024-08`."""

import re

from hrdesk.domain.checked import Checked
from hrdesk.domain.dates import Month
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_forms, trimmed

#: 2024-03, 2024.3, 2024/3, 202403, and year and month with their characters (U+5E74, U+6708).
_MONTH = r"([0-9]{4})(?:\s*[-./]\s*([0-9]{1,2})|([0-9]{2})|\s*\u5e74\s*([0-9]{1,2})\s*\u6708)"
#: The words for "to" (U+81F3, U+5230), tildes and dashes, which become hyphens in ASCII.
_TO = r"\s*[\u81f3\u5230\u2014\u2015~-]+\s*"
_PART = re.compile(rf"{_MONTH}(?:{_TO}{_MONTH})?")
_BETWEEN = re.compile(r"\s*[\u3001,;]\s*")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
#: A person claims months of a few years; a longer range is a slip of the finger.
_MOST = 120


def read_months(text: str) -> Checked[tuple[Month, ...]]:
    """Return the months of a text in order of time, each once.

    Problems: `months.form`, `months.backwards` for a range that ends before it begins,
    `months.too_many`.
    """
    found: set[Month] = set()
    for part in _BETWEEN.split(ascii_forms(trimmed(text))):
        match = _PART.fullmatch(part)
        ends = _ends(match) if match else None
        if ends is None:
            return Checked(problem=Problem("months.form"))
        first, last = ends
        if last < first:
            values = {"first": str(first), "last": str(last)}
            return Checked(problem=Problem("months.backwards", values=values))
        if last.count - first.count >= _MOST:
            return Checked(problem=Problem("months.too_many", values={"most": str(_MOST)}))
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


def _ends(match: "re.Match[str]") -> tuple[Month, Month] | None:
    first = _month(match[1], match[2] or match[3] or match[4])
    if match[5] is None:
        return (first, first) if first else None
    last = _month(match[5], match[6] or match[7] or match[8])
    return (first, last) if first and last else None


def _month(year: str, month: str) -> Month | None:
    number = int(month)
    if not 1 <= number <= 12 or not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    return Month(int(year), number)
