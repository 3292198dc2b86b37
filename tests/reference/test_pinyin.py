"""Initials of names: what a clerk types who thinks of a name and has no input method on."""

import subprocess
import sys
import tomllib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from hrdesk.reference.locations import resources_folder
from hrdesk.reference.pinyin import initials

TABLES = tomllib.loads((resources_folder() / "surnames.toml").read_text(encoding="utf-8"))
LATIN = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
USUAL = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王小强", "WXQ"),
        ("欧阳测试", "OYCS"),
        ("吕安", "LA"),
        ("鄂尔", "EE"),
        ("㛃𬭎", "JH"),
        ("吉克伍呷木", "JKWGM"),
        ("买买提·艾力", "MMTAL"),
        ("買買提・艾力", "MMTAL"),
        ("王 小 强", "WXQ"),
        ("\uf9b4某", "LM"),
    ],
)
def test_one_letter_for_each_character(name, expected):
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("单测试", "SCS"),
        ("单于测", "CYC"),
        ("曾单", "ZD"),
        ("仇曾", "QC"),
        ("解放", "XF"),
        ("任意", "RY"),
        ("区测", "OC"),
        ("查测", "ZC"),
        ("翟测", "ZC"),
        ("尉迟测", "YCC"),
        ("尉测", "WC"),
        ("万俟测", "MQC"),
        ("万测", "WC"),
        ("长孙测", "ZSC"),
        ("王长孙", "WCS"),
        ("王晟", "WS"),
        ("單測", "SC"),
    ],
)
def test_a_surname_has_its_own_reading_only_in_front(name, expected):
    assert initials(name) == expected


def test_a_name_in_parts_does_not_begin_with_a_surname():
    assert initials("解测试") == "XCS"
    assert initials("解·测试") == "JCS"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("John F. Smith", "JFS"),
        ("JOHN SMITH", "JS"),
        ("Ｊｏｈｎ　Ｓｍｉｔｈ", "JS"),
        ("O'Brien", "OB"),
        ("Ömer Çelik", "OC"),
        ("O\u0308mer X\u0302elik", "OX"),
        ("李Anna", "LA"),
        ("Anna李", "AL"),
        ("A李A", "ALA"),
        ("ß", "S"),
    ],
)
def test_one_letter_for_each_latin_word(name, expected):
    assert initials(name) == expected


@pytest.mark.parametrize(
    "name", ["", " ", "ꀀꁀꂀ", "·", "123", "Ø", "Жан", "\ud800", "\U0003fffd"]
)
def test_what_has_no_reading_is_skipped(name):
    assert initials(name) == ""
    assert initials(f"王{name}") == "W"


@given(st.text(st.characters()))
def test_no_text_raises_and_nothing_but_capital_letters_comes_out(name):
    found = initials(name)
    assert found == "" or (found.isascii() and found.isalpha() and found.isupper())


@given(st.text(st.sampled_from(USUAL), min_size=1), st.text(st.sampled_from(USUAL)))
def test_initials_of_what_follows_follow(one, other):
    assert initials(one + other) == initials(one) + initials(other)
    assert len(initials(one)) == len(one)


@given(LATIN)
def test_writing_forms_make_no_difference(word):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in word)
    assert initials(word) == initials(word.lower()) == initials(wide) == word[:1]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_row_changes_a_letter_and_is_written_as_a_reading(table):
    for written, reading in TABLES[table].items():
        syllables = reading.split()
        assert len(syllables) == len(written), written
        assert all(each.isascii() and each.istitle() for each in syllables), written
        longer = "长" + written if table == "names" else written
        plain = [syllable[0].upper() for char in written for syllable in lazy_pinyin(char)]
        letters = [each[0] for each in syllables]
        assert initials(longer)[-len(written) :] == "".join(letters)
        # A compound whose letters are the plain ones stands there against the other table.
        assert letters != plain or set(written) & set(TABLES["names"]), written
        assert unicodedata.is_normalized("NFC", written)


def test_the_dictionary_stays_away_until_a_name_is_read_and_its_phrases_for_good():
    asked = (
        "import sys; from hrdesk.reference.pinyin import initials; "
        "early = 'pypinyin' in sys.modules; initials('王'); "
        "print(early, 'pypinyin' in sys.modules, 'pypinyin.phrases_dict' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "False"]
