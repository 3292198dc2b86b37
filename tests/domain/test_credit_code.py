"""Unified social credit codes: GB 32100-2015."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hrdesk.domain.credit_code import ALPHABET, normalised_credit_code, read_credit_code
from tests import people


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "91510402MA62123453", "91510411MA62ABCD0P", "N2510422MF1234567E"]
)
def test_published_and_letter_codes_are_read(code):
    assert read_credit_code(code).value == code


@given(people.credit_codes())
def test_every_well_formed_code_is_read(code):
    assert read_credit_code(code).value == code
    assert read_credit_code(f" {code[:8]}　{code[8:].lower()} ").value == code


@given(people.credit_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_change_is_caught(code, place, char):
    changed = code[:place] + char + code[place + 1 :]
    assume(changed != code)
    assert read_credit_code(changed).value is None


def test_a_wrong_check_character_names_the_expected_one():
    problem = read_credit_code("91350100M000100Y44").problem
    assert problem.key == "credit_code.check_character"
    assert problem.values == {"expected": "3", "found": "4"}


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_outside_the_alphabet_are_placed(letter):
    problem = read_credit_code(f"91350100M00{letter}100Y43"[:18]).problem
    assert problem.key == "credit_code.character"
    assert problem.values == {"position": "12", "character": letter}


def test_the_division_holds_digits_only():
    assert read_credit_code("9135A100M000100Y43").problem.values["position"] == "5"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("510402600123456", "credit_code.former"),
        ("MA621234-5", "credit_code.former"),
        ("91350100M000100Y4", "credit_code.length"),
        ("91350100M000100Y433", "credit_code.length"),
        ("9", "credit_code.length"),
    ],
)
def test_lengths(text, key):
    problem = read_credit_code(text).problem
    assert problem.key == key
    assert problem.values == {"n": str(len(text.replace("-", "")))}


@given(st.text())
def test_any_text_gives_a_value_or_a_problem(text):
    read = read_credit_code(text)
    assert (read.value is None) != (read.problem is None)
    once = normalised_credit_code(text)
    assert normalised_credit_code(once) == once
