"""From the text of one field to its value: closed lists of spellings, nothing guessed."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hrdesk.domain.account import read_account
from hrdesk.domain.checked import Checked
from hrdesk.domain.credit_code import read_credit_code
from hrdesk.domain.dates import FIRST_YEAR, LAST_YEAR, Month, written_months
from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import Identity, read_identity
from hrdesk.domain.long_number import may_be_spoiled, spoiled_problem
from hrdesk.domain.money import money_text, parse_money
from hrdesk.domain.names import read_name, read_organization_name
from hrdesk.domain.phone import read_phone
from hrdesk.domain.plain_text import (
    ascii_forms,
    ascii_identifier,
    code_point,
    composed,
    refused_character,
    trimmed,
)
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.months import read_month, read_months

#: What a field may hold once it is read; money is yuan.
FieldValue = str | int | bool | date | Decimal | Identity | Month | tuple[Month, ...]

YES, NO = "yes", "no"

#: 2024-06-30, 2024.6.30, 2024/6/30 with one kind of separator; 20240630; year, month and
#: day with their characters (U+5E74, U+6708, U+65E5).
_DATE_SPELLINGS = (
    re.compile(r"([0-9]{4})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
    re.compile(r"([0-9]{4})\s*(\u5e74)\s*([0-9]{1,2})\s*\u6708\s*([0-9]{1,2})\s*\u65e5"),
)
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
#: A currency sign (U+00A5, U+FFE5) before and the unit (U+5143) after are taken.
_MONEY = re.compile(rf"[\u00a5\uffe5]?((?:{_NUMBER})(?:\.[0-9]{{1,2}})?)\u5143?")
_COUNT = re.compile(_NUMBER)
#: White space between digits, in either width: of an account a group, of an amount perhaps the
#: next one.
_GAP = re.compile(r"[0-9.,\uff0c\uff0e\uff10-\uff19]\s+[0-9\uff10-\uff19]")
_LONGEST_COUNT = 9
_LONGEST_REASON = 200
#: What a spreadsheet takes for an amount, and spoils.
LONG_NUMBERS = frozenset(
    {FieldType.IDENTITY, FieldType.ACCOUNT, FieldType.CREDIT_CODE, FieldType.PHONE}
)
#: Between the words of a list (U+3001).
_LISTED = "\u3001"
_SPACES = re.compile(r"\s+")


def is_blank(text: str) -> bool:
    """Tell whether a text holds nothing but white or invisible space."""
    return not trimmed(text)


def read_value(field: FieldSpec, text: str, today: date) -> Checked[FieldValue]:
    """Return the value of a field's text that is not blank, or what is wrong with it.

    `today` bounds a birth date. No text raises. Problems carry no field id yet.
    """
    if field.type in LONG_NUMBERS and (spoiled := spoiled_problem(text)) is not None:
        return Checked(problem=spoiled)
    read = _read(field, text, today)
    # Accounts end in zeros by themselves often enough to make the hint idle.
    if field.type is FieldType.IDENTITY and read.value is not None and may_be_spoiled(text):
        return Checked(read.value, hints=(*read.hints, Problem("digits.round")))
    return read


def _read(field: FieldSpec, text: str, today: date) -> Checked[FieldValue]:
    if field.type is FieldType.IDENTITY:
        return read_identity(text, today)
    if field.type is FieldType.NAME:
        return read_name(text, field.longest)
    if field.type is FieldType.ORGANIZATION_NAME:
        return read_organization_name(text, field.longest)
    if field.type is FieldType.TEXT:
        return read_text(text, field.longest)
    if field.type is FieldType.CODE:
        return _read_code(field, text)
    return _READERS[field.type](text)


def written(value: FieldValue) -> str:
    """Return the one text in which a value is stored; reading it gives the value again."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, tuple):
        return written_months(value)
    return value.number if isinstance(value, Identity) else str(value)


def read_date(text: str) -> Checked[date]:
    """Return the day of a typed date: `date.form`, `date.impossible` or `date.year` otherwise."""
    typed = ascii_forms(trimmed(text))
    match = next(
        (found for spelling in _DATE_SPELLINGS if (found := spelling.fullmatch(typed))), None
    )
    if match is None:
        return Checked(problem=Problem("date.form"))
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Checked(problem=Problem("date.year", values={"year": match[1]}))
    try:
        return Checked(date(year, month, day))
    except ValueError:
        shown = f"{match[1]}-{month:02d}-{day:02d}"
        return Checked(problem=Problem("date.impossible", values={"date": shown}))


def _read_money(text: str) -> Checked[FieldValue]:
    if (gap := gap_in(text)) is not None:
        return Checked(problem=gap)
    match = _MONEY.fullmatch(ascii_identifier(text))
    yuan = parse_money(match[1].replace(",", "")) if match else None
    return Checked(problem=Problem("money.form")) if yuan is None else Checked(yuan)


def _read_count(text: str) -> Checked[FieldValue]:
    if (gap := gap_in(text)) is not None:
        return Checked(problem=gap)
    typed = ascii_identifier(text)
    digits = typed.replace(",", "")
    if not _COUNT.fullmatch(typed) or len(digits) > _LONGEST_COUNT:
        return Checked(problem=Problem("count.form"))
    return Checked(int(digits))


def gap_in(text: str) -> Problem | None:
    """Return why an amount or a count must not be read: its digits have white space between them
    (`digits.gap`, text), and it may be two numbers.
    """
    bare = trimmed(text)
    if _GAP.search(bare) is None:
        return None
    return Problem("digits.gap", values={"text": " ".join(bare.split())})


def _read_yes_no(text: str) -> Checked[FieldValue]:
    typed = trimmed(text)
    if typed not in {YES, NO}:
        return Checked(problem=Problem("choice.yes_no"))
    return Checked(typed == YES)


def _read_code(field: FieldSpec, text: str) -> Checked[FieldValue]:
    typed = trimmed(text)
    if all(choice.code != typed for choice in field.choices):
        allowed = _LISTED.join(choice.label for choice in field.choices)
        return Checked(problem=Problem("choice.unknown", values={"allowed": allowed}))
    return Checked(typed)


def read_text(text: str, longest: int) -> Checked[str]:
    """Return running text as it is kept; `longest` counts characters."""
    kept = _SPACES.sub(" ", composed(trimmed(text)))
    bad = refused_character(kept)
    if bad is not None:
        return Checked(problem=Problem("text.character", values={"code": code_point(bad)}))
    if len(kept) > longest:
        values = {"n": str(len(kept)), "most": str(longest)}
        return Checked(problem=Problem("text.too_long", values=values))
    return Checked(kept)


def read_reason(text: str) -> Checked[str]:
    """Return the reason of an act as it is kept, or what is wrong with it: `reason.missing` too.

    All reasons are read so: they stand in lists, on paper and in the record.
    """
    read = read_text(text, _LONGEST_REASON)
    return read if read.value or read.problem else Checked(problem=Problem("reason.missing"))


_READERS: dict[FieldType, Callable[[str], Checked[FieldValue]]] = {
    FieldType.CREDIT_CODE: read_credit_code,
    FieldType.ACCOUNT: read_account,
    FieldType.PHONE: read_phone,
    FieldType.DATE: read_date,
    FieldType.MONEY: _read_money,
    FieldType.COUNT: _read_count,
    FieldType.YES_NO: _read_yes_no,
    FieldType.MONTH: read_month,
    FieldType.MONTHS: read_months,
}
