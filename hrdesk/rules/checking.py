"""From the verdicts of conditions to checks: sentences, readings, and what they give together."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.decision import REFUSED
from hrdesk.domain.finding import Check, CheckOutcome, Outcome, Reading
from hrdesk.rules.plan import Step
from hrdesk.rules.situation import LineSituation, Situation
from hrdesk.rules.verdict import Verdict

_MET, _UNMET = CheckOutcome.MET, CheckOutcome.UNMET
_MISSING, _OFFICER = CheckOutcome.MISSING, CheckOutcome.OFFICER
_NO_REMARKS: tuple[str, ...] = ()
_NONE_IN_QUESTION: frozenset[str] = frozenset()
_NO_RULINGS: Mapping[str, str] = MappingProxyType({})
#: So many checks of a condition are kept: several years of days, and little memory.
_MOST_BUILT = 4096


Verdicts = list[tuple[Step, Verdict]]
#: What the conditions give, in the order of their verdicts.
Outcomes = list[CheckOutcome]


class Trial(NamedTuple):
    """All verdicts on a case or a line, under the readings in force or assumed."""

    situation: Situation
    steps: tuple[Step, ...]
    verdicts: Verdicts
    outcome: Outcome
    amount: Decimal | None


class Said(NamedTuple):
    """What is said of a case or a line.

    `remarks` do not decide; `rulings` are the readings by which the office has settled a
    silence, by question.
    """

    checks: tuple[Check, ...]
    remarks: tuple[str, ...]
    rulings: Mapping[str, str]


def tried(situation: Situation, steps: tuple[Step, ...]) -> Trial:
    """Ask every condition that applies."""
    return weighed(situation, steps, *asked(situation, steps))


def asked(situation: Situation, steps: tuple[Step, ...]) -> tuple[Verdicts, Outcomes]:
    """Return the verdict of every condition that applies, and the outcomes of all of them."""
    verdicts, found = [], []
    for step in steps:
        _, applies, judge, _, _, _, _ = step
        if applies is None or applies(situation):
            verdict = judge(situation)
            verdicts.append((step, verdict))
            found.append(verdict.outcome)
    return verdicts, found


def weighed(
    situation: Situation, steps: tuple[Step, ...], verdicts: Verdicts, found: Outcomes
) -> Trial:
    """Return verdicts with what they give together."""
    outcome, amount = _result(situation, verdicts, found)
    return Trial(situation, steps, verdicts, outcome, amount)


def said(trial: Trial) -> Said:
    """Return what is said of a case or a line: checks with the readings of what is silent.

    A check that says the same with the same numbers is built once: the day of receipt, a
    category or a missing fact come in case after case. What hangs on the whole case (a silent
    text) or on the place of a line (where its unknown fact is settled) is built each time.
    """
    of_line = isinstance(trial.situation, LineSituation)
    checks, remarks, rulings = [], _NO_REMARKS, _NO_RULINGS
    for step, verdict in trial.verdicts:
        outcome, wording, numbers, settles, question, _, _, beside = verdict
        if beside:
            remarks = (*remarks, *[step.wording.filled(*remark) for remark in beside])
        if question or (of_line and settles):
            checks.append(_built(trial, step, verdict))
            if verdict.ruled and question not in trial.situation.decided:
                rulings = {**rulings, question: verdict.ruled}
            continue
        key = (outcome, wording, settles, *numbers.values())
        checks.append(step.built.get(key) or _kept(trial.situation, step, key, verdict))
    return Said(tuple(checks), remarks, rulings)


def plainly(
    situation: Situation, verdicts: Verdicts, found: Outcomes
) -> tuple[Outcome, tuple[Check, ...]] | None:
    """Return worst outcome and checks where every condition is met or unmet and nothing beside.

    That is what most lines of a roster are, in one go; None for any other: see `weighed`, `said`.
    """
    checks = []
    for step, verdict in verdicts:
        outcome, wording, numbers, settles, question, _, _, beside = verdict
        if question or settles or beside:
            return None
        key = (outcome, wording, settles, *numbers.values())
        checks.append(step.built.get(key) or _kept(situation, step, key, verdict))
    return Outcome.INELIGIBLE if _UNMET in found else Outcome.ELIGIBLE, tuple(checks)


def _result(
    situation: Situation, verdicts: Verdicts, found: Outcomes
) -> tuple[Outcome, Decimal | None]:
    """Return outcome and amount that these outcomes of the conditions give together."""
    measure = situation.measure
    roster = measure.roster
    outcome = _worst(found)
    if isinstance(situation, LineSituation) and roster is not None:
        in_question = _NONE_IN_QUESTION
        if outcome is not Outcome.ELIGIBLE:
            asked = zip(verdicts, found, strict=True)
            in_question = frozenset([s.condition.code for (s, _), o in asked if o is _OFFICER])
        return outcome, roster.shape.amount(situation, outcome, in_question)
    if roster is not None and roster.decides:
        outcome = _with_lines(situation, outcome)
    return outcome, measure.shape.amount(situation, outcome)


def _worst(found: Outcomes) -> Outcome:
    """Return what conditions give together, in the contract's order of precedence."""
    worst = Outcome.ELIGIBLE
    for each in found:
        if each is _MET:
            continue
        if each is _UNMET:
            return Outcome.INELIGIBLE
        if each is _MISSING:
            worst = Outcome.INCOMPLETE
        elif worst is not Outcome.INCOMPLETE:
            worst = Outcome.OFFICER
    return worst


def _with_lines(situation: Situation, outcome: Outcome) -> Outcome:
    """Return what the conditions of a case and its lines give together (CONTRACT, rosters)."""
    if outcome in (Outcome.INELIGIBLE, Outcome.INCOMPLETE):
        return outcome
    lines = {line.outcome for line in situation.lines}
    if not lines:
        return Outcome.INCOMPLETE
    if lines == {Outcome.INELIGIBLE}:
        return Outcome.INELIGIBLE
    if Outcome.INCOMPLETE in lines:
        return Outcome.INCOMPLETE
    return Outcome.OFFICER if Outcome.OFFICER in lines else outcome


def _kept(situation: Situation, step: Step, key: tuple[object, ...], verdict: Verdict) -> Check:
    """Build a check that hangs on nothing but its numbers, and keep it."""
    if len(step.built) >= _MOST_BUILT:
        step.built.clear()
    check = step.built[key] = Check(
        step.condition.code,
        step.clause,
        step.title,
        verdict.outcome,
        step.wording.filled(verdict.wording, verdict.numbers),
        settles=tuple([situation.place(name) for name in verdict.settles]),
    )
    return check


def _built(trial: Trial, step: Step, verdict: Verdict) -> Check:
    situation = trial.situation
    shown = step.wording.filled(verdict.wording, verdict.numbers)
    if verdict.ruled:
        shown = _as_settled(situation, verdict, shown)
    return Check(
        step.condition.code,
        step.clause,
        step.title,
        verdict.outcome,
        shown,
        _readings(trial, step, verdict) if verdict.readings else (),
        tuple([situation.place(name) for name in verdict.settles]) if verdict.settles else (),
        verdict.question,
    )


def _as_settled(situation: Situation, verdict: Verdict, shown: str) -> str:
    """Return a sentence with what settles its silence: who decided, or the office's document."""
    book, question = situation.book, verdict.question
    readings = book.questions[question].readings
    decision = situation.decided.get(question)
    if decision is not None:
        words = "decided_none" if verdict.ruled == REFUSED else "decided"
        return book.words[words].format(
            shown=shown,
            by=decision.by,
            day=decision.on.isoformat(),
            reading=readings.get(verdict.ruled, ""),
        )
    ruling = book.ruling(question, situation.on)
    return book.words["ruled"].format(
        shown=shown,
        reading=readings[verdict.ruled],
        document=ruling.document if ruling else "",
    )


def _readings(trial: Trial, step: Step, verdict: Verdict) -> tuple[Reading, ...]:
    """Work out the whole case or line under each reading; what asks the same takes the same."""
    situation, question = trial.situation, verdict.question
    texts = situation.book.questions[question].readings
    if step.condition.reworked:
        return tuple(
            Reading(texts[reading], *_reworked(trial, question, reading), reading)
            for reading in verdict.readings
        )
    return tuple(
        [
            Reading(
                texts[reading],
                *_result(
                    situation.assuming(question, reading) if step.condition.priced else situation,
                    trial.verdicts,
                    [
                        each.readings[reading]
                        if each.question == question and each.readings
                        else each.outcome
                        for _, each in trial.verdicts
                    ],
                ),
                id=reading,
                decides=given is not _OFFICER or _settles(situation, step, question, reading),
            )
            for reading, given in verdict.readings.items()
        ]
    )


def _reworked(trial: Trial, question: str, reading: str) -> tuple[Outcome, Decimal | None]:
    """Return what a case or line gives with all that a reading changes worked out under it."""
    situation = trial.situation.assuming(question, reading)
    verdicts = [each for each in trial.verdicts if not each[0].condition.reworked]
    for step in trial.steps:
        if step.condition.reworked and (step.applies is None or step.applies(situation)):
            verdicts.append((step, step.judge(situation)))
    return _result(situation, verdicts, [verdict.outcome for _, verdict in verdicts])


def _settles(situation: Situation, step: Step, question: str, reading: str) -> bool:
    """Tell whether a question is settled by a reading after which an officer still decides."""
    verdict = step.judge(situation.assuming(question, reading))
    return verdict.outcome is not _OFFICER or verdict.question != question
