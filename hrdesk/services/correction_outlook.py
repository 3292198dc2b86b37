"""What a correction makes of a case, beside what it is: for who hands in and who confirms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.domain.batch_answer import LockedRow, RowState
from hrdesk.domain.case import Case
from hrdesk.domain.correction import Change
from hrdesk.domain.errors import Problem
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.money import to_fen
from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.correction_judging import CorrectedJudgement


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome and amount in fen, None while it is open; of a loan the most that it may reach."""

    outcome: Outcome
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """A condition that says something else: of a row counted from 1, or of the case (0).

    `was` and `now` are its outcome and what it says with its numbers, None where it is not asked.
    """

    line: int
    title: str
    clause: str
    was: tuple[CheckOutcome, str] | None
    now: tuple[CheckOutcome, str] | None


@dataclass(frozen=True, slots=True)
class FormerAccount:
    """Rows that were sent with the account that a correction changes, and that stay as they are:
    how many the platform accepted, and how many wait there.
    """

    accepted: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CorrectionOutlook:
    """A case as it is and as it would be; `fallen` counts decisions that would count no more.

    `is_judged` is false where nothing is changed that the rule weighs: the judgement stands.
    `remarks` are what intake says of the new entries. `former_account` is there where the payee's
    account is corrected while rows wait or were accepted.
    """

    changes: tuple[Change, ...]
    was: Result
    now: Result
    shifts: tuple[Shift, ...]
    fallen: int
    is_judged: bool
    remarks: tuple[Problem, ...]
    former_account: FormerAccount | None


def former_account(
    form: FormSpec, changes: tuple[Change, ...], locked: Iterable[LockedRow]
) -> FormerAccount | None:
    """Return the rows that keep the account which is corrected, None where none do."""
    states = [each.state for each in locked]
    if not states or not any(not each.roster and each.key in form.payee for each in changes):
        return None
    return FormerAccount(states.count(RowState.ACCEPTED), states.count(RowState.WAITING))


def outlook_of(
    case: Case, judgement: CorrectedJudgement, former: FormerAccount | None = None
) -> CorrectionOutlook:
    """Return what a judged correction makes of its case."""
    was, now = case.version.finding, judgement.record
    pays = judgement.form.pays
    return CorrectionOutlook(
        changes=judgement.changes,
        was=_result(was, pays=pays),
        now=_result(now, pays=pays),
        shifts=tuple(_shifts(was, now)),
        fallen=len(judgement.fallen),
        is_judged=judgement.is_new,
        remarks=judgement.remarks,
        former_account=former,
    )


def _result(finding: Mapping[str, Any], *, pays: bool) -> Result:
    amount = finding["amount"] if pays else finding.get("ceiling")
    return Result(
        Outcome(finding["outcome"]), None if amount is None else to_fen(Decimal(str(amount)))
    )


def _shifts(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Shift]:
    before, after = dict(_checks(was)), dict(_checks(now))
    for place in dict.fromkeys((*before, *after)):
        old, new = before.get(place), after.get(place)
        shown = [None if each is None else _said(each) for each in (old, new)]
        if shown[0] != shown[1]:
            known = new or old or {}
            yield Shift(place[0], known["title"], known["clause"], shown[0], shown[1])


def _checks(finding: Mapping[str, Any]) -> Iterator[tuple[tuple[int, str, int], Mapping[str, Any]]]:
    """Yield each condition at its place: line, code, and the how-manieth of that code there."""
    sides = [(0, finding["checks"]), *((each["line"], each["checks"]) for each in finding["lines"])]
    for line, checks in sides:
        counted: dict[str, int] = {}
        for check in checks:
            code = str(check["check"])
            counted[code] = counted.get(code, 0) + 1
            yield (line, code, counted[code]), check


def _said(check: Mapping[str, Any]) -> tuple[CheckOutcome, str]:
    return CheckOutcome(check["outcome"]), str(check["shown"])
