"""Tidying text without loss."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.plain_text import (
    ascii_forms,
    ascii_identifier,
    code_point,
    comparable_text,
    composed,
    refused_character,
    trimmed,
)


def test_all_full_width_forms_become_ascii():
    assert ascii_forms("".join(map(chr, range(0xFF01, 0xFF5F)))) == "".join(
        map(chr, range(0x21, 0x7F))
    )


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        (" a　b ", "AB"),
        ("１—２－3", "1-2-3"),
        ("2024。6。30", "2024.6.30"),
        ("\u202a51\u202c", "51"),
    ],
)
def test_identifiers(typed, identifier):
    assert ascii_identifier(typed) == identifier


@pytest.mark.parametrize("digit", "①²٣५")
def test_other_digits_are_not_taken_for_ascii(digit):
    assert ascii_identifier(digit) == digit


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    for tidy in (ascii_identifier, composed, trimmed):
        assert tidy(tidy(text)) == tidy(text)


@given(
    st.text(
        st.characters(
            exclude_characters=[chr(c) for c in range(0xF900, 0xFB00)], max_codepoint=0x2F7FF
        )
    )
)
def test_composition_is_nfc_where_no_compatibility_ideograph_stands(text):
    assert composed(text) == unicodedata.normalize("NFC", text)


@given(st.text(st.characters(min_codepoint=0xF900, max_codepoint=0xFAFF)))
def test_compatibility_ideographs_stay(text):
    assert composed(text) == text


@given(st.text())
def test_trimming_only_takes_from_the_ends(text):
    kept = trimmed(text)
    start = text.find(kept)
    assert start >= 0
    assert trimmed(text[:start]) == "" or not kept
    assert kept == kept.strip()


@pytest.mark.parametrize("text", ["", "汉字 abc 123", "𠅤𬭎ꆈ", "à\u0301"])
def test_ordinary_text_is_not_refused(text):
    assert refused_character(text) is None


def test_code_points_have_at_least_four_digits():
    assert [code_point(c) for c in "A龴𠅤"] == ["U+0041", "U+9FB4", "U+20164"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ABC班", "ＡＢＣ班"),
        ("ABC班", "abc班"),
        ("管理师班（一）", "管理师班(一)"),
        ("虚构〔2026〕6号", "虚构[2026]6号"),
        ("虚构【2026】6号", "虚构（2026）6号"),
        ("“领军”班", '"领军"班'),
        ("‘领军’班", "'领军'班"),
        ("a\u00a0b 班", "ab班"),
        ("焊\u200b工\ufeff班", "焊工班"),
        ("焊\ufe00工\u2800班", "焊工班"),
        ("焊\u3164工班", "焊工班"),
        ("第1-2期", "第１－２期"),
        ("第1—2期", "第1–2期"),
        ("甲·乙班", "甲・乙班"),
        ("STRASSE", "straße"),
        ("\uf9dc", "隆"),
    ],
)
def test_another_spelling_is_compared_alike(one, other):
    assert comparable_text(one) == comparable_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("焊工班", "电工班"), ("第1.2期", "第12期"), ("一班", "（一）班"), ("3A", "4A"), ("", "班")],
)
def test_other_words_are_compared_apart(one, other):
    assert comparable_text(one) != comparable_text(other)


@given(st.text())
def test_comparing_form_is_its_own_comparing_form(text):
    assert comparable_text(comparable_text(text)) == comparable_text(text)
