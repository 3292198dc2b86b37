"""A labour contract of one year or more (三（八）（九）（十一）; 劳动合同法 12-15)."""

from datetime import date, timedelta

from hrdesk.domain.dates import anniversary
from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Number, Reads, Verdict, missing, silent

#: The facts of a contract, wherever a line has one.
CONTRACT_FACTS = {
    "contract_kind": FactType.CODE,
    "contract_start": FactType.DATE,
    "contract_end": FactType.DATE,
}
TASK_CONTRACT = "task_contract"
_FIXED, _OPEN_ENDED, _TASK = "fixed", "open_ended", "task"
_READINGS = {"counts": CheckOutcome.MET, "not": CheckOutcome.UNMET}
_ONE_DAY = timedelta(days=1)
_ALL = ("start", "end", "least", "years")


def contract_of_years(years: str) -> Condition:
    """Return the condition that a contract runs for the figure's number of years or more.

    A fixed term has to reach the day before the anniversary of its start; one without a
    fixed term always does; for one that ends with a task the text is silent. An absent
    kind is a fixed term.
    """

    def judge(situation: Situation) -> Verdict:
        kind = situation.text("contract_kind") or _FIXED
        if kind == _FIXED:
            return _fixed(situation, years)
        if kind == _OPEN_ENDED:
            return Verdict(CheckOutcome.MET, "met_open_ended")
        if kind == _TASK:
            task = Verdict(CheckOutcome.OFFICER, "officer")
            return silent(situation, TASK_CONTRACT, _READINGS, task)
        return Verdict(CheckOutcome.UNMET, "unmet_kind")

    return Condition(
        "contract",
        judge,
        {
            "met": _ALL,
            "met_open_ended": (),
            "unmet": _ALL,
            "unmet_kind": (),
            "missing": (),
            "officer": (),
        },
        {TASK_CONTRACT: tuple(_READINGS)},
        reads=Reads(tuple(CONTRACT_FACTS), {years: FigureKind.COUNT}),
    )


def open_ended(situation: Situation) -> bool:
    """Tell whether a contract has no end, whatever day is given."""
    return situation.text("contract_kind") == _OPEN_ENDED


def fixed_term(situation: Situation) -> bool:
    """Tell whether a contract runs to a day that has to be known."""
    return (situation.text("contract_kind") or _FIXED) == _FIXED


def _fixed(situation: Situation, years: str) -> Verdict:
    start, end = situation.day("contract_start"), situation.day("contract_end")
    span = situation.figure(years)
    if start is None or end is None or not isinstance(span, int):
        unknown = ("contract_start", "contract_end")
        return missing(*(name for name in unknown if situation.day(name) is None))
    least = _day_before(anniversary(start, span))
    numbers: dict[str, Number] = {"start": start, "end": end, "least": least, "years": span}
    if end >= least:
        return Verdict(CheckOutcome.MET, "met", numbers)
    return Verdict(CheckOutcome.UNMET, "unmet", numbers)


def _day_before(day: date) -> date:
    return day if day == date.min else day - _ONE_DAY
