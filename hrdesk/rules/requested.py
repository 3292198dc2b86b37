"""A sum that the applicant asks for, above zero and up to a cap, included (三（八） 最高)."""

from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.book import AmountTable
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Applies, Condition, Number, Reads, Remark, Verdict, missing

_NUMBERS = ("requested", "cap")


def within_cap(fact: str, cap: str, code: str = "") -> Condition:
    """Return the condition that a sum lies within its bounds; `code` is by default the fact.

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
    reads = Reads((fact,), {cap: FigureKind.MONEY})
    return Condition(code or fact, judge, wordings, reads=reads)


def above_zero(fact: str, code: str = "") -> Condition:
    """Return the condition that a sum is known and above zero; nothing is to be corrected to 0."""

    def judge(situation: Situation) -> Verdict:
        amount = situation.money(fact)
        if amount is None:
            return missing(fact)
        if amount <= 0:
            return Verdict(CheckOutcome.MISSING, "missing_zero", {"amount": amount}, (fact,))
        return Verdict(CheckOutcome.MET, "met", {"amount": amount})

    wordings = {"met": ("amount",), "missing": (), "missing_zero": ("amount",)}
    return Condition(code or fact, judge, wordings, reads=Reads((fact,)))


def within_cap_of(fact: str, coded: str, caps: str, applies: Applies) -> Condition:
    """Return the condition that a sum lies above zero and up to the cap of a code.

    A code without a cap is refused by a condition of its own, and nothing is asked here.
    """

    def judge(situation: Situation) -> Verdict:
        asked, most = situation.money(fact), cap_of(situation, coded, caps)
        if asked is None:
            return missing(fact)
        if most is None:
            return missing(coded, wording="missing_cap", requested=asked)
        numbers: dict[str, Number] = {"requested": asked, "cap": most}
        if 0 < asked <= most:
            return Verdict(CheckOutcome.MET, "met", numbers)
        wording = "missing_above" if asked > most else "missing_zero"
        return Verdict(CheckOutcome.MISSING, wording, numbers, (fact,))

    wordings = {
        "met": _NUMBERS,
        "missing": (),
        "missing_cap": ("requested",),
        "missing_zero": _NUMBERS,
        "missing_above": _NUMBERS,
    }
    reads = Reads((fact, coded), {caps: FigureKind.AMOUNTS})
    return Condition(fact, judge, wordings, applies=applies, reads=reads)


def cap_of(situation: Situation, coded: str, caps: str) -> Decimal | None:
    """Return the cap of a coded fact, in yuan; None for an unknown or an unlisted code."""
    table, code = situation.figure(caps), situation.text(coded)
    return table.amounts.get(code or "") if isinstance(table, AmountTable) else None


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
