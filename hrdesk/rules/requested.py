"""A sum that the applicant asks for, above zero and up to a cap, included (三（八） 最高)."""

from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Number, Reads, Remark, Verdict, missing

_NUMBERS = ("requested", "cap")


def within_cap(fact: str, cap: str) -> Condition:
    """Return the condition that a sum lies within its bounds.

    A sum outside refuses nobody: it is to be corrected. Where a superior document that is
    not yet adopted would allow it, that is said beside.
    """

    def judge(situation: Situation) -> Verdict:
        asked, most = situation.money(fact), situation.figure(cap)
        if asked is None or not isinstance(most, Decimal):
            return missing(fact)
        numbers = {"requested": asked, "cap": most}
        if asked <= 0:
            return Verdict(CheckOutcome.MISSING, "missing_zero", numbers, (fact,))
        if asked <= most:
            return Verdict(CheckOutcome.MET, "met", numbers)
        return Verdict(
            CheckOutcome.MISSING,
            "missing_above",
            numbers,
            (fact,),
            remarks=_not_yet(situation, cap, asked),
        )

    wordings = {
        "met": _NUMBERS,
        "missing": (),
        "missing_zero": _NUMBERS,
        "missing_above": _NUMBERS,
        "note_pending": ("requested", "cap", "document"),
    }
    return Condition(fact, judge, wordings, reads=Reads((fact,), {cap: FigureKind.MONEY}))


def _not_yet(situation: Situation, cap: str, asked: Decimal) -> tuple[Remark, ...]:
    pending = situation.pending(cap)
    if pending is None or not isinstance(pending.value, Decimal) or asked > pending.value:
        return ()
    numbers: dict[str, Number] = {
        "requested": asked,
        "cap": pending.value,
        "document": pending.document,
    }
    return (Remark("note_pending", numbers),)
