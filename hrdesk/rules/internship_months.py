"""Working out the months that a line claims for an internship, one by one (三（十）)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import ClassVar, NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.rules.base_level import RECOGNITIONS, WAGES, Unknown, share_on, wage_on
from hrdesk.rules.claims import (
    LAPSED,
    MONTHS,
    MonthClaim,
    MonthOfCase,
    Silence,
    WorkedMonths,
    undecided,
    unknown_month,
)
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import LineSituation, Used
from hrdesk.rules.verdict import Reads

STARTED, ENDED = "started_on", "ended_on"
#: The code of the condition about months that lie only partly inside.
_PARTIAL = "partial_months"
_FEN, _HUNDRED = Decimal("0.01"), Decimal(100)
_in_time = attrgetter("year", "month")


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
        known = situation.beyond_readings.get(MONTHS)
        if not isinstance(known, _Settled):
            known = situation.beyond_readings[MONTHS] = _Work(situation, self).done()
        claims, open_months = known
        if not open_months:
            return WorkedMonths(tuple(claims))
        claims = list(claims)
        silent: dict[str, list[Month]] = {_PARTIAL: [], LAPSED.code: []}
        for place, month in open_months.items():
            claims[place] = self._read(situation, month, silent)
        return WorkedMonths(tuple(claims), {code: tuple(each) for code, each in silent.items()})

    def _read(
        self, situation: LineSituation, open_month: "_Open", silent: dict[str, list[Month]]
    ) -> MonthClaim:
        """Return what a month gives for which the text is silent, by the readings in force."""
        month, partly = open_month
        claim = None
        if partly:
            silent[_PARTIAL].append(month.month)
            claim = undecided(situation, month.month, self.partial)
        if claim is None and month.lapsed:
            silent[LAPSED.code].append(month.month)
            claim = undecided(situation, month.month, LAPSED)
        return claim or month.paid(situation)


class _Month(MonthOfCase):
    """A month in every line of a case, with the share that the base's level gives for it.

    `used` are the figures of the share; what the month pays is asked for where it pays.
    """

    __slots__ = ("_pays", "share", "used")

    def __init__(self, situation: LineSituation, month: Month, shares: str) -> None:
        super().__init__(situation, month)
        day = self.first_day
        self.share, self.used = situation.noting(lambda: share_on(situation, shares, day))
        self._pays: tuple[MonthClaim, Used] | None = None

    def paid(self, situation: LineSituation) -> MonthClaim:
        """Return what a line gets for the month where nothing stands against it."""
        if self._pays is None:
            self._pays = situation.noting(lambda: self._worked(situation))
        claim, used = self._pays
        if used:
            situation.used.update(used)
        return claim

    def _worked(self, situation: LineSituation) -> MonthClaim:
        share = self.share
        if not isinstance(share, int):
            return unknown_month(self.month, "unknown", share.facts if share else ())
        wage = wage_on(situation, self.first_day)
        if isinstance(wage, Unknown):
            return unknown_month(self.month, "no_wage", wage.facts)
        amount = (wage * share / _HUNDRED).quantize(_FEN, ROUND_HALF_UP)
        return MonthClaim(self.month, MonthOutcome.PAID, "", amount, wage, share)


class _Open(NamedTuple):
    """A month for which the text is silent; `partly` it lies outside the internship."""

    month: _Month
    partly: bool


class _Settled(NamedTuple):
    """The months of a line as far as no reading bears on them.

    `open_months` are those for which the text is silent, by their places among the claims.
    """

    claims: list[MonthClaim]
    open_months: dict[int, _Open]


class _Work:
    """One line's months while they are worked out, as far as no reading bears on them."""

    def __init__(self, situation: LineSituation, rule: InternshipMonths) -> None:
        self._situation = situation
        self._rule = rule
        self._granted = situation.granted_under(situation.measure.id)
        self._started = situation.day(STARTED)
        self._ended = situation.day(ENDED)
        self._settled = _Settled([], {})

    def done(self) -> _Settled:
        """Work every listed month out, in order of time."""
        listed = self._situation.facts.get(MONTHS)
        months = listed if isinstance(listed, tuple) else ()
        claims = self._settled.claims
        before: Month | None = None
        for month in sorted([each for each in months if isinstance(each, Month)], key=_in_time):
            if month == before:
                claims.append(MonthClaim(month, MonthOutcome.SKIPPED, "repeated"))
            else:
                claims.append(self._claim(self._month(month)))
            before = month
        return self._settled

    def _month(self, month: Month) -> _Month:
        situation = self._situation
        known = situation.of_case.get(month.count)
        if isinstance(known, _Month):
            situation.used.update(known.used)
            return known
        worked = situation.of_case[month.count] = _Month(situation, month, self._rule.shares)
        return worked

    def _claim(self, month: _Month) -> MonthClaim:
        share = month.share
        reason = self._surely_skipped(month) or ("not_recognised" if share is None else "")
        if reason:
            return MonthClaim(month.month, MonthOutcome.SKIPPED, reason)
        unknown = self._granted.undetailed
        if self._started is None:
            unknown = (*unknown, STARTED)
        if isinstance(share, Unknown) and not share.above_nothing:
            unknown += share.facts
        if unknown:
            return unknown_month(month.month, "unknown", unknown)
        partly = self._partly(month)
        if partly or month.lapsed:
            claims, open_months = self._settled
            open_months[len(claims)] = _Open(month, partly)
            return MonthClaim(month.month, MonthOutcome.OFFICER)
        return month.paid(self._situation)

    def _surely_skipped(self, month: _Month) -> str:
        """Return why a month does not count whatever is still unknown, or ""."""
        reason = month.surely_skipped(self._situation, self._granted.months)
        if reason:
            return reason
        started, ended = self._started, self._ended
        after = started is not None and started > month.last_day
        before = ended is not None and ended < month.first_day
        # An internship that ends before it starts has no day.
        empty = started is not None and ended is not None and ended < started
        return "outside" if after or before or empty else ""

    def _partly(self, month: _Month) -> bool:
        """Tell whether a month that counts lies only partly inside the internship."""
        begun = self._started is not None and self._started > month.first_day
        return begun or (self._ended is not None and self._ended < month.last_day)
