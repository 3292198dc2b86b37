"""Where a line of Chinese text may end.

Rules: a run of digits, Latin letters and the marks inside them stays whole, and so does a
date; closing marks
and stops never begin a line, opening marks never end one (GB/T 15834-2011, 5.1); spaces hang
over the end of a line. Where a run is longer than the line it is broken, and where the marks
leave no place at all the line breaks anyway: nothing is ever lost or cut off.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from itertools import pairwise

_FULL_WIDTH_STOPS = (
    "\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff05\u2030\u2103\u3005\u30fc\u301c\uff5e"
)
_MIDDLE_MARKS = "\u00b7\u2022\u30fb\u2026\u2014\u2013\u00b0\u2032\u2033"
_HALF_WIDTH_STOPS = ".,;:!?%"
_SPACES = " \u00a0\u3000\t"
_MONEY_SIGNS = "\u00a5\uffe5$\uff04\u20ac\u00a3\u2116\u00a7"
_DASHES = "\u2014\u2026"
_JOINERS = "+-_/.,:@#%&'=\u00a5$"

NEVER_FIRST = frozenset(_FULL_WIDTH_STOPS + _MIDDLE_MARKS + _HALF_WIDTH_STOPS + _SPACES)
"""Marks that never begin a line; closing brackets and quotes come by their Unicode category."""

NEVER_LAST = frozenset(_MONEY_SIGNS)
"""Marks that never end a line; opening brackets and quotes come by their Unicode category."""


def never_first(char: str) -> bool:
    """Tell whether a line must not begin with this character."""
    return char in NEVER_FIRST or unicodedata.category(char) in ("Pe", "Pf", "Mn", "Me", "Mc")


def never_last(char: str) -> bool:
    """Tell whether a line must not end with this character."""
    return char in NEVER_LAST or unicodedata.category(char) in ("Ps", "Pi")


def break_lines(text: str, widths: Sequence[float], limit: float) -> list[str]:
    """Return `text` cut into lines of at most `limit`; joined again they are `text`.

    `widths` holds the width of each character in the unit of `limit`. Spaces at the end of
    a line do not count. A single character wider than the limit stands alone on its line.
    """
    lines: list[str] = []
    dates = _inside_dates(text)
    start = 0
    while start < len(text):
        end = _fitting_end(text, widths, start, limit)
        cut = end if end == len(text) else _best_cut(text, start, end, dates)
        lines.append(text[start:cut])
        start = cut
    return lines or [""]


_DATE = re.compile(r"\d+年(\d+月(\d+日)?)?")


def unbroken_runs(text: str) -> list[tuple[int, int]]:
    """Return first and end of each piece that a line breaks only where it has to."""
    dates = _inside_dates(text)
    cuts = [
        at for at in range(1, len(text)) if at not in dates and _may_cut(text[at - 1], text[at])
    ]
    return list(pairwise((0, *cuts, len(text))))


def _inside_dates(text: str) -> Set[int]:
    """Return the places inside dates like 2026年6月30日, which are read as one word."""
    found = _DATE.finditer(text)
    return {at for date in found for at in range(date.start() + 1, date.end())}


def _may_cut(before: str, after: str) -> bool:
    return "\n" in (before, after) or _between_words(before, after)


def _fitting_end(text: str, widths: Sequence[float], start: int, limit: float) -> int:
    """Return the end of the longest line from `start`, hanging spaces included."""
    room = limit + 1e-6
    end = start
    while end < len(text):
        room -= widths[end]
        if room < 0 and text[end] not in _SPACES and end > start:
            return end
        end += 1
    return end


def _best_cut(text: str, start: int, end: int, dates: Set[int]) -> int:
    for cut in range(end, start, -1):
        if cut not in dates and _between_words(text[cut - 1], text[cut]):
            return cut
    for allowed in (_between_words, _between_marks):
        for cut in range(end, start, -1):
            if allowed(text[cut - 1], text[cut]):
                return cut
    return end


def _between_words(before: str, after: str) -> bool:
    return _between_marks(before, after) and not (_in_run(before) and _in_run(after))


def _between_marks(before: str, after: str) -> bool:
    if before in _DASHES and before == after:
        return False
    return not never_first(after) and not never_last(before)


def _in_run(char: str) -> bool:
    return char in _JOINERS or (char < "\u0250" and char.isalnum())
