"""One way through the claimed months of insurance: what ends it, what it uses up (三（九）)."""

from operator import attrgetter
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.rules.book import ParameterRow
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

_ON_TIME = attrgetter("on_time")


class QuotaMonth(MonthOfCase):
    """A month in every line of a case, and how many may be had in all by its figure.

    `row` holds that figure; `count` is that of `Month`.
    """

    __slots__ = ("count", "most", "row")

    def __init__(self, situation: LineSituation, month: Month, quota: str) -> None:
        super().__init__(situation, month)
        self.row = situation.row(quota, self.first_day)
        value = self.row.value
        if not isinstance(value, int):
            raise LookupError(f"{situation.measure.id}: {quota} is no count")
        self.most, self.count = value, month.count


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
        known = situation.of_case.get(month.count)
        if isinstance(known, QuotaMonth):
            situation.note(self.quota, known.row)
            return known
        found = situation.of_case[month.count] = QuotaMonth(situation, month, self.quota)
        return found

    def claimed(self, payments: list[Payment]) -> "ClaimedMonths":
        """Return the claimed months as every way finds them; `payments` are in order of time."""
        claims: list[MonthClaim] = []
        situation, contract, granted = self.situation, self.contract, self.all.months
        months = self._months(payments)
        taken = bool(granted or situation.earlier_months)
        # What lies between two months of the contract is one as well.
        inside = not (contract.outside(months[0].count) or contract.outside(months[-1].count))
        before: QuotaMonth | None = None
        for payment, of_case in zip(payments, months, strict=True):
            if of_case is before:
                reason = "repeated"
            else:
                reason = of_case.surely_skipped(situation, granted) if taken else of_case.never
                if not reason and not inside and contract.outside(of_case.count):
                    reason = "outside"
            before = of_case
            if reason:
                claim = MonthClaim(payment.month, MonthOutcome.SKIPPED, reason)
            elif payment.amount is None:
                claim = unknown_month(payment.month, "unknown", payment.unknown)
            else:
                amount = payment.amount
                claim = MonthClaim(payment.month, MonthOutcome.PAID, "", amount, amount)
            claims.append(claim)
        return ClaimedMonths(
            payments,
            months,
            tuple(claims),
            not months[-1].lapsed and all(map(_ON_TIME, payments)),
            min([month.most for month in months]),
        )

    def _months(self, payments: list[Payment]) -> list[QuotaMonth]:
        """Return what holds for each claimed month in every line; note the figures."""
        situation = self.situation
        known, quota = situation.of_case, self.quota
        months: list[QuotaMonth] = []
        noted: ParameterRow | None = None
        for payment in payments:
            count = payment.month.count
            month = known.get(count)
            if not isinstance(month, QuotaMonth):
                month = known[count] = QuotaMonth(situation, payment.month, quota)
            elif month.row is not noted:
                situation.note(quota, month.row)
            noted = month.row
            months.append(month)
        return months


class ClaimedMonths(NamedTuple):
    """The claimed months of a line in order of time, as every way through them finds them.

    `claims` are what they give where no limit ends the run and nothing of the line is unknown;
    what is skipped there does not count whatever is still unknown. `prompt` says that all were
    surely paid on time in full while the document was in force; `fewest` is the smallest number
    of months that may be had in all, by the figures of each.
    """

    payments: list[Payment]
    months: list[QuotaMonth]
    claims: tuple[MonthClaim, ...]
    prompt: bool
    fewest: int


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

    def claim(self, payment: Payment, month: QuotaMonth, claim: MonthClaim) -> MonthClaim:
        """Return what the next month gives."""
        if claim.outcome is MonthOutcome.SKIPPED:
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
    ground: Ground, months: ClaimedMonths, course: Course, situation: LineSituation
) -> tuple[MonthClaim, ...]:
    """Return what each claimed month gives on one way; `months` are in order of time.

    `situation` has the readings in force, or one that is taken by way of trial.
    """
    if _unbounded(ground, months, course):
        return months.claims
    way = _Run(ground, course, situation)
    each = zip(months.payments, months.months, months.claims, strict=True)
    return tuple([way.claim(payment, month, claim) for payment, month, claim in each])


def _unbounded(ground: Ground, months: ClaimedMonths, course: Course) -> bool:
    """Tell whether surely nothing ends a way before its last month, and all is known of it."""
    if not months.prompt or course.unknown_end or ground.all.undetailed or ground.contract.unknown:
        return False
    last = course.retires
    if last is not None and months.months[-1].count > last.count:
        return False
    # Those on record under the measure are among all; here each says which months they were.
    return course.limited is False or ground.used + len(months.months) <= months.fewest
