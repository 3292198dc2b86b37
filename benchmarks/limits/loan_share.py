"""The share of new hires (三（八）) by hand, with what is open and what other readings give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from benchmarks.limits.judgement import FIRST, MET, MISSING, OFFICER, UNMET
from benchmarks.limits.loan_lines import CLAUSE
from benchmarks.limits.terms import Open, Readings
from hrdesk.domain.dates import add_months
from hrdesk.domain.finding import Check, CheckOutcome, LineFinding, Outcome
from hrdesk.rules.submission import Application

RULES_2023 = "财金〔2023〕75号"
WORDS = {
    MET: "{lead}：{shown} ≥ {percent}%，达到比例",
    UNMET: "{lead}：{shown} ＜ {percent}%，没有达到比例",
    MISSING: "{lead}：{shown}，要求 {percent}%，还不能确定",
}
BASE, WINDOW = "如果现有职工人数不含新招用人员", "如果新招用按申请前12个月计算"
TITLE = "新招用比例"
Hires = tuple[int, int]
Rows = tuple[tuple[date, int], ...]
#: The figures of the clause, each by the first day of its rows; more staff than `LARGE_STAFF`
#: makes a firm a large one. `PENDING_…` are those of the superior document.
SMALL_SHARES: Rows = ((FIRST, 15),)
LARGE_SHARES: Rows = ((FIRST, 8),)
LARGE_STAFF = 100
PENDING_SMALL, PENDING_LARGE = 10, 5


@dataclass(frozen=True, slots=True)
class Share:
    """The check, what its readings give, the notes beside it, and the shares that were asked."""

    check: Check
    readings: Readings = ()
    notes: tuple[str, ...] = ()
    percents: tuple[int, ...] = ()


class Counted(NamedTuple):
    """The lines by what they give, in a firm of so many people."""

    application: Application
    n: int
    doubtful: list[LineFinding]
    unknown: list[LineFinding]
    staff: int
    needed: int

    def named(self, lines: Sequence[LineFinding]) -> str:
        """Return the numbers by which people know lines, the first six of them."""
        numbers = [str(self.application.shown_number(line.line)) for line in lines]
        return "、".join(numbers[:6]) + ("…" if len(numbers) > 6 else "")


def in_force(rows: Rows, on: date) -> int:
    """Return the figure of a day; before the first row the first one is told."""
    return [value for first, value in rows if first <= max(on, rows[0][0])][-1]


def needed_share(on: date, staff: int) -> int:
    """Return the share in percent that a firm of this size has to reach."""
    return in_force(LARGE_SHARES if staff > LARGE_STAFF else SMALL_SHARES, on)


def pending_share(staff: int) -> int:
    """Return the share in percent that it would have to reach by the superior document."""
    return PENDING_LARGE if staff > LARGE_STAFF else PENDING_SMALL


def share_of(application: Application, lines: Sequence[LineFinding], staff: int | None) -> Share:
    if staff is None:
        shown = "还不知道现有在职职工人数"
        place = ("facts.staff",)
        return Share(Check("hiring_ratio", CLAUSE, TITLE, MISSING, shown, settles=place))
    if not staff:
        return Share(Check("hiring_ratio", CLAUSE, TITLE, MET, "没有在职职工，没有比例可算"))
    n, doubtful, unknown = 0, [], []
    for line in lines:
        if line.outcome is Outcome.ELIGIBLE:
            n += 1
        elif line.outcome is Outcome.OFFICER:
            doubtful.append(line)
        elif line.outcome is Outcome.INCOMPLETE:
            unknown.append(line)
    needed = needed_share(application.on, staff)
    counted = Counted(application, n, doubtful, unknown, staff, needed)
    every = n + len(doubtful) + len(unknown)
    notes, percents = beside(application, lines, staff, (n, every))
    check, readings = weighed(counted)
    return Share(check, readings, notes, percents)


def weighed(counted: Counted) -> Open:
    _, n, doubtful, unknown, staff, needed = counted
    outcome = tally(n, len(doubtful), len(unknown), staff, needed)
    now = f"{n}/{staff} = {percent_of(n, staff)}"
    if outcome is MET:
        return Check("hiring_ratio", CLAUSE, TITLE, MET, f"{now} ≥ {needed}%"), ()
    if outcome is UNMET:
        least = -(-staff * needed // 100)
        shown = f"{now} ＜ {needed}%，还差 {max(least - n, 0)} 人（至少 {least} 人）"
        return Check("hiring_ratio", CLAUSE, TITLE, UNMET, shown), ()
    return undecided(counted) if outcome is OFFICER else (unproved(counted), ())


def undecided(counted: Counted) -> Open:
    _, n, doubtful, unknown, staff, needed = counted
    then = n + len(doubtful)
    shown = (
        f"{n}/{staff} = {percent_of(n, staff)} ＜ {needed}%；第 {counted.named(doubtful)} 行"
        f"算不算待裁量，计入则 {then}/{staff} = {percent_of(then, staff)} ≥ {needed}%"
    )
    asked = next(check for check in doubtful[0].checks if check.outcome is OFFICER)
    readings = []
    for reading in asked.readings:
        # Rows hang on one question alone: whether a contract for a task counts.
        found = [
            next(each.outcome for each in check.readings if each.id == reading.id)
            for line in doubtful
            for check in line.checks
            if check.question == asked.question
        ]
        given = tally(n + found.count(Outcome.ELIGIBLE), 0, len(unknown), staff, needed)
        readings.append((reading.id, reading.text, given, given is not OFFICER))
    check = Check("hiring_ratio", CLAUSE, TITLE, OFFICER, shown, question=asked.question)
    return check, tuple(readings)


def unproved(counted: Counted) -> Check:
    _, n, doubtful, unknown, staff, needed = counted
    settles = tuple(
        dict.fromkeys(place for line in unknown for check in line.checks for place in check.settles)
    )
    proved = n + len(unknown)
    every = proved + len(doubtful)
    shown = f"现 {n}/{staff} = {percent_of(n, staff)} ＜ {needed}%；第 {counted.named(unknown)} 行"
    if proved * 100 >= staff * needed:
        shown += f"得到证明则 {proved}/{staff} = {percent_of(proved, staff)} ≥ {needed}%"
    else:
        shown += f"得到证明、第 {counted.named(doubtful)} 行裁量后计入，"
        shown += f"则 {every}/{staff} = {percent_of(every, staff)} ≥ {needed}%"
    return Check("hiring_ratio", CLAUSE, TITLE, MISSING, shown, settles=settles)


def tally(n: int, doubtful: int, unknown: int, staff: int, needed: int) -> CheckOutcome:
    most = staff * needed
    if n * 100 >= most:
        return MET
    if (n + doubtful + unknown) * 100 < most:
        return UNMET
    return OFFICER if (n + doubtful) * 100 >= most else MISSING


def beside(
    application: Application, lines: Sequence[LineFinding], staff: int, hires: Hires
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what other readings give where it is another result, and every share asked for."""
    sure, possible = hires
    needed = needed_share(application.on, staff)
    now = standing(n * 100 >= staff * needed for n in hires)
    notes, percents = [], {needed: None}
    margins = (staff - LARGE_STAFF - 1, staff - LARGE_STAFF)
    looked_at = {*hires, *(n for n in margins if sure < n < possible)}
    found = set()
    for n in looked_at:
        base = max(staff - n, 0)
        least = needed_share(application.on, base)
        percents[least] = None
        found.add(n * 100 >= base * least)
    other = standing(found)
    if other is not now:
        base = max(staff - sure, 0)
        notes.append(note(BASE, other, sure, base, needed_share(application.on, base)))
    window = within(application, lines)
    other = standing(n * 100 >= staff * needed for n in window)
    if other is not now:
        notes.append(note(WINDOW, other, window[0], staff, needed))
    pending = pending_share(staff)
    other = standing(n * 100 >= staff * pending for n in window)
    if other is not now:
        notes.append(note(f"如果采纳{RULES_2023}", other, window[0], staff, pending))
    return tuple(notes), tuple(percents)


def within(application: Application, lines: Sequence[LineFinding]) -> Hires:
    on = application.on
    first = add_months(on, -12)
    if add_months(first, 12) < on:
        first += timedelta(days=1)
    sure = possible = 0
    for finding, line in zip(lines, application.lines, strict=True):
        once, proof, _, term = finding.checks
        others = once.outcome, proof.outcome, term.outcome
        if UNMET in others:
            continue
        hired = line.facts.get("hired_on")
        if isinstance(hired, date) and not first <= hired <= on:
            continue
        possible += 1
        sure += hired is not None and others == (MET, MET, MET)
    return sure, possible


def standing(reached: Iterable[bool]) -> CheckOutcome:
    found = set(reached)
    if found == {True}:
        return MET
    return MISSING if True in found else UNMET


def note(lead: str, outcome: CheckOutcome, n: int, staff: int, percent: int) -> str:
    shown = f"{n}/{staff} = {percent_of(n, staff)}"
    return WORDS[outcome].format(lead=lead, shown=shown, percent=percent)


def percent_of(n: int, staff: int) -> str:
    hundredths = n * 10_000 // staff if staff else 0
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
