"""Insurance paid for some months in a row since a contract began (三（十一） 连续缴纳)."""

from collections.abc import Iterable

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Months, Number, Reads, Verdict, missing

_START = "contract_start"


def insured_in_a_row(fact: str, least: str) -> Condition:
    """Return the condition that months from the contract's first on are insured in a row.

    Only months that are over count; the figure `least` says how many are needed. While the
    beginning of the contract is unknown, a run that is too short in any case is refused.
    """

    def judge(situation: Situation) -> Verdict:
        listed, needed = situation.facts.get(fact), situation.figure(least)
        if not isinstance(listed, tuple) or not isinstance(needed, int):
            return missing(fact)
        over = {
            month for month in listed if isinstance(month, Month) and month.last_day <= situation.on
        }
        start = situation.day(_START)
        counted = over if start is None else {each for each in over if each >= Month.of(start)}
        run = _longest_run(counted)
        numbers: dict[str, Number] = {
            "months": Months(run),
            "count": len(run),
            "needed": needed,
        }
        if len(run) < needed:
            return Verdict(CheckOutcome.UNMET, "unmet" if run else "unmet_none", numbers)
        if start is None:
            return missing(_START, wording="missing_start", **numbers)
        return Verdict(CheckOutcome.MET, "met", numbers)

    names = ("months", "count", "needed")
    wordings = {
        "met": names,
        "unmet": names,
        "unmet_none": names,
        "missing": (),
        "missing_start": names,
    }
    return Condition(fact, judge, wordings, reads=Reads((fact, _START), {least: FigureKind.COUNT}))


def _longest_run(months: Iterable[Month]) -> tuple[Month, ...]:
    best: list[Month] = []
    run: list[Month] = []
    for month in sorted(months):
        run = [*run, month] if run and run[-1].later(1) == month else [month]
        best = run if len(run) > len(best) else best
    return tuple(best)
