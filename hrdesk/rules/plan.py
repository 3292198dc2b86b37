"""What judging a measure needs of a Book, bound together once."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.finding import Check, ParameterUse
from hrdesk.rules.book import Book
from hrdesk.rules.claims import MONTHS
from hrdesk.rules.measure import Measure
from hrdesk.rules.sentences import Wording
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Verdict


class Step(NamedTuple):
    """A condition with its clause, title and sentences.

    `built` keeps checks by outcome, sentence, what settles them, and the numbers in it.
    """

    condition: Condition
    applies: Callable[[Situation], bool] | None
    judge: Callable[[Situation], Verdict]
    clause: str
    title: str
    wording: Wording
    built: dict[tuple[object, ...], Check]


class Plan(NamedTuple):
    """The steps of a measure's case and of its lines; `uses` keeps figures already worded, by
    the rows that were used.

    `line_facts` are the facts of the case that the conditions of a line read,
    `shown_figures` those of the amount, `months` the sentences that say why a month of a line
    is not paid, where lines are paid by the month.
    """

    measure: Measure
    authority: str
    case: tuple[Step, ...]
    line: tuple[Step, ...]
    line_facts: tuple[str, ...]
    shown_figures: tuple[str, ...]
    months: Wording | None
    uses: dict[tuple[tuple[str, date], ...], tuple[ParameterUse, ...]]


def plan_of(measure: Measure, book: Book) -> Plan:
    """Return the plan of a measure under a Book; it is made once.

    Raises InvalidInput (`assess.invalid`) for a measure that the policy does not have, Refused
    `law.unfit` (policy) for an older pack that these rules do not fit.
    """
    plan = book.memo.get(measure.id)
    if not isinstance(plan, Plan) or plan.measure is not measure:
        plan = book.memo[measure.id] = _made(measure, book)
    return plan


def _made(measure: Measure, book: Book) -> Plan:
    if not book.fits:
        raise Refused("law.unfit", policy=book.document)
    if measure.id not in book.measures:
        raise InvalidInput("assess.invalid", (Problem("assess.unknown_measure", "measure"),))
    roster = measure.roster
    lines = roster.conditions if roster is not None else ()
    read = {fact for condition in lines for fact in condition.facts}
    if roster is not None and not roster.matter:
        read.add(measure.matter)
    steps = tuple(_step(measure, condition, book) for condition in lines)
    return Plan(
        measure,
        book.measures[measure.id].authority,
        tuple(_step(measure, condition, book) for condition in measure.conditions),
        steps,
        tuple(fact for fact in measure.taken if fact in read),
        tuple(measure.shape.figures),
        next((step.wording for step in steps if step.condition.code == MONTHS), None),
        {},
    )


def _step(measure: Measure, condition: Condition, book: Book) -> Step:
    wording = book.measures[measure.id]
    words = wording.checks[condition.code]
    return Step(
        condition,
        condition.applies.test if condition.applies is not None else None,
        condition.judge,
        words.clause,
        words.title,
        Wording(words.sentences, wording.labels, book.words),
        {},
    )
