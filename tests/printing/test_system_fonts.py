"""Finding a font of the machine by its character map alone."""

import struct
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from hrdesk.printing.system_fonts import FontFile, fonts_with, usual_folders
from tests.printing.font_files import VERA


def collection(font: bytes) -> bytes:
    """Wrap one font as the second member of a TrueType collection whose first has no outlines."""
    header = struct.pack(">4sLLLL", b"ttcf", 0x00010000, 2, 20, 32)
    empty = struct.pack(">LHHHH", 0x00010000, 0, 0, 0, 0)
    body = bytearray(font)
    shift = len(header) + len(empty)
    (count,) = struct.unpack_from(">H", body, 4)
    for number in range(count):
        place = 12 + 16 * number + 8
        (offset,) = struct.unpack_from(">L", body, place)
        struct.pack_into(">L", body, place, offset + shift)
    return header + empty + bytes(body)


def without_outlines(font: bytes) -> bytes:
    return font.replace(b"glyf", b"CFF ", 1)


@pytest.mark.parametrize("name", ["LXGWNeoZhiSong.ttf", "NuosuSIL-Regular.ttf"])
def test_the_map_is_read_as_reportlab_reads_it(
    font_folder: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).symlink_to(font_folder / name)
    glyphs = TTFontFile(str(font_folder / name)).charToGlyph
    samples = [*range(0x20, 0x2FA20, 1009), *list(glyphs)[::997], 0x2CB4E, 0x20164, 0xA188, 0xA48C]
    for code_point in samples:
        found = list(fonts_with(code_point, [tmp_path]))
        assert bool(found) == bool(glyphs.get(code_point)), hex(code_point)


def test_a_map_without_supplementary_characters_is_read_by_segments(tmp_path: Path) -> None:
    (tmp_path / "Vera.TTF").write_bytes(VERA)
    assert list(fonts_with(ord("A"), [tmp_path])) == [FontFile(tmp_path / "Vera.TTF", 0)]
    assert list(fonts_with(ord("攀"), [tmp_path])) == []
    assert list(fonts_with(0x2CB4E, [tmp_path])) == []


def test_a_font_inside_a_collection_is_found_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "both.ttc").write_bytes(collection(VERA))
    assert list(fonts_with(ord("A"), [tmp_path])) == [FontFile(tmp_path / "both.ttc", 1)]


def test_fonts_without_truetype_outlines_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "outlines.otf").write_bytes(without_outlines(VERA))
    assert list(fonts_with(ord("A"), [tmp_path])) == []


@pytest.mark.parametrize("length", [0, 3, 11, 40, 300])
def test_a_cut_file_is_passed_over(tmp_path: Path, length: int) -> None:
    (tmp_path / "cut.ttf").write_bytes(VERA[:length])
    (tmp_path / "whole.ttf").write_bytes(VERA)
    assert [file.path.name for file in fonts_with(ord("A"), [tmp_path])] == ["whole.ttf"]


def test_folders_are_searched_in_order_and_in_depth(tmp_path: Path) -> None:
    for name in ("b/deep/one.ttf", "a/two.ttf", "a/note.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(VERA)
    found = fonts_with(ord("A"), [tmp_path / "b", tmp_path / "a"])
    assert [file.path.name for file in found] == ["one.ttf", "two.ttf"]


def test_the_users_own_fonts_are_among_the_usual_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / ".local" / "share" / "fonts"
    own.mkdir(parents=True)
    windows = tmp_path / "Windows"
    (windows / "Fonts").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("WINDIR", str(windows))
    assert own in usual_folders()
    assert windows / "Fonts" in usual_folders()
    assert all(folder.is_dir() for folder in usual_folders())
