"""Stored values as people read them, on screen and on paper."""

from dataclasses import replace
from datetime import date

import pytest

from hrdesk.intake.form_spec import FieldType
from hrdesk.services.displaying import displayed_date, displayed_value
from tests.services import counter


def test_a_date_is_written_as_in_documents_without_leading_zeros():
    assert displayed_date(date(2026, 3, 8)) == "2026年3月8日"


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("received", "2026-03-08", "2026年3月8日"),
        ("received", "next week", "next week"),
        ("account_number", "6228480000000000174", "6228 4800 0000 0000 174"),
        ("is_founder", "yes", "是"),
        ("is_founder", "no", "否"),
        ("category", "hardship", "就业困难人员"),
        ("category", "no_longer_offered", "no_longer_offered"),
        ("name", "买买提·艾力", "买买提·艾力"),
        ("name", "", ""),
    ],
)
def test_each_kind_of_field_has_its_form(session, field, text, shown):
    form = session.form(counter.MEASURE)
    assert displayed_value(form, {field: text}, field) == shown


@pytest.mark.parametrize(("text", "shown"), [("1234567.5", "1,234,567.50"), ("五百", "五百")])
def test_an_amount_has_separators_and_two_decimals(session, text, shown):
    form = session.form(counter.MEASURE)
    amount = replace(form.fields["name"], type=FieldType.MONEY)
    with_amount = replace(form, fields={**form.fields, "name": amount})
    assert displayed_value(with_amount, {"name": text}, "name") == shown


def test_a_field_that_was_not_typed_shows_nothing(session):
    assert displayed_value(session.form(counter.MEASURE), {}, "address") == ""
