"""What was granted before: once for a person, and the silence about the firm (三（七）)."""

from datetime import date
from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.fact_types import identifier
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Grant
from hrdesk.rules.verdict import MET, Condition, Verdict, missing, silent

_READINGS = {"per_person": CheckOutcome.MET, "per_entity": CheckOutcome.UNMET}
_PAID = ("paid_on", "paid")


def once_for_person(entity: str, question: str) -> Condition:
    """Return the condition that neither the person nor, if read so, the firm was paid before.

    `entity` is the fact with the credit code of the firm. It is unknown only where somebody
    else was paid for a firm, so that it could be the same.
    """

    def judge(situation: Situation) -> Verdict:
        earlier = [
            grant
            for grant in situation.application.history
            if grant.measure == situation.measure.id
        ]
        if not earlier:
            return MET
        person = situation.application.applicant
        own = [grant for grant in earlier if grant.person and grant.person == person]
        if own:
            return Verdict(CheckOutcome.UNMET, "unmet", _paid(own))
        if not person and any(grant.person for grant in earlier):
            return missing("applicant", wording="missing_applicant")
        return _paid_for_entity(situation, earlier, entity, question)

    return Condition(
        "once",
        judge,
        {
            "met": (),
            "unmet": _PAID,
            "missing": _PAID,
            "missing_applicant": (),
            "officer": _PAID,
        },
        {question: tuple(_READINGS)},
    )


def _paid_for_entity(
    situation: Situation, earlier: list[Grant], entity: str, question: str
) -> Verdict:
    named = [grant for grant in earlier if grant.organization]
    if not named or situation.reading(question) == "per_person":
        return MET
    firm = situation.text(entity)
    if firm is None:
        return Verdict(CheckOutcome.MISSING, "missing", _paid(named), (f"facts.{entity}",))
    same = [grant for grant in named if grant.organization == identifier(firm)]
    if not same:
        return MET
    verdict = Verdict(CheckOutcome.OFFICER, "officer", _paid(same))
    return silent(situation, question, _READINGS, verdict)


def _paid(grants: list[Grant]) -> dict[str, date | Decimal | None]:
    """Return day and amount of the first grant; an entry without a day comes last."""
    first = min(grants, key=lambda grant: (grant.on or date.max, grant.amount or Decimal(0)))
    return {"paid_on": first.on, "paid": first.amount}
