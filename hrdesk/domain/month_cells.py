"""The months that a row pays as platforms want them in one cell: a span, or one end of it."""

import re
import unicodedata
from collections.abc import Sequence

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.dates import Month

#: The word for "to" between months (U+81F3), also those of years and months (U+5E74, U+6708).
_TO = chr(0x81F3)
_MONTH = r"(\d{4})(?:[-./\u5e74](\d{1,2})\u6708?|(\d{2}))"
_SPAN = re.compile(f"{_MONTH}(?:[-~{_TO}\u2013\u2014]+{_MONTH})?")
_BETWEEN = re.compile("[,;\u3001]")
_SPANS = {CellFormat.MONTHS_PLAIN: "-", CellFormat.MONTHS_FROM_TO: _TO}
_FIRST = frozenset({CellFormat.MONTH_FIRST, CellFormat.MONTH_FIRST_PLAIN})
_PLAIN = frozenset(
    {CellFormat.MONTHS_PLAIN, CellFormat.MONTH_FIRST_PLAIN, CellFormat.MONTH_LAST_PLAIN}
)
#: No span of a case is longer; what says so is no span of months.
_MOST = 1200


def month_cell(months: Sequence[str], kind: CellFormat) -> str | None:
    """Return months (`2026-01`, at least one) as one of MONTH_FORMATS, None where one is left out
    between them: a span would say that it is paid too.

    A span of one month has both ends, so that every cell of a column has the same form.
    """
    ordered = sorted(months)
    if months_said(f"{ordered[0]}{_TO}{ordered[-1]}") != tuple(ordered):
        return None
    ends = [each.replace("-", "") if kind in _PLAIN else each for each in ordered]
    if kind in _SPANS:
        return ends[0] + _SPANS[kind] + ends[-1]
    return ends[0] if kind in _FIRST else ends[-1]


def months_said(text: str) -> tuple[str, ...] | None:
    """Return the months that a cell says, in order (`2026-01`): a month, spans, a list of these in
    any of the usual spellings; None where it says anything else.
    """
    formed = "".join(unicodedata.normalize("NFKC", text).split())
    found: set[str] = set()
    for part in _BETWEEN.split(formed):
        span = _SPAN.fullmatch(part)
        if span is None:
            return None
        first = _month(span[1], span[2] or span[3])
        last = _month(span[4], span[5] or span[6]) if span[4] else first
        if first is None or last is None or not 0 <= last.count - first.count < _MOST:
            return None
        found |= {str(first.later(n)) for n in range(last.count - first.count + 1)}
    return tuple(sorted(found))


def _month(year: str, month: str) -> Month | None:
    return Month.parse(f"{year}-{int(month):02d}")
