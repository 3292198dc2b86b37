"""Working out the months that a line claims for an internship, one by one (三（十）)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.rules.base_level import Unknown, share_on, wage_on
from hrdesk.rules.claims import MonthClaim
from hrdesk.rules.situation import LineSituation, Situation

MONTHS, STARTED, ENDED = "months", "started_on", "ended_on"
#: Two silences of the text: months of which a part counts, and months after the end.
PARTIAL_MONTH, LAPSED_MONTHS = "internship_subsidy.partial_month", "lapsed_months"
PARTIAL_READINGS, LAPSED_READINGS = ("full", "none"), ("pays", "stops")
#: Why a month is not paid: each is the key of a sentence.
REASONS = (
    "granted",
    "listed_before",
    "repeated",
    "too_early",
    "not_over",
    "outside",
    "not_recognised",
    "partial",
    "lapsed",
    "unknown",
    "no_wage",
)
_FEN, _HUNDRED = Decimal("0.01"), Decimal(100)


class WorkedMonths(NamedTuple):
    """The claimed months in order of time, and those for which the text is silent."""

    claims: tuple[MonthClaim, ...]
    partial: tuple[Month, ...]
    lapsed: tuple[Month, ...]


def worked_months(situation: Situation, shares: str) -> WorkedMonths:
    """Return the months of a line worked out; it is done once for all its conditions."""
    known = situation.worked.get(MONTHS)
    if isinstance(known, WorkedMonths):
        return known
    if not isinstance(situation, LineSituation):
        raise TypeError("a condition of a line was asked of a case")
    work = _Work(situation, shares)
    worked = work.done()
    situation.worked[MONTHS] = worked
    return worked


class _Work:
    """One line's months while they are worked out."""

    def __init__(self, situation: LineSituation, shares: str) -> None:
        self._situation = situation
        self._shares = shares
        self._granted = situation.granted
        self._started = situation.day(STARTED)
        self._ended = situation.day(ENDED)
        self._partial: list[Month] = []
        self._lapsed: list[Month] = []

    def done(self) -> WorkedMonths:
        """Work every listed month out, in order of time."""
        listed = self._situation.facts.get(MONTHS)
        months = listed if isinstance(listed, tuple) else ()
        claims: list[MonthClaim] = []
        for month in sorted(each for each in months if isinstance(each, Month)):
            if claims and claims[-1].month == month:
                claims.append(MonthClaim(month, MonthOutcome.SKIPPED, "repeated"))
            else:
                claims.append(self._claim(month))
        return WorkedMonths(tuple(claims), tuple(self._partial), tuple(self._lapsed))

    def _claim(self, month: Month) -> MonthClaim:
        share = share_on(self._situation, self._shares, month.first_day)
        reason = self._surely_skipped(month) or ("not_recognised" if share is None else "")
        if reason or share is None:
            return MonthClaim(month, MonthOutcome.SKIPPED, reason)
        unknown = list(self._granted.undetailed)
        if self._started is None:
            unknown.append(STARTED)
        if isinstance(share, Unknown) and not share.above_nothing:
            unknown += share.facts
        if unknown:
            return _missing(month, "unknown", tuple(unknown))
        return self._silent(month) or self._paid(month, share)

    def _surely_skipped(self, month: Month) -> str:
        """Return why a month does not count whatever is still unknown, or ""."""
        situation = self._situation
        if month in self._granted.months:
            return "granted"
        if month in situation.earlier_months:
            return "listed_before"
        if month < Month.of(situation.book.first_day):
            return "too_early"
        if month.last_day > situation.on:
            return "not_over"
        started, ended = self._started, self._ended
        after = started is not None and started > month.last_day
        before = ended is not None and ended < month.first_day
        # An internship that ends before it starts has no day.
        empty = started is not None and ended is not None and ended < started
        return "outside" if after or before or empty else ""

    def _silent(self, month: Month) -> MonthClaim | None:
        """Return what a month gives for which the text is silent, or None where it pays."""
        begun = self._started is not None and self._started > month.first_day
        ended = self._ended is not None and self._ended < month.last_day
        if begun or ended:
            self._partial.append(month)
            reading = self._situation.reading(PARTIAL_MONTH)
            if reading != "full":
                return _undecided(month, "partial", reading)
        if month.first_day > self._situation.book.last_day:
            self._lapsed.append(month)
            reading = self._situation.reading(LAPSED_MONTHS)
            if reading != "pays":
                return _undecided(month, "lapsed", reading)
        return None

    def _paid(self, month: Month, share: int | Unknown) -> MonthClaim:
        if isinstance(share, Unknown):
            return _missing(month, "unknown", share.facts)
        wage = wage_on(self._situation, month.first_day)
        if isinstance(wage, Unknown):
            return _missing(month, "no_wage", wage.facts)
        amount = (wage * share / _HUNDRED).quantize(_FEN, ROUND_HALF_UP)
        return MonthClaim(month, MonthOutcome.PAID, "", amount, wage, share)


def _undecided(month: Month, reason: str, reading: str | None) -> MonthClaim:
    outcome = MonthOutcome.OFFICER if reading is None else MonthOutcome.SKIPPED
    return MonthClaim(month, outcome, reason)


def _missing(month: Month, reason: str, facts: tuple[str, ...]) -> MonthClaim:
    return MonthClaim(month, MonthOutcome.MISSING, reason, settles=facts)
