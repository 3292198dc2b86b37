"""The codes of a font's characters, and the map by which a PDF's text is copied out."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFError
from reportlab.pdfgen.canvas import Canvas

from hrdesk.printing import embedded_font
from hrdesk.printing.embedded_font import EmbeddedFont, to_unicode_map
from tests.printing.font_files import VERA


@pytest.fixture
def vera(tmp_path: Path) -> Path:
    path = tmp_path / "vera.ttf"
    path.write_bytes(VERA)
    return path


def pairs(text: bytes) -> dict[int, str]:
    _, _, text = text.partition(b"endcodespacerange")
    return {
        int(code, 16): bytes.fromhex(character).decode("utf-16-be")
        for code, character in re.findall(
            r"^<([0-9A-F]{4})> <([0-9A-F]{4,})>$", text.decode(), re.MULTILINE
        )
    }


def test_each_code_stands_for_its_character() -> None:
    codes = {1: ord("攀"), 700: ord("·"), 0xFFFE: ord("ꆈ")}
    assert pairs(to_unicode_map("F", codes)) == {1: "攀", 700: "·", 0xFFFE: "ꆈ"}


def test_characters_above_ffff_are_surrogate_pairs() -> None:
    text = to_unicode_map("F", {1: 0x2CB4E, 2: 0x20164})
    assert b"<0001> <D872DF4E>" in text
    assert b"<0002> <D840DD64>" in text


def test_no_group_holds_more_than_a_hundred() -> None:
    text = to_unicode_map("F", dict(enumerate(range(0x4E00, 0x4EFF), start=1)))
    counts = [int(count) for count in re.findall(rb"(\d+) beginbfchar", text)]
    assert counts == [100, 100, 55]
    assert len(pairs(text)) == 255


def test_a_code_depends_on_the_font_alone(vera: Path) -> None:
    first, second = EmbeddedFont("first", str(vera)), EmbeddedFont("second", str(vera))
    one, other = Canvas(BytesIO()), Canvas(BytesIO())
    first.splitString("zyx", one._doc)
    assert first.splitString("abc", one._doc) == second.splitString("abc", other._doc)
    assert len({first.code(char) for char in "abcxyz"}) == 6
    assert 0 not in map(first.code, map(chr, first.face.charToGlyph))


def test_the_name_on_the_page_is_plain_whatever_the_file_is_called(vera: Path) -> None:
    font = EmbeddedFont("system-宋 体-0", str(vera))
    assert re.fullmatch(r"/F[A-Za-z0-9_]+", font.reference)
    other = EmbeddedFont("system-宋体-0", str(vera))
    assert font.reference != other.reference


def test_a_font_with_more_characters_than_two_bytes_tell_apart_is_refused(
    vera: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_font, "_MOST_CODES", 200)
    with pytest.raises(TTFError, match="two bytes"):
        EmbeddedFont("vera", str(vera))
