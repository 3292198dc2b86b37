"""The one way in which a case is judged, for the window, the command and other offices."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.decision import CASE, Decision, Decisions
from hrdesk.domain.finding import Finding, Outcome, ParameterUse
from hrdesk.domain.money import grouped
from hrdesk.rules.book import Book, ParameterRow
from hrdesk.rules.checking import Said, Trial, said, tried
from hrdesk.rules.figure_words import figure_text
from hrdesk.rules.lines import JudgedLine, LineMemory, judge_lines
from hrdesk.rules.plan import Plan, plan_of
from hrdesk.rules.registry import measure_of
from hrdesk.rules.shapes import Qualification, Referral
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Application
from hrdesk.rules.term import outside_term

#: The pack's words that belong to no single condition, and the placeholders they carry.
BOOK_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unknown": (),
        "separator": (),
        "first_day": (),
        "last_day": (),
        "figure_of_code": ("code", "figure"),
        "figure_separator": (),
        "ruled": ("shown", "document", "reading"),
        "decided": ("shown", "by", "day", "reading"),
        "decided_none": ("shown", "by", "day"),
        "other_reading": ("question", "reading", "result"),
        "result": ("outcome", "amount"),
        "referral_early": ("on", "first_day"),
        "referral_last_day": ("on", "last_day"),
        "referral_lapsed": ("on", "last_day"),
        **{f"outcome_{outcome.value}": () for outcome in Outcome},
    }
)
_NOTHING_ASSUMED: Mapping[str, str] = MappingProxyType({})
_NOTHING_DECIDED: Decisions = MappingProxyType({})


class _Ground(NamedTuple):
    """What a case is judged on; `decided` is what was decided for it, by line and question."""

    application: Application
    book: Book
    plan: Plan
    memory: LineMemory | None
    decided: Mapping[int, Mapping[str, Decision]]


class _Judged(NamedTuple):
    """A case and its lines under the readings in force or assumed."""

    trial: Trial
    lines: tuple[JudgedLine, ...]


def judge(
    application: Application,
    book: Book,
    memory: LineMemory | None = None,
    decisions: Decisions = _NOTHING_DECIDED,
) -> Finding:
    """Return the finding of a case by the figures, wording and rulings of a Book.

    Each reading of a silent text is worked out for the whole case, all else as it stands;
    a decision for the case or a line settles the text there, before a ruling of the office
    does so for every case, and is named in the line that it settles. With `memory` only the
    lines that changed since are judged anew.
    """
    plan = plan_of(measure_of(application.measure), book)
    ground = _Ground(application, book, plan, memory, _by_line(decisions) if decisions else {})
    judged = _judged(ground, _NOTHING_ASSUMED)
    trial = judged.trial
    case = said(trial)
    return Finding(
        measure=application.measure,
        policy=book.policy,
        outcome=Outcome.REFERRAL if isinstance(plan.measure.shape, Referral) else trial.outcome,
        amount=trial.amount,
        authority=plan.authority,
        checks=case.checks,
        ceiling=plan.measure.shape.ceiling(trial.situation),
        lines=trial.situation.lines,
        parameters=_parameters(judged, plan),
        notes=_notes(judged, case, ground),
        qualifies=isinstance(plan.measure.shape, Qualification),
    )


def _by_line(decisions: Decisions) -> Mapping[int, Mapping[str, Decision]]:
    found: dict[int, dict[str, Decision]] = {}
    for (line, question), decision in decisions.items():
        found.setdefault(line, {})[question] = decision
    return found


def _judged(ground: _Ground, assumed: Mapping[str, str]) -> _Judged:
    plan, memory = ground.plan, ground.memory
    situation = Situation(ground.application, plan.measure, ground.book)
    situation.assumed = assumed
    situation.decided = ground.decided.get(CASE, situation.decided)
    lines: tuple[JudgedLine, ...] = ()
    if plan.measure.roster is not None:
        kept = memory.under(assumed) if memory is not None else None
        lines = judge_lines(situation, plan, ground.decided, kept)
        situation.lines = tuple([line.finding for line in lines])
    for figure in plan.shown_figures:
        situation.figure(figure)
    return _Judged(tried(situation, plan.case), lines)


def _parameters(judged: _Judged, plan: Plan) -> tuple[ParameterUse, ...]:
    situation = judged.trial.situation
    used = situation.used
    # Lines share what they used: a roster of thousands knows a few sets of figures.
    for each in {id(line.used): line.used for line in judged.lines}.values():
        used.update(each)
    key = tuple(used)
    uses = plan.uses.get(key)
    if uses is None:
        uses = plan.uses[key] = tuple(
            [_use(situation, name, row) for (name, _), row in used.items()]
        )
    return uses


def _use(situation: Situation, name: str, row: ParameterRow) -> ParameterUse:
    book, measure = situation.book, situation.measure
    return ParameterUse(
        id=measure.parameter_ids[name],
        value=figure_text(book, measure.id, measure.figures[name], row.value),
        valid_from=row.valid_from,
        document=row.document,
        clause=row.clause,
        title=book.titles[measure.parameter_ids[name]],
        confirmed=row.confirmed,
    )


def _notes(judged: _Judged, case: Said, ground: _Ground) -> tuple[str, ...]:
    trial, lines = judged
    notes = list(case.remarks)
    if isinstance(ground.plan.measure.shape, Referral):
        notes.extend(_of_term(trial.situation))
    for line in lines:
        notes.extend(line.remarks)
    if trial.situation.book.rulings:
        notes.extend(_other_readings(judged, case.rulings, ground))
    return tuple(dict.fromkeys(notes)) if notes else ()


def _of_term(situation: Situation) -> list[str]:
    """Say that a referral came outside the document's term: its pre-check has no condition of it.

    What follows from it the authority decides to which the application is handed on.
    """
    word = outside_term(situation)
    if word is None:
        return []
    book = situation.book
    days = {"on": situation.on, "first_day": book.first_day, "last_day": book.last_day}
    return [book.words[f"referral_{word}"].format(**days)]


def _other_readings(judged: _Judged, ruled: Mapping[str, str], ground: _Ground) -> list[str]:
    """Say where a reading that the office has not taken would give another result."""
    trial = judged.trial
    book = ground.book
    ruled = dict(ruled)
    for line in judged.lines:
        ruled |= line.rulings
    notes = []
    for question, taken in ruled.items():
        wording = book.questions[question]
        for reading, text in wording.readings.items():
            if reading == taken:
                continue
            other = _judged(ground, {question: reading}).trial
            if (other.outcome, other.amount) != (trial.outcome, trial.amount):
                note = book.words["other_reading"]
                shown = _result_words(book, other.outcome, other.amount)
                notes.append(note.format(question=wording.question, reading=text, result=shown))
    return notes


def _result_words(book: Book, outcome: Outcome, amount: Decimal | None) -> str:
    words = book.words[f"outcome_{outcome.value}"]
    if amount is None:
        return words
    return book.words["result"].format(outcome=words, amount=grouped(amount))
