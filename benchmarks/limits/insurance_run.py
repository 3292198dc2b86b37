"""One way through the months of insurance (三（九）1) by hand; see `insurance_months`."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from benchmarks.limits.judgement import FIRST, LAST, ZERO
from benchmarks.limits.months import LAPSED_CHECK, OPEN, PAID, SKIPPED, UNKNOWN, Granted
from benchmarks.limits.retirement import count_of
from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome, Outcome

QUOTA = 36
INSURANCES = ("pension", "medical", "unemployment")
NAMES = (*INSURANCES, "on_time_in_full")
EARLIEST, LATEST = count_of(FIRST), count_of(LAST)


class Row(NamedTuple):
    """A row while it is judged: what its person had before under either measure and this one.

    `over` is the last month that is over, `earlier` the months of the person's rows above.
    """

    facts: Mapping[str, object]
    number: int
    over: int
    own: Granted
    every: Granted
    earlier: frozenset[Month]


class Payment(NamedTuple):
    """A claimed month, what was paid for it, and why it does not count whoever retires when."""

    month: Month
    count: int
    amount: Decimal | None
    on_time: bool | None
    unknown: tuple[str, ...]
    reason: str


class Claim(NamedTuple):
    """What a month gives along one way."""

    month: Month
    outcome: MonthOutcome
    reason: str = ""
    amount: Decimal = ZERO
    settles: tuple[str, ...] = ()


class Course(NamedTuple):
    """What bounds a way: the last month, whether the quota counts, and what these hang on."""

    ends: int | None
    limited: bool | None
    unknown: tuple[str, ...] = ()
    unknown_limit: tuple[str, ...] = ()


def over_at(on: date) -> int:
    """Return the last month that is over on a day."""
    last = (on + timedelta(days=1)).month != on.month
    return count_of(on) if last else count_of(on) - 1


def payments_of(row: Row) -> tuple[list[Payment], tuple[str, ...]]:
    """Return the claimed months in order of time, and where a month is not named."""
    payments, unnamed = [], []
    facts, place = row.facts, f"lines[{row.number - 1}].months"
    start, end = facts.get("contract_start"), facts.get("contract_end")
    first = count_of(start) if start is not None else 0
    ends = end is not None and facts.get("contract_kind") != "open_ended"
    last = count_of(end) if ends else count_of(date.max)
    for at, record in enumerate(facts.get("months", ())):
        month = record.get("month")
        if month is None:
            unnamed.append(f"{place}[{at}].month")
            continue
        if len(record) == 5:
            amount, unknown = record["pension"] + record["medical"] + record["unemployment"], ()
        else:
            known = [record[name] for name in INSURANCES if name in record]
            amount = sum(known, ZERO) if len(known) == len(INSURANCES) else None
            unknown = tuple([f"{place}[{at}].{name}" for name in NAMES if name not in record])
        count = month.year * 12 + month.month - 1
        reason = _skipped(row, month, count)
        if not reason and not first <= count <= last:
            reason = "outside"
        on_time = record.get("on_time_in_full")
        payments.append(Payment(month, count, amount, on_time, unknown, reason))
    payments.sort(key=_in_time)
    return payments, tuple(unnamed)


def _in_time(payment: Payment) -> int:
    return payment.count


def _skipped(row: Row, month: Month, count: int) -> str:
    if row.every.months and month in row.every.months:
        return "granted"
    if row.earlier and month in row.earlier:
        return "listed_before"
    if count < EARLIEST:
        return "too_early"
    return "not_over" if count > row.over else ""


def unknown_contract(row: Row) -> tuple[str, ...]:
    """Return which days of the contract are unknown and bound the months."""
    facts, place = row.facts, f"lines[{row.number - 1}]."
    unknown = () if "contract_start" in facts else (f"{place}contract_start",)
    if "contract_end" not in facts and facts.get("contract_kind", "fixed") == "fixed":
        unknown = (*unknown, f"{place}contract_end")
    return unknown


def run(row: Row, payments: Sequence[Payment], course: Course, taken: str) -> list[Claim]:
    """Return what each month gives; `taken` is a reading of what an officer decides."""
    used = row.facts["used_months"] + len(row.own.months)
    least, most = used, None if row.own.undetailed else used
    always = (*row.every.undetailed, *unknown_contract(row), *course.unknown)
    doubt: dict[str, None] = {}
    claims: list[Claim] = []
    before = -1
    for payment in payments:
        month, count = payment.month, payment.count
        reason = "repeated" if count == before else skipped(payment, course, least)
        before = count
        if reason:
            claims.append(Claim(month, SKIPPED, reason))
            continue
        unknown = always
        if course.limited is not False and (most is None or most >= QUOTA):
            unknown = (*unknown, *doubt, *course.unknown_limit)
        most = None if most is None else most + 1
        if unknown or (payment.unknown and not payment.on_time):
            names = dict.fromkeys((*unknown, *payment.unknown))
            doubt.update(names)
            claims.append(Claim(month, UNKNOWN, "unknown", settles=tuple(names)))
            continue
        least += 1
        claims.append(_counted(payment, taken))
    return claims


def skipped(payment: Payment, course: Course, least: int) -> str:
    """Return why a month does not count after so many that are surely used up, or ""."""
    if payment.reason:
        return payment.reason
    if course.ends is not None and payment.count > course.ends:
        return "retired"
    if course.limited and least >= QUOTA:
        return "quota"
    return "late" if payment.on_time is False else ""


def _counted(payment: Payment, taken: str) -> Claim:
    if payment.amount is None:
        return Claim(payment.month, UNKNOWN, "unknown", settles=payment.unknown)
    if payment.count > LATEST and taken != "pays":
        return Claim(payment.month, SKIPPED if taken == "stops" else OPEN, LAPSED_CHECK)
    return Claim(payment.month, PAID, "", payment.amount)


def sum_of(claims: Sequence[Claim]) -> tuple[Outcome, Decimal]:
    """Return what the months alone give: the outcome, and the sum that is settled."""
    found = {claim.outcome for claim in claims}
    if UNKNOWN in found:
        return Outcome.INCOMPLETE, ZERO
    paid = sum([claim.amount for claim in claims], ZERO)
    if OPEN in found:
        return Outcome.OFFICER, paid
    return (Outcome.ELIGIBLE if PAID in found else Outcome.INELIGIBLE), paid


def lapsed(claims: Sequence[Claim]) -> tuple[Month, ...]:
    """Return the months after the document's end that would be paid were it in force."""
    return tuple(
        [
            claim.month
            for claim in claims
            if (claim.reason == LAPSED_CHECK or claim.outcome is PAID)
            and count_of(claim.month) > LATEST
        ]
    )
