"""What is said beside the share of new hires: another reading, or a rule not yet adopted."""

from collections.abc import Mapping, Set
from datetime import date
from typing import NamedTuple

from hrdesk.domain.finding import CheckOutcome, LineFinding, Outcome
from hrdesk.rules.hiring_share import (
    HIRED_ON,
    WINDOW,
    about_share,
    count_figure,
    first_of_window,
    needed_share,
    reached,
)
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Number, Remark

_BESIDE = ("n", "staff", "share", "needed")
_ALL_MET = frozenset({CheckOutcome.MET})
_OUTCOMES = (CheckOutcome.MET, CheckOutcome.UNMET, CheckOutcome.MISSING)
#: The sentences of the notes, with the placeholders that each fills.
NOTES: Mapping[str, tuple[str, ...]] = {
    **{f"note_{name}_{each.value}": _BESIDE for name in ("base", "window") for each in _OUTCOMES},
    **{f"note_pending_{each.value}": (*_BESIDE, "document") for each in _OUTCOMES},
}


class Hires(NamedTuple):
    """How many lines surely count, and how many may count: an officer's, and unknown ones."""

    sure: int
    possible: int


def notes_beside(situation: Situation, staff: int, needed: int, hires: Hires) -> tuple[Remark, ...]:
    """Return what other readings would give, where that is not what the verdict says.

    `needed` is the share that the verdict asks for, in percent.

    The readings: staff without the new hires, the months of a window that nobody has adopted
    instead of the window in force, and the national rule that nobody has adopted.
    """
    now = _standing(hires, staff, needed)
    found = [_without_hires(situation, staff, hires, now)]
    months = situation.pending(WINDOW)
    if months is not None and isinstance(months.value, int):
        window = _within(situation, months.value)
        found.append(_beside("window", window, staff, needed, now))
        found.append(_under_pending(situation, staff, window, now))
    return tuple([remark for remark in found if remark is not None])


def _standing(hires: Hires, staff: int, percent: int) -> CheckOutcome:
    """Return what a share gives while so many hires surely count and so many may."""
    if reached(hires.sure, staff, percent):
        return CheckOutcome.MET
    may = reached(hires.possible, staff, percent)
    return CheckOutcome.MISSING if may else CheckOutcome.UNMET


def _beside(name: str, hires: Hires, staff: int, percent: int, now: CheckOutcome) -> Remark | None:
    other = _standing(hires, staff, percent)
    return None if other is now else _remark(name, other, about_share(hires.sure, staff, percent))


def _remark(name: str, outcome: CheckOutcome, numbers: Mapping[str, Number]) -> Remark:
    return Remark(f"note_{name}_{outcome.value}", {key: numbers[key] for key in _BESIDE})


def _without_hires(
    situation: Situation, staff: int, hires: Hires, now: CheckOutcome
) -> Remark | None:
    """Return what counting the staff without the new hires would give.

    Each hire more leaves a smaller staff to compare with, which may fall to the size that has
    to reach the higher share: so both sides of that step are looked at.
    """
    base = max(staff - hires.sure, 0)
    needed = needed_share(situation, base)
    found = {reached(hires.sure, base, needed)}
    if hires.possible > hires.sure:
        step = staff - count_figure(situation, "large_staff")
        turning = [n for n in (step - 1, step) if hires.sure < n < hires.possible]
        for n in (*turning, hires.possible):
            left = max(staff - n, 0)
            found.add(reached(n, left, needed_share(situation, left)))
    sure = CheckOutcome.MET if True in found else CheckOutcome.UNMET
    other = CheckOutcome.MISSING if len(found) > 1 else sure
    return None if other is now else _remark("base", other, about_share(hires.sure, base, needed))


def _under_pending(
    situation: Situation, staff: int, window: Hires, now: CheckOutcome
) -> Remark | None:
    """Return what the national rule would give that nobody has adopted yet."""
    large = staff > count_figure(situation, "large_staff")
    row = situation.pending("large_share" if large else "small_share")
    if row is None or not isinstance(row.value, int):
        return None
    remark = _beside("pending", window, staff, row.value, now)
    if remark is None:
        return None
    return remark._replace(numbers={**remark.numbers, "document": row.document})


def _within(situation: Situation, months: int) -> Hires:
    """Return the hires that count when those of the last months count instead of the year's."""
    first, on = first_of_window(situation.on, months), situation.on
    sure = possible = 0
    for finding, line in zip(situation.lines, situation.application.lines, strict=True):
        others = _ALL_MET if finding.outcome is Outcome.ELIGIBLE else _besides_hiring(finding)
        if CheckOutcome.UNMET in others:
            continue
        hired = line.facts.get(HIRED_ON)
        if not isinstance(hired, date):
            possible += 1
        elif first <= hired <= on:
            possible += 1
            sure += others is _ALL_MET or others == _ALL_MET
    return Hires(sure, possible)


def _besides_hiring(finding: LineFinding) -> Set[CheckOutcome]:
    """Return how all conditions but the day of hiring turned out."""
    return {check.outcome for check in finding.checks if check.code != HIRED_ON}
