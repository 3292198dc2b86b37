"""Which font a character is printed in, and when a print is refused."""

from pathlib import Path

import pytest

from hrdesk.domain.errors import Fault
from hrdesk.printing.fonts import FontBook, MissingGlyph, Role
from tests.printing.font_files import forbidding_embedding, mapping_only

SONG, HEI, FANGSONG, NUOSU = (
    "LXGWNeoZhiSong",
    "LXGWNeoXiHei",
    "LXGWZhuqueFangsong-Regular",
    "NuosuSIL-Regular",
)
ON_THE_MACHINE = "\U00031350"
NOWHERE = "\U00031351"


@pytest.fixture
def machine_fonts(tmp_path: Path) -> Path:
    """A folder with a font that may not be embedded, and after it one that may."""
    font = mapping_only(ord(ON_THE_MACHINE))
    (tmp_path / "a-forbidden.ttf").write_bytes(forbidding_embedding(font))
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "rare.ttf").write_bytes(font)
    (tmp_path / "truetype" / "private.ttf").write_bytes(mapping_only(0xF001))
    return tmp_path


@pytest.mark.parametrize(
    ("role", "char", "font"),
    [
        (Role.SONG, "攀", SONG),
        (Role.SONG, "7", SONG),
        (Role.HEI, "攀", HEI),
        (Role.FANGSONG, "攀", FANGSONG),
        (Role.FANGSONG, "7", SONG),
        (Role.FANGSONG, "A", SONG),
        (Role.FANGSONG, "①", SONG),
        (Role.SONG, "ꆈ", NUOSU),
        (Role.HEI, "ꌠ", NUOSU),
        (Role.SONG, "𬭎", SONG),
        (Role.SONG, "𠅤", SONG),
        (Role.SONG, "㛃", SONG),
        (Role.SONG, "䶮", SONG),
        (Role.SONG, "·", SONG),
    ],
)
def test_the_font_of_a_character(fonts: FontBook, role: Role, char: str, font: str) -> None:
    assert fonts.glyph(role, char).font == font


def test_a_text_is_cut_into_runs_of_one_font(fonts: FontBook) -> None:
    runs = [(font, text) for font, text, _ in fonts.runs(Role.SONG, "吉克ꆈꌠ木")]
    assert runs == [(SONG, "吉克"), (NUOSU, "ꆈꌠ"), (SONG, "木")]


def test_a_run_starts_where_the_characters_before_it_end(fonts: FontBook) -> None:
    text = "共 10,000.00 元"
    font, last, start = fonts.runs(Role.SONG, text + "ꆈ元")[-1]
    assert (font, last) == (SONG, "元")
    assert start == pytest.approx(sum(fonts.widths(Role.SONG, text + "ꆈ")))


def test_every_yi_syllable_has_a_glyph(fonts: FontBook) -> None:
    syllables = list(map(chr, range(0xA000, 0xA48D)))
    fonts.require(syllables)
    assert {fonts.glyph(Role.SONG, syllable).font for syllable in syllables} == {NUOSU}


def test_every_gbk_character_has_a_glyph(fonts: FontBook) -> None:
    pairs = [bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF)]
    hanzi = [text for pair in pairs if len(text := pair.decode("gbk", "ignore")) == 1]
    hanzi = [char for char in hanzi if "\u4e00" <= char <= "\u9fa5"]
    fonts.require(hanzi)
    assert all(fonts.glyph(Role.SONG, char).width > 0 for char in hanzi)
    assert len(hanzi) > 20_000


def test_a_character_that_no_font_has_is_refused_by_code_point(fonts: FontBook) -> None:
    with pytest.raises(MissingGlyph) as caught:
        fonts.require(["张三", f"王{NOWHERE}{ON_THE_MACHINE}{NOWHERE}"])
    assert isinstance(caught.value, Fault)
    assert caught.value.key == "print.no_glyph"
    assert caught.value.values == {
        "name": f"王{NOWHERE}{ON_THE_MACHINE}{NOWHERE}",
        "characters": f"{NOWHERE} {ON_THE_MACHINE}",
        "code_points": "U+31351 U+31350",
    }


def test_a_refusal_quotes_no_more_than_a_line(fonts: FontBook) -> None:
    with pytest.raises(MissingGlyph) as caught:
        fonts.require(["字" * 500 + NOWHERE])
    assert len(caught.value.values["name"]) == 60


def test_measuring_an_unknown_character_is_refused_too(fonts: FontBook) -> None:
    with pytest.raises(MissingGlyph):
        fonts.widths(Role.HEI, NOWHERE)


@pytest.mark.parametrize("char", ["\ue000", "\uf130", "\U000ffffd", "\t", "\x00"])
def test_private_and_control_characters_are_refused(fonts: FontBook, char: str) -> None:
    with pytest.raises(MissingGlyph):
        fonts.require([char])


def test_a_line_feed_needs_no_glyph(fonts: FontBook) -> None:
    fonts.require(["一\n二"])
    assert fonts.lacking(["一\n二", NOWHERE]) == {NOWHERE}


def test_what_no_bundled_font_has_comes_from_the_machine(
    font_folder: Path, machine_fonts: Path
) -> None:
    book = FontBook(font_folder, system_folders=[machine_fonts])
    texts = ["普通", ON_THE_MACHINE]
    book.require(texts)
    assert book.glyph(Role.SONG, ON_THE_MACHINE).font == "system-rare-0"
    assert book.glyph(Role.SONG, ON_THE_MACHINE).width > 0
    assert book.system_fonts(texts) == ("BitstreamVeraSans-Roman",)
    assert book.system_fonts(["普通"]) == ()


def test_a_machine_font_never_gives_a_private_character(
    font_folder: Path, machine_fonts: Path
) -> None:
    with pytest.raises(MissingGlyph):
        FontBook(font_folder, system_folders=[machine_fonts]).require(["\uf001"])


def test_names_are_not_folded_to_similar_characters(fonts: FontBook) -> None:
    compatible, plain = "\ufa0e", "\u5f77"
    assert [text for _, text, _ in fonts.runs(Role.SONG, plain)] == [plain]
    try:
        kept = [text for _, text, _ in fonts.runs(Role.SONG, compatible)]
    except MissingGlyph as refused:
        assert refused.values["code_points"] == "U+FA0E"
    else:
        assert kept == [compatible]


@pytest.mark.parametrize("char", ["ئ", "ﺋ", "א", "क", "བ", "ᠮ", "ក"])
def test_letters_that_join_or_stack_are_refused_rather_than_printed_wrong(
    font_folder: Path, tmp_path: Path, char: str
) -> None:
    (tmp_path / "script.ttf").write_bytes(mapping_only(ord(char)))
    with pytest.raises(MissingGlyph):
        FontBook(font_folder, system_folders=[tmp_path]).require([f"阿{char}"])
