"""The changes of law on record as people see them: what each changes, and who may act on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from hrdesk.domain.amendment import (
    Amendment,
    Content,
    DatedValue,
    Ending,
    NewRuling,
    NewTerm,
    NewValues,
    PlainValue,
    Successor,
    begins,
    standing,
)
from hrdesk.domain.clock import today
from hrdesk.domain.money import grouped
from hrdesk.packs.office_law import rule_value
from hrdesk.rules.book import Book
from hrdesk.rules.figure_words import figure_text
from hrdesk.services.amendments import CONFIRMERS, proposer_of
from hrdesk.services.parameter_values import figure_of, place_name
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class ChangePart:
    """One thing that a change changes: of which measure ("" for all), what, to what, when.

    `value` is "" where a change is ended; without `until` it is open. `former` is the value that
    counts on the first day without the change, "" where there is none. What is not `in_pack` is
    said as it is on record: the pack in force does not know it, and it changes nothing.
    `is_policy` says that another policy counts: its id is the title, the hash of
    its pack the value.
    """

    measure: str
    title: str
    value: str
    valid_from: date | None
    until: date | None
    former: str = ""
    in_pack: bool = True
    is_policy: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change with its parts; `ends` that it takes another back, `counts` that it counts.

    `is_coming` that it does so from a later day than today on.
    `by_day` that it may be ended after a day. `may_confirm` and `may_withdraw` are of the person
    at work. `other_document` is that of the policy which it changes, "" where that is today's.
    """

    id: str
    amendment: Amendment
    parts: tuple[ChangePart, ...]
    ends: bool
    by_day: bool
    counts: bool
    is_coming: bool
    may_confirm: bool
    may_withdraw: bool
    may_end: bool
    other_document: str


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
            parts=tuple(_parts(session.of_policy(each.policy), each.content, known)),
            ends=isinstance(each.content, Ending),
            by_day=isinstance(each.content, NewRuling | Successor),
            counts=each.id in counting,
            is_coming=_is_coming(session, each),
            may_confirm=acts and each.is_open and each.proposer != session.staff.id,
            may_withdraw=acts and each.is_open,
            may_end=each.id in counting and session.staff.may(proposer_of(each.content)),
            other_document=_other_document(session, each, known),
        )
        for each in on_record
    ]
    lines.sort(key=lambda line: -line.amendment.entry.sequence)
    return tuple(sorted(lines, key=lambda line: not line.amendment.is_open))


def waiting(session: Session) -> tuple[Amendment, ...]:
    """Return the changes that wait for a second person."""
    return tuple(each for each in session.amendments() if each.is_open)


def to_confirm(session: Session) -> int:
    """Return how many changes wait for the person at work: who may confirm, and proposed none."""
    if not any(session.staff.may(role) for role in CONFIRMERS):
        return 0
    return sum(each.proposer != session.staff.id for each in waiting(session))


def _is_coming(session: Session, change: Amendment) -> bool:
    first = begins(change.content)
    return first is not None and first > today(session.clock)


def _other_document(session: Session, change: Amendment, known: Mapping[str, Amendment]) -> str:
    content, policy = change.content, session.of_policy(change.policy).policy
    if isinstance(content, Ending):
        content = known[content.amendment].content
    everywhere = isinstance(content, NewValues) and all(each.place for each in content.values)
    if policy.id == session.policy.id or everywhere or isinstance(content, Successor):
        return ""
    return policy.book.document


def _parts(session: Session, content: Content, known: dict[str, Amendment]) -> Iterator[ChangePart]:
    book = session.policy.book
    match content:
        case NewValues(values):
            for each in values:
                yield _value_part(session, each)
        case NewRuling():
            yield _ruling_part(book, content)
        case NewTerm(last_day):
            former = book.last_day.isoformat() if last_day > book.last_day else ""
            yield ChangePart("", book.document, "", None, last_day, former)
        case Successor(content_hash, policy, first_day):
            yield ChangePart("", policy, content_hash, first_day, None, is_policy=True)
        case Ending(amendment, last_day):
            for part in _parts(session, known[amendment].content, known):
                yield replace(part, value="", until=last_day, former="")
        case _:
            assert_never(content)


def _ruling_part(book: Book, ruling: NewRuling) -> ChangePart:
    """Return a ruling in the words of the pack; without them, in those that are on record."""
    days = (ruling.valid_from, ruling.until)
    prefix, _, _ = ruling.question.rpartition(".")
    measure = book.measures[prefix].title if prefix in book.measures else prefix
    wording = book.questions.get(ruling.question)
    if wording is None or not book.takes_ruling(ruling.question, ruling.reading):
        asked = ruling.question if wording is None else wording.question
        return ChangePart(measure, asked, ruling.reading, *days, in_pack=False)
    return ChangePart(measure, wording.question, wording.readings[ruling.reading], *days)


def _value_part(session: Session, each: DatedValue) -> ChangePart:
    """Return a value with the one that counts on its first day, of the days before it."""
    book, measure = session.policy.book, each.parameter.partition(".")[0]
    if not book.takes_value(each.parameter, rule_value(each.value)):
        wording = book.measures.get(measure)
        name = wording.title if wording is not None else measure
        title = book.titles.get(each.parameter, each.parameter)
        return ChangePart(name, title, _recorded(each.value), each.valid_from, None, in_pack=False)
    figure, title = figure_of(each.parameter), book.titles[each.parameter]
    if each.place:
        title = f"{place_name(session, each.parameter, each.place)} · {title}"
    value = figure_text(book, measure, figure, rule_value(each.value), grouped)
    name = book.measures[measure].title
    former = _former(session, each)
    return ChangePart(name, title, value, each.valid_from, None, former)


def _former(session: Session, each: DatedValue) -> str:
    """Return what counts on the days before a value, "" where nothing does."""
    if each.place:
        figures = session.placed.get((each.parameter, each.place), ())
        earlier = [one.amount for one in figures if one.valid_from < each.valid_from]
        return grouped(earlier[-1]) if earlier else ""
    book, measure = session.policy.book, each.parameter.partition(".")[0]
    before = [row for row in book.parameters[each.parameter] if row.valid_from < each.valid_from]
    figure = figure_of(each.parameter)
    return figure_text(book, measure, figure, before[-1].value, grouped) if before else ""


def _recorded(value: PlainValue) -> str:
    """Return a value as it is on record, where no pack says what its codes mean."""
    if isinstance(value, Mapping):
        return ", ".join(f"{code} {each}" for code, each in value.items())
    return ", ".join(value) if isinstance(value, tuple) else str(value)
