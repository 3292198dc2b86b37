"""The recovery key survives paper, eyes and fingers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.storage.keys.recovery import (
    mistyped_groups,
    new_recovery_key,
    same_recovery_key,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = new_recovery_key()


def test_a_key_is_eight_groups_of_five_and_reads_as_a_whole():
    groups = KEY.split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert set("".join(groups)) <= set(ALPHABET)
    assert mistyped_groups(KEY) == ()


def test_no_two_keys_are_alike():
    assert len({new_recovery_key() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "respell",
    [
        str.lower,
        lambda key: key.replace("-", " "),
        lambda key: key.replace("-", ""),
        lambda key: f"  {key}\n",
        lambda key: key.replace("0", "O").replace("1", "I"),
        lambda key: key.replace("0", "o").replace("1", "l"),
        lambda key: "".join(chr(ord(c) + 0xFEE0) if c != "-" else "－" for c in key),
    ],
)
def test_the_way_it_is_typed_makes_no_difference(respell):
    for key in (KEY, "0O1IL-" + KEY[6:]):
        assert same_recovery_key(key, respell(key))
        assert mistyped_groups(key) == mistyped_groups(respell(key))


@given(st.integers(0, 39), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found_in_its_group(place, char):
    typed = KEY.replace("-", "")
    wrong = typed[:place] + char + typed[place + 1 :]
    if char == typed[place]:
        assert same_recovery_key(KEY, wrong)
    else:
        assert mistyped_groups(wrong) == (place // 5 + 1,)
        assert not same_recovery_key(KEY, wrong)


@given(st.integers(0, 38))
def test_every_swap_of_neighbours_within_a_group_is_found(place):
    typed = KEY.replace("-", "")
    left, right = typed[place], typed[place + 1]
    if left == right or place % 5 == 4:
        return
    wrong = typed[:place] + right + left + typed[place + 2 :]
    assert mistyped_groups(wrong) == (place // 5 + 1,)


def test_groups_in_the_wrong_order_are_found():
    groups = KEY.split("-")
    groups[2], groups[3] = groups[3], groups[2]
    assert mistyped_groups("-".join(groups)) == (3, 4)


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("", (1, 2, 3, 4, 5, 6, 7, 8)),
        (KEY[:-1], (8,)),
        (KEY[:-6], (8,)),
        (KEY + "0", (8,)),
        (KEY[:5] + "-UUUUU" + KEY[11:], (2,)),
    ],
    ids=["nothing", "a character", "a group", "one too many", "another group"],
)
def test_what_is_missing_or_too_much_is_named(typed, groups):
    assert mistyped_groups(typed) == groups
    assert not same_recovery_key(KEY, typed)


@given(st.text())
def test_anything_can_be_typed(typed):
    assert set(mistyped_groups(typed)) <= set(range(1, 9))
    assert not same_recovery_key(KEY, typed)
