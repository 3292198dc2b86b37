"""Names: kept as their owners write them, separators unified, nothing damaged."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.names import (
    comparable_name,
    normalised_name,
    read_name,
    read_organization_name,
)
from tests import people


@given(people.names())
def test_a_proper_name_is_stored_as_typed_without_a_hint(name):
    read = read_name(name)
    assert read.value == name
    assert read.hints == ()


@pytest.mark.parametrize("dot", "·•‧∙⋅・･·．.")
def test_each_variant_of_the_separator_becomes_one(dot):
    assert read_name(f"买买提{dot}艾力").value == "买买提\u00b7艾力"
    assert read_name(f"买买提 {dot} 艾力").value == "买买提\u00b7艾力"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("王　强", "王强"),
        (" 王 强 ", "王强"),
        ("王\t强\n", "王强"),
        ("\ufeff王强\u200b", "王强"),
        ("John  F.  Smith", "John F. Smith"),
        ("李 Anna", "李 Anna"),
        ("ꆈ ꌠ", "ꆈꌠ"),
        ("Zoe\u0308", "Zoë"),
    ],
)
def test_layout_goes_and_the_name_stays(typed, stored):
    assert read_name(typed).value == stored


@pytest.mark.parametrize("char", ["\uf92c", "\ufa0c", "\ufa0e", "\U0002f800"])
def test_compatibility_ideographs_are_not_replaced(char):
    assert read_name(f"张{char}").value == f"张{char}"


def test_compatibility_ideographs_compare_with_what_they_stand_for():
    assert comparable_name("张\uf92c") == comparable_name("张郎") == "张郎"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("张\ue81e", "U+E81E"),
        ("张\U000f0000", "U+F0000"),
        ("张\x00三", "U+0000"),
        ("张\x1b三", "U+001B"),
        ("张\u200b三", "U+200B"),
        ("张\u202e三", "U+202E"),
        ("张\ufffd", "U+FFFD"),
        ("张\ud800", "U+D800"),
        ("张\uffff", "U+FFFF"),
        ("张\ufdd0", "U+FDD0"),
    ],
)
def test_what_no_store_may_hold_is_named_by_code_point(typed, code):
    read = read_name(typed)
    assert read.value is None
    assert read.problem.key == "text.character"
    assert read.problem.values == {"code": code}


@pytest.mark.parametrize(("typed", "char"), [("王强1", "1"), ("王?", "?"), ("王强（大）", "（")])
def test_an_unusual_character_is_only_a_hint(typed, char):
    read = read_name(typed)
    assert read.value == typed
    assert [(hint.key, hint.values) for hint in read.hints] == [
        ("name.unusual", {"character": char})
    ]


@pytest.mark.parametrize(
    "name",
    [
        "攀枝花汇智人力资源（集团）有限公司",
        "攀枝花众创(仁和)人力资源服务中心（普通合伙）",
        "四川“创客”人力资源服务有限公司",
        "攀枝花365人力资源有限公司",
        "攀枝花·阳光 Talent-Work Co. 人力资源有限公司",
    ],
)
def test_an_ordinary_name_of_a_firm_is_kept_as_typed_without_a_hint(name):
    read = read_organization_name(name)
    assert (read.value, read.hints) == (name, ())


@pytest.mark.parametrize("char", ["?", "#", "；", "※"])
def test_an_unusual_character_in_the_name_of_a_firm_is_only_a_hint(char):
    read = read_organization_name(f"攀枝花{char}公司")
    assert read.value == f"攀枝花{char}公司"
    assert [(hint.key, hint.values) for hint in read.hints] == [
        ("organization_name.unusual", {"character": char})
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("\u3000", "organization_name.empty"),
        ("司" * 201, "organization_name.too_long"),
        ("司\u202e司", "text.character"),
    ],
)
def test_what_is_no_name_of_a_firm(text, key):
    assert read_organization_name(text).problem.key == key


def test_ideographs_newer_than_the_unicode_tables_are_names_too():
    # U+31350 and U+2EBF0 came with Unicode 15.0 and 15.1.
    assert read_name("张\U00031350\U0002ebf0").hints == ()


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u200b"])
def test_nothing_is_no_name(text):
    assert read_name(text).problem.key == "name.empty"


@pytest.mark.parametrize(
    ("length", "taken"), [(1, True), (50, True), (51, True), (60, True), (61, False)]
)
def test_bounds_of_length(length, taken):
    read = read_name("阿" * length, longest=60)
    assert (read.value is not None) == taken
    if not taken:
        assert read.problem.values == {"n": "61", "most": "60"}


def test_comparing_ignores_dot_space_and_case():
    assert comparable_name("买买提•艾力") == comparable_name("买买提艾力")
    assert comparable_name("JOHN SMITH") == comparable_name("John  Smith")
    assert comparable_name("葛\U000e0100") == comparable_name("葛")
    assert comparable_name("王强") != comparable_name("王刚")


@given(st.text(st.characters(codec=None)) | st.lists(people.names()).map(" • ".join))
def test_normalising_twice_changes_nothing(text):
    once = normalised_name(text)
    assert normalised_name(once) == once


@given(st.text())
def test_any_text_gives_a_value_or_a_problem(text):
    read = read_name(text)
    assert (read.value is None) != (read.problem is None)


@given(people.names())
def test_stored_names_are_composed(name):
    assert unicodedata.normalize("NFC", read_name(name).value) == name
