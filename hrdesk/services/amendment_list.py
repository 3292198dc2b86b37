"""The changes of law on record as people see them: what each changes, and who may act on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hrdesk.domain.amendment import (
    Amendment,
    Content,
    DatedValue,
    Ending,
    NewRuling,
    NewTerm,
    NewValues,
    Successor,
    standing,
)
from hrdesk.domain.money import grouped
from hrdesk.packs.office_law import rule_value
from hrdesk.rules.book import Book
from hrdesk.rules.figure_words import figure_text
from hrdesk.services.amendments import CONFIRMERS, proposer_of
from hrdesk.services.parameter_values import figure_of
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class ChangePart:
    """One thing that a change changes: of which measure ("" for all), what, to what, when.

    `value` is "" where a change is ended; without `until` it is open. `former` is the value that
    counts on the first day without the change, "" where there is none. `is_policy` says that
    another policy counts, whose id is the title.
    """

    measure: str
    title: str
    value: str
    valid_from: date | None
    until: date | None
    former: str = ""
    is_policy: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change with its parts; `ends` that it takes another back, `counts` that it counts.

    `by_day` that it may be ended after a day. `may_confirm` and `may_withdraw` are of the person
    at work.
    """

    id: str
    amendment: Amendment
    parts: tuple[ChangePart, ...]
    ends: bool
    by_day: bool
    counts: bool
    may_confirm: bool
    may_withdraw: bool
    may_end: bool


def change_lines(session: Session) -> tuple[ChangeLine, ...]:
    """Return every change, those that wait for a second person first, then the newest."""
    on_record = session.amendments()
    known = {each.id: each for each in on_record}
    counting = {each.amendment.id for each in standing(on_record)}
    acts = any(session.staff.may(role) for role in CONFIRMERS)
    lines = [
        ChangeLine(
            id=each.id,
            amendment=each,
            parts=tuple(_parts(session.law.named(each.policy).book, each.content, known)),
            ends=isinstance(each.content, Ending),
            by_day=isinstance(each.content, NewRuling | Successor),
            counts=each.id in counting,
            may_confirm=acts and each.is_open and each.proposer != session.staff.id,
            may_withdraw=acts and each.is_open,
            may_end=each.id in counting and session.staff.may(proposer_of(each.content)),
        )
        for each in on_record
    ]
    lines.sort(key=lambda line: -line.amendment.entry.sequence)
    return tuple(sorted(lines, key=lambda line: not line.amendment.is_open))


def waiting(session: Session) -> tuple[Amendment, ...]:
    """Return the changes that wait for a second person."""
    return tuple(each for each in session.amendments() if each.is_open)


def _parts(book: Book, content: Content, known: dict[str, Amendment]) -> Iterator[ChangePart]:
    match content:
        case NewValues(values):
            for each in values:
                yield _value_part(book, each)
        case NewRuling(question, reading, valid_from, until):
            wording = book.questions[question]
            measure = question.partition(".")[0] if "." in question else ""
            title = book.measures[measure].title if measure else ""
            text = wording.readings[reading]
            yield ChangePart(title, wording.question, text, valid_from, until)
        case NewTerm(last_day):
            former = book.last_day.isoformat() if last_day > book.last_day else ""
            yield ChangePart("", book.document, "", None, last_day, former)
        case Successor(_, policy, first_day):
            yield ChangePart("", policy, "", first_day, None, is_policy=True)
        case Ending(amendment, last_day):
            for part in _parts(book, known[amendment].content, known):
                yield ChangePart(part.measure, part.title, "", part.valid_from, last_day)


def _value_part(book: Book, each: DatedValue) -> ChangePart:
    """Return a value with the one that counts on its first day, of the days before it."""
    measure = each.parameter.partition(".")[0]
    figure, title = figure_of(each.parameter), book.titles[each.parameter]
    before = [row for row in book.parameters[each.parameter] if row.valid_from < each.valid_from]
    former = figure_text(book, measure, figure, before[-1].value, grouped) if before else ""
    value = figure_text(book, measure, figure, rule_value(each.value), grouped)
    name = book.measures[measure].title
    return ChangePart(name, title, value, each.valid_from, None, former)
