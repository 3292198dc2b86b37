"""Every figure, date and list of every measure: by value, days, document and state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest

from hrdesk.domain.amendment import Amendment, DatedValue, NewTerm, NewValues, standing
from hrdesk.domain.clock import today
from hrdesk.domain.money import grouped
from hrdesk.domain.plain_text import trimmed
from hrdesk.packs.office_law import rule_value
from hrdesk.rules.book import Book, ParameterRow
from hrdesk.rules.figure_words import figure_text
from hrdesk.services.parameter_values import figure_of
from hrdesk.services.session import Session

#: Under these ids the days of the document itself stand among the parameters.
FIRST_DAY, LAST_DAY = "first_day", "last_day"


class RowState(StrEnum):
    """Where a value comes from, or what it still lacks to count."""

    SHIPPED = "shipped"
    LOCAL = "local"
    PENDING = "pending"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One value of a parameter.

    It counts from `valid_from` to `until`, both included; `until` None is open, and without
    `valid_from` it has no day yet. `counts` tells whether it counts today, `replaced` that a
    local value of the same day stands over it. `amendment` is the change that brought it.
    """

    id: str
    parameter: str
    measure: str
    title: str
    value: str
    valid_from: date | None
    until: date | None
    document: str
    clause: str
    state: RowState
    counts: bool = False
    replaced: bool = False
    amendment: Amendment | None = None


def parameter_lines(session: Session) -> tuple[ParameterLine, ...]:
    """Return the values of every parameter: by measure in the order of the document, by day."""
    policy = session.policy
    pack = session.law.packs.of(policy.content_hash)
    on_record = tuple(each for each in session.amendments() if each.policy == policy.id)
    ground = _Ground(policy.book, pack.book, on_record, today(session.clock))
    values = (line for parameter in ground.book.parameters for line in _lines(ground, parameter))
    return (*_days(ground), *values)


def found_in(
    lines: tuple[ParameterLine, ...], sought: str, state: RowState | None = None
) -> tuple[ParameterLine, ...]:
    """Return the lines of a state, or of all, in which every word of a text stands."""
    words = trimmed(sought).casefold().split()
    return tuple(
        each
        for each in lines
        if state in (None, each.state) and all(word in _words(each) for word in words)
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the lines are made of: the policy here, its bare pack, what is on record, today."""

    book: Book
    shipped: Book
    on_record: tuple[Amendment, ...]
    today: date


def _days(ground: _Ground) -> Iterator[ParameterLine]:
    """Yield the first day of the document, and its last ones: the shipped and the office's own."""
    shipped = ground.shipped
    yield _day(ground, FIRST_DAY, shipped.first_day, RowState.SHIPPED)
    terms = [
        each.amendment
        for each in standing(ground.on_record)
        if isinstance(each.amendment.content, NewTerm)
    ]
    line = _day(ground, LAST_DAY, shipped.last_day, RowState.SHIPPED)
    yield replace(line, counts=not terms, replaced=bool(terms))
    open_ones = [each for each in ground.on_record if each.is_open]
    for state, changes in ((RowState.LOCAL, terms), (RowState.PROPOSED, open_ones)):
        for each in changes:
            if isinstance(each.content, NewTerm):
                line = _day(ground, LAST_DAY, each.content.last_day, state)
                yield replace(
                    line,
                    id=f"{line.id}/{each.id}",
                    document=each.source.document,
                    clause="",
                    counts=each is terms[-1] if terms else False,
                    replaced=state is RowState.LOCAL and each is not terms[-1],
                    amendment=each,
                )


def _day(ground: _Ground, parameter: str, day: date, state: RowState) -> ParameterLine:
    return ParameterLine(
        id=f"{parameter}@{day}/{state}",
        parameter=parameter,
        measure="",
        title=ground.book.words[parameter],
        value=day.isoformat(),
        valid_from=None,
        until=None,
        document=ground.shipped.document,
        clause="",
        state=state,
        counts=parameter == FIRST_DAY,
    )


def _lines(ground: _Ground, parameter: str) -> Iterator[ParameterLine]:
    rows = ground.book.parameters[parameter]
    local = {
        value.valid_from: each.amendment
        for each in standing(ground.on_record)
        for value in _values_of(each.amendment, parameter)
    }
    counting = _counting(rows, ground.today)
    for row, following in zip_longest(rows, rows[1:]):
        until = following.valid_from - timedelta(days=1) if following is not None else None
        brought = local.get(row.valid_from)
        if brought is not None:
            yield from _replaced(ground, parameter, row.valid_from)
        state = RowState.SHIPPED if brought is None else RowState.LOCAL
        line = _line(ground, parameter, row, state)
        yield replace(line, until=until, counts=row is counting, amendment=brought)
    yield from _waiting(ground, parameter)


def _values_of(amendment: Amendment, parameter: str) -> tuple[DatedValue, ...]:
    content = amendment.content
    if not isinstance(content, NewValues):
        return ()
    return tuple(value for value in content.values if value.parameter == parameter)


def _counting(rows: tuple[ParameterRow, ...], day: date) -> ParameterRow | None:
    begun = [row for row in rows if row.valid_from <= day]
    return begun[-1] if begun else None


def _replaced(ground: _Ground, parameter: str, day: date) -> Iterator[ParameterLine]:
    """Yield the shipped value over which a local one of the same day stands."""
    for row in ground.shipped.parameters[parameter]:
        if row.valid_from == day:
            line = _line(ground, parameter, row, RowState.SHIPPED)
            yield replace(line, id=f"{line.id}/replaced", replaced=True)


def _waiting(ground: _Ground, parameter: str) -> Iterator[ParameterLine]:
    """Yield what does not count yet: proposals, and values of superior documents."""
    for each in ground.on_record:
        for value in _values_of(each, parameter) if each.is_open else ():
            row = ParameterRow(
                value.valid_from, rule_value(value.value), each.source.document, value.clause
            )
            line = _line(ground, parameter, row, RowState.PROPOSED)
            yield replace(line, id=f"{line.id}/{each.id}", amendment=each)
    pending = ground.book.pending.get(parameter)
    known = [row.value for row in ground.book.parameters[parameter]]
    known += [
        rule_value(value.value)
        for each in ground.on_record
        if each.is_open
        for value in _values_of(each, parameter)
    ]
    if pending is not None and pending.value not in known:
        yield replace(_line(ground, parameter, pending, RowState.PENDING), valid_from=None)


def _line(ground: _Ground, parameter: str, row: ParameterRow, state: RowState) -> ParameterLine:
    measure = parameter.partition(".")[0]
    return ParameterLine(
        id=f"{parameter}@{row.valid_from}/{state}",
        parameter=parameter,
        measure=ground.book.measures[measure].title,
        title=ground.book.titles[parameter],
        value=figure_text(ground.book, measure, figure_of(parameter), row.value, grouped),
        valid_from=row.valid_from,
        until=None,
        document=row.document,
        clause=row.clause,
        state=state,
    )


def _words(line: ParameterLine) -> str:
    parts = (line.measure, line.title, line.value, line.document, line.clause, line.parameter)
    return "\n".join(parts).casefold()
