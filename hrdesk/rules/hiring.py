"""New hires as a share of the staff (三（八）, lower for a firm above a number of staff)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hrdesk.domain.finding import CheckOutcome, LineFinding, Outcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.hiring_notes import NOTES, Hires, notes_beside
from hrdesk.rules.hiring_share import (
    HIRED_ON,
    WINDOW,
    about_share,
    first_of_window,
    needed_share,
    reached,
)
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import (
    Condition,
    Lines,
    Number,
    Reads,
    Share,
    Verdict,
    missing,
    silent,
)

_NOW = ("n", "staff", "share", "needed", "gap", "least")
_THEN = (*_NOW, "rows", "then", "share_then")
_BOTH = (*_THEN, "doubtful")
_FIGURES = {
    "small_share": FigureKind.COUNT,
    "large_share": FigureKind.COUNT,
    "large_staff": FigureKind.COUNT,
    WINDOW: FigureKind.COUNT,
}


def hired_in_time() -> Condition:
    """Return the condition that somebody was hired recently enough to count as a new hire.

    The months of the window in force on the day of the application say how recently; while
    there is none, it is the year of the application (当年).
    """

    def judge(situation: Situation) -> Verdict:
        hired = situation.day(HIRED_ON)
        if hired is None:
            return missing(HIRED_ON)
        months = situation.figure_in_force(WINDOW, situation.on)
        first = first_of_window(situation.on, months if isinstance(months, int) else None)
        numbers: dict[str, Number] = {"hired": hired, "first": first, "on": situation.on}
        if first <= hired <= situation.on:
            return Verdict(CheckOutcome.MET, "met", numbers)
        return Verdict(CheckOutcome.UNMET, "unmet", numbers)

    numbers = ("hired", "first", "on")
    wordings = {"met": numbers, "unmet": numbers, "missing": ()}
    return Condition(
        HIRED_ON, judge, wordings, reads=Reads((HIRED_ON,), {WINDOW: FigureKind.COUNT})
    )


class _Tally(NamedTuple):
    """The lines by what they give: those that count, those for an officer, those unknown."""

    counted: int
    doubtful: int
    unknown: int

    def outcome(self, staff: int, needed: int) -> CheckOutcome:
        """Return what these lines give; open ones leave it open only while they could turn it."""
        if reached(self.counted, staff, needed):
            return CheckOutcome.MET
        if not reached(sum(self), staff, needed):
            return CheckOutcome.UNMET
        with_doubtful = reached(self.counted + self.doubtful, staff, needed)
        return CheckOutcome.OFFICER if with_doubtful else CheckOutcome.MISSING


def hiring_ratio(of_lines: Iterable[Condition]) -> Condition:
    """Return the condition that the new hires who count reach the share of the staff.

    `of_lines` are the conditions by which a hire counts: what is silent there is silent here.
    Lines that are unknown or for an officer leave it open only while they could turn it.
    Beside the verdict stands what other readings would give where that differs: staff
    without the new hires, twelve months instead of the calendar year, and the national rule
    that is not yet adopted.
    """
    return Condition(
        "hiring_ratio",
        _ratio,
        {
            "met": _NOW,
            "unmet": _NOW,
            "missing": _THEN,
            "missing_officer": _BOTH,
            "missing_staff": (),
            "met_nobody": (),
            "officer": _THEN,
            **NOTES,
        },
        {name: known for each in of_lines for name, known in each.questions.items()},
        reads=Reads(("staff",), _FIGURES, lines=True),
    )


def _ratio(situation: Situation) -> Verdict:
    staff = situation.count("staff")
    if staff is None:
        return missing("staff", wording="missing_staff")
    if not staff:
        # Nought of nought reaches any share (CONTRACT); that nobody works there is refused apart.
        return Verdict(CheckOutcome.MET, "met_nobody", {})
    needed = needed_share(situation, staff)
    given = [line.outcome for line in situation.lines]
    n = given.count(Outcome.ELIGIBLE)
    tally = _Tally(n, given.count(Outcome.OFFICER), given.count(Outcome.INCOMPLETE))
    outcome = tally.outcome(staff, needed)
    verdict = Verdict(
        outcome,
        outcome.value,
        about_share(n, staff, needed),
        remarks=notes_beside(situation, staff, needed, Hires(n, sum(tally))),
    )
    if outcome is CheckOutcome.OFFICER:
        doubtful = _of(situation.lines, Outcome.OFFICER)
        then = _then(situation, doubtful, n + len(doubtful), staff)
        verdict = verdict._replace(numbers={**verdict.numbers, **then})
        question, readings = _asked(doubtful, tally, staff, needed)
        return silent(situation, question, readings, verdict)
    if outcome is CheckOutcome.MISSING:
        return _unproved(situation, verdict, tally, staff)
    return verdict


def _asked(
    doubtful: list[LineFinding], tally: _Tally, staff: int, needed: int
) -> tuple[str, Mapping[str, CheckOutcome]]:
    """Return the question that the first line hangs on, and what each reading of it gives."""
    asked = next(c for c in doubtful[0].checks if c.outcome is CheckOutcome.OFFICER)
    given: dict[str, list[Outcome]] = {reading.id: [] for reading in asked.readings}
    for line in doubtful:
        own = {
            reading.id: reading.outcome
            for check in line.checks
            if check.question == asked.question
            for reading in check.readings
        }
        for reading, found in given.items():
            found.append(own.get(reading, line.outcome))
    return asked.question, {
        reading: _Tally(
            tally.counted + found.count(Outcome.ELIGIBLE),
            found.count(Outcome.OFFICER),
            tally.unknown + found.count(Outcome.INCOMPLETE),
        ).outcome(staff, needed)
        for reading, found in given.items()
    }


def _unproved(situation: Situation, verdict: Verdict, tally: _Tally, staff: int) -> Verdict:
    """Return what is said of lines that lack a fact, and of the others that are needed beside."""
    unknown = _of(situation.lines, Outcome.INCOMPLETE)
    settles = tuple(
        dict.fromkeys(place for line in unknown for each in line.checks for place in each.settles)
    )
    proved = tally.counted + tally.unknown
    needed = needed_share(situation, staff)
    if reached(proved, staff, needed):
        numbers = {**verdict.numbers, **_then(situation, unknown, proved, staff)}
        return verdict._replace(numbers=numbers, settles=settles)
    doubtful = Lines(_shown(situation, _of(situation.lines, Outcome.OFFICER)))
    then = _then(situation, unknown, sum(tally), staff)
    numbers = {**verdict.numbers, **then, "doubtful": doubtful}
    return verdict._replace(wording="missing_officer", numbers=numbers, settles=settles)


def _of(lines: Iterable[LineFinding], outcome: Outcome) -> list[LineFinding]:
    return [line for line in lines if line.outcome is outcome]


def _then(
    situation: Situation, lines: list[LineFinding], then: int, staff: int
) -> dict[str, Number]:
    rows = Lines(_shown(situation, lines))
    return {"rows": rows, "then": then, "share_then": Share(then, staff)}


def _shown(situation: Situation, lines: list[LineFinding]) -> tuple[int, ...]:
    return tuple(situation.application.shown_number(line.line) for line in lines)
