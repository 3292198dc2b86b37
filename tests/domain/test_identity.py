"""Identity numbers: GB 11643, residence permits, permanent residents."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hrdesk.domain.identity import (
    IdentityKind,
    Sex,
    check_character,
    normalised_identity,
    read_identity,
)
from tests import people

TODAY = date(2026, 3, 18)


def problem_of(text, today=TODAY):
    read = read_identity(text, today)
    assert read.value is None
    return read.problem


@pytest.mark.parametrize(
    ("number", "kind", "birth", "sex", "region"),
    [
        ("11010519491231002X", IdentityKind.RESIDENT, date(1949, 12, 31), Sex.FEMALE, "110105"),
        ("510402199003072217", IdentityKind.RESIDENT, date(1990, 3, 7), Sex.MALE, "510402"),
        ("510411199811300034", IdentityKind.RESIDENT, date(1998, 11, 30), Sex.MALE, "510411"),
        ("51042119750815412X", IdentityKind.RESIDENT, date(1975, 8, 15), Sex.FEMALE, "510421"),
        ("510422196812013323", IdentityKind.RESIDENT, date(1968, 12, 1), Sex.FEMALE, "510422"),
        ("810000199102030019", IdentityKind.HK_MO_TW, date(1991, 2, 3), Sex.MALE, "810000"),
        ("830000198505060019", IdentityKind.HK_MO_TW, date(1985, 5, 6), Sex.MALE, "830000"),
        (
            "932682198501010017",
            IdentityKind.PERMANENT_RESIDENT,
            date(1985, 1, 1),
            Sex.MALE,
            "320000",
        ),
        (
            "911124198108030024",
            IdentityKind.PERMANENT_RESIDENT,
            date(1981, 8, 3),
            Sex.FEMALE,
            "110000",
        ),
    ],
)
def test_published_samples_are_read(number, kind, birth, sex, region):
    read = read_identity(number, TODAY)
    assert (read.problem, read.hints) == (None, ())
    identity = read.value
    assert (identity.number, identity.kind) == (number, kind)
    assert (identity.birth, identity.sex, identity.region) == (birth, sex, region)


@given(people.identity_numbers())
def test_every_well_formed_number_is_read(number):
    read = read_identity(number, TODAY)
    assert read.problem is None
    assert read.value.number == number
    assert f"{read.value.birth:%Y%m%d}" == number[6:14]
    assert (read.value.sex is Sex.MALE) == (int(number[16]) % 2 == 1)


@given(st.text("0123456789", min_size=17, max_size=17))
def test_check_character_agrees_with_the_recursive_method(digits):
    assert check_character(digits) == people.mod_11_2(digits)


@given(people.identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_change_is_caught(number, place, char):
    changed = number[:place] + char + number[place + 1 :]
    assume(changed != number)
    assert read_identity(changed, TODAY).value is None


@given(people.identity_numbers(), st.integers(0, 16))
def test_any_swap_of_neighbours_is_caught(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(swapped != number)
    assert read_identity(swapped, TODAY).value is None


def test_a_wrong_check_digit_names_the_expected_one():
    problem = problem_of("510402199003072218")
    assert problem.key == "identity.check_character"
    assert problem.values == {"expected": "7", "found": "8"}


def test_the_expected_check_character_may_be_x():
    assert problem_of("110105194912310021").values["expected"] == "X"


@pytest.mark.parametrize(
    ("birth", "shown"),
    [
        ("20230229", "2023-02-29"),
        ("19901301", "1990-13-01"),
        ("19900010", "1990-00-10"),
        ("19900431", "1990-04-31"),
        ("00000101", "0000-01-01"),
    ],
)
def test_an_impossible_birth_date_is_named(birth, shown):
    digits = f"510402{birth}721"
    problem = problem_of(digits + people.mod_11_2(digits))
    assert problem.key == "identity.birth_impossible"
    assert problem.values == {"birth": shown}


def test_29_february_exists_in_a_leap_year():
    assert read_identity(people.identity_number(date(2024, 2, 29)), TODAY).value is not None


@pytest.mark.parametrize(("days", "known"), [(-1, True), (0, True), (1, False)])
def test_birth_may_be_today_and_not_tomorrow(days, known):
    read = read_identity(people.identity_number(TODAY + timedelta(days)), TODAY)
    assert (read.value is not None) == known
    if not known:
        assert read.problem.key == "identity.birth_future"
        assert read.problem.values == {"birth": "2026-03-19"}


@pytest.mark.parametrize(
    "text", ["1", "5104021990030722", "51040219900307221", "5104021990030722170"]
)
def test_a_wrong_length_is_counted(text):
    problem = problem_of(text)
    assert problem.key == "identity.length"
    assert problem.values == {"n": str(len(text))}


@pytest.mark.parametrize(
    ("text", "position", "character"),
    [
        ("51040219900307O217", "15", "O"),
        ("X10402199003072217", "1", "X"),
        ("51040219900307221A", "18", "A"),
        ("51040219900307221٣", "18", "٣"),
        ("5104026503072X1", "14", "X"),
    ],
)
def test_a_character_that_is_no_digit_is_placed(text, position, character):
    problem = problem_of(text)
    assert problem.key == "identity.character"
    assert problem.values == {"position": position, "character": character}


@pytest.mark.parametrize("region", ["000000", "100000", "515151", "699999", "710000", "510499"])
def test_an_unknown_region_is_no_error(region):
    read = read_identity(people.identity_number(region=region), TODAY)
    assert read.value.region == region
    assert read.hints == ()


@pytest.mark.parametrize("birth", [date(1945, 5, 5), date(1960, 1, 1)])
def test_a_division_may_be_younger_than_its_people(birth):
    assert read_identity(people.identity_number(birth, region="510402"), TODAY).value is not None


def test_the_published_15_digits_become_18():
    assert normalised_identity("510402650307221") == "51040219650307221X"


def test_a_former_number_is_read_with_a_hint():
    read = read_identity("510402650307221", TODAY)
    assert read.value.number == "51040219650307221X"
    assert read.value.birth == date(1965, 3, 7)
    assert [hint.key for hint in read.hints] == ["identity.former_citizen"]
    assert read.hints[0].values == {"number": "51040219650307221X"}


@given(people.births(last=date(1999, 12, 31)), st.integers(0, 999))
def test_15_digits_and_18_are_one_person(birth, sequence):
    modern = people.identity_number(birth, sequence)
    former = people.former_number(birth, sequence)
    assert normalised_identity(former) == modern
    assert read_identity(former, TODAY).value == read_identity(modern, TODAY).value


@given(
    people.identity_numbers(), st.sampled_from([" ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\n"])
)
def test_every_way_of_typing_compares_equal(number, space):
    full_width = "".join(chr(ord(char) + 0xFEE0) for char in number)
    spaced = space + number[:6] + space + number[6:14] + space + number[14:] + space
    for typed in (number.lower(), full_width, full_width.lower(), spaced):
        assert normalised_identity(typed) == number
        assert read_identity(typed, TODAY).value.number == number


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalised_identity(text)
    assert normalised_identity(once) == once


@given(st.text() | st.text("0123456789xX ", min_size=14, max_size=20))
def test_any_text_gives_a_value_or_a_problem_and_never_raises(text):
    read = read_identity(text, TODAY)
    assert (read.value is None) != (read.problem is None)
    if read.value is not None:
        assert read.value.number == normalised_identity(text)


def test_a_former_permanent_residence_permit_tells_neither_birth_nor_sex():
    read = read_identity("usa510400850101", TODAY)
    assert read.value.number == "USA510400850101"
    assert read.value.kind is IdentityKind.PERMANENT_RESIDENT
    assert (read.value.birth, read.value.sex, read.value.region) == (None, None, "")
    assert [hint.key for hint in read.hints] == ["identity.former_permit"]


@pytest.mark.parametrize(("year", "hinted"), [(1906, False), (1905, True)])
def test_an_age_of_more_than_120_years_is_hinted(year, hinted):
    read = read_identity(people.identity_number(date(year, 6, 1)), TODAY)
    assert read.value is not None
    assert [hint.key for hint in read.hints] == (["identity.very_old"] if hinted else [])
