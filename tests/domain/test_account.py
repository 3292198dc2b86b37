"""Bank accounts: digits, length, Luhn as a hint."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hrdesk.domain.account import (
    LONGEST,
    SHORTEST,
    grouped_account,
    normalised_account,
    passes_luhn,
    read_account,
)
from tests import people


def test_the_published_luhn_number():
    assert passes_luhn("79927398713")
    assert [d for d in "0123456789" if passes_luhn("7992739871" + d)] == ["3"]


@given(people.card_numbers())
def test_cards_pass_without_a_hint(number):
    assert read_account(number).value == number
    assert read_account(number).hints == ()


@given(people.card_numbers(), st.integers(2, 15), st.sampled_from("0123456789"))
def test_a_mistyped_card_is_hinted_and_taken(number, place, digit):
    changed = number[:place] + digit + number[place + 1 :]
    assume(changed != number)
    read = read_account(changed)
    assert read.value == changed
    assert [hint.key for hint in read.hints] == ["account.card_check"]


@pytest.mark.parametrize(
    "number", ["2302450104000012345", "51050166123400000123", "620000000000000", "62" + "0" * 18]
)
def test_other_accounts_are_not_judged_by_luhn(number):
    assert read_account(number).hints == ()


@pytest.mark.parametrize("typed", ["6228 4800 0000 0000 017", "６２２８-4800－0000 0000017"])
def test_spaces_hyphens_and_full_width_digits_go(typed):
    assert read_account(typed).value == "6228480000000000017"


@pytest.mark.parametrize(
    "typed",
    [
        "12345678 87654321",
        "12345678  -  87654321",
        "510501661234 12345678",
        "6228480000000000017 6228480000000000025",
    ],
)
def test_two_numbers_each_of_which_may_be_an_account_are_not_read_as_one(typed):
    read = read_account(typed)
    assert (read.value, read.problem.key) == (None, "account.two")


@pytest.mark.parametrize("typed", ["1234567 12345678", "62284800000000000 17"])
def test_a_part_too_short_for_an_account_is_a_group_of_one(typed):
    assert read_account(typed).value == "".join(typed.split())


@pytest.mark.parametrize(
    ("length", "taken"),
    [(SHORTEST - 1, False), (SHORTEST, True), (LONGEST, True), (LONGEST + 1, False)],
)
def test_bounds_of_length(length, taken):
    read = read_account("1" * length)
    assert (read.value is not None) == taken
    if not taken:
        assert read.problem.key == "account.length"
        assert read.problem.values["n"] == str(length)


@pytest.mark.parametrize(
    ("typed", "character"), [("62284800X0000017", "X"), ("农行62284800", "农")]
)
def test_what_is_no_digit_is_named(typed, character):
    problem = read_account(typed).problem
    assert (problem.key, problem.values) == ("account.character", {"character": character})


@given(st.text())
def test_any_text_gives_a_value_or_a_problem(text):
    read = read_account(text)
    assert (read.value is None) != (read.problem is None)


@given(st.text("0123456789", max_size=40))
def test_groups_of_four_lose_nothing(number):
    groups = grouped_account(number).split()
    assert "".join(groups) == number
    assert all(len(group) == 4 for group in groups[:-1])
    assert normalised_account(grouped_account(number)) == number
