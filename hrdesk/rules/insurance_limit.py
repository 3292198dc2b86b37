"""How long a person may be paid for insurance, and how long he was (三（九）)."""

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.claims import MonthRule
from hrdesk.rules.insurance_run import ClaimedMonths, Ground
from hrdesk.rules.monthly import worked_months
from hrdesk.rules.retirement import FIRST, Nearness, Retirement
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import (
    MET,
    Applies,
    Condition,
    Months,
    Number,
    Remark,
    Verdict,
)

_LIMIT = ("used", "quota")
_RETIRING = (*_LIMIT, "first", "retires", "span", "ends")
_WORDINGS = {
    Nearness.FAR: "met_far",
    Nearness.NEAR: "met_near",
    Nearness.AT_MARGIN: "met_at_margin",
}


def longest_time(rule: MonthRule, *, retires: bool = False) -> Condition:
    """Return the condition that says how long a person may be paid, and how long he was.

    It refuses nobody: months past the limit are not paid, each with its reason. `retires`
    says that nearness to retirement plays a part.
    """

    def judge(situation: Situation) -> Verdict:
        return worked_months(situation, rule).limit or MET

    def applies(situation: Situation) -> bool:
        return worked_months(situation, rule).limit is not None

    near = {"met_far": _RETIRING, "met_near": _RETIRING, "met_at_margin": _RETIRING}
    return Condition(
        "longest",
        judge,
        {"met": _LIMIT, "note_rows": (*_LIMIT, "listed"), **(near if retires else {})},
        applies=Applies(applies, rule.reads.facts, rule.reads.figures),
        reads=rule.reads,
    )


def limit_of(ground: Ground, months: ClaimedMonths, ways: tuple[Retirement, ...] = ()) -> Verdict:
    """Return what is said about how long the person may be paid."""
    way = ways[0] if len(ways) == 1 else None
    numbers: dict[str, Number] = {
        "used": ground.used,
        "quota": months.months[-1].most,
    }
    remarks = _rows(ground, months, way)
    first = ground.situation.facts.get(FIRST)
    if way is None or way.month is None or way.then is None or not isinstance(first, Month):
        return Verdict(CheckOutcome.MET, "met", numbers, remarks=remarks)
    numbers |= {
        "first": Months((first,)),
        "retires": Months((way.then,)),
        "span": way.span,
        "ends": Months((way.month,)),
    }
    return Verdict(CheckOutcome.MET, _WORDINGS[way.nearness], numbers, remarks=remarks)


def _rows(ground: Ground, months: ClaimedMonths, way: Retirement | None) -> tuple[Remark, ...]:
    """Say where a person's earlier lines and this one together pass the limit."""
    earlier = ground.situation.earlier_months
    if not earlier:
        return ()
    quota = months.months[-1].most
    listed = len(earlier | {each.month for each in months.payments})
    near = way is not None and way.nearness is Nearness.NEAR
    if near or ground.used + listed <= quota:
        return ()
    numbers: dict[str, Number] = {"used": ground.used, "quota": quota, "listed": listed}
    return (Remark("note_rows", numbers),)
