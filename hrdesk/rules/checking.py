"""From the verdicts of conditions to checks: sentences, readings, and what they give together."""

from decimal import Decimal
from typing import NamedTuple

from hrdesk.domain.decision import REFUSED
from hrdesk.domain.finding import Check, CheckOutcome, Outcome, Reading
from hrdesk.rules.plan import Step
from hrdesk.rules.situation import LineSituation, Situation
from hrdesk.rules.verdict import Verdict

_OFFICER = CheckOutcome.OFFICER
#: So many checks of a condition are kept: several years of days, and little memory.
_MOST_BUILT = 4096


class Trial(NamedTuple):
    """All verdicts on a case or a line, under the readings in force or assumed."""

    situation: Situation
    steps: tuple[Step, ...]
    verdicts: list[tuple[Step, Verdict]]
    outcome: Outcome
    amount: Decimal | None


def tried(situation: Situation, steps: tuple[Step, ...]) -> Trial:
    """Ask every condition that applies."""
    verdicts = [
        (step, step.judge(situation))
        for step in steps
        if step.applies is None or step.applies(situation)
    ]
    found = [verdict.outcome for _, verdict in verdicts]
    outcome, amount = _result(situation, verdicts, found)
    return Trial(situation, steps, verdicts, outcome, amount)


def checks_of(trial: Trial) -> tuple[Check, ...]:
    """Return the checks of a case or a line, with the readings of what is silent.

    A check that says the same with the same numbers is built once: the day of receipt, a
    category or a missing fact come in case after case. What hangs on the whole case (a silent
    text) or on the place of a line (where its unknown fact is settled) is built each time.
    """
    of_line = isinstance(trial.situation, LineSituation)
    checks = []
    for step, verdict in trial.verdicts:
        wording, settles = verdict.wording, verdict.settles
        if verdict.question or (of_line and settles):
            checks.append(_built(trial, step, verdict))
            continue
        key = (verdict.outcome, wording, settles, *verdict.numbers.values())
        built = step.built
        check = built.get(key)
        if check is None:
            if len(built) >= _MOST_BUILT:
                built.clear()
            check = built[key] = _built(trial, step, verdict)
        checks.append(check)
    return tuple(checks)


def remarks_of(trial: Trial) -> list[str]:
    """Return what is said beside the verdicts without deciding."""
    return [
        step.wording.filled(remark.wording, remark.numbers)
        for step, verdict in trial.verdicts
        if verdict.remarks
        for remark in verdict.remarks
    ]


def rulings_used(trial: Trial) -> dict[str, str]:
    """Return the readings by which the office has settled a silence, by question."""
    decided = trial.situation.decided
    return {
        verdict.question: verdict.ruled
        for _, verdict in trial.verdicts
        if verdict.ruled and verdict.question not in decided
    }


def _result(
    situation: Situation, verdicts: list[tuple[Step, Verdict]], found: list[CheckOutcome]
) -> tuple[Outcome, Decimal | None]:
    """Return outcome and amount that these outcomes of the conditions give together."""
    measure = situation.measure
    roster = measure.roster
    outcome = _worst(found)
    if isinstance(situation, LineSituation) and roster is not None:
        in_question = frozenset(
            [
                step.condition.code
                for (step, _), each in zip(verdicts, found, strict=True)
                if each is _OFFICER
            ]
            if _OFFICER in found
            else ()
        )
        return outcome, roster.shape.amount(situation, outcome, in_question)
    if roster is not None and roster.decides:
        outcome = _with_lines(situation, outcome)
    return outcome, measure.shape.amount(situation, outcome)


def _worst(found: list[CheckOutcome]) -> Outcome:
    """Return what conditions give together, in the contract's order of precedence."""
    given = set(found)
    if CheckOutcome.UNMET in given:
        return Outcome.INELIGIBLE
    if CheckOutcome.MISSING in given:
        return Outcome.INCOMPLETE
    return Outcome.OFFICER if _OFFICER in given else Outcome.ELIGIBLE


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
    if step.condition.reworked or step.condition.priced:
        again = _reworked if step.condition.reworked else _priced
        return tuple(
            Reading(texts[reading], *again(trial, question, reading), reading)
            for reading in verdict.readings
        )
    return tuple(
        [
            Reading(
                texts[reading],
                *_result(
                    situation,
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
    """Return what a case or line gives with every condition worked out under a reading."""
    other = tried(trial.situation.assuming(question, reading), trial.steps)
    return other.outcome, other.amount


def _priced(trial: Trial, question: str, reading: str) -> tuple[Outcome, Decimal | None]:
    """Return what a case or line gives with its amount, and what asks the same, under a reading."""
    other = trial.situation.assuming(question, reading)
    verdicts = [
        (step, step.judge(other) if question in step.condition.questions else verdict)
        for step, verdict in trial.verdicts
    ]
    return _result(other, verdicts, [verdict.outcome for _, verdict in verdicts])


def _settles(situation: Situation, step: Step, question: str, reading: str) -> bool:
    """Tell whether a question is settled by a reading after which an officer still decides."""
    verdict = step.judge(situation.assuming(question, reading))
    return verdict.outcome is not _OFFICER or verdict.question != question
