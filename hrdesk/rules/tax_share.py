"""What an agency may look for at the tax bureau, before it is sent there (三（四）)."""

from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Number, Reads, Share, Verdict, missing

_MAIN, _TOTAL, _HIRES = "main_income", "total_income", "key_group_hires"


def main_business(share: str) -> Condition:
    """Return the condition that the encouraged main business has its share of the income."""

    def judge(situation: Situation) -> Verdict:
        main, total = situation.money(_MAIN), situation.money(_TOTAL)
        percent = situation.figure(share)
        if main is None or total is None or not isinstance(percent, int):
            return missing(*(name for name in (_MAIN, _TOTAL) if situation.money(name) is None))
        if total == 0:
            return missing(_TOTAL, wording="missing_zero")
        numbers: dict[str, Number] = {
            "main": main,
            "total": total,
            "share": Share(int(main * 100), int(total * 100)),
            "needed": percent,
        }
        if main * 100 >= total * percent:
            return Verdict(CheckOutcome.MET, "met", numbers)
        return Verdict(CheckOutcome.UNMET, "unmet", numbers)

    names = ("main", "total", "share", "needed")
    wordings = {"met": names, "unmet": names, "missing": (), "missing_zero": ()}
    reads = Reads((_MAIN, _TOTAL), {share: FigureKind.COUNT})
    return Condition("main_business", judge, wordings, reads=reads)


def key_groups(each: str) -> Condition:
    """Return the condition that says how much may be taken off for hires of key groups at most.

    It promises nothing: the tax bureau decides, year by year. Without such hires there is
    nothing to take off; the other reliefs do not hang on it.
    """

    def judge(situation: Situation) -> Verdict:
        hires, most = situation.count(_HIRES), situation.figure(each)
        if hires is None or not isinstance(most, Decimal):
            return missing(_HIRES)
        if hires == 0:
            return Verdict(CheckOutcome.UNMET, "unmet", {})
        numbers: dict[str, Number] = {"hires": hires, "each": most, "most": most * hires}
        return Verdict(CheckOutcome.MET, "met", numbers)

    wordings = {"met": ("hires", "each", "most"), "unmet": (), "missing": ()}
    return Condition(_HIRES, judge, wordings, reads=Reads((_HIRES,), {each: FigureKind.MONEY}))
