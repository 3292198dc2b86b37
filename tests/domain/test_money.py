"""Money: exact in both directions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.money import from_fen, grouped, money_text, parse_money, to_fen


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("10000", "10000.00"),
        ("10000.5", "10000.50"),
        ("0", "0.00"),
        ("9999999999999.99", "9999999999999.99"),
        ("99999999999999", None),
        ("1.005", None),
        ("-1", None),
        ("1e3", None),
        ("1,000", None),
        ("1.", None),
        (".5", None),
        ("", None),
        ("１０", None),
        ("NaN", None),
    ],
)
def test_parse_money(text, yuan):
    found = parse_money(text)
    assert (found if found is None else str(found)) == yuan


@given(st.integers(-(10**15), 10**15))
def test_fen_and_yuan_are_the_same_amount(fen):
    assert to_fen(from_fen(fen)) == fen
    assert from_fen(fen) * 100 == fen


@given(st.integers(0, 10**15 - 1))
def test_texts_come_back(fen):
    yuan = from_fen(fen)
    assert parse_money(money_text(yuan)) == yuan
    assert grouped(yuan).replace(",", "") == money_text(yuan)


def test_a_fraction_of_a_fen_is_refused():
    with pytest.raises(ValueError, match="fen"):
        to_fen(Decimal("0.005"))


def test_grouping():
    assert grouped(Decimal(3000000)) == "3,000,000.00"
    assert grouped(Decimal("999.9")) == "999.90"
