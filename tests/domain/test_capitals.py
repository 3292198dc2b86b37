"""Capital amounts: the official examples, and properties that hold for all amounts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.capitals import capital_words

DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140950, "壹仟肆佰零玖元伍角"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
    ],
)
def test_the_examples_of_the_regulation(fen, words):
    assert capital_words(fen) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (1000000, "壹万元整"),
        (1277520, "壹万贰仟柒佰柒拾伍元贰角"),
        (2016000, "贰万零壹佰陆拾元整"),
        (20160000, "贰拾万壹仟陆佰元整"),
        (300000000, "叁佰万元整"),
        (10001000, "壹拾万零壹拾元整"),
        (5, "伍分"),
        (50, "伍角"),
        (53, "伍角叁分"),
        (0, "零元整"),
        (1, "壹分"),
        (99, "玖角玖分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (110, "壹元壹角"),
        (1005, "壹拾元零伍分"),
        (1050, "壹拾元零伍角"),
        (999999, "玖仟玖佰玖拾玖元玖角玖分"),
        (1000001, "壹万元零壹分"),
        (10000000000, "壹亿元整"),
        (10000000100, "壹亿零壹元整"),
        (10000500000, "壹亿零伍仟元整"),
        (10050000000, "壹亿零伍拾万元整"),
        (11000000000, "壹亿壹仟万元整"),
        (100000000000000, "壹万亿元整"),
    ],
)
def test_boundaries(fen, words):
    assert capital_words(fen) == words


def test_a_negative_amount_has_no_words():
    with pytest.raises(ValueError, match="negative"):
        capital_words(-1)


def section_value(words: str) -> int:
    """Read the words of a whole number back; the inverse, written on its own."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in words:
            high, low = words.rsplit(unit, 1)
            return section_value(high) * size + section_value(low)
    total = 0
    for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", words):
        total += DIGITS[digit] * UNITS.get(unit, 1)
    return total


def read_back(words: str) -> int:
    """Return the fen that capital words say."""
    yuan, _, rest = words.rpartition("元")
    jiao = re.search("(.)角", rest)
    fen = re.search("(.)分", rest)
    return (
        section_value(yuan) * 100
        + (DIGITS[jiao[1]] * 10 if jiao else 0)
        + (DIGITS[fen[1]] if fen else 0)
    )


@given(st.integers(0, 10**15 - 1) | st.integers(0, 10**6).map(lambda n: n * 10**4))
def test_words_say_the_amount_and_only_it(fen):
    words = capital_words(fen)
    assert read_back(words) == fen
    assert "零零" not in words
    assert words.endswith("整") == (fen % 100 == 0)
    assert fen == 0 or not words.startswith("零")
    assert not re.search("零[拾佰仟万亿元角分]", words.removeprefix("零元整"))
