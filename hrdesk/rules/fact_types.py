"""The types of the assessment contract and how a JSON value is read as one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from hrdesk.domain.dates import Month, parse_date
from hrdesk.domain.errors import Problem
from hrdesk.domain.money import parse_money

#: A single value as the conditions get it; None is unknown.
PlainValue = bool | int | str | date | Month | Decimal
#: One entry of a list of records; an absent name is unknown.
Record = Mapping[str, PlainValue]
#: A fact as the conditions get it: a value, a list of months, or a list of records.
FactValue = PlainValue | tuple[Month, ...] | tuple[Record, ...]


class FactType(StrEnum):
    """What a fact holds (CONTRACT, "In")."""

    DATE = "date"
    MONTH = "month"
    MONEY = "money"
    BOOL = "bool"
    INT = "int"
    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class MonthList:
    """The type of a fact that is a list of months."""

    value: str = "months"


@dataclass(frozen=True, slots=True)
class Records:
    """The type of a fact that is a list of records, with the types of their fields.

    `unique` names the field that no two records may share, or "".
    """

    fields: Mapping[str, FactType]
    unique: str = ""
    value: str = "records"


MONTHS = MonthList()
#: What a measure declares of a fact; `value` is the word for it.
FactKind = FactType | MonthList | Records
Facts = Mapping[str, FactKind]


class _Misread(Exception):
    """The value is not of the type."""


def read_value(
    kind: FactType, value: object, where: str, problems: list[Problem]
) -> PlainValue | None:
    """Return the typed value, or None for unknown; a misfit is added to `problems`.

    Absent and null are unknown, and so is a blank text or code: a blank is no code that a
    table could list or not list, and unknown is never "no". Lists are read by `fact_reading`.
    """
    if value is None:
        return None
    try:
        return _READERS[kind](value)
    except _Misread:
        problems.append(Problem(f"assess.not_{kind.value}", where))
        return None
    except UnicodeEncodeError:
        problems.append(Problem("assess.broken_text", where))
        return None


def identifier(text: str) -> str:
    """Return the form in which identity numbers and credit codes are compared."""
    return text.strip().upper()


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise _Misread
    return value


def _date(value: object) -> date:
    day = parse_date(_string(value))
    if day is None:
        raise _Misread
    return day


def _month(value: object) -> Month:
    month = Month.parse(_string(value))
    if month is None:
        raise _Misread
    return month


def _money(value: object) -> Decimal:
    amount = parse_money(_string(value))
    if amount is None:
        raise _Misread
    return amount


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Misread
    return value


def _int(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _Misread
    return value


def _code(value: object) -> str | None:
    code = _string(value)
    _refuse_lone_surrogates(code)
    return code if code.strip() else None


def _text(value: object) -> str | None:
    text = _string(value)
    _refuse_lone_surrogates(text)
    return text.strip() or None


def _refuse_lone_surrogates(text: str) -> None:
    # JSON can spell half a character; no output in UTF-8 could carry it.
    text.encode()


_READERS: Mapping[FactType, Callable[[object], PlainValue | None]] = MappingProxyType(
    {
        FactType.DATE: _date,
        FactType.MONTH: _month,
        FactType.MONEY: _money,
        FactType.BOOL: _bool,
        FactType.INT: _int,
        FactType.CODE: _code,
        FactType.TEXT: _text,
    }
)
