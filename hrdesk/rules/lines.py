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
from hrdesk.rules.checking import asked, plainly, said, weighed
from hrdesk.rules.claims import MonthClaim
from hrdesk.rules.fact_types import Record
from hrdesk.rules.granted_months import NOTHING_GRANTED, Granted, GrantedByPerson
from hrdesk.rules.plan import Plan
from hrdesk.rules.sentences import Wording
from hrdesk.rules.shapes import LineShape
from hrdesk.rules.situation import LineSituation, Situation, Used
from hrdesk.rules.submission import Line
from hrdesk.rules.verdict import Months

_NO_RULINGS: Mapping[str, str] = MappingProxyType({})
_NONE_IN_QUESTION: frozenset[str] = frozenset()
_NO_MONTHS: frozenset[Month] = frozenset()
_NOWHERE: Sequence[int] = ()
_NOTHING_DECIDED: Mapping[str, Decision] = MappingProxyType({})
#: The fact of a line that lists the months it claims.
_MONTHS = "months"


class Standing(NamedTuple):
    """What a line hangs on besides its own facts and the case: see `LineSituation`."""

    first_line: int
    earlier_months: frozenset[Month]
    granted: Granted
    decided: Mapping[str, Decision]


#: A line whose person stands in no earlier one, and of whom nothing is known or decided.
_ALONE = Standing(0, _NO_MONTHS, NOTHING_GRANTED, _NOTHING_DECIDED)


class JudgedLine(NamedTuple):
    """A line with its finding, what it used, and how it stood when it was judged."""

    line: Line
    standing: Standing
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
        known = len(self.typed)
        if not known or known > len(lines):
            self.people = _places_of(lines)
            return range(len(lines))
        stood = differing(self.typed, lines[:known]) or []
        changed = [*stood, *range(known, len(lines))]
        people = {self.typed[place].person for place in stood}
        for place in stood:
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


class _Ground(NamedTuple):
    """What all lines of a case are judged on; `kept` is for `LineSituation.of_case`."""

    case: Situation
    plan: Plan
    shape: LineShape
    memory: LineMemory
    granted: Mapping[str, Granted]
    decided: Mapping[int, Mapping[str, Decision]]
    kept: dict[object, object]


def judge_lines(
    situation: Situation,
    plan: Plan,
    decided: Mapping[int, Mapping[str, Decision]],
    memory: LineMemory | None,
) -> tuple[JudgedLine, ...]:
    """Return every line of the case judged, in order; `decided` holds decisions by line."""
    application, roster = situation.application, plan.measure.roster
    if roster is None:
        return ()
    memory = memory if memory is not None else LineMemory()
    facts = tuple([application.facts.get(name) for name in plan.line_facts])
    memory.stand_on((situation.book, application.on, facts))
    granted = memory.granted.of(application)
    places = memory.affected(application.lines, granted, frozenset([line - 1 for line in decided]))
    before = memory.lines
    # Should judging fail, nothing half done is kept.
    memory.lines = memory.typed = ()
    found = list(before) if len(before) <= len(application.lines) else []
    # Where no line is gone, one that moved left its place to another.
    kept_ones = [before[place] for place in places if place < len(before)] if found else before
    known = {id(judged.line): judged for judged in kept_ones}
    ground = _Ground(situation, plan, roster.shape, memory, granted, decided, {})
    # Most rosters name each person once, of whom nothing is known or decided.
    alone = not granted and not decided and len(memory.people) == len(application.lines)
    for place in places:
        line = application.lines[place]
        standing = _ALONE if alone else _standing(ground, found, line.person, place)
        kept = known.get(id(line)) if known else None
        if kept is not None and kept.standing == standing:
            judged = _moved(kept, place)
        else:
            judged = _judged(ground, place, standing)
        if place < len(found):
            found[place] = judged
        else:
            found.append(judged)
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


def _standing(ground: _Ground, found: list[JudgedLine], person: str, place: int) -> Standing:
    """Return how a line stands; those before it are among `found`."""
    own = ground.memory.people.get(person, _NOWHERE)
    is_first = not own or own[0] >= place
    if is_first and person not in ground.granted and place + 1 not in ground.decided:
        return _ALONE
    return Standing(
        0 if is_first else own[0] + 1,
        _NO_MONTHS if is_first else _listed_until(found[own[bisect_left(own, place) - 1]]),
        ground.granted.get(person, NOTHING_GRANTED),
        ground.decided.get(place + 1, _NOTHING_DECIDED),
    )


def _listed_until(judged: JudgedLine) -> frozenset[Month]:
    """Return the months that a person's lines list, up to and with this one."""
    earlier, listed = judged.standing.earlier_months, _listed(judged.line)
    return earlier | listed if earlier else listed


def _same_ground(kept: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return len(kept) == len(now) and kept[0] is now[0] and kept[1:] == now[1:]


def _listed(line: Line) -> frozenset[Month]:
    """Return the months that a line lists, as months or in records that name one each."""
    months = line.facts.get(_MONTHS)
    if not isinstance(months, tuple):
        return _NO_MONTHS
    named = [each if isinstance(each, Month) else _month_of(each) for each in months]
    return frozenset([month for month in named if month is not None])


def _month_of(record: Record) -> Month | None:
    month = record.get("month")
    return month if isinstance(month, Month) else None


def _judged(ground: _Ground, index: int, standing: Standing) -> JudgedLine:
    case, plan, shape, memory, _, _, kept = ground
    situation = LineSituation(case.application, case.measure, case.book, index)
    situation.assumed, situation.of_case = case.assumed, kept
    if standing is not _ALONE:
        situation.first_line, situation.earlier_months = standing[:2]
        situation.granted, situation.decided = standing[2:]
    line = case.application.lines[index]
    verdicts, found = asked(situation, plan.line)
    settled = plainly(situation, verdicts, found)
    if settled is None:
        trial = weighed(situation, plan.line, verdicts, found)
        checks, remarks, rulings = said(trial)
        outcome, amount = trial.outcome, trial.amount if trial.amount is not None else ZERO
    else:
        (outcome, checks), remarks, rulings = settled, (), _NO_RULINGS
        amount = shape.amount(situation, outcome, _NONE_IN_QUESTION)
    wording = plan.months
    claimed = _months(shape.months(situation), wording) if wording is not None else ()
    finding = LineFinding(index + 1, outcome, amount, checks, claimed)
    used = memory.shared(situation.used)
    return JudgedLine(line, standing, finding, used, rulings, remarks)


def _months(claims: tuple[MonthClaim, ...], wording: Wording) -> tuple[MonthFinding, ...]:
    return tuple(
        [
            MonthFinding(
                month,
                outcome,
                wording.filled(reason, {"months": Months((month,))}) if reason else "",
                amount,
                base,
                percent,
            )
            for month, outcome, reason, amount, base, percent, _ in claims
        ]
    )


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
