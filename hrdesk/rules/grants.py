"""What was granted before: once for a person, and the silence about the firm (三（七）)."""

from datetime import date

from hrdesk.domain.finding import CheckOutcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.fact_types import identifier
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Grant
from hrdesk.rules.verdict import MET, Condition, Number, Reads, Verdict, missing, silent

#: The code of the condition of a one-off right; a measure that has it declares `once`.
ONCE = "once"

_READINGS = {"per_person": CheckOutcome.MET, "per_entity": CheckOutcome.UNMET}
_OPEN = ("paid_on",)
_PAID = ("paid_on", "paid")


def once_for_person(entity: str, question: str) -> Condition:
    """Return the condition that neither the person nor, if read so, the firm was paid before.

    `entity` is the fact with the credit code of the firm. It is unknown only where somebody
    else was paid for a firm, so that it could be the same.
    """

    def judge(situation: Situation) -> Verdict:
        person = situation.application.applicant
        if not person:
            # While the number is unknown nobody's records have been looked up.
            return missing("applicant", wording="missing_applicant")
        earlier = [
            grant for grant in situation.application.history if grant.rule == situation.measure.rule
        ]
        if not earlier:
            return MET
        own = [grant for grant in earlier if grant.person and grant.person == person]
        if own:
            return _granted(CheckOutcome.UNMET, own)
        return _paid_for_entity(situation, earlier, entity, question)

    return Condition(
        ONCE,
        judge,
        {
            "met": (),
            "unmet": _PAID,
            "unmet_open": _OPEN,
            "missing": _OPEN,
            "missing_applicant": (),
            "officer": _PAID,
            "officer_open": _OPEN,
        },
        {question: tuple(_READINGS)},
        reads=Reads((entity,)),
    )


def _paid_for_entity(
    situation: Situation, earlier: list[Grant], entity: str, question: str
) -> Verdict:
    named = [grant for grant in earlier if grant.organization]
    if not named:
        return MET
    firm = situation.text(entity)
    if firm is None:
        if situation.reading(question) == "per_person":
            return MET
        numbers = {"paid_on": _first(named).on}
        return Verdict(CheckOutcome.MISSING, "missing", numbers, (entity,))
    same = [grant for grant in named if grant.organization == identifier(firm)]
    if not same:
        return MET
    return silent(situation, question, _READINGS, _granted(CheckOutcome.OFFICER, same))


def _granted(outcome: CheckOutcome, grants: list[Grant]) -> Verdict:
    """Return a verdict that names the first grant; its amount may not be settled yet."""
    first = _first(grants)
    numbers: dict[str, Number] = {"paid_on": first.on}
    if first.amount is None:
        return Verdict(outcome, f"{outcome.value}_open", numbers)
    return Verdict(outcome, outcome.value, numbers | {"paid": first.amount})


def _first(grants: list[Grant]) -> Grant:
    """Return the earliest grant; one without a day comes last."""
    return min(
        grants,
        key=lambda grant: (grant.on or date.max, grant.amount is None, grant.amount or ZERO),
    )
