"""The one way in which a case is judged, for the window, the command and other offices."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.finding import (
    Check,
    CheckOutcome,
    Finding,
    Outcome,
    ParameterUse,
    Reading,
)
from hrdesk.domain.money import ZERO, grouped, money_text
from hrdesk.rules.book import Book, MeasureWording, ParameterRow, ParameterValue
from hrdesk.rules.registry import measures
from hrdesk.rules.sentences import filled
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Application
from hrdesk.rules.verdict import Condition, Verdict

#: The pack's words that belong to no single condition, and the placeholders they carry.
BOOK_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unknown": (),
        "separator": (),
        "ruled": ("shown", "document", "reading"),
        "other_reading": ("question", "reading", "result"),
        "result": ("outcome", "amount"),
        **{f"outcome_{outcome.value}": () for outcome in Outcome},
    }
)


class _Trial(NamedTuple):
    """All verdicts on a case, under the readings in force or assumed."""

    situation: Situation
    wording: MeasureWording
    verdicts: list[tuple[Condition, Verdict]]
    outcome: Outcome
    amount: Decimal | None


def judge(application: Application, book: Book) -> Finding:
    """Return the finding of a case by the figures, wording and rulings of a Book.

    Each reading of a silent text is worked out for the whole case, all else as it stands;
    a ruling of the office settles the text and is named in the line that it settles.
    """
    measure = measures()[application.measure]
    wording = book.measures[measure.id]
    situation = Situation(application, measure, book)
    measure.shape.note(situation)
    verdicts = _verdicts(situation)
    outcome, amount = _result(situation, [verdict.outcome for _, verdict in verdicts])
    trial = _Trial(situation, wording, verdicts, outcome, amount)
    return Finding(
        measure=measure.id,
        policy=book.policy,
        outcome=outcome,
        amount=amount,
        authority=wording.authority,
        checks=tuple([_check(trial, condition, verdict) for condition, verdict in verdicts]),
        parameters=_parameters(situation, wording),
        notes=_notes(trial) if book.rulings else (),
    )


def _verdicts(situation: Situation) -> list[tuple[Condition, Verdict]]:
    return [
        (condition, condition.judge(situation))
        for condition in situation.measure.conditions
        if condition.applies is None or condition.applies.test(situation)
    ]


def _result(situation: Situation, found: list[CheckOutcome]) -> tuple[Outcome, Decimal | None]:
    """Return what all conditions give together, in the contract's order of precedence."""
    if CheckOutcome.UNMET in found:
        return Outcome.INELIGIBLE, ZERO
    if CheckOutcome.MISSING in found:
        return Outcome.INCOMPLETE, None
    if CheckOutcome.OFFICER in found:
        return Outcome.OFFICER, None
    return Outcome.ELIGIBLE, situation.measure.shape.amount(situation)


def _check(trial: _Trial, condition: Condition, verdict: Verdict) -> Check:
    if verdict.numbers or verdict.question:
        return _built(trial, condition, verdict)
    situation = trial.situation
    memo = situation.book.memo.checks
    key = (situation.measure.id, condition.code, verdict.wording, verdict.settles)
    check = memo.get(key)
    if check is None:
        check = memo[key] = _built(trial, condition, verdict)
    return check


def _built(trial: _Trial, condition: Condition, verdict: Verdict) -> Check:
    situation = trial.situation
    book = situation.book
    words = trial.wording.checks[condition.code]
    shown = words.sentences[verdict.wording]
    if verdict.numbers:
        shown = filled(shown, verdict.numbers, trial.wording.labels, book.words)
    if verdict.ruled:
        shown = _by_ruling(situation, verdict, shown)
    return Check(
        condition.code,
        words.clause,
        words.title,
        verdict.outcome,
        shown,
        _readings(trial, verdict) if verdict.readings else (),
        verdict.settles,
        verdict.question,
    )


def _by_ruling(situation: Situation, verdict: Verdict, shown: str) -> str:
    book = situation.book
    ruling = book.ruling(verdict.question, situation.on)
    return book.words["ruled"].format(
        shown=shown,
        reading=book.questions[verdict.question].readings[verdict.ruled],
        document=ruling.document if ruling else "",
    )


def _readings(trial: _Trial, verdict: Verdict) -> tuple[Reading, ...]:
    """Work out the whole case under each reading; whatever asks the same takes the same."""
    question = verdict.question
    texts = trial.situation.book.questions[question].readings
    return tuple(
        [
            Reading(
                texts[reading],
                *_result(
                    trial.situation,
                    [
                        each.readings[reading]
                        if each.question == question and each.readings
                        else each.outcome
                        for _, each in trial.verdicts
                    ],
                ),
            )
            for reading in verdict.readings
        ]
    )


def _parameters(situation: Situation, wording: MeasureWording) -> tuple[ParameterUse, ...]:
    memo, ids = situation.book.memo.uses, situation.measure.parameter_ids
    uses = []
    for name, row in situation.used.items():
        key = (ids[name], row.valid_from)
        use = memo.get(key)
        if use is None:
            use = memo[key] = _use(situation, name, row, wording)
        uses.append(use)
    return tuple(uses)


def _use(
    situation: Situation, name: str, row: ParameterRow, wording: MeasureWording
) -> ParameterUse:
    book, measure = situation.book, situation.measure
    return ParameterUse(
        id=measure.parameter_ids[name],
        value=_value(row.value, measure.figures[name].fact, wording, book),
        valid_from=row.valid_from,
        document=row.document,
        clause=row.clause,
        title=book.titles[measure.parameter_ids[name]],
    )


def _value(value: ParameterValue, fact: str, wording: MeasureWording, book: Book) -> str:
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, tuple):
        labels = (wording.labels.get(f"{fact}.{code}", code) for code in value)
        return book.words["separator"].join(labels)
    return str(value)


def _notes(trial: _Trial) -> tuple[str, ...]:
    """Say where a reading that the office has not taken would give another result."""
    situation = trial.situation
    book = situation.book
    ruled = {verdict.question: verdict.ruled for _, verdict in trial.verdicts if verdict.ruled}
    notes = []
    for question, taken in ruled.items():
        wording = book.questions[question]
        for reading, text in wording.readings.items():
            if reading == taken:
                continue
            other = situation.assuming(question, reading)
            result = _result(other, [verdict.outcome for _, verdict in _verdicts(other)])
            if result != (trial.outcome, trial.amount):
                note = book.words["other_reading"]
                shown = _result_words(book, *result)
                notes.append(note.format(question=wording.question, reading=text, result=shown))
    return tuple(notes)


def _result_words(book: Book, outcome: Outcome, amount: Decimal | None) -> str:
    words = book.words[f"outcome_{outcome.value}"]
    if amount is None:
        return words
    return book.words["result"].format(outcome=words, amount=grouped(amount))
