"""Judging the lines of a roster, each once: a changed line is judged anew, the others are kept."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.decision import Decision
from hrdesk.domain.differing import differing
from hrdesk.domain.finding import Check, LineFinding, MonthFinding
from hrdesk.domain.money import ZERO
from hrdesk.rules.checking import Trial, checks_of, remarks_of, rulings_used, tried
from hrdesk.rules.claims import MonthClaim
from hrdesk.rules.granted_months import NOTHING_GRANTED, Granted, GrantedByPerson
from hrdesk.rules.plan import Plan
from hrdesk.rules.sentences import Wording
from hrdesk.rules.situation import LineSituation, Situation, Used
from hrdesk.rules.submission import Line
from hrdesk.rules.verdict import Months

_NO_MONTHS: frozenset[Month] = frozenset()
_NOTHING_DECIDED: Mapping[str, Decision] = MappingProxyType({})
#: The fact of a line that lists the months it claims.
_MONTHS = "months"
#: The condition whose sentences say why a month is not paid.
_MONTHS_CHECK = "months"


class Standing(NamedTuple):
    """What a line hangs on besides its own facts and the case: see `LineSituation`."""

    first_line: int
    earlier_months: frozenset[Month]
    granted: Granted
    decided: Mapping[str, Decision]


class JudgedLine(NamedTuple):
    """A line with its finding, what it used, and how it stood when it was judged.

    `listed` are the months that it lists.
    """

    line: Line
    standing: Standing
    listed: frozenset[Month]
    finding: LineFinding
    used: Used
    rulings: Mapping[str, str]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class LineMemory:
    """The lines as they were last judged; whoever judges a roster over and over keeps one.

    What is kept holds for one book, day and the facts of the case that a line reads, and a
    line's own for what its person was granted before. It changes no result: a property test
    holds judging with it equal to without. `typed` are the lines as they came, `people` the
    places of each person's, `before` what all were granted, `decided` the places of lines that
    something was decided for.
    """

    ground: tuple[object, ...] = ()
    lines: tuple[JudgedLine, ...] = ()
    typed: Sequence[Line] = ()
    granted: GrantedByPerson = field(default_factory=GrantedByPerson)
    assumed: dict[tuple[str, str], "LineMemory"] = field(default_factory=dict)
    people: dict[str, list[int]] = field(default_factory=dict)
    before: Mapping[str, Granted] = field(default_factory=dict)
    decided: frozenset[int] = frozenset()
    _used: dict[tuple[object, ...], Used] = field(default_factory=dict)

    def under(self, assumed: Mapping[str, str]) -> "LineMemory":
        """Return the memory for readings taken by way of trial."""
        if not assumed:
            return self
        (reading,) = assumed.items()
        return self.assumed.setdefault(reading, LineMemory())

    def stand_on(self, ground: tuple[object, ...]) -> None:
        """Forget all lines, unless they were judged on the same ground."""
        if not _same_ground(self.ground, ground):
            self.ground, self.lines, self.typed = ground, (), ()
            self.people, self._used = {}, {}

    def shared(self, used: Used) -> Used:
        """Return the figures that a line used, the same object for all lines that use these."""
        return self._used.setdefault(tuple(used), used)

    def affected(
        self, lines: Sequence[Line], granted: Mapping[str, Granted], decided: frozenset[int]
    ) -> Sequence[int]:
        """Return the places of the lines that may stand otherwise now, in order.

        Those are the lines that changed, and all lines of the people who stand in them or of
        whom something else is known. All but `lines` is brought up to date.
        """
        before, self.before = self.before, granted
        decided, self.decided = self.decided | decided, decided
        changed = differing(self.typed, lines)
        if changed is None:
            self.people = _places_of(lines)
            return range(len(lines))
        people = {self.typed[place].person for place in changed}
        for place in changed:
            _leave(self.people, self.typed[place].person, place)
        for place in changed:
            person = lines[place].person
            people.add(person)
            if person:
                insort(self.people.setdefault(person, []), place)
        people |= _otherwise(before, granted)
        standing = (self.people.get(person, ()) for person in people)
        places = {*changed, *decided, *chain.from_iterable(standing)}
        return sorted(place for place in places if 0 <= place < len(lines))


def judge_lines(
    situation: Situation,
    plan: Plan,
    decided: Mapping[int, Mapping[str, Decision]],
    memory: LineMemory | None,
) -> tuple[JudgedLine, ...]:
    """Return every line of the case judged, in order; `decided` holds decisions by line."""
    application = situation.application
    memory = memory if memory is not None else LineMemory()
    facts = tuple(application.facts.get(name) for name in plan.line_facts)
    memory.stand_on((situation.book, application.on, facts))
    granted = memory.granted.of(application)
    places = memory.affected(application.lines, granted, frozenset(line - 1 for line in decided))
    before = memory.lines
    # Should judging fail, nothing half done is kept.
    memory.lines = memory.typed = ()
    found = list(before) if len(before) == len(application.lines) else []
    # Where as many lines stand as before, one that moved left its place to another.
    kept_ones = map(before.__getitem__, places) if found else before
    known = {id(judged.line): judged for judged in kept_ones}
    for place in places:
        line = application.lines[place]
        last = _last_before(memory.people.get(line.person, ()), place)
        standing = Standing(
            0 if last is None else memory.people[line.person][0] + 1,
            _NO_MONTHS if last is None else _listed_until(found[last]),
            granted.get(line.person, NOTHING_GRANTED),
            decided.get(place + 1, _NOTHING_DECIDED),
        )
        kept = known.get(id(line))
        if kept is not None and kept.standing == standing:
            judged = _moved(kept, place)
        else:
            judged = _judged(situation, plan, place, standing)
            judged = judged._replace(used=memory.shared(judged.used))
        found[place : place + 1] = [judged]
    memory.lines, memory.typed = tuple(found), application.lines
    return memory.lines


def _places_of(lines: Sequence[Line]) -> dict[str, list[int]]:
    people: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if line.person:
            people.setdefault(line.person, []).append(place)
    return people


def _leave(people: dict[str, list[int]], person: str, place: int) -> None:
    if person:
        people[person].remove(place)
        if not people[person]:
            del people[person]


def _otherwise(before: Mapping[str, Granted], now: Mapping[str, Granted]) -> set[str]:
    """Return of whom something else is known."""
    if before is now:
        return set()
    return {each for each in before.keys() | now.keys() if before.get(each) is not now.get(each)}


def _last_before(places: Sequence[int], place: int) -> int | None:
    """Return the last of some places that lies before one."""
    index = bisect_left(places, place)
    return places[index - 1] if index else None


def _listed_until(judged: JudgedLine) -> frozenset[Month]:
    """Return the months that a person's lines list, up to and with this one."""
    earlier = judged.standing.earlier_months
    return earlier | judged.listed if earlier else judged.listed


def _same_ground(kept: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return len(kept) == len(now) and kept[0] is now[0] and kept[1:] == now[1:]


def _listed(line: Line) -> frozenset[Month]:
    """Return the months that a line lists, as months or in records that name one each."""
    months = line.facts.get(_MONTHS)
    if not isinstance(months, tuple):
        return _NO_MONTHS
    named = (each.get("month") if isinstance(each, Mapping) else each for each in months)
    return frozenset(month for month in named if isinstance(month, Month))


def _judged(case: Situation, plan: Plan, index: int, standing: Standing) -> JudgedLine:
    situation = LineSituation(case.application, plan.measure, case.book, index)
    situation.assumed = case.assumed
    situation.first_line = standing.first_line
    situation.earlier_months = standing.earlier_months
    situation.granted = standing.granted
    situation.decided = standing.decided
    trial = tried(situation, plan.line)
    finding = LineFinding(
        line=index + 1,
        outcome=trial.outcome,
        amount=trial.amount if trial.amount is not None else ZERO,
        checks=checks_of(trial),
        months=_months(trial, plan),
    )
    line = case.application.lines[index]
    return JudgedLine(
        line,
        standing,
        _listed(line),
        finding,
        situation.used,
        rulings_used(trial),
        tuple(remarks_of(trial)),
    )


def _months(trial: Trial, plan: Plan) -> tuple[MonthFinding, ...]:
    roster, situation = plan.measure.roster, trial.situation
    if roster is None or not isinstance(situation, LineSituation):
        return ()
    claims = roster.shape.months(situation)
    if not claims:
        return ()
    wording = next(step.wording for step in plan.line if step.condition.code == _MONTHS_CHECK)
    return tuple(
        MonthFinding(
            month=claim.month,
            outcome=claim.outcome,
            shown=_why(wording, claim),
            amount=claim.amount,
            base=claim.base,
            percent=claim.percent,
        )
        for claim in claims
    )


def _why(wording: Wording, claim: MonthClaim) -> str:
    if not claim.reason:
        return ""
    return wording.filled(claim.reason, {"months": Months((claim.month,))})


def _moved(judged: JudgedLine, index: int) -> JudgedLine:
    """Return a kept line at the place where it stands now."""
    finding = judged.finding
    if finding.line == index + 1:
        return judged
    before, now = f"lines[{finding.line - 1}].", f"lines[{index}]."
    checks = tuple(_resettled(check, before, now) for check in finding.checks)
    return judged._replace(finding=replace(finding, line=index + 1, checks=checks))


def _resettled(check: Check, before: str, now: str) -> Check:
    if not check.settles:
        return check
    settles = tuple(
        now + place.removeprefix(before) if place.startswith(before) else place
        for place in check.settles
    )
    return replace(check, settles=settles)
