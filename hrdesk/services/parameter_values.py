"""The values of parameters between the form that asks for them, the pack and the record."""

from collections.abc import Mapping
from decimal import Decimal

from hrdesk.domain.amendment import PlainValue
from hrdesk.domain.errors import Problem
from hrdesk.domain.money import grouped, money_text
from hrdesk.intake.amendment_forms import (
    NO,
    VALUE,
    YES,
    list_form,
    single_value_form,
    table_form,
    value_field,
)
from hrdesk.intake.form_spec import Choice, FieldType, FormSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.rules.book import AmountTable, Book, ParameterValue
from hrdesk.rules.figure_words import figure_text
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.registry import measure_of
from hrdesk.services.session import Session

_WHOLE = 100
_SINGLE = {FigureKind.MONEY: FieldType.MONEY, FigureKind.COUNT: FieldType.COUNT}


def figure_of(parameter: str) -> Figure:
    """Return what the rule of the measure takes for a parameter `measure.name`."""
    measure, _, name = parameter.partition(".")
    return measure_of(measure).figures[name]


def codes_of(book: Book, parameter: str) -> tuple[str, ...]:
    """Return the codes that a list or table may hold, in the order in which they are known."""
    figure = figure_of(parameter)
    labels = book.measures[parameter.partition(".")[0]].labels
    known = [
        key.removeprefix(f"{figure.fact}.") for key in labels if key.startswith(f"{figure.fact}.")
    ]
    for row in book.parameters[parameter]:
        if isinstance(row.value, AmountTable):
            known += row.value.amounts
        elif isinstance(row.value, Mapping | tuple):
            known += row.value
    return tuple(dict.fromkeys(known))


def form_of(session: Session, parameter: str) -> FormSpec:
    """Return the form that asks for a new value of a parameter."""
    figure, book = figure_of(parameter), session.policy.book
    if figure.kind in _SINGLE:
        return single_value_form(_SINGLE[figure.kind])
    if figure.kind is FigureKind.CODES:
        return list_form(codes_of(book, parameter))
    kind = FieldType.MONEY if figure.kind is FigureKind.AMOUNTS else FieldType.COUNT
    return table_form(table_codes(book, parameter), kind)


def table_codes(book: Book, parameter: str) -> tuple[str, ...]:
    """Return the codes of a table: those of its newest value, in that order."""
    value = plain_value(book.parameters[parameter][-1].value)
    return tuple(value) if isinstance(value, Mapping) else ()


def value_words(session: Session, parameter: str) -> dict[str, str]:
    """Return the words of the fields of `form_of` that hold the value, in their order."""
    book, measure = session.policy.book, parameter.partition(".")[0]
    labels, fact = book.measures[measure].labels, figure_of(parameter).fact
    fields = [name for name in form_of(session, parameter).fields if name.startswith(VALUE)]
    codes = {name: name.removeprefix(value_field("")) for name in fields}
    return {
        name: book.titles[parameter] if name == VALUE else labels.get(f"{fact}.{code}", code)
        for name, code in codes.items()
    }


def value_entries(session: Session, parameter: str) -> dict[str, str]:
    """Return the newest value of a list or table as texts of `form_of`: most of it stays.

    A single value is asked for anew, so that nobody confirms the old one by mistake.
    """
    book = session.policy.book
    if figure_of(parameter).kind in _SINGLE or not book.parameters[parameter]:
        return {}
    value = plain_value(book.parameters[parameter][-1].value)
    if isinstance(value, Mapping):
        return {value_field(code): str(each) for code, each in value.items()}
    listed = value if isinstance(value, tuple) else ()
    return {value_field(code): YES if code in listed else NO for code in codes_of(book, parameter)}


def places_of(session: Session, parameter: str) -> tuple[Choice, ...]:
    """Return the places each of which has its own value of a parameter; none for everywhere.

    They are the districts that the form of the measure knows.
    """
    measure = parameter.partition(".")[0]
    form = session.policy.forms.get(measure)
    if form is None or not form.district or not figure_of(parameter).confirmed:
        return ()
    return form.fields[form.district].choices


def place_name(session: Session, parameter: str, place: str) -> str:
    """Return the name of a place, its code where the form of the measure does not know it."""
    names = {each.code: each.label for each in places_of(session, parameter)}
    return names.get(place, place)


def value_now(session: Session, parameter: str, place: str = "") -> str:
    """Return the newest value of a parameter in words, that of a place; "" without one."""
    book = session.policy.book
    if place:
        figures = session.placed.get((parameter, place), ())
        return grouped(figures[-1].amount) if figures else ""
    rows = book.parameters[parameter]
    return said_value(book, parameter, rows[-1].value) if rows else ""


def pending_words(session: Session, document: str) -> tuple[str, ...]:
    """Return what a superior document would change, in words: what, and to what."""
    book = session.policy.book
    return tuple(
        f"{book.titles[parameter]} {said_value(book, parameter, row.value)}"
        for parameter, row in book.pending.items()
        if row.document == document
    )


def value_of(session: Session, parameter: str, reading: EntryReading) -> PlainValue:
    """Return the value that a form was filled in with."""
    figure, book = figure_of(parameter), session.policy.book
    if figure.kind in _SINGLE:
        return _plain(reading.values[VALUE])
    if figure.kind is FigureKind.CODES:
        codes = codes_of(book, parameter)
        return tuple(code for code in codes if reading.entries.get(value_field(code)) == YES)
    return {
        code: _plain(reading.values[value_field(code)]) for code in table_codes(book, parameter)
    }


def value_problems(parameter: str, reading: EntryReading) -> tuple[Problem, ...]:
    """Return what no document would say: nothing at all, an empty list, more than a whole."""
    kind = figure_of(parameter).kind
    fields = [name for name in reading.entries if name.startswith(VALUE)]
    if kind is FigureKind.CODES:
        listed = any(reading.entries[name] == YES for name in fields)
        return () if listed else (Problem("amendments.none_listed", fields[0]),)
    found = []
    for name in fields:
        value = reading.values.get(name)
        if value == 0 and kind in (FigureKind.MONEY, FigureKind.AMOUNTS):
            found.append(Problem("amendments.nothing", name))
        if kind is FigureKind.PERCENTAGES and isinstance(value, int) and value > _WHOLE:
            found.append(Problem("amendments.over_hundred", name))
    return tuple(found)


def plain_value(value: ParameterValue) -> PlainValue:
    """Return a value of the rules as packs write it."""
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, AmountTable):
        return {code: money_text(amount) for code, amount in value.amounts.items()}
    return value


def plain_pending(session: Session, document: str) -> tuple[tuple[str, PlainValue, str], ...]:
    """Return what a superior document would change: parameter, value, clause."""
    book = session.policy.book
    return tuple(
        (parameter, plain_value(row.value), row.clause)
        for parameter, row in book.pending.items()
        if row.document == document
    )


def said_value(book: Book, parameter: str, value: ParameterValue) -> str:
    """Return a value of a parameter in words."""
    return figure_text(book, parameter.partition(".")[0], figure_of(parameter), value, grouped)


def _plain(value: object) -> int | str:
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, int):
        return value
    raise TypeError("a value was read as something else")
