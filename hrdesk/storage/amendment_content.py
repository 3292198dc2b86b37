"""How the content of a change of law is written down, and read again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hrdesk.domain.amendment import (
    Content,
    DatedValue,
    Ending,
    NewRuling,
    NewTerm,
    NewValues,
    PlainValue,
    Successor,
)
from hrdesk.storage.canonical import canonical_text, stored_value

VALUES, RULING, TERM, SUCCESSOR, ENDING = "values", "ruling", "term", "successor", "ending"


def kind_of(content: Content) -> str:
    """Return the kind under which a content is kept."""
    match content:
        case NewValues():
            return VALUES
        case NewRuling():
            return RULING
        case NewTerm():
            return TERM
        case Successor():
            return SUCCESSOR
        case Ending():
            return ENDING


def content_text(content: Content) -> str:
    """Return a content as canonical JSON."""
    match content:
        case NewValues(values):
            return canonical_text([_value_fields(each) for each in values])
        case NewRuling(question, reading, valid_from, until):
            return canonical_text([question, reading, valid_from.isoformat(), _text(until)])
        case NewTerm(last_day):
            return canonical_text([last_day.isoformat()])
        case Successor(content_hash, policy, first_day):
            return canonical_text([content_hash, policy, first_day.isoformat()])
        case Ending(amendment, last_day):
            return canonical_text([amendment, _text(last_day)])


def read_content(kind: str, text: str) -> Content:
    """Return a content that `content_text` wrote."""
    fields = stored_value(text)
    if kind == VALUES:
        return NewValues(tuple(_value(each) for each in fields))
    if kind == RULING:
        question, reading, valid_from, until = fields
        return NewRuling(question, reading, date.fromisoformat(valid_from), _day(until))
    if kind == TERM:
        return NewTerm(date.fromisoformat(fields[0]))
    if kind == SUCCESSOR:
        content_hash, policy, first_day = fields
        return Successor(content_hash, policy, date.fromisoformat(first_day))
    return Ending(fields[0], _day(fields[1]))


def _value_fields(each: DatedValue) -> list[object]:
    value = each.value
    plain: object = value
    if isinstance(value, tuple):
        plain = list(value)
    elif isinstance(value, Mapping):
        # The order of a table is that of the document: it is shown so.
        plain = {"by_code": [[code, amount] for code, amount in value.items()]}
    return [each.parameter, each.valid_from.isoformat(), plain, each.clause, each.place]


def _value(fields: list[Any]) -> DatedValue:
    parameter, valid_from, plain, clause, place = fields
    value: PlainValue = plain
    if isinstance(plain, list):
        value = tuple(plain)
    elif isinstance(plain, dict):
        value = dict(plain["by_code"])
    return DatedValue(parameter, date.fromisoformat(valid_from), value, clause, place)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
