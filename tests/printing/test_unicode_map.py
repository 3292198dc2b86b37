"""The map by which a PDF's text is copied out."""

import re

from hrdesk.printing.unicode_map import to_unicode_map


def pairs(text: str) -> dict[int, str]:
    return {
        int(byte, 16): bytes.fromhex(code).decode("utf-16-be")
        for byte, code in re.findall(r"^<(..)> <([0-9A-F]{4,})>$", text, re.MULTILINE)
        if len(code) % 4 == 0
    }


def test_each_byte_stands_for_its_character() -> None:
    subset = [0, *map(ord, "攀·ꆈ")]
    assert pairs(to_unicode_map("F", subset)) == {1: "攀", 2: "·", 3: "ꆈ"}


def test_characters_above_ffff_are_surrogate_pairs() -> None:
    text = to_unicode_map("F", [0, 0x2CB4E, 0x20164])
    assert "<01> <D872DF4E>" in text
    assert "<02> <D840DD64>" in text


def test_no_group_holds_more_than_a_hundred() -> None:
    text = to_unicode_map("F", [0, *range(0x4E00, 0x4EFF)])
    counts = [int(count) for count in re.findall(r"(\d+) beginbfchar", text)]
    assert counts == [100, 100, 55]
    assert len(pairs(text)) == 255


def test_unused_places_are_left_out() -> None:
    subset = [0, *[0x20] * 32]
    assert pairs(to_unicode_map("F", subset)) == {0x20: " "}
