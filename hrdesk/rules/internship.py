"""The conditions on the months of an internship, and what a line gets for them (三（十）)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import CheckOutcome, MonthOutcome, Outcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.base_level import RECOGNITIONS, WAGES
from hrdesk.rules.claims import MonthClaim
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.internship_months import (
    ENDED,
    LAPSED_MONTHS,
    LAPSED_READINGS,
    MONTHS,
    PARTIAL_MONTH,
    PARTIAL_READINGS,
    REASONS,
    STARTED,
    WorkedMonths,
    worked_months,
)
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

_PARTIAL, _LAPSED = "partial_months", "lapsed_months"
_PAID = ("months", "count", "amount")


@dataclass(frozen=True, slots=True)
class PerMonth:
    """A line gets its paid months; what is for an officer is left open and the rest settled.

    `shares` is the figure of percentages by level.
    """

    shares: str

    @property
    def figures(self) -> Mapping[str, FigureKind]:
        """The dated figures that the amount is made of."""
        return {self.shares: FigureKind.PERCENTAGES, WAGES: FigureKind.MONEY}

    def amount(
        self, situation: LineSituation, outcome: Outcome, in_question: frozenset[str], /
    ) -> Decimal:
        """Return the sum of the paid months, in yuan.

        Zero unless the line is eligible, or only its months are for an officer.
        """
        open_months = outcome is Outcome.OFFICER and in_question <= {_PARTIAL, _LAPSED}
        if outcome is not Outcome.ELIGIBLE and not open_months:
            return ZERO
        return sum((claim.amount for claim in self.months(situation)), ZERO)

    def months(self, situation: LineSituation, /) -> tuple[MonthClaim, ...]:
        """Return the claimed months in order of time."""
        return worked_months(situation, self.shares).claims


def months_paid(shares: str) -> Condition:
    """Return the condition that at least one claimed month is paid, or for an officer."""

    def judge(situation: Situation) -> Verdict:
        claims = worked_months(situation, shares).claims
        if not claims:
            return missing(MONTHS)
        unknown = _of(claims, MonthOutcome.MISSING)
        return _unknown(unknown) if unknown else _known(claims)

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
            "missing_wage": ("months",),
            **dict.fromkeys(REASONS, ("months",)),
        },
        reads=_reads(shares),
    )


def months_in_part(shares: str) -> Condition:
    """Return the condition about months of which only a part lies in the internship."""
    readings = dict.fromkeys(PARTIAL_READINGS, CheckOutcome.MET)
    return _silent_months(_PARTIAL, PARTIAL_MONTH, readings, shares, lambda worked: worked.partial)


def months_after_the_end(shares: str) -> Condition:
    """Return the condition about months that lie wholly after the document's last day."""
    readings = dict.fromkeys(LAPSED_READINGS, CheckOutcome.MET)
    return _silent_months(_LAPSED, LAPSED_MONTHS, readings, shares, lambda worked: worked.lapsed)


def _silent_months(
    code: str,
    question: str,
    readings: Mapping[str, CheckOutcome],
    shares: str,
    which: Callable[[WorkedMonths], tuple[Month, ...]],
) -> Condition:
    def judge(situation: Situation) -> Verdict:
        months = which(worked_months(situation, shares))
        verdict = Verdict(CheckOutcome.OFFICER, "officer", {"months": Months(months)})
        return silent(situation, question, readings, verdict)

    def applies(situation: Situation) -> bool:
        return bool(which(worked_months(situation, shares)))

    reads = _reads(shares)
    return Condition(
        code,
        judge,
        {"officer": ("months",)},
        {question: tuple(readings)},
        Applies(applies, reads.facts, reads.figures),
        reads,
        reworked=True,
    )


def _reads(shares: str) -> Reads:
    facts = (MONTHS, STARTED, ENDED, RECOGNITIONS, WAGES)
    return Reads(facts, {shares: FigureKind.PERCENTAGES, WAGES: FigureKind.MONEY})


def _known(claims: tuple[MonthClaim, ...]) -> Verdict:
    paid, skipped = _of(claims, MonthOutcome.PAID), _of(claims, MonthOutcome.SKIPPED)
    numbers: dict[str, Number] = {
        "months": _months(paid),
        "count": len(paid),
        "amount": sum((claim.amount for claim in paid), ZERO),
    }
    if len(skipped) == len(claims):
        return Verdict(CheckOutcome.UNMET, "unmet", {"skipped": _grouped(skipped)})
    if not paid:
        return Verdict(CheckOutcome.MET, "met_open")
    if not skipped:
        return Verdict(CheckOutcome.MET, "met", numbers)
    return Verdict(CheckOutcome.MET, "met_some", numbers | {"skipped": _grouped(skipped)})


def _unknown(claims: list[MonthClaim]) -> Verdict:
    settles = tuple(dict.fromkeys(name for claim in claims for name in claim.settles))
    wording = "missing_facts"
    if all(claim.reason == "no_wage" for claim in claims):
        wording = "missing_wage"
    return Verdict(CheckOutcome.MISSING, wording, {"months": _months(claims)}, settles)


def _of(claims: tuple[MonthClaim, ...], outcome: MonthOutcome) -> list[MonthClaim]:
    return [claim for claim in claims if claim.outcome is outcome]


def _months(claims: list[MonthClaim]) -> Months:
    return Months(tuple(claim.month for claim in claims))


def _grouped(claims: list[MonthClaim]) -> Grouped:
    reasons = dict.fromkeys(claim.reason for claim in claims)
    return Grouped(
        tuple(
            (reason, _months([claim for claim in claims if claim.reason == reason]))
            for reason in reasons
        )
    )
