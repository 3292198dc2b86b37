"""Reading the facts of a case or of one line: names, types, lists of months and of records."""

from collections.abc import Mapping

from hrdesk.domain.dates import Month
from hrdesk.domain.errors import Problem
from hrdesk.rules.fact_types import (
    FactKind,
    Facts,
    FactType,
    FactValue,
    MonthList,
    PlainValue,
    Record,
    Records,
    read_value,
)

_LONGEST_NAME = 60
Raw = Mapping[str, object]


def read_facts(raw: Raw, kinds: Facts, path: str, problems: list[Problem]) -> dict[str, FactValue]:
    """Return the known facts of an object by name; unknown names and misfits are problems.

    `path` stands before each name in the place of a problem (`lines[0].`).
    """
    typed: dict[str, FactValue] = {}
    for name, value in raw.items():
        if value is None:
            continue
        kind = kinds.get(name)
        if kind is None:
            problems.append(Problem("assess.unknown_name", path + shown_name(name)))
            continue
        fact = _read(kind, value, path + name, problems)
        if fact is not None:
            typed[name] = fact
    return typed


def read_list(raw: Raw, name: str, problems: list[Problem]) -> list[object]:
    """Return a list of the input; an absent one is empty."""
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        problems.append(Problem("assess.not_list", name))
        return []
    return value


def read_months(value: object, where: str, problems: list[Problem]) -> tuple[Month, ...] | None:
    """Return a list of months as it came, or None when it is none; no entry may be null."""
    if not isinstance(value, list):
        problems.append(Problem("assess.not_list", where))
        return None
    months = []
    for index, entry in enumerate(value):
        place = f"{where}[{index}]"
        month = read_value(FactType.MONTH, entry, place, problems)
        if isinstance(month, Month):
            months.append(month)
        elif entry is None:
            problems.append(Problem("assess.not_month", place))
    return tuple(months)


def shown_name(name: str) -> str:
    """Return a name so that it can be printed on one line: odd characters are spelled out."""
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in name[:_LONGEST_NAME]
    )
    return shown if len(name) <= _LONGEST_NAME else shown + "…"


def _read(kind: FactKind, value: object, where: str, problems: list[Problem]) -> FactValue | None:
    if isinstance(kind, Records):
        return _records(kind, value, where, problems)
    if isinstance(kind, MonthList):
        return read_months(value, where, problems)
    return read_value(kind, value, where, problems)


def _records(
    kind: Records, value: object, where: str, problems: list[Problem]
) -> tuple[Record, ...] | None:
    if not isinstance(value, list):
        problems.append(Problem("assess.not_list", where))
        return None
    found: list[Record] = []
    seen: set[PlainValue] = set()
    for index, entry in enumerate(value):
        place = f"{where}[{index}]"
        if not isinstance(entry, dict):
            problems.append(Problem("assess.not_object", place))
            continue
        record = _record(kind, entry, place, problems)
        mark = record.get(kind.unique)
        if mark is not None and mark in seen:
            problems.append(Problem("assess.twice", f"{place}.{kind.unique}"))
        elif mark is not None:
            seen.add(mark)
        found.append(record)
    return tuple(found)


def _record(kind: Records, entry: Raw, place: str, problems: list[Problem]) -> Record:
    record: dict[str, PlainValue] = {}
    for name, value in entry.items():
        field = kind.fields.get(name)
        if field is None:
            if value is not None:
                where = f"{place}.{shown_name(name)}"
                problems.append(Problem("assess.unknown_name", where))
            continue
        read = read_value(field, value, f"{place}.{name}", problems)
        if read is not None:
            record[name] = read
    return record
