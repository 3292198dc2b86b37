"""Retirement as a limit of the insurance subsidy (三（九）) by hand: months are counted."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from benchmarks.limits.judgement import MET, UNMET
from hrdesk.domain.dates import Month
from hrdesk.domain.finding import Check

CLAUSE = "三（九）1"
AGES = {"M": 60, "F55": 55, "F50": 50}
INTERVALS = {"M": 4, "F55": 4, "F50": 2}
DELAYS = {"M": 36, "F55": 36, "F50": 60}
WORDS = {"M": "男60", "F55": "女55", "F50": "女50"}
#: The month from which the new law counts, and the one before the former law.
NEW_LAW, BEFORE_LAWS = 2025 * 12, 1900 * 12 - 1
MARGIN = 60
NEAR, AT_MARGIN, FAR, UNSURE = "near", "at_margin", "far", ""
#: The figures that were used, in the order in which they were asked for.
Used = dict[str, None]


class Way(NamedTuple):
    """A way to retire: the last month, how near it was, the month by the law of then, the span."""

    ends: int | None
    nearness: str
    then: int | None = None
    span: int | None = None
    unknown: tuple[str, ...] = ()


def count_of(month: Month | date) -> int:
    return month.year * 12 + month.month - 1


def month_of(count: int) -> Month:
    return Month(count // 12, count % 12 + 1)


def ways_of(facts: Mapping[str, object], latest: int, number: int, used: Used) -> list[Way]:
    """Return the ways in which a person may retire; `latest` can be the first month at most."""
    documented, birth = facts.get("retirement_month"), facts.get("birth")
    kind, first = facts.get("retirement_kind"), facts.get("first_month")
    place = f"lines[{number - 1}]."
    if documented is not None:
        return [_documented(count_of(documented), first, latest, place, used)]
    if birth is None:
        unknown = (f"{place}birth",) if kind else (f"{place}birth", f"{place}retirement_kind")
        return [Way(None, UNSURE, unknown=unknown)]
    used["ages"] = None
    born = count_of(birth)
    return [
        _worked((born, each), first, latest, place, used)
        for each in ((kind,) if kind in AGES else AGES)
    ]


def _documented(ends: int, first: Month | None, latest: int, place: str, used: Used) -> Way:
    used["margin"] = None
    if first is not None:
        return _beside(ends, ends, ends - count_of(first))
    months = _latest_of_each_law(latest)
    near = any(ends - month <= MARGIN for month in months)
    return Way(ends, UNSURE if near else FAR, unknown=(f"{place}first_month",))


def _worked(
    person: tuple[int, str], first: Month | None, latest: int, place: str, used: Used
) -> Way:
    born, kind = person
    ends = retires(born, kind, NEW_LAW, used)
    if first is not None:
        begun = count_of(first)
        then = retires(born, kind, begun, used)
        used["margin"] = None
        return _beside(ends, then, then - begun)
    unknown = (f"{place}first_month",)
    for month in _latest_of_each_law(latest):
        span = retires(born, kind, month, used) - month
        used["margin"] = None
        if span <= MARGIN:
            return Way(ends, UNSURE, unknown=unknown)
    return Way(ends, FAR, unknown=unknown)


def _beside(ends: int, then: int, span: int) -> Way:
    if span == MARGIN:
        return Way(ends, AT_MARGIN, then, span)
    return Way(ends, NEAR if span < MARGIN else FAR, then, span)


def _latest_of_each_law(latest: int) -> Iterator[int]:
    yield latest
    if latest > BEFORE_LAWS:
        yield BEFORE_LAWS
    if latest >= NEW_LAW:
        yield NEW_LAW - 1


def retires(born: int, kind: str, on: int, used: Used) -> int:
    """Return the month of retirement by the law of a month."""
    used["ages"] = used["intervals"] = None
    used["delays" if on >= NEW_LAW else "no_delays"] = None
    former = born + 12 * AGES[kind]
    if on < NEW_LAW or former < NEW_LAW:
        return former
    return former + min(DELAYS[kind], (former - NEW_LAW) // INTERVALS[kind] + 1)


def listed_kind(kind: str, used: Used) -> Check:
    title = "原法定退休年龄"
    used["ages"] = None
    if kind in WORDS:
        return Check("retirement_kind", CLAUSE, title, MET, WORDS[kind])
    shown = f"“{kind}”不是法律列出的退休年龄"
    return Check("retirement_kind", CLAUSE, title, UNMET, shown)
