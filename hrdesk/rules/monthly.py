"""A line that is paid month by month: its conditions, and what it gets for its months."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome, MonthOutcome, Outcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.claims import MONTHS, MonthClaim, MonthRule, Silence, WorkedMonths
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import LineSituation, Situation
from hrdesk.rules.verdict import (
    Applies,
    Condition,
    Grouped,
    Months,
    Number,
    Reads,
    Verdict,
    missing,
    silent,
)

_PAID = ("months", "count", "amount")


@dataclass(frozen=True, slots=True)
class PerMonth:
    """A line gets its paid months; what is for an officer is left open and the rest settled."""

    rule: MonthRule

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figures that the amount is made of."""
        return self.rule.reads.figures

    def amount(
        self, situation: LineSituation, outcome: Outcome, in_question: frozenset[str], /
    ) -> Decimal:
        """Return the sum of the paid months, in yuan.

        Zero unless the line is eligible, or only its months are for an officer.
        """
        open_months = outcome is Outcome.OFFICER and in_question <= {
            silence.code for silence in self.rule.silences
        }
        if outcome is not Outcome.ELIGIBLE and not open_months:
            return ZERO
        return sum([claim.amount for claim in self.months(situation)], ZERO)

    def months(self, situation: LineSituation, /) -> tuple[MonthClaim, ...]:
        """Return the claimed months in order of time."""
        return worked_months(situation, self.rule).claims


def month_conditions(rule: MonthRule) -> tuple[Condition, ...]:
    """Return the conditions on the months of a line: one is paid, and what an officer decides."""
    return (_paid(rule), *(_silent_months(rule, silence) for silence in rule.silences))


def _paid(rule: MonthRule) -> Condition:
    """Return the condition that at least one claimed month is paid, or for an officer."""

    def judge(situation: Situation) -> Verdict:
        worked = worked_months(situation, rule)
        if worked.lacking is not None:
            return missing(*worked.lacking.settles, wording=f"missing_{worked.lacking.reason}")
        claims = worked.claims
        if not claims:
            return missing(MONTHS)
        paid = _of(claims, MonthOutcome.PAID)
        unknown = _of(claims, MonthOutcome.MISSING) if len(paid) < len(claims) else None
        return _unknown(unknown, rule) if unknown else _known(claims, paid)

    return Condition(
        MONTHS,
        judge,
        {
            "met": _PAID,
            "met_some": (*_PAID, "skipped"),
            "met_open": (),
            "unmet": ("skipped",),
            "missing": (),
            "missing_facts": ("months",),
            **{f"missing_{reason}": names for reason, names in rule.lacking.items()},
            **dict.fromkeys(rule.reasons, ("months",)),
        },
        reads=rule.reads,
        reworked=True,
    )


def _silent_months(rule: MonthRule, silence: Silence) -> Condition:
    """Return the condition about months for which the text is silent."""
    readings = dict.fromkeys(silence.readings, CheckOutcome.MET)

    def judge(situation: Situation) -> Verdict:
        months = worked_months(situation, rule).silent[silence.code]
        verdict = Verdict(CheckOutcome.OFFICER, "officer", {"months": Months(months)})
        return silent(situation, silence.question, readings, verdict)

    def applies(situation: Situation) -> bool:
        return bool(worked_months(situation, rule).silent.get(silence.code))

    return Condition(
        silence.code,
        judge,
        {"officer": ("months",)},
        {silence.question: silence.readings},
        Applies(applies, rule.reads.facts, rule.reads.figures),
        Reads(rule.reads.facts, rule.reads.figures),
        reworked=True,
    )


def worked_months(situation: Situation, rule: MonthRule) -> WorkedMonths:
    """Return the months of a line worked out; it is done once for all its conditions."""
    known = situation.worked.get(MONTHS)
    if isinstance(known, WorkedMonths):
        return known
    if not isinstance(situation, LineSituation):
        raise TypeError("a condition of a line was asked of a case")
    worked = rule.worked(situation)
    situation.worked[MONTHS] = worked
    return worked


def _known(claims: tuple[MonthClaim, ...], paid: list[MonthClaim]) -> Verdict:
    skipped = _of(claims, MonthOutcome.SKIPPED) if len(paid) < len(claims) else []
    numbers: dict[str, Number] = {
        "months": _months(paid),
        "count": len(paid),
        "amount": sum([claim.amount for claim in paid], ZERO),
    }
    if len(skipped) == len(claims):
        return Verdict(CheckOutcome.UNMET, "unmet", {"skipped": _grouped(skipped)})
    if not paid:
        return Verdict(CheckOutcome.MET, "met_open")
    if not skipped:
        return Verdict(CheckOutcome.MET, "met", numbers)
    return Verdict(CheckOutcome.MET, "met_some", numbers | {"skipped": _grouped(skipped)})


def _unknown(claims: list[MonthClaim], rule: MonthRule) -> Verdict:
    settles = tuple(dict.fromkeys(name for claim in claims for name in claim.settles))
    reason = claims[0].reason
    alike = reason in rule.lacking and all(claim.reason == reason for claim in claims)
    wording = f"missing_{reason}" if alike else "missing_facts"
    return Verdict(CheckOutcome.MISSING, wording, {"months": _months(claims)}, settles)


def _of(claims: tuple[MonthClaim, ...], outcome: MonthOutcome) -> list[MonthClaim]:
    return [claim for claim in claims if claim.outcome is outcome]


def _months(claims: list[MonthClaim]) -> Months:
    return Months(tuple([claim.month for claim in claims]))


def _grouped(claims: list[MonthClaim]) -> Grouped:
    reasons = dict.fromkeys(claim.reason for claim in claims)
    return Grouped(
        tuple(
            (reason, _months([claim for claim in claims if claim.reason == reason]))
            for reason in reasons
        )
    )
