"""Spans of months that name their year once (U+5E74, U+6708): a closed list of spellings."""

import re

from hrdesk.domain.errors import Problem

#: The words for "to" without the hyphen, which also stands between the parts of a day.
_WORD_TO = r"\s*[\u81f3\u5230\u2013\u2014\u2015~]+\s*"
_ANY_TO = r"\s*[\u81f3\u5230\u2013\u2014\u2015~-]+\s*"
_MONTH_WORD = r"(?:\s*\u6708\u4efd?)?"
_NUMBER = r"([0-9]{1,2})"
#: Year and months with their characters; in a list the year stands before the first alone.
_NAMED = re.compile(
    rf"(?:([0-9]{{4}})\s*\u5e74\s*)?{_NUMBER}{_MONTH_WORD}(?:{_ANY_TO}{_NUMBER}{_MONTH_WORD})?"
)
_ENDS_WITH_MONTH = re.compile(r".*\u6708\u4efd?", re.DOTALL)
#: 2024.1-3 and 2024/1-3: the hyphen stands nowhere else, so it is no day.
_DOTTED = re.compile(rf"([0-9]{{4}})\s*[./]\s*{_NUMBER}{_ANY_TO}{_NUMBER}{_MONTH_WORD}")
#: 2024-01 or 202401, and a word, a tilde or a long dash before the last month.
_HYPHENED = re.compile(rf"([0-9]{{4}})\s*-\s*{_NUMBER}{_WORD_TO}{_NUMBER}{_MONTH_WORD}")
_COMPACT = re.compile(rf"([0-9]{{4}})([0-9]{{2}}){_WORD_TO}{_NUMBER}{_MONTH_WORD}")
_DAY = re.compile(r"([0-9]{4})\s*-\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})")

_Ends = tuple[int, int, int, int]


class MonthsOfYear:
    """Reads the parts of one text; a part without a year is of the year of the part before."""

    def __init__(self, text: str) -> None:
        self._is_named = _ENDS_WITH_MONTH.fullmatch(text) is not None
        self._year = self._last = 0

    def ends(self, part: str) -> _Ends | Problem | None:
        """Return year and month of both ends, None where it is no such spelling.

        Problem `months.year` (text): a month without a year lies before the one before it, so it
        may be of the next year.
        """
        spellings = (_DOTTED, _HYPHENED, _COMPACT, *((_NAMED,) if self._is_named else ()))
        match = next((found for each in spellings if (found := each.fullmatch(part))), None)
        if match is None or not (match[1] or self._year):
            return None
        first, last = int(match[2]), int(match[3] or match[2])
        if not match[1] and first <= self._last:
            return Problem("months.year", values={"text": part})
        year = int(match[1] or self._year)
        return year, first, year, last

    def go_on(self, year: int, month: int) -> None:
        """Note where the part ended that was read."""
        self._year, self._last = year, month


def day_or_span(part: str) -> Problem | None:
    """Return `months.day_or_span` (text, first, last, day) for what may be a day or a span."""
    match = _DAY.fullmatch(part)
    if match is None:
        return None
    year, first, last = int(match[1]), int(match[2]), int(match[3])
    if not 1 <= first <= last <= 12:
        return None
    values = {
        "text": part,
        "first": f"{year:04d}-{first:02d}",
        "last": f"{year:04d}-{last:02d}",
        "day": str(last),
    }
    return Problem("months.day_or_span", values=values)
