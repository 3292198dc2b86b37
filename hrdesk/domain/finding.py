"""A finding: what the conditions of a measure give for the facts of one case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hrdesk.domain.dates import Month
from hrdesk.domain.money import money_text


class CheckOutcome(StrEnum):
    """What one condition gives. `MISSING` is unknown, and unknown is never "no"."""

    MET = "met"
    UNMET = "unmet"
    MISSING = "missing"
    OFFICER = "officer"


class Outcome(StrEnum):
    """What all conditions together give, worst first (CONTRACT, precedence of the table)."""

    INELIGIBLE = "ineligible"
    INCOMPLETE = "incomplete"
    OFFICER = "officer"
    ELIGIBLE = "eligible"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a silent text and what the case would give under it.

    `id` is the pack's name for it. `decides` is false for one that leaves the same question
    open, so that it cannot be taken as a decision.
    """

    text: str
    outcome: Outcome
    amount: Decimal | None
    id: str = ""
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """One condition: its clause, its outcome, one line that a clerk can read out.

    `settles` names the unknown facts, `readings` lays out a silent text,
    `question` is the id of the question that a ruling could settle, or "".
    """

    code: str
    clause: str
    title: str
    outcome: CheckOutcome
    shown: str
    readings: tuple[Reading, ...] = ()
    settles: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A dated figure that a judgement used, with its source and the pack's name for it.

    `confirmed` says by whom and when the office confirmed it, "" for a shipped one.
    """

    id: str
    value: str
    valid_from: date
    document: str
    clause: str
    title: str = ""
    confirmed: str = ""


class MonthOutcome(StrEnum):
    """What a claimed month gives: paid, not counted, unknown, or for an officer."""

    PAID = "paid"
    SKIPPED = "skipped"
    MISSING = "missing"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class MonthFinding:
    """One claimed month of a line and how its amount was worked out.

    `shown` says why it is not paid, or "". `base` is in yuan and `percent` of it is paid;
    both are None where they were not reached.
    """

    month: Month
    outcome: MonthOutcome
    shown: str
    amount: Decimal
    base: Decimal | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class LineFinding:
    """What the conditions give for one row of a roster; `line` counts from 1.

    `months` are the months that it claims, in order of time.
    """

    line: int
    outcome: Outcome
    amount: Decimal
    checks: tuple[Check, ...]
    months: tuple[MonthFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The whole judgement of a case; `amount` is None where the outcome leaves it open.

    `qualifies` says that nothing is paid: a loan that may reach `ceiling`.
    """

    measure: str
    policy: str
    outcome: Outcome
    amount: Decimal | None
    authority: str
    checks: tuple[Check, ...]
    ceiling: Decimal | None = None
    lines: tuple[LineFinding, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    notes: tuple[str, ...] = ()
    qualifies: bool = False

    def as_contract(self) -> dict[str, object]:
        """Return the finding in the shape of the assessment contract, ready for JSON."""
        out: dict[str, object] = {
            "measure": self.measure,
            "policy": self.policy,
            "outcome": self.outcome.value,
            "amount": _amount(self.amount),
        }
        if self.ceiling is not None:
            out["ceiling"] = _amount(self.ceiling)
        return out | {
            "authority": self.authority,
            "checks": [_check(check) for check in self.checks],
            "lines": [
                {
                    "line": line.line,
                    "outcome": line.outcome.value,
                    "amount": _amount(line.amount),
                    "checks": [_check(check) for check in line.checks],
                }
                for line in self.lines
            ],
            "parameters": [_parameter(use) for use in self.parameters],
            "notes": list(self.notes),
        }

    def as_record(self) -> dict[str, object]:
        """Return the finding as a case version keeps it: the contract's shape plus titles.

        The titles are frozen with it, so that an old decision still prints in the words
        under which it was made.
        """
        record = self.as_contract()
        record["checks"] = [_titled(check) for check in self.checks]
        record["lines"] = [
            {
                "line": line.line,
                "outcome": line.outcome.value,
                "amount": _amount(line.amount),
                "checks": [_titled(check) for check in line.checks],
                "months": [_month(month) for month in line.months],
            }
            for line in self.lines
        ]
        record["parameters"] = [_sourced(use) for use in self.parameters]
        return record


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else money_text(amount)


def _sourced(use: ParameterUse) -> dict[str, object]:
    record = _parameter(use) | {"title": use.title}
    return record | {"confirmed": use.confirmed} if use.confirmed else record


def _parameter(use: ParameterUse) -> dict[str, object]:
    return {
        "id": use.id,
        "value": use.value,
        "from": use.valid_from.isoformat(),
        "document": use.document,
        "clause": use.clause,
    }


def _titled(check: Check) -> dict[str, object]:
    return _check(check) | {"title": check.title, "question": check.question}


def _month(month: MonthFinding) -> dict[str, object]:
    return {
        "month": str(month.month),
        "outcome": month.outcome.value,
        "shown": month.shown,
        "amount": _amount(month.amount),
        "base": _amount(month.base),
        "percent": month.percent,
    }


def _check(check: Check) -> dict[str, object]:
    out: dict[str, object] = {
        "check": check.code,
        "clause": check.clause,
        "outcome": check.outcome.value,
        "shown": check.shown,
    }
    if check.readings:
        out["readings"] = [
            {
                "text": reading.text,
                "outcome": reading.outcome.value,
                "amount": _amount(reading.amount),
            }
            for reading in check.readings
        ]
    if check.settles:
        out["settles"] = list(check.settles)
    return out
