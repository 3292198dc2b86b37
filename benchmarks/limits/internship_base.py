"""The base of an internship (三（十）) by hand: its levels, and what a month pays there."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from benchmarks.limits.judgement import FIRST, MET, MISSING, UNMET
from hrdesk.domain.dates import Month
from hrdesk.domain.finding import Check
from hrdesk.rules.submission import Application

CLAUSE = "三（十）"
SHARES = {"ordinary": 80, "province": 90, "national": 100}
LEVELS = {"ordinary": "市、县级", "province": "省级", "national": "国家级"}
UNRECOGNISED = ("facts.recognitions",)
NO_WAGE = ("facts.minimum_wage",)
FEN, HUNDRED = Decimal("0.01"), Decimal(100)
Rows = Sequence[Mapping[str, object]]


class Terms(NamedTuple):
    """What holds for a month in every row: its days, why it never counts, what it pays.

    `share` is that of the surely known levels; `unknown` names what could raise it, `lacking`
    what the wage lacks.
    """

    first: date
    last: date
    reason: str
    share: int
    unknown: tuple[str, ...]
    amount: Decimal
    wage: Decimal | None
    lacking: tuple[str, ...]


class Base:
    """The base of a case; what a month pays is worked out once for all rows."""

    __slots__ = ("_known", "_levels", "_on", "_wages")

    def __init__(self, application: Application) -> None:
        self._on = application.on
        self._levels: Rows | None = application.facts.get("recognitions")
        self._wages: Rows | None = application.facts.get("minimum_wage")
        self._known: dict[Month, Terms] = {}

    def on(self, month: Month) -> Terms:
        """Return what holds for a month."""
        terms = self._known.get(month)
        if terms is None:
            terms = self._known[month] = self._worked(month)
        return terms

    def _worked(self, month: Month) -> Terms:
        first, last = month.first_day, month.last_day
        if (month.year, month.month) < (FIRST.year, FIRST.month):
            reason = "too_early"
        else:
            reason = "not_over" if last > self._on else ""
        share, unknown = (0, UNRECOGNISED) if self._levels is None else levels(self._levels, first)
        found = None if self._wages is None else wage(self._wages, first)
        if isinstance(found, Decimal):
            amount = (found * share / HUNDRED).quantize(FEN, ROUND_HALF_UP)
            return Terms(first, last, reason, share, unknown, amount, found, ())
        return Terms(first, last, reason, share, unknown, HUNDRED, None, found or NO_WAGE)


def levels(rows: Rows, day: date) -> tuple[int, tuple[str, ...]]:
    best = possible = 0
    unknown: list[str] = []
    for place, row in enumerate(rows):
        begun, ended, level = row.get("from"), row.get("to"), row.get("level")
        if (ended is not None and ended < day) or (begun is not None and begun > day):
            continue
        percent = 100 if level is None else SHARES.get(level, 0)
        if begun is not None and level is not None:
            best = max(best, percent)
            continue
        possible = max(possible, percent)
        if level is None:
            unknown.append(f"facts.recognitions[{place}].level")
        if begun is None:
            unknown.append(f"facts.recognitions[{place}].from")
    return best, tuple(unknown) if possible > best else ()


def wage(rows: Rows, day: date) -> Decimal | tuple[str, ...]:
    begun, place, undated = date.min, -1, False
    for index, row in enumerate(rows):
        since = row.get("from")
        if since is None:
            undated = True
        elif begun <= since <= day:
            begun, place = since, index
    monthly = rows[place].get("monthly") if place >= 0 else None
    if undated and not (place >= 0 and begun == day):
        doubtful = tuple(
            [
                f"facts.minimum_wage[{index}].from"
                for index, row in enumerate(rows)
                if "from" not in row and (monthly is None or row.get("monthly") != monthly)
            ]
        )
        if doubtful:
            return doubtful
    if place < 0:
        return NO_WAGE
    return monthly if monthly is not None else (f"facts.minimum_wage[{place}].monthly",)


def recognised(rows: Rows | None) -> Check:
    title = "就业见习基地"
    if rows is None:
        shown = "还没有填见习基地的认定"
        return Check("recognised", CLAUSE, title, MISSING, shown, settles=UNRECOGNISED)
    known = [row.get("level") for row in rows]
    listed = [level for level in known if level in SHARES]
    if listed:
        shown = f"已认定为{LEVELS[max(listed, key=SHARES.__getitem__)]}就业见习基地"
        return Check("recognised", CLAUSE, title, MET, shown)
    if None in known:
        places = tuple(
            [f"facts.recognitions[{at}].level" for at, level in enumerate(known) if level is None]
        )
        shown = "还没有填见习基地的认定"
        return Check("recognised", CLAUSE, title, MISSING, shown, settles=places)
    return Check("recognised", CLAUSE, title, UNMET, "没有认定为就业见习基地")
