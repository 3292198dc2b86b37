"""What other programs make of the PDF: fonts, structure, copied text, the picture of the code."""

import shutil
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from hrdesk.printing.approval_form import render_approval_form
from hrdesk.printing.fonts import FontBook, MissingGlyph
from hrdesk.printing.qr_code import modules
from hrdesk.printing.recovery_sheet import render_recovery_sheet
from hrdesk.printing.sheet import Cell, Sheet
from tests.printing.samples import (
    LONG_NAME,
    PAYLOAD,
    RARE_NAMES,
    long_sheet,
    rare_sheet,
    recovery_sheet,
    roster_sheet,
    short_sheet,
    with_cells,
)

Judge = Callable[..., str]
DPI = 300


@pytest.fixture
def written(fonts: FontBook, tmp_path: Path) -> Callable[[Sheet], Path]:
    def write(sheet: Sheet) -> Path:
        target = BytesIO()
        render_approval_form(sheet, target, fonts)
        path = tmp_path / "form.pdf"
        path.write_bytes(target.getvalue())
        return path

    return write


@pytest.mark.parametrize("sheet", [short_sheet(), long_sheet(), rare_sheet(), roster_sheet()])
def test_qpdf_finds_no_fault(written, judge: Judge, sheet: Sheet) -> None:
    assert "No syntax or stream encoding errors" in judge("qpdf", "--check", written(sheet))


@pytest.mark.parametrize("sheet", [short_sheet(), rare_sheet()])
def test_all_fonts_are_embedded_truetype_subsets(written, judge: Judge, sheet: Sheet) -> None:
    rows = judge("pdffonts", written(sheet)).splitlines()[2:]
    assert len(rows) >= 3
    for row in rows:
        name, *kind, encoding, embedded, subset, unicode_map, _, _ = row.split()
        assert name[6] == "+"
        assert (kind, encoding) == (["CID", "TrueType"], "Identity-H")
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes")


@pytest.mark.parametrize("name", [*RARE_NAMES, "㛃", "𬭎", "𠅤", "䶮", "ꆈꌠ", "吉克·伍呷木"])
def test_rare_names_copy_out_as_they_were_written(written, judge: Judge, name: str) -> None:
    said = judge("pdftotext", "-raw", written(with_cells((Cell("姓名", name),))), "-")
    assert f"姓名 {name}\n" in said


def test_all_yi_syllables_and_many_supplementary_characters_copy_out(
    written, judge: Judge, fonts: FontBook
) -> None:
    yi = "".join(map(chr, range(0xA000, 0xA48D)))
    sheet = with_cells((Cell("彝文", yi), Cell("补充", supplementary(fonts))))
    said = "".join(judge("pdftotext", "-raw", written(sheet), "-").split())
    missing = [char for char in yi + supplementary(fonts) if char not in said]
    assert missing == []


def supplementary(fonts: FontBook) -> str:
    known = [chr(code) for code in range(0x20000, 0x2FFFF, 7) if unicodedata.name(chr(code), "")]
    have = []
    for char in known:
        try:
            fonts.require([char])
        except MissingGlyph:
            continue
        have.append(char)
    assert len(have) > 30
    return "".join(have)


def test_a_long_name_is_printed_whole(written, judge: Judge) -> None:
    said = judge("pdftotext", "-raw", "-f", "1", "-l", "1", written(long_sheet()), "-")
    assert len(LONG_NAME) > 50
    assert LONG_NAME in "".join(said.split())


def test_each_page_says_which_it_is(written, judge: Judge) -> None:
    path = written(roster_sheet())
    for page in range(1, 5):
        said = "".join(judge("pdftotext", "-raw", "-f", page, "-l", page, path, "-").split())
        assert f"第{page}页共4页打印2026-09-0210:22第1份" in said
        assert "审计0003187·7f3a91c2e04d" in said


def test_the_paper_is_a4(written, judge: Judge) -> None:
    said = judge("pdfinfo", written(short_sheet()))
    assert "(A4)" in said
    assert "Pages:           2" in said


def test_the_printed_code_shows_the_modules_of_its_text(
    written, judge: Judge, tmp_path: Path
) -> None:
    picture = page_picture(judge, written(short_sheet()), tmp_path)
    assert code_modules(picture, len(modules(PAYLOAD))) == modules(PAYLOAD)


def test_the_printed_code_is_read_by_a_scanner(written, judge: Judge, tmp_path: Path) -> None:
    picture = page_picture(judge, written(short_sheet()), tmp_path)
    if shutil.which("zbarimg") is None:
        # Without a scanner on this machine the drawing is held to the encoder's modules.
        assert code_modules(picture, len(modules(PAYLOAD))) == modules(PAYLOAD)
        return
    assert f"QR-Code:{PAYLOAD}\n" in judge("zbarimg", "--quiet", picture)


def test_the_recovery_sheet_is_sound_and_one_page(
    fonts: FontBook, judge: Judge, tmp_path: Path
) -> None:
    path = tmp_path / "recovery.pdf"
    with path.open("wb") as target:
        render_recovery_sheet(recovery_sheet(), target, fonts)
    assert "No syntax or stream encoding errors" in judge("qpdf", "--check", path)
    assert "Pages:           1" in judge("pdfinfo", path)
    said = "".join(judge("pdftotext", "-layout", path, "-").split())
    for group in recovery_sheet().key_groups:
        assert group in said


def page_picture(judge: Judge, pdf: Path, folder: Path) -> Path:
    judge("pdftoppm", "-gray", "-r", DPI, "-f", 1, "-l", 1, "-singlefile", pdf, folder / "page")
    return folder / "page.pgm"


def code_modules(picture: Path, size: int) -> tuple[tuple[bool, ...], ...]:
    """Read the modules of the code in the lower right corner: its darkest square."""
    content = picture.read_bytes()
    _, dimensions, _, pixels = content.split(b"\n", 3)
    width, height = map(int, dimensions.split())
    mm = DPI / 25.4
    right, bottom = (210 - 17) * mm, (297 - 8) * mm
    unit = 18 * mm / size

    def dark(row: int, column: int) -> bool:
        x = int(right - (size - column - 0.5) * unit)
        y = int(bottom - (size - row - 0.5) * unit)
        return pixels[y * width + x] < 128

    assert len(pixels) == width * height
    return tuple(tuple(dark(row, column) for column in range(size)) for row in range(size))
