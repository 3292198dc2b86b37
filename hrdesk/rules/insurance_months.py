"""Working out the months of social insurance that a line claims (三（九）)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce

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
from hrdesk.rules.granted_months import together
from hrdesk.rules.insurance_limit import limit_of
from hrdesk.rules.insurance_run import Course, Ground, run
from hrdesk.rules.payments import Payment, contract_months, payments_of
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
from hrdesk.rules.verdict import Reads

USED = "used_months"
#: The kind of cost that both paragraphs of 三（九） pay for.
SOCIAL_INSURANCE = "social_insurance"
#: The code of the condition about months that hang on the margin.
_MARGIN = "at_margin"
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
        return self._along(ground, payments)

    def _along(self, ground: Ground, payments: list[Payment]) -> WorkedMonths:
        """Return the months along every way in which the person may retire."""
        if not self.margin:
            claims = run(ground, payments, Course())
            return WorkedMonths(claims, _silent(ground, claims), limit=limit_of(ground, payments))
        latest = latest_first(ground, payments[0].month)
        ways = retirements(ground.situation, self.margin, latest)
        found = [_way(ground, payments, way, self.at_margin) for way in ways]
        limit = limit_of(ground, payments, ways)
        if len({_result(worked) for worked in found}) == 1:
            return found[0]._replace(limit=limit)
        claims = tuple(
            _alike(each) for each in zip(*(worked.claims for worked in found), strict=True)
        )
        return WorkedMonths(claims, _silent(ground, claims), limit=limit)


def _alike(claims: tuple[MonthClaim, ...]) -> MonthClaim:
    """Return what a month gives whatever the kind of person is, or that it hangs on the kind."""
    first = claims[0]
    if all((one.outcome, one.amount) == (first.outcome, first.amount) for one in claims):
        return first
    return unknown_month(first.month, "unknown", (KIND,))


def ground_of(rule: InsuranceMonths, situation: LineSituation, used: int) -> Ground:
    """Return what holds for the months of a line, `used` of which were enjoyed elsewhere."""
    own = situation.granted_under(situation.measure.id)
    others = (situation.granted_under(measure) for measure in rule.shared)
    return Ground(
        situation,
        rule.quota,
        used + len(own.months),
        own,
        reduce(together, others, own),
        contract_months(situation),
    )


def _contradictory(ground: Ground, used: int, first_claimed: Month) -> bool:
    """Tell whether the first month of enjoyment cannot be what the other facts say."""
    first = ground.situation.facts.get(FIRST)
    if not isinstance(first, Month):
        return False
    if first > min((first_claimed, *ground.own.months)):
        return True
    # Months enjoyed elsewhere, and none on record here: they began before those claimed now.
    before = used > 0 and not ground.own.months and not ground.own.undetailed
    return before and first >= first_claimed


def latest_first(ground: Ground, first_claimed: Month) -> Month:
    """Return the latest month in which the person can have begun to enjoy the subsidy."""
    latest = min((first_claimed, *ground.own.months))
    before = ground.used > 0 and not ground.own.months and not ground.own.undetailed
    return latest.later(-1) if before and latest.first_day > date.min else latest


def _way(ground: Ground, payments: list[Payment], way: Retirement, at_margin: str) -> WorkedMonths:
    """Return the months along one way of retiring; at the margin both readings are worked."""
    ends = (way.month, way.unknown if way.month is None else ())
    if way.nearness is not Nearness.AT_MARGIN:
        limited = {Nearness.NEAR: False, Nearness.FAR: True}.get(way.nearness)
        claims = run(ground, payments, Course(ends[0], limited, ends[1], way.unknown))
        return WorkedMonths(claims, _silent(ground, claims))
    near = run(ground, payments, Course(ends[0], limited=False))
    far = run(ground, payments, Course(ends[0], limited=True))
    if _sum(near) == _sum(far):
        return WorkedMonths(far, _silent(ground, far))
    pairs = list(zip(near, far, strict=True))
    months = tuple(one.month for one, other in pairs if one.outcome is not other.outcome)
    reading = ground.situation.reading(at_margin)
    doubtful = MonthOutcome.OFFICER if reading is None else MonthOutcome.SKIPPED
    claims = {"near": near, "far": far}.get(reading or "") or tuple(
        other if one.outcome is other.outcome else MonthClaim(one.month, doubtful, _MARGIN)
        for one, other in pairs
    )
    return WorkedMonths(claims, {**_silent(ground, claims), _MARGIN: months})


def _silent(ground: Ground, claims: tuple[MonthClaim, ...]) -> Mapping[str, tuple[Month, ...]]:
    """Return the months after the document's end that would be paid if it were still in force."""
    return {
        LAPSED.code: tuple(
            claim.month
            for claim in claims
            if ground.month(claim.month).lapsed
            and (claim.reason == LAPSED.code or claim.outcome is MonthOutcome.PAID)
        )
    }


def _result(worked: WorkedMonths) -> tuple[object, ...]:
    return (*_sum(worked.claims), tuple(worked.silent.items()))


def _sum(claims: tuple[MonthClaim, ...]) -> tuple[Outcome, Decimal]:
    """Return what the months alone give a line: the outcome and the sum that is settled."""
    found = {claim.outcome for claim in claims}
    paid = sum((claim.amount for claim in claims if claim.outcome is MonthOutcome.PAID), ZERO)
    if MonthOutcome.MISSING in found:
        return Outcome.INCOMPLETE, ZERO
    if MonthOutcome.OFFICER in found:
        return Outcome.OFFICER, paid
    return (Outcome.ELIGIBLE if MonthOutcome.PAID in found else Outcome.INELIGIBLE), paid
