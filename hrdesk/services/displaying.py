"""Stored values in the form in which people read them, on screen and on paper."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from hrdesk.domain.account import grouped_account
from hrdesk.domain.dates import parse_date
from hrdesk.domain.money import grouped, parse_money
from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.reference.messages import catalogue


def displayed_date(day: date) -> str:
    """Return a date as official documents write it, without leading zeros."""
    return _words()["date"].format(year=day.year, month=day.month, day=day.day)


def displayed_value(form: FormSpec, entries: Mapping[str, str], field_id: str) -> str:
    """Return the value of a form field in its reader's form; "" when nothing was entered."""
    return displayed_field(form.fields[field_id], entries.get(field_id, ""))


def displayed_field(field: FieldSpec, text: str) -> str:
    """Return a stored value of a field or a roster's column in its reader's form."""
    if not text:
        return ""
    if field.type is FieldType.DATE:
        day = parse_date(text)
        return displayed_date(day) if day else text
    if field.type is FieldType.MONEY:
        amount = parse_money(text)
        return grouped(amount) if amount is not None else text
    if field.type is FieldType.ACCOUNT:
        return grouped_account(text)
    if field.type is FieldType.YES_NO:
        return _words().get(text, text)
    labels = {choice.code: choice.label for choice in field.choices}
    return labels.get(text, text)


def in_a_row(values: Iterable[str]) -> str:
    """Return values of one row as they are read out, one after the other."""
    return _words()["row_separator"].join(values)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    return catalogue().words("display")
