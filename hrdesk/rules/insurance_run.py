"""One way through the claimed months of insurance: what ends it, what it uses up (三（九）)."""

from dataclasses import dataclass, field
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.rules.claims import (
    LAPSED,
    MonthClaim,
    MonthOfCase,
    undecided,
    unknown_month,
)
from hrdesk.rules.granted_months import GrantedMonths
from hrdesk.rules.payments import ContractMonths, Payment
from hrdesk.rules.situation import LineSituation


class QuotaMonth(MonthOfCase):
    """A month in every line of a case, and how many may be had in all by its figure.

    `used` is that figure.
    """

    __slots__ = ("most", "used")

    def __init__(self, situation: LineSituation, month: Month, quota: str) -> None:
        super().__init__(situation, month)
        day = self.first_day
        value, self.used = situation.noting(lambda: situation.figure(quota, day))
        if not isinstance(value, int):
            raise LookupError(f"{situation.measure.id}: {quota} is no count")
        self.most = value


class Ground(NamedTuple):
    """What holds for every way through the months of a line.

    `used` counts the months enjoyed before, `own` are those on record under the measure,
    `all` those under every measure that shares its months. `quota` is the figure of months
    that may be had in all.
    """

    situation: LineSituation
    quota: str
    used: int
    own: GrantedMonths
    all: GrantedMonths
    contract: ContractMonths

    def month(self, month: Month) -> QuotaMonth:
        """Return what holds for a month in every line of the case; note its figure."""
        situation = self.situation
        known = situation.months_of_case.get(month)
        if isinstance(known, QuotaMonth):
            situation.used.update(known.used)
            return known
        found = situation.months_of_case[month] = QuotaMonth(situation, month, self.quota)
        return found

    def most(self, month: Month) -> int:
        """Return how many months may be had in all, by the figure of a month."""
        return self.month(month).most


class Course(NamedTuple):
    """What bounds one way: `retires` is the last month by age, `limited` whether a quota counts.

    None is unknown and hangs on the facts `unknown_end` and `unknown_limit`; where retirement
    plays no part both are without facts.
    """

    retires: Month | None = None
    limited: bool | None = True
    unknown_end: tuple[str, ...] = ()
    unknown_limit: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """How many months are used up: at least, and at most once all is known; None has no bound."""

    least: int
    most: int | None
    doubt: dict[str, None] = field(default_factory=dict)

    def add(self) -> None:
        """Count a month that is surely used up."""
        self.least += 1
        self._may_be_one_more()

    def doubted(self, facts: tuple[str, ...]) -> None:
        """Count a month of which nobody knows yet whether it is used up."""
        self._may_be_one_more()
        self.doubt.update(dict.fromkeys(facts))

    def _may_be_one_more(self) -> None:
        if self.most is not None:
            self.most += 1


def run(ground: Ground, payments: list[Payment], course: Course) -> tuple[MonthClaim, ...]:
    """Return what each claimed month gives; `payments` are in order of time."""
    tally = _Tally(ground.used, None if ground.own.undetailed else ground.used)
    claims: list[MonthClaim] = []
    for payment in payments:
        if claims and claims[-1].month == payment.month:
            claims.append(MonthClaim(payment.month, MonthOutcome.SKIPPED, "repeated"))
        else:
            claims.append(_claim(ground, course, payment, tally))
    return tuple(claims)


def _claim(ground: Ground, course: Course, payment: Payment, tally: _Tally) -> MonthClaim:
    month = payment.month
    of_case = ground.month(month)
    most = of_case.most
    reason = _surely_skipped(ground, course, of_case)
    if not reason and course.limited and tally.least >= most:
        reason = "quota"
    if not reason and payment.on_time is False:
        reason = "late"
    if reason:
        return MonthClaim(month, MonthOutcome.SKIPPED, reason)
    unknown = [*ground.all.undetailed, *ground.contract.unknown, *course.unknown_end]
    if course.limited is not False and (tally.most is None or tally.most >= most):
        unknown += (*tally.doubt, *course.unknown_limit)
    if unknown or (payment.unknown and not payment.on_time):
        facts = (*unknown, *payment.unknown)
        tally.doubted(facts)
        return unknown_month(month, "unknown", tuple(dict.fromkeys(facts)))
    tally.add()
    if payment.amount is None:
        return unknown_month(month, "unknown", payment.unknown)
    paid = MonthClaim(month, MonthOutcome.PAID, "", payment.amount, payment.amount)
    if of_case.lapsed:
        return undecided(ground.situation, month, LAPSED) or paid
    return paid


def _surely_skipped(ground: Ground, course: Course, of_case: QuotaMonth) -> str:
    """Return why a month does not count whatever is still unknown, or ""."""
    month = of_case.month
    reason = of_case.surely_skipped(ground.situation, ground.all.months)
    if reason:
        return reason
    if ground.contract.outside(month):
        return "outside"
    return "retired" if course.retires is not None and month > course.retires else ""
