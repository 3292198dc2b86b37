"""Telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.phone import read_phone


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("0086-13800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("0812-2900000", "0812-2900000"),
        ("08122900000", "0812-2900000"),
        ("（0812）2900000", "0812-2900000"),
        ("0812—2900000", "0812-2900000"),
        ("0812-2900000-12", "0812-2900000-12"),
        ("028-86110000", "028-86110000"),
        ("010-62345678", "010-62345678"),
    ],
)
def test_spellings(typed, dialled):
    read = read_phone(typed)
    assert read.value == dialled
    assert read.hints == ()
    assert read_phone(dialled).value == dialled


def test_a_local_number_is_taken_with_a_hint():
    read = read_phone("2900000")
    assert read.value == "2900000"
    assert [hint.key for hint in read.hints] == ["phone.no_area_code"]


@pytest.mark.parametrize(
    "typed",
    [
        "12800138000",
        "1380013800",
        "138001380001",
        "0812",
        "0812-12345",
        "123",
        "电话",
        "",
        "-",
        "+86",
    ],
)
def test_what_nobody_can_dial_is_refused(typed):
    read = read_phone(typed)
    assert read.value is None
    assert read.problem.key == "phone.form"


@given(st.text() | st.text("0123456789-+() ", max_size=20))
def test_any_text_gives_a_value_or_a_problem(text):
    read = read_phone(text)
    assert (read.value is None) != (read.problem is None)
    if read.value is not None:
        assert read_phone(read.value).value == read.value
