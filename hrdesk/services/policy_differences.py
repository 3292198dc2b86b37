"""What a successor changes against the policy of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hrdesk.domain.money import grouped
from hrdesk.domain.right import rule_of
from hrdesk.packs.policy import Policy
from hrdesk.rules.book import Book
from hrdesk.rules.figure_words import figure_text
from hrdesk.rules.registry import measure_of


class DifferenceKind(StrEnum):
    """What about a policy is another."""

    DOCUMENT = "document"
    TERM = "term"
    ADDED = "added"
    SHARED_RIGHT = "shared_right"
    GONE = "gone"
    TITLE = "title"
    CLAUSE = "clause"
    FIGURE = "figure"
    QUESTION_ADDED = "question_added"
    QUESTION_GONE = "question_gone"


@dataclass(frozen=True, slots=True)
class PolicyDifference:
    """One thing that changes: of which measure ("" for all), what, from what, to what.

    Of a figure the newest value is compared; "" stands where there is none.
    """

    kind: DifferenceKind
    measure: str
    title: str
    before: str
    after: str


def policy_differences(now: Policy, then: Policy) -> tuple[PolicyDifference, ...]:
    """Return what changes: document and term, measures, then what each of those in both has."""
    return (
        PolicyDifference(DifferenceKind.DOCUMENT, "", "", now.book.document, then.book.document),
        PolicyDifference(DifferenceKind.TERM, "", "", _term(now.book), _term(then.book)),
        *_measures(now, then),
        *(
            each
            for measure in then.forms
            if measure in now.forms
            for each in _of_measure(now, then, measure)
        ),
        *_questions(now.book, then.book),
    )


def _term(book: Book) -> str:
    return f"{book.first_day} – {book.last_day}"


def _measures(now: Policy, then: Policy) -> Iterator[PolicyDifference]:
    for measure, form in then.forms.items():
        if measure not in now.forms:
            after = f"{form.title} {form.clause}"
            yield PolicyDifference(DifferenceKind.ADDED, form.title, "", "", after)
            shared = _of_one_rule(measure, now, then)
            if shared:
                yield PolicyDifference(DifferenceKind.SHARED_RIGHT, form.title, "", "", shared)
            for name in measure_of(measure).figures:
                value = _value(then.book, measure, name)
                title = then.book.titles[f"{measure}.{name}"]
                yield PolicyDifference(DifferenceKind.FIGURE, form.title, title, "", value)
    for measure, form in now.forms.items():
        if measure not in then.forms:
            before = f"{form.title} {form.clause}"
            yield PolicyDifference(DifferenceKind.GONE, form.title, "", before, "")


def _of_one_rule(measure: str, now: Policy, then: Policy) -> str:
    """Return the titles of the measures that share right and cost with a new one, "" without."""
    titles = {
        name: form.title
        for policy in (now, then)
        for name, form in policy.forms.items()
        if name != measure and rule_of(name) == rule_of(measure)
    }
    return ", ".join(titles.values())


def _of_measure(now: Policy, then: Policy, measure: str) -> Iterator[PolicyDifference]:
    before, after = now.forms[measure], then.forms[measure]
    title = after.title
    if before.title != title:
        yield PolicyDifference(DifferenceKind.TITLE, title, "", before.title, title)
    if before.clause != after.clause:
        yield PolicyDifference(DifferenceKind.CLAUSE, title, "", before.clause, after.clause)
    for name in measure_of(measure).figures:
        values = (_value(now.book, measure, name), _value(then.book, measure, name))
        if values[0] != values[1]:
            words = then.book.titles[f"{measure}.{name}"]
            yield PolicyDifference(DifferenceKind.FIGURE, title, words, *values)


def _value(book: Book, measure: str, name: str) -> str:
    """Return the newest value of a figure in words, "" without one."""
    rows = book.parameters[f"{measure}.{name}"]
    if not rows:
        return ""
    return figure_text(book, measure, measure_of(measure).figures[name], rows[-1].value, grouped)


def _questions(now: Book, then: Book) -> Iterator[PolicyDifference]:
    for kind, mine, other in (
        (DifferenceKind.QUESTION_ADDED, then, now),
        (DifferenceKind.QUESTION_GONE, now, then),
    ):
        for question, wording in mine.questions.items():
            measure = mine.measures.get(question.partition(".")[0])
            title = measure.title if measure is not None and "." in question else ""
            if question not in other.questions:
                is_new = kind is DifferenceKind.QUESTION_ADDED
                texts = ("", wording.question) if is_new else (wording.question, "")
                yield PolicyDifference(kind, title, "", *texts)
