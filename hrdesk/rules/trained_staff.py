"""Who was trained: the agency's own staff, or anybody in a licensed school (三（十二）)."""

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import MET, UNMET, Condition, Reads, Verdict, missing


def own_staff_or_school(staff: str, school: str) -> Condition:
    """Return the condition that somebody belongs to the agency, or that it is a licensed school."""

    def judge(situation: Situation) -> Verdict:
        own, licensed = situation.facts.get(staff), situation.facts.get(school)
        if licensed is True:
            return Verdict(CheckOutcome.MET, "met_school")
        if own is True:
            return MET
        if own is None:
            return missing(staff, *(() if licensed is False else (school,)))
        return UNMET if licensed is False else missing(school, wording="missing_school")

    wordings: dict[str, tuple[str, ...]] = {
        "met": (),
        "met_school": (),
        "unmet": (),
        "missing": (),
        "missing_school": (),
    }
    return Condition(staff, judge, wordings, reads=Reads((staff, school)))
