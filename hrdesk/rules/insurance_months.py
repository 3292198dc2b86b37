"""Working out the months of social insurance that a line claims (三（九）)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome, Outcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.claims import (
    LAPSED,
    MONTHS,
    Lacking,
    MonthClaim,
    Silence,
    WorkedMonths,
    unknown_month,
)
from hrdesk.rules.contract import CONTRACT_FACTS
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.granted_months import NO_MONTHS, together
from hrdesk.rules.insurance_limit import limit_of
from hrdesk.rules.insurance_run import ClaimedMonths, Course, Ground, run
from hrdesk.rules.payments import contract_months, payments_of
from hrdesk.rules.retirement import (
    FIRST,
    KIND,
    RETIREMENT_FACTS,
    RETIREMENT_FIGURES,
    Nearness,
    Retirement,
    retirements,
)
from hrdesk.rules.situation import LineSituation
from hrdesk.rules.verdict import Reads, Verdict

USED = "used_months"
#: The kind of cost that both paragraphs of 三（九） pay for.
SOCIAL_INSURANCE = "social_insurance"
#: The code of the condition about months that hang on the margin.
_MARGIN = "at_margin"
_NONE_LAPSED: Mapping[str, tuple[Month, ...]] = MappingProxyType({LAPSED.code: ()})
#: Whether the usual limit counts, by how near retirement was.
_LIMITED = {Nearness.NEAR: False, Nearness.FAR: True, Nearness.UNKNOWN: None}
_REASONS = (
    "granted",
    "listed_before",
    "repeated",
    "too_early",
    "not_over",
    "outside",
    "quota",
    "late",
    LAPSED.code,
    "unknown",
)


@dataclass(frozen=True, slots=True)
class InsuranceMonths:
    """A month of insurance pays what the employer paid, for a number of months in all.

    `quota` is the figure of that number. `shared` are the measures under which a month that
    was granted is not paid again. `margin` is the figure of months before retirement within
    which the subsidy runs until retirement, or "" where retirement plays no part; `at_margin`
    is the question which of the two holds when there are just so many months.
    """

    quota: str
    shared: tuple[str, ...]
    margin: str = ""
    at_margin: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a month is not paid."""
        return (*_REASONS, "retired", _MARGIN) if self.margin else _REASONS

    @property
    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """What may be unknown, each with the placeholders of a sentence of its own."""
        reasons = (USED, "unnamed", "contradictory") if self.margin else (USED, "unnamed")
        return dict.fromkeys(reasons, ())

    @property
    def silences(self) -> tuple[Silence, ...]:
        """For which months the text is silent."""
        at_margin = Silence(_MARGIN, self.at_margin, ("near", "far"))
        return (LAPSED, at_margin) if self.margin else (LAPSED,)

    @property
    def reads(self) -> Reads:
        """The facts and dated figures that are read."""
        facts = (MONTHS, USED, *CONTRACT_FACTS)
        if not self.margin:
            return Reads(facts, {self.quota: FigureKind.COUNT})
        return Reads(
            (*facts, *RETIREMENT_FACTS),
            {
                self.quota: FigureKind.COUNT,
                self.margin: FigureKind.COUNT,
                **RETIREMENT_FIGURES,
            },
        )

    def worked(self, situation: LineSituation, /) -> WorkedMonths:
        """Return the claimed months of a line in order of time."""
        known = situation.beyond_readings.get(MONTHS)
        if isinstance(known, _Settled):
            return self._along(known, situation)
        payments, unnamed = payments_of(situation)
        used = situation.count(USED)
        if not payments and not unnamed:
            return WorkedMonths(())
        if unnamed:
            return WorkedMonths((), lacking=Lacking("unnamed", unnamed))
        if used is None:
            return WorkedMonths((), lacking=Lacking(USED, (USED,)))
        ground = ground_of(self, situation, used)
        if self.margin and _contradictory(ground, used, payments[0].month):
            return WorkedMonths((), lacking=Lacking("contradictory", (FIRST, USED)))
        ways: tuple[Retirement, ...] = ()
        if self.margin:
            ways = retirements(situation, self.margin, latest_first(ground, payments[0].month))
        months = ground.claimed(payments)
        settled = _Settled(ground, months, ways, limit_of(ground, months, ways), {})
        situation.beyond_readings[MONTHS] = settled
        return self._along(settled, situation)

    def _along(self, settled: "_Settled", situation: LineSituation) -> WorkedMonths:
        """Return the months along every way in which the person may retire."""
        ground, months, ways, limit, _ = settled
        if not ways:
            claims = run(ground, months, Course(), situation)
            return WorkedMonths(claims, _silent(months, claims), limit=limit)
        found = [_way(settled, way, situation, self.at_margin) for way in ways]
        if len(found) == 1 or len({_result(worked) for worked in found}) == 1:
            return found[0]
        claims = tuple(
            [_alike(each) for each in zip(*(worked.claims for worked in found), strict=True)]
        )
        return WorkedMonths(claims, _silent(months, claims), limit=limit)


class _AtMargin(NamedTuple):
    """What the months give by either reading at the margin, and which of them hang on it."""

    near: tuple[MonthClaim, ...]
    far: tuple[MonthClaim, ...]
    open_months: tuple[Month, ...]


class _Settled(NamedTuple):
    """What a line claims as far as no reading bears on it, and the ways to go through it.

    `at_margin` keeps what is found at the margin, by the month in which the person retires.
    """

    ground: Ground
    months: ClaimedMonths
    ways: tuple[Retirement, ...]
    limit: Verdict
    at_margin: dict[Month | None, _AtMargin]


def _alike(claims: tuple[MonthClaim, ...]) -> MonthClaim:
    """Return what a month gives whatever the kind of person is, or that it hangs on the kind."""
    first = claims[0]
    if all((one.outcome, one.amount) == (first.outcome, first.amount) for one in claims):
        return first
    return unknown_month(first.month, "unknown", (KIND,))


def ground_of(rule: InsuranceMonths, situation: LineSituation, used: int) -> Ground:
    """Return what holds for the months of a line, `used` of which were enjoyed elsewhere."""
    own = situation.granted_under(situation.measure.id)
    every = own
    for measure in rule.shared:
        other = situation.granted_under(measure)
        every = together(every, other) if other is not NO_MONTHS else every
    return Ground(
        situation,
        rule.quota,
        used + len(own.months),
        own,
        every,
        contract_months(situation),
    )


def _contradictory(ground: Ground, used: int, first_claimed: Month) -> bool:
    """Tell whether the first month of enjoyment cannot be what the other facts say."""
    first = ground.situation.facts.get(FIRST)
    if not isinstance(first, Month):
        return False
    granted = ground.own.months
    if first > (min((first_claimed, *granted)) if granted else first_claimed):
        return True
    # Months enjoyed elsewhere, and none on record here: they began before those claimed now.
    before = used > 0 and not ground.own.months and not ground.own.undetailed
    return before and first >= first_claimed


def latest_first(ground: Ground, first_claimed: Month) -> Month:
    """Return the latest month in which the person can have begun to enjoy the subsidy."""
    latest = min((first_claimed, *ground.own.months))
    before = ground.used > 0 and not ground.own.months and not ground.own.undetailed
    return latest.later(-1) if before and latest.first_day > date.min else latest


def _way(
    settled: _Settled, way: Retirement, situation: LineSituation, at_margin: str
) -> WorkedMonths:
    """Return the months along one way of retiring; at the margin both readings are worked."""
    ground, months = settled.ground, settled.months
    if way.nearness is not Nearness.AT_MARGIN:
        unknown = way.unknown if way.month is None else ()
        course = Course(way.month, _LIMITED[way.nearness], unknown, way.unknown)
        claims = run(ground, months, course, situation)
        return WorkedMonths(claims, _silent(months, claims), limit=settled.limit)
    near, far, open_months = _at_margin(settled, way, situation)
    if not open_months:
        return WorkedMonths(far, _silent(months, far), limit=settled.limit)
    reading = situation.reading(at_margin)
    doubtful = MonthOutcome.OFFICER if reading is None else MonthOutcome.SKIPPED
    claims = {"near": near, "far": far}.get(reading or "") or tuple(
        [
            other if one.outcome is other.outcome else MonthClaim(one.month, doubtful, _MARGIN)
            for one, other in zip(near, far, strict=True)
        ]
    )
    silent = {**_silent(months, claims), _MARGIN: open_months}
    return WorkedMonths(claims, silent, limit=settled.limit)


def _at_margin(settled: _Settled, way: Retirement, situation: LineSituation) -> _AtMargin:
    """Return both readings at the margin; but for lapsed months no reading in force bears on it."""
    known = settled.at_margin.get(way.month)
    if known is not None:
        return known
    ground, months = settled.ground, settled.months
    near = run(ground, months, Course(way.month, limited=False), situation)
    far = run(ground, months, Course(way.month, limited=True), situation)
    open_months: tuple[Month, ...] = ()
    if near is not far and _sum(near) != _sum(far):
        pairs = zip(near, far, strict=True)
        open_months = tuple([one.month for one, other in pairs if one.outcome is not other.outcome])
    found = _AtMargin(near, far, open_months)
    if not months.months[-1].lapsed:
        settled.at_margin[way.month] = found
    return found


def _silent(
    months: ClaimedMonths, claims: tuple[MonthClaim, ...]
) -> Mapping[str, tuple[Month, ...]]:
    """Return the months after the document's end that would be paid if it were still in force."""
    if not months.months[-1].lapsed:
        return _NONE_LAPSED
    return {
        LAPSED.code: tuple(
            [
                claim.month
                for month, claim in zip(months.months, claims, strict=True)
                if month.lapsed
                and (claim.reason == LAPSED.code or claim.outcome is MonthOutcome.PAID)
            ]
        )
    }


def _result(worked: WorkedMonths) -> tuple[object, ...]:
    return (*_sum(worked.claims), tuple(worked.silent.items()))


def _sum(claims: tuple[MonthClaim, ...]) -> tuple[Outcome, Decimal]:
    """Return what the months alone give a line: the outcome and the sum that is settled."""
    found = {claim.outcome for claim in claims}
    paid = sum([claim.amount for claim in claims if claim.outcome is MonthOutcome.PAID], ZERO)
    if MonthOutcome.MISSING in found:
        return Outcome.INCOMPLETE, ZERO
    if MonthOutcome.OFFICER in found:
        return Outcome.OFFICER, paid
    return (Outcome.ELIGIBLE if MonthOutcome.PAID in found else Outcome.INELIGIBLE), paid
