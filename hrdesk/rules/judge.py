"""The one way in which a case is judged, for the window, the command and other offices."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from hrdesk.domain.finding import (
    Check,
    CheckOutcome,
    Finding,
    Outcome,
    ParameterUse,
    Reading,
)
from hrdesk.domain.money import ZERO, grouped, money_text
from hrdesk.rules.book import Book, MeasureWording, ParameterValue
from hrdesk.rules.measure import Measure
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
_NO_ASSUMPTION: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Trial:
    """All verdicts on a case, under the readings in force or assumed."""

    situation: Situation
    verdicts: tuple[tuple[Condition, Verdict], ...]
    outcome: Outcome
    amount: Decimal | None


def judge(application: Application, book: Book) -> Finding:
    """Return the finding of a case by the figures, wording and rulings of a Book.

    Each reading of a silent text is worked out for the whole case, all else as it stands;
    a ruling of the office settles the text and is named in the line that it settles.
    """
    measure = measures()[application.measure]
    wording = book.measures[measure.id]
    trial = _try(application, measure, book, _NO_ASSUMPTION)
    return Finding(
        measure=measure.id,
        policy=book.policy,
        outcome=trial.outcome,
        amount=trial.amount,
        authority=wording.authority,
        checks=tuple(
            _check(trial, condition, verdict, wording) for condition, verdict in trial.verdicts
        ),
        parameters=_parameters(trial.situation, wording),
        notes=_notes(trial),
    )


def _try(
    application: Application, measure: Measure, book: Book, assumed: Mapping[str, str]
) -> _Trial:
    situation = Situation(application, measure, book, assumed)
    verdicts = tuple(
        (condition, condition.judge(situation))
        for condition in measure.conditions
        if condition.applies is None or condition.applies(situation)
    )
    outcome = _outcome({verdict.outcome for _, verdict in verdicts})
    amount = measure.shape.amount(situation)
    if outcome is Outcome.INELIGIBLE:
        amount = ZERO
    elif outcome is not Outcome.ELIGIBLE:
        amount = None
    return _Trial(situation, verdicts, outcome, amount)


def _outcome(found: set[CheckOutcome]) -> Outcome:
    """Return the worst outcome, in the order of precedence of the contract."""
    if CheckOutcome.UNMET in found:
        return Outcome.INELIGIBLE
    if CheckOutcome.MISSING in found:
        return Outcome.INCOMPLETE
    return Outcome.OFFICER if CheckOutcome.OFFICER in found else Outcome.ELIGIBLE


def _retry(trial: _Trial, question: str, reading: str) -> _Trial:
    situation = trial.situation
    return _try(situation.application, situation.measure, situation.book, {question: reading})


def _check(trial: _Trial, condition: Condition, verdict: Verdict, wording: MeasureWording) -> Check:
    book = trial.situation.book
    words = wording.checks[condition.code]
    sentence = words.sentences[verdict.wording]
    shown = filled(sentence, verdict.numbers, wording.labels, book.words["unknown"])
    if verdict.ruled:
        shown = _by_ruling(trial.situation, verdict, shown)
    return Check(
        code=condition.code,
        clause=words.clause,
        title=words.title,
        outcome=verdict.outcome,
        shown=shown,
        readings=tuple(_reading(trial, verdict.question, each) for each in verdict.readings),
        settles=verdict.settles,
        question=verdict.question,
    )


def _by_ruling(situation: Situation, verdict: Verdict, shown: str) -> str:
    book = situation.book
    ruling = book.ruling(verdict.question, situation.on)
    return book.words["ruled"].format(
        shown=shown,
        reading=book.questions[verdict.question].readings[verdict.ruled],
        document=ruling.document if ruling else "",
    )


def _reading(trial: _Trial, question: str, reading: str) -> Reading:
    under = _retry(trial, question, reading)
    text = trial.situation.book.questions[question].readings[reading]
    return Reading(text, under.outcome, under.amount)


def _parameters(situation: Situation, wording: MeasureWording) -> tuple[ParameterUse, ...]:
    book, measure = situation.book, situation.measure
    return tuple(
        ParameterUse(
            id=measure.parameter_ids[name],
            value=_value(row.value, measure.figures[name].fact, wording, book),
            valid_from=row.valid_from,
            document=row.document,
            clause=row.clause,
            title=book.titles[measure.parameter_ids[name]],
        )
        for name, row in situation.used.items()
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
    book = trial.situation.book
    ruled = {verdict.question: verdict.ruled for _, verdict in trial.verdicts if verdict.ruled}
    notes = []
    for question, taken in ruled.items():
        wording = book.questions[question]
        for reading, text in wording.readings.items():
            other = trial if reading == taken else _retry(trial, question, reading)
            if (other.outcome, other.amount) != (trial.outcome, trial.amount):
                result = _result(other, book)
                notes.append(
                    book.words["other_reading"].format(
                        question=wording.question, reading=text, result=result
                    )
                )
    return tuple(notes)


def _result(trial: _Trial, book: Book) -> str:
    outcome = book.words[f"outcome_{trial.outcome.value}"]
    if trial.amount is None:
        return outcome
    return book.words["result"].format(outcome=outcome, amount=grouped(trial.amount))
