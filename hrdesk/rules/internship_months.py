"""Working out the months that a line claims for an internship, one by one (三（十）)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.rules.base_level import RECOGNITIONS, WAGES, Unknown, share_on, wage_on
from hrdesk.rules.claims import (
    LAPSED,
    MONTHS,
    MonthClaim,
    Silence,
    WorkedMonths,
    lapsed,
    surely_skipped,
    undecided,
    unknown_month,
)
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import LineSituation
from hrdesk.rules.verdict import Reads

STARTED, ENDED = "started_on", "ended_on"
#: The code of the condition about months that lie only partly inside.
_PARTIAL = "partial_months"
_FEN, _HUNDRED = Decimal("0.01"), Decimal(100)


@dataclass(frozen=True, slots=True)
class InternshipMonths:
    """A month of an internship pays a share of the minimum wage, by the level of the base.

    `shares` is the figure of percentages by level, `partial_month` the question whether a
    month pays that lies only partly inside the internship.
    """

    reasons: ClassVar[tuple[str, ...]] = (
        "granted",
        "listed_before",
        "repeated",
        "too_early",
        "not_over",
        "outside",
        "not_recognised",
        _PARTIAL,
        LAPSED.code,
        "unknown",
        "no_wage",
    )
    lacking: ClassVar[Mapping[str, tuple[str, ...]]] = {"no_wage": ("months",)}
    shares: str
    partial_month: str

    @property
    def partial(self) -> Silence:
        """The months that lie only partly inside."""
        return Silence(_PARTIAL, self.partial_month, ("full", "none"))

    @property
    def silences(self) -> tuple[Silence, ...]:
        """For which months the text is silent."""
        return (self.partial, LAPSED)

    @property
    def reads(self) -> Reads:
        """The facts and dated figures that are read."""
        facts = (MONTHS, STARTED, ENDED, RECOGNITIONS, WAGES)
        return Reads(facts, {self.shares: FigureKind.PERCENTAGES, WAGES: FigureKind.MONEY})

    def worked(self, situation: LineSituation, /) -> WorkedMonths:
        """Return the claimed months of a line in order of time."""
        return _Work(situation, self).done()


class _Work:
    """One line's months while they are worked out."""

    def __init__(self, situation: LineSituation, rule: InternshipMonths) -> None:
        self._situation = situation
        self._rule = rule
        self._granted = situation.granted_under(situation.measure.id)
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
        silent = {_PARTIAL: tuple(self._partial), LAPSED.code: tuple(self._lapsed)}
        return WorkedMonths(tuple(claims), silent)

    def _claim(self, month: Month) -> MonthClaim:
        share = share_on(self._situation, self._rule.shares, month.first_day)
        reason = self._surely_skipped(month) or ("not_recognised" if share is None else "")
        if reason or share is None:
            return MonthClaim(month, MonthOutcome.SKIPPED, reason)
        unknown = list(self._granted.undetailed)
        if self._started is None:
            unknown.append(STARTED)
        if isinstance(share, Unknown) and not share.above_nothing:
            unknown += share.facts
        if unknown:
            return unknown_month(month, "unknown", tuple(unknown))
        return self._silent(month) or self._paid(month, share)

    def _surely_skipped(self, month: Month) -> str:
        """Return why a month does not count whatever is still unknown, or ""."""
        reason = surely_skipped(self._situation, month, self._granted.months)
        if reason:
            return reason
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
            claim = undecided(self._situation, month, self._rule.partial)
            if claim is not None:
                return claim
        if lapsed(self._situation, month):
            self._lapsed.append(month)
            return undecided(self._situation, month, LAPSED)
        return None

    def _paid(self, month: Month, share: int | Unknown) -> MonthClaim:
        if isinstance(share, Unknown):
            return unknown_month(month, "unknown", share.facts)
        wage = wage_on(self._situation, month.first_day)
        if isinstance(wage, Unknown):
            return unknown_month(month, "no_wage", wage.facts)
        amount = (wage * share / _HUNDRED).quantize(_FEN, ROUND_HALF_UP)
        return MonthClaim(month, MonthOutcome.PAID, "", amount, wage, share)
