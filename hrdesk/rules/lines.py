"""Judging the lines of a roster, each once: a changed line is judged anew, the others are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.decision import Decision
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
    holds judging with it equal to without.
    """

    ground: tuple[object, ...] = ()
    lines: tuple[JudgedLine, ...] = ()
    granted: GrantedByPerson = field(default_factory=GrantedByPerson)
    assumed: dict[tuple[str, str], "LineMemory"] = field(default_factory=dict)

    def under(self, assumed: Mapping[str, str]) -> "LineMemory":
        """Return the memory for readings taken by way of trial."""
        if not assumed:
            return self
        (reading,) = assumed.items()
        return self.assumed.setdefault(reading, LineMemory())


def judge_lines(
    situation: Situation,
    plan: Plan,
    decided: Mapping[int, Mapping[str, Decision]],
    memory: LineMemory | None,
) -> tuple[JudgedLine, ...]:
    """Return every line of the case judged, in order; `decided` holds decisions by line."""
    application = situation.application
    facts = tuple(application.facts.get(name) for name in plan.line_facts)
    ground = (situation.book, application.on, facts)
    known: dict[int, JudgedLine] = {}
    if memory is not None and _same_ground(memory.ground, ground):
        known = {id(judged.line): judged for judged in memory.lines}
    seen: dict[str, int] = {}
    months: dict[str, frozenset[Month]] = {}
    granted = (memory.granted if memory is not None else GrantedByPerson()).of(application)
    found = []
    for index, line in enumerate(application.lines):
        person = line.person
        first, earlier = seen.get(person, 0), months.get(person, _NO_MONTHS)
        standing = Standing(
            first,
            earlier,
            granted.get(person, NOTHING_GRANTED),
            decided.get(index + 1, _NOTHING_DECIDED),
        )
        kept = known.get(id(line))
        if kept is not None and kept.standing == standing:
            judged = _moved(kept, index)
        else:
            judged = _judged(situation, plan, index, standing)
        found.append(judged)
        if person:
            seen.setdefault(person, index + 1)
            months[person] = earlier | judged.listed if earlier else judged.listed
    lines = tuple(found)
    if memory is not None:
        memory.ground, memory.lines = ground, lines
    return lines


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
