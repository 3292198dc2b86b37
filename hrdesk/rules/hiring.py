"""New hires as a share of the staff (三（八）: 15 %, 超过100人的企业达到 8 %)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from hrdesk.domain.dates import add_months
from hrdesk.domain.finding import CheckOutcome, LineFinding, Outcome
from hrdesk.rules.contract import TASK_CONTRACT
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import (
    Condition,
    Lines,
    Number,
    Reads,
    Remark,
    Share,
    Verdict,
    missing,
    silent,
)

HIRED_ON = "hired_on"
_READINGS = ("counts", "not")
_NOW = ("n", "staff", "share", "needed", "gap", "least")
_THEN = (*_NOW, "rows", "then", "share_then")
_BESIDE = ("n", "staff", "share", "needed")
_FIGURES = {
    "small_share": FigureKind.COUNT,
    "large_share": FigureKind.COUNT,
    "large_staff": FigureKind.COUNT,
    "window_months": FigureKind.COUNT,
}


class _Hires(NamedTuple):
    """How many lines surely count, and how many may count once unknown facts are known."""

    sure: int
    possible: int


def hired_this_year() -> Condition:
    """Return the condition that somebody was hired in the year of the application (当年)."""

    def judge(situation: Situation) -> Verdict:
        hired = situation.day(HIRED_ON)
        if hired is None:
            return missing(HIRED_ON)
        first = date(situation.on.year, 1, 1)
        numbers: dict[str, Number] = {"hired": hired, "first": first, "on": situation.on}
        if first <= hired <= situation.on:
            return Verdict(CheckOutcome.MET, "met", numbers)
        return Verdict(CheckOutcome.UNMET, "unmet", numbers)

    numbers = ("hired", "first", "on")
    wordings = {"met": numbers, "unmet": numbers, "missing": ()}
    return Condition(HIRED_ON, judge, wordings, reads=Reads((HIRED_ON,)))


def hiring_ratio() -> Condition:
    """Return the condition that the new hires who count reach the share of the staff.

    Lines that are unknown or for an officer leave it open only while they could turn it.
    Beside the verdict stands what other readings would give where that differs: staff
    without the new hires, twelve months instead of the calendar year, and the national rule
    that is not yet adopted.
    """
    beside = {
        f"note_{name}_{outcome.value}": _BESIDE
        for name in ("base", "window")
        for outcome in (CheckOutcome.MET, CheckOutcome.UNMET, CheckOutcome.MISSING)
    }
    pending = {
        f"note_pending_{outcome.value}": (*_BESIDE, "document")
        for outcome in (CheckOutcome.MET, CheckOutcome.UNMET, CheckOutcome.MISSING)
    }
    return Condition(
        "hiring_ratio",
        _ratio,
        {
            "met": _NOW,
            "unmet": _NOW,
            "missing": _THEN,
            "missing_staff": (),
            "officer": _THEN,
            **beside,
            **pending,
        },
        {TASK_CONTRACT: _READINGS},
        reads=Reads(("staff",), _FIGURES),
    )


def _ratio(situation: Situation) -> Verdict:
    staff = situation.count("staff")
    if staff is None:
        return missing("staff", wording="missing_staff")
    needed = _needed(situation, staff)
    eligible = _numbers(situation.lines, Outcome.ELIGIBLE)
    doubtful = _numbers(situation.lines, Outcome.OFFICER)
    unknown = _numbers(situation.lines, Outcome.INCOMPLETE)
    n = len(eligible)
    hires = _Hires(n, n + len(doubtful) + len(unknown))
    numbers = _about(n, staff, needed)
    remarks = _remarks(situation, staff, hires)
    if _reached(n, staff, needed):
        return Verdict(CheckOutcome.MET, "met", numbers, remarks=remarks)
    if not _reached(hires.possible, staff, needed):
        return Verdict(CheckOutcome.UNMET, "unmet", numbers, remarks=remarks)
    if _reached(n + len(doubtful), staff, needed):
        numbers |= _then(situation, doubtful, n + len(doubtful), staff)
        without = _reached(n + len(unknown), staff, needed)
        readings = {
            "counts": CheckOutcome.MET,
            "not": CheckOutcome.MISSING if without else CheckOutcome.UNMET,
        }
        verdict = Verdict(CheckOutcome.OFFICER, "officer", numbers, remarks=remarks)
        return silent(situation, TASK_CONTRACT, readings, verdict)
    numbers |= _then(situation, sorted((*doubtful, *unknown)), hires.possible, staff)
    settles = tuple(
        dict.fromkeys(
            place
            for line in situation.lines
            if line.outcome is Outcome.INCOMPLETE
            for check in line.checks
            for place in check.settles
        )
    )
    return Verdict(CheckOutcome.MISSING, "missing", numbers, settles, remarks=remarks)


def _needed(situation: Situation, staff: int) -> int:
    """Return the share that a firm of this size has to reach, in percent."""
    threshold = _count(situation, "large_staff")
    return _count(situation, "large_share" if staff > threshold else "small_share")


def _count(situation: Situation, name: str) -> int:
    value = situation.figure(name)
    if not isinstance(value, int):
        raise LookupError(f"{situation.measure.id}: {name} is no count")
    return value


def _reached(hires: int, staff: int, percent: int) -> bool:
    return hires * 100 >= staff * percent


def _numbers(lines: Iterable[LineFinding], outcome: Outcome) -> list[int]:
    return [line.line for line in lines if line.outcome is outcome]


def _about(n: int, staff: int, needed: int) -> dict[str, Number]:
    least = -(-staff * needed // 100)
    return {
        "n": n,
        "staff": staff,
        "share": Share(n, staff),
        "needed": needed,
        "least": least,
        "gap": max(least - n, 0),
    }


def _then(situation: Situation, rows: list[int], then: int, staff: int) -> dict[str, Number]:
    shown = tuple(situation.application.shown_number(row) for row in rows)
    return {"rows": Lines(shown), "then": then, "share_then": Share(then, staff)}


def _remarks(situation: Situation, staff: int, hires: _Hires) -> tuple[Remark, ...]:
    now = _standing(hires, staff, _needed(situation, staff))
    found = [_without_hires(situation, staff, hires, now)]
    months = situation.pending("window_months")
    if months is not None and isinstance(months.value, int):
        window = _within(situation, months.value)
        found.append(_in_window(situation, staff, window, now))
        found.append(_under_pending(situation, staff, window, now))
    return tuple(remark for remark in found if remark is not None)


def _standing(hires: _Hires, staff: int, percent: int) -> CheckOutcome:
    if _reached(hires.sure, staff, percent):
        return CheckOutcome.MET
    open_still = _reached(hires.possible, staff, percent)
    return CheckOutcome.MISSING if open_still else CheckOutcome.UNMET


def _beside(name: str, hires: _Hires, staff: int, percent: int, now: CheckOutcome) -> Remark | None:
    other = _standing(hires, staff, percent)
    if other is now:
        return None
    numbers = _about(hires.sure, staff, percent)
    return Remark(f"note_{name}_{other.value}", {key: numbers[key] for key in _BESIDE})


def _without_hires(
    situation: Situation, staff: int, hires: _Hires, now: CheckOutcome
) -> Remark | None:
    """Return what counting the staff without the new hires would give."""
    base = max(staff - hires.sure, 0)
    return _beside("base", hires, base, _needed(situation, base), now)


def _in_window(
    situation: Situation, staff: int, window: _Hires, now: CheckOutcome
) -> Remark | None:
    return _beside("window", window, staff, _needed(situation, staff), now)


def _under_pending(
    situation: Situation, staff: int, window: _Hires, now: CheckOutcome
) -> Remark | None:
    """Return what the national rule would give that nobody has adopted yet."""
    large = staff > _count(situation, "large_staff")
    row = situation.pending("large_share" if large else "small_share")
    if row is None or not isinstance(row.value, int):
        return None
    remark = _beside("pending", window, staff, row.value, now)
    if remark is None:
        return None
    return remark._replace(numbers={**remark.numbers, "document": row.document})


def _within(situation: Situation, months: int) -> _Hires:
    """Return the hires that count when those of the last months count instead of the year's."""
    sure = possible = 0
    for finding, line in zip(situation.lines, situation.application.lines, strict=True):
        hired = line.facts.get(HIRED_ON)
        others = {check.outcome for check in finding.checks if check.code != HIRED_ON}
        if CheckOutcome.UNMET in others:
            continue
        if isinstance(hired, date) and not hired <= situation.on <= add_months(hired, months):
            continue
        possible += 1
        sure += isinstance(hired, date) and others <= {CheckOutcome.MET}
    return _Hires(sure, possible)
