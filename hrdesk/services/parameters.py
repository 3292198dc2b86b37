"""Every figure, date and list of every measure: by value, days, document and state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest

from hrdesk.domain.amendment import Amendment, DatedValue, NewTerm, NewValues, standing
from hrdesk.domain.clock import today
from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.money import grouped
from hrdesk.domain.plain_text import trimmed
from hrdesk.packs.office_law import rule_value
from hrdesk.rules.book import Book, ParameterRow
from hrdesk.rules.figure_words import figure_text
from hrdesk.services.parameter_values import figure_of, places_of
from hrdesk.services.session import Session

#: Under these ids the days of the document itself stand among the parameters.
FIRST_DAY, LAST_DAY = "first_day", "last_day"


class FigureState(StrEnum):
    """Where a value comes from, or what it still lacks to count."""

    SHIPPED = "shipped"
    LOCAL = "local"
    UNVERIFIED = "unverified"
    PENDING = "pending"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One value of a parameter.

    It counts from `valid_from` to `until`, both included; `until` None is open, and without
    `valid_from` it has no day yet. `counts` tells whether it counts today, `replaced` that a
    local value of the same day stands over it. `amendment` is the change that brought it.
    `place` is the code of the place in which it holds, `place_name` its name, "" for everywhere.
    `value` is "" where a figure of a place was never confirmed.
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
    state: FigureState
    counts: bool = False
    replaced: bool = False
    amendment: Amendment | None = None
    place: str = ""
    place_name: str = ""


def parameter_lines(session: Session) -> tuple[ParameterLine, ...]:
    """Return the values of every parameter: by measure in the order of the document, by day."""
    ground = _ground(session)
    values: list[ParameterLine] = []
    for parameter, rows in ground.book.parameters.items():
        places = places_of(session, parameter)
        if not places:
            values += _lines(ground, parameter, "", rows)
        for place in places:
            figures = session.placed.get((parameter, place.code), ())
            lines = _of_place(ground, parameter, place.code, figures)
            values += [replace(each, place_name=place.label) for each in lines]
    return (*_days(ground), *values)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are wanted: every word of a text stands in them, of one measure, of one state.

    None stands for all.
    """

    sought: str = ""
    measure: str | None = None
    state: FigureState | None = None


def found_in(lines: Iterable[ParameterLine], wanted: Wanted) -> tuple[ParameterLine, ...]:
    """Return the lines that are wanted, in their order."""
    words = trimmed(wanted.sought).casefold().split()
    return tuple(
        each
        for each in lines
        if wanted.state in (None, each.state)
        and wanted.measure in (None, each.parameter.rpartition(".")[0])
        and all(word in _words(each) for word in words)
    )


#: A parameter and the place in which a value of it holds.
_Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the lines are made of: the policy here, its bare pack, what is on record, today.

    `local` are the changes that brought the values of a slot, by their days, `open_values` what
    waits there for a second person.
    """

    book: Book
    shipped: Book
    on_record: tuple[Amendment, ...]
    today: date
    local: Mapping[_Slot, Mapping[date, Amendment]]
    open_values: Mapping[_Slot, Sequence[tuple[Amendment, DatedValue]]]


def _ground(session: Session) -> _Ground:
    policy = session.policy
    on_record = tuple(
        each
        for each in session.amendments()
        if each.policy == policy.id or any(value.place for value in _values_of(each))
    )
    local: dict[_Slot, dict[date, Amendment]] = {}
    for each in standing(on_record):
        for value in _values_of(each.amendment):
            slot = local.setdefault((value.parameter, value.place), {})
            slot[value.valid_from] = each.amendment
    waiting: dict[_Slot, list[tuple[Amendment, DatedValue]]] = {}
    for change in on_record:
        for value in _values_of(change) if change.is_open else ():
            waiting.setdefault((value.parameter, value.place), []).append((change, value))
    return _Ground(
        policy.book,
        session.law.packs.of(policy.content_hash).book,
        on_record,
        today(session.clock),
        local,
        waiting,
    )


def _values_of(amendment: Amendment) -> tuple[DatedValue, ...]:
    content = amendment.content
    return content.values if isinstance(content, NewValues) else ()


def _days(ground: _Ground) -> Iterator[ParameterLine]:
    """Yield the first day of the document, and its last ones: the shipped and the office's own."""
    shipped = ground.shipped
    yield _day(ground, FIRST_DAY, shipped.first_day, FigureState.SHIPPED)
    terms = [
        each.amendment
        for each in standing(ground.on_record)
        if isinstance(each.amendment.content, NewTerm)
    ]
    line = _day(ground, LAST_DAY, shipped.last_day, FigureState.SHIPPED)
    yield replace(line, counts=not terms, replaced=bool(terms))
    open_ones = [each for each in ground.on_record if each.is_open]
    for state, changes in ((FigureState.LOCAL, terms), (FigureState.PROPOSED, open_ones)):
        for each in changes:
            if isinstance(each.content, NewTerm):
                line = _day(ground, LAST_DAY, each.content.last_day, state)
                yield replace(
                    line,
                    id=f"{line.id}/{each.id}",
                    document=each.source.document,
                    clause="",
                    counts=each is terms[-1] if terms else False,
                    replaced=state is FigureState.LOCAL and each is not terms[-1],
                    amendment=each,
                )


def _day(ground: _Ground, parameter: str, day: date, state: FigureState) -> ParameterLine:
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


def _lines(
    ground: _Ground, parameter: str, place: str, rows: tuple[ParameterRow, ...]
) -> Iterator[ParameterLine]:
    """Yield the values of a slot by day, then what does not count yet."""
    local = ground.local.get((parameter, place), {})
    counting = _counting(rows, ground.today)
    for row, following in zip_longest(rows, rows[1:]):
        until = following.valid_from - timedelta(days=1) if following is not None else None
        brought = local.get(row.valid_from)
        if brought is not None and not place:
            yield from _replaced(ground, parameter, row.valid_from)
        state = FigureState.LOCAL if brought is not None else _shipped_state(row)
        line = _line(ground, (parameter, place), row, state)
        yield replace(line, until=until, counts=row is counting, amendment=brought)
    yield from _waiting(ground, parameter, place)


def _of_place(
    ground: _Ground, parameter: str, place: str, figures: Sequence[ConfirmedFigure]
) -> Iterator[ParameterLine]:
    """Yield the figures of a place, or that none was confirmed from its document yet."""
    if not figures:
        measure = ground.book.measures[parameter.partition(".")[0]]
        yield ParameterLine(
            id=f"{parameter}@{place}",
            parameter=parameter,
            measure=measure.title,
            title=ground.book.titles[parameter],
            value="",
            valid_from=None,
            until=None,
            document="",
            clause=measure.clause,
            state=FigureState.UNVERIFIED,
            place=place,
        )
    rows = tuple(
        ParameterRow(each.valid_from, each.amount, each.document, each.clause) for each in figures
    )
    yield from _lines(ground, parameter, place, rows)


def _shipped_state(row: ParameterRow) -> FigureState:
    return FigureState.SHIPPED if row.verified else FigureState.UNVERIFIED


def _counting(rows: tuple[ParameterRow, ...], day: date) -> ParameterRow | None:
    begun = [row for row in rows if row.valid_from <= day]
    return begun[-1] if begun else None


def _replaced(ground: _Ground, parameter: str, day: date) -> Iterator[ParameterLine]:
    """Yield the shipped value over which a local one of the same day stands."""
    for row in ground.shipped.parameters[parameter]:
        if row.valid_from == day:
            line = _line(ground, (parameter, ""), row, _shipped_state(row))
            yield replace(line, id=f"{line.id}/replaced", replaced=True)


def _waiting(ground: _Ground, parameter: str, place: str) -> Iterator[ParameterLine]:
    """Yield what does not count yet: proposals, and values of superior documents."""
    proposed = ground.open_values.get((parameter, place), ())
    for change, value in proposed:
        row = ParameterRow(
            value.valid_from, rule_value(value.value), change.source.document, value.clause
        )
        line = _line(ground, (parameter, place), row, FigureState.PROPOSED)
        yield replace(line, id=f"{line.id}/{change.id}", amendment=change)
    pending = ground.book.pending.get(parameter) if not place else None
    known = [row.value for row in ground.book.parameters[parameter]]
    known += [rule_value(value.value) for _, value in proposed]
    if pending is not None and pending.value not in known:
        line = _line(ground, (parameter, place), pending, FigureState.PENDING)
        yield replace(line, valid_from=None)


def _line(ground: _Ground, slot: _Slot, row: ParameterRow, state: FigureState) -> ParameterLine:
    parameter, place = slot
    measure = parameter.partition(".")[0]
    return ParameterLine(
        id=f"{parameter}@{place}@{row.valid_from}/{state}",
        parameter=parameter,
        measure=ground.book.measures[measure].title,
        title=ground.book.titles[parameter],
        value=figure_text(ground.book, measure, figure_of(parameter), row.value, grouped),
        valid_from=row.valid_from,
        until=None,
        document=row.document,
        clause=row.clause,
        state=state,
        place=place,
    )


def _words(line: ParameterLine) -> str:
    source = (line.document, line.clause, line.parameter)
    parts = (line.measure, line.title, line.place_name, line.value, *source)
    return "\n".join(parts).casefold()
