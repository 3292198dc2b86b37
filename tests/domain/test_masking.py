"""Masked values show neither birth date nor account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.masking import (
    masked_account,
    masked_apart,
    masked_identity,
    masked_numbers,
    masked_phone,
)
from tests import people


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("510402199003072217", "510402********2217"),
        ("11010519491231002X", "110105********002X"),
        ("USA510400850101", "USA510*****0101"),
        ("51040219900307", "510402****0307"),
        ("5104021990030", "*************"),
        ("5104", "****"),
        ("", ""),
    ],
)
def test_identities(number, shown):
    assert masked_identity(number) == shown


@given(people.identity_numbers())
def test_the_birth_date_is_never_shown(number):
    assert masked_identity(number)[6:14] == "*" * 8


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("6228480000000000017", "****0017"),
        ("12345678", "****5678"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_accounts(number, shown):
    assert masked_account(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13800138000", "138****8000"), ("0812-2900000", "081*****0000"), ("2900000", "*******")],
)
def test_phones(number, shown):
    assert masked_phone(number) == shown


@given(st.text(min_size=1))
def test_something_is_always_hidden(text):
    for mask in (masked_identity, masked_account, masked_phone):
        assert mask(text).count("*") >= min(len(text), 4)


@pytest.mark.parametrize(
    ("pair", "shown"),
    [
        (
            ("510402199003072217", "510402199008072217"),
            ("***********3**2217", "***********8**2217"),
        ),
        (
            ("6217003810012345678", "6217003810012340000"),
            ("***************5678", "***************0000"),
        ),
        (
            ("6217003810012345678", "621700381001234567"),
            ("***************5678", "**************4567"),
        ),
        (
            ("6217003810012345678", "6228480402564890018"),
            ("**1700*********5678", "**2848*********0018"),
        ),
        (("510402199003072217", "—"), ("5104**********2217", "—")),
    ],
)
def test_two_numbers_show_where_they_differ(pair, shown):
    assert masked_apart(*pair) == shown
    assert masked_apart(*reversed(pair)) == tuple(reversed(shown))


@given(st.tuples(people.identity_numbers(), people.identity_numbers()))
def test_of_two_numbers_no_more_is_seen_than_tells_them_apart(pair):
    for number, shown in zip(pair, masked_apart(*pair), strict=True):
        assert len(shown) == len(number)
        assert shown.count("*") >= len(number) - 8
    assert (masked_apart(*pair)[0] != masked_apart(*pair)[1]) == (pair[0] != pair[1])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("510402199003072217", "****2217"),
        ("5104 0219 9003 0722 17", "****2217"),
        ("账号6228-4800-1234-5678，转账", "账号****5678，转账"),
        ("６２２８４８００１２３４５６７８", "****５６７８"),
        ("51040219900307221X。", "****221X。"),
        ("5104\u200b0219\u20109003 - 0722", "****0722"),
        ("6228_4800_1234_5678", "****5678"),
        *((each, each) for each in ("2026-01-05", "2026-01—2026-03", "2026-01-05 12:00:00")),
        ("第 12 行，金额 10,000.00", "第 12 行，金额 10,000.00"),
    ],
)
def test_numbers_in_texts_are_masked_whatever_stands_between_their_digits(text, shown):
    assert masked_numbers(text) == shown
