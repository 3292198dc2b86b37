"""One way through the claimed months of insurance: what ends it, what it uses up (三（九）)."""

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

    `used` is that figure; `count` is that of `Month`.
    """

    __slots__ = ("count", "most", "used")

    def __init__(self, situation: LineSituation, month: Month, quota: str) -> None:
        super().__init__(situation, month)
        day = self.first_day
        value, self.used = situation.noting(lambda: situation.figure(quota, day))
        if not isinstance(value, int):
            raise LookupError(f"{situation.measure.id}: {quota} is no count")
        self.most, self.count = value, month.count


class Claimed(NamedTuple):
    """A claimed month as every way through the months finds it.

    `claim` is what it gives where no limit ends the run and nothing of the line is unknown,
    `skipped` says that it does not count whatever is still unknown.
    """

    payment: Payment
    month: QuotaMonth
    claim: MonthClaim
    skipped: bool


class Ground(NamedTuple):
    """What holds for every way through the months of a line, which are in order of time.

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

    def claimed(self, payments: list[Payment]) -> list[Claimed]:
        """Return the claimed months as every way finds them; `payments` are in order of time."""
        found: list[Claimed] = []
        before: QuotaMonth | None = None
        for payment in payments:
            month = payment.month
            of_case = self.month(month)
            if of_case is before:
                reason = "repeated"
            else:
                reason = of_case.surely_skipped(self.situation, self.all.months)
                if not reason and self.contract.outside(of_case.count):
                    reason = "outside"
            before = of_case
            if reason:
                claim = MonthClaim(month, MonthOutcome.SKIPPED, reason)
            elif payment.amount is None:
                claim = unknown_month(month, "unknown", payment.unknown)
            else:
                amount = payment.amount
                claim = MonthClaim(month, MonthOutcome.PAID, "", amount, amount)
            found.append(Claimed(payment, of_case, claim, bool(reason)))
        return found


class Course(NamedTuple):
    """What bounds one way: `retires` is the last month by age, `limited` whether a quota counts.

    None is unknown and hangs on the facts `unknown_end` and `unknown_limit`; where retirement
    plays no part both are without facts.
    """

    retires: Month | None = None
    limited: bool | None = True
    unknown_end: tuple[str, ...] = ()
    unknown_limit: tuple[str, ...] = ()


class _Run:
    """How many months are used up on one way, and what ends it.

    `_least` are surely used up, `_most` at most once all is known; None has no bound.
    """

    def __init__(self, ground: Ground, course: Course, situation: LineSituation) -> None:
        self._situation = situation
        self._course = course
        self._ends = course.retires.count if course.retires is not None else None
        self._unknown = (
            *ground.all.undetailed,
            *ground.contract.unknown,
            *course.unknown_end,
        )
        self._least = ground.used
        self._most = None if ground.own.undetailed else ground.used
        self._doubt: dict[str, None] = {}

    def claim(self, claimed: Claimed) -> MonthClaim:
        """Return what the next month gives."""
        payment, month, claim, skipped = claimed
        if skipped:
            return claim
        reason = self._skipped(payment, month)
        if reason:
            return MonthClaim(month.month, MonthOutcome.SKIPPED, reason)
        unknown = self._unknown
        if self._course.limited is not False and (self._most is None or self._most >= month.most):
            unknown = (*unknown, *self._doubt, *self._course.unknown_limit)
        if self._most is not None:
            self._most += 1
        if unknown or (payment.unknown and not payment.on_time):
            facts = dict.fromkeys((*unknown, *payment.unknown))
            self._doubt.update(facts)
            return unknown_month(month.month, "unknown", tuple(facts))
        self._least += 1
        if month.lapsed and payment.amount is not None:
            return undecided(self._situation, month.month, LAPSED) or claim
        return claim

    def _skipped(self, payment: Payment, month: QuotaMonth) -> str:
        """Return why a month does not count on this way, or ""."""
        if self._ends is not None and month.count > self._ends:
            return "retired"
        if self._course.limited and self._least >= month.most:
            return "quota"
        return "late" if payment.on_time is False else ""


def run(
    ground: Ground, months: list[Claimed], course: Course, situation: LineSituation
) -> tuple[MonthClaim, ...]:
    """Return what each claimed month gives on one way; `months` are in order of time.

    `situation` has the readings in force, or one that is taken by way of trial.
    """
    way = _Run(ground, course, situation)
    return tuple([way.claim(each) for each in months])
