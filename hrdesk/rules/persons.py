"""The person of a line: named, once in the roster, of an age, not long out of school."""

from datetime import date

from hrdesk.domain.dates import anniversary
from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.roster import PERSON
from hrdesk.rules.situation import LineSituation, Situation
from hrdesk.rules.verdict import MET, Applies, Condition, Number, Reads, Verdict, missing


def named() -> Condition:
    """Return the condition that the person of a line is known."""

    def judge(situation: Situation) -> Verdict:
        return MET if _of_line(situation).person else missing(PERSON)

    return Condition(PERSON, judge, {"met": (), "missing": ()}, reads=Reads((PERSON,)))


def named_once() -> Condition:
    """Return the condition that the person is known and stands in no earlier line.

    A person counts once, even if the first line of the person does not.
    """

    def judge(situation: Situation) -> Verdict:
        line = _of_line(situation)
        if not line.person:
            return missing(PERSON)
        if not line.first_line:
            return MET
        first = line.application.shown_number(line.first_line)
        return Verdict(CheckOutcome.UNMET, "unmet", {"line": first})

    wordings = {"met": (), "unmet": ("line",), "missing": ()}
    return Condition(PERSON, judge, wordings, reads=Reads((PERSON,)))


def left_school_within(
    fact: str, start: str, years: str, applies: Applies | None = None
) -> Condition:
    """Return the condition that something began within N years of leaving school (三（十）)."""

    def judge(situation: Situation) -> Verdict:
        left, began = situation.day(fact), situation.day(start)
        if left is None or began is None:
            return missing(*(name for name in (fact, start) if situation.day(name) is None))
        span = situation.figure(years, began)
        if not isinstance(span, int):
            return missing(fact)
        deadline = anniversary(left, span)
        numbers: dict[str, Number] = {
            "left": left,
            "began": began,
            "deadline": deadline,
            "years": span,
        }
        within = left <= began <= deadline
        return _verdict(within, numbers)

    numbers = ("left", "began", "deadline", "years")
    wordings = {"met": numbers, "unmet": numbers, "missing": ()}
    reads = Reads((fact, start), {years: FigureKind.COUNT})
    return Condition(fact, judge, wordings, applies=applies, reads=reads)


def aged(fact: str, start: str, youngest: str, oldest: str, applies: Applies) -> Condition:
    """Return the condition of an age in completed years, both ends included, at a beginning."""

    def judge(situation: Situation) -> Verdict:
        birth, began = situation.day(fact), situation.day(start)
        if birth is None or began is None:
            return missing(*(name for name in (fact, start) if situation.day(name) is None))
        least, most = situation.figure(youngest, began), situation.figure(oldest, began)
        if not isinstance(least, int) or not isinstance(most, int):
            return missing(fact)
        numbers: dict[str, Number] = {
            "birth": birth,
            "began": began,
            "age": completed_years(birth, began),
            "least": least,
            "most": most,
        }
        within = anniversary(birth, least) <= began < anniversary(birth, most + 1)
        return _verdict(within, numbers)

    numbers = ("birth", "began", "age", "least", "most")
    wordings = {"met": numbers, "unmet": numbers, "missing": ()}
    reads = Reads((fact, start), {youngest: FigureKind.COUNT, oldest: FigureKind.COUNT})
    return Condition(fact, judge, wordings, applies=applies, reads=reads)


def completed_years(birth: date, day: date) -> int:
    """Return an age in completed years; before the birth it is 0."""
    if day < birth:
        return 0
    years = day.year - birth.year
    return years if anniversary(birth, years) <= day else years - 1


def _verdict(within: bool, numbers: dict[str, Number]) -> Verdict:
    if within:
        return Verdict(CheckOutcome.MET, "met", numbers)
    return Verdict(CheckOutcome.UNMET, "unmet", numbers)


def _of_line(situation: Situation) -> LineSituation:
    if not isinstance(situation, LineSituation):
        raise TypeError("a condition of a line was asked of a case")
    return situation
