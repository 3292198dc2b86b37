"""The PDF of a form: same bytes for same sheets, nothing at all when it cannot be printed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from hrdesk.printing.approval_form import PrintReport, render_approval_form
from hrdesk.printing.fonts import FontBook, MissingGlyph
from hrdesk.printing.sheet import Cell, Footer, Sheet
from tests.printing.font_files import mapping_only
from tests.printing.samples import long_sheet, rare_sheet, short_sheet, with_cells

NOWHERE = "\U00031351"
ON_THE_MACHINE = "\U00031350"


def rendered(sheet: Sheet, fonts: FontBook) -> bytes:
    target = BytesIO()
    render_approval_form(sheet, target, fonts)
    return target.getvalue()


@pytest.mark.parametrize("sheet", [short_sheet(), long_sheet(), rare_sheet()])
def test_equal_sheets_give_equal_bytes(sheet: Sheet, fonts: FontBook, font_folder: Path) -> None:
    first = rendered(sheet, fonts)
    rendered(long_sheet(), fonts)
    assert rendered(sheet, fonts) == first
    assert rendered(sheet, FontBook(font_folder, system_folders=())) == first


def test_another_copy_gives_other_bytes(fonts: FontBook) -> None:
    sheet = short_sheet()
    second = replace(sheet, footer=replace(sheet.footer, copy="第 2 份"))
    assert rendered(sheet, fonts) != rendered(second, fonts)


def test_the_report_counts_pages_and_names_no_font_of_the_machine(fonts: FontBook) -> None:
    assert render_approval_form(short_sheet(), BytesIO(), fonts) == PrintReport(2, ())


def test_a_font_of_the_machine_is_reported(font_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "rare.ttf").write_bytes(mapping_only(ord(ON_THE_MACHINE)))
    fonts = FontBook(font_folder, system_folders=[tmp_path])
    sheet = with_cells((Cell("姓名", f"张{ON_THE_MACHINE}"),))
    report = render_approval_form(sheet, BytesIO(), fonts)
    assert report.system_fonts == ("BitstreamVeraSans-Roman",)
    assert render_approval_form(short_sheet(), BytesIO(), fonts).system_fonts == ()


@pytest.mark.parametrize(
    "sheet",
    [
        with_cells((Cell("姓名", f"张{NOWHERE}"),)),
        replace(short_sheet(), title=NOWHERE),
        replace(short_sheet(), footer=Footer("{page}", audit=NOWHERE)),
        replace(short_sheet(), remarks=(NOWHERE,)),
    ],
)
def test_a_refused_print_writes_nothing(sheet: Sheet, fonts: FontBook) -> None:
    target = BytesIO()
    with pytest.raises(MissingGlyph):
        render_approval_form(sheet, target, fonts)
    assert target.getvalue() == b""


def test_no_path_of_this_machine_is_in_the_file(fonts: FontBook, font_folder: Path) -> None:
    content = rendered(short_sheet(), fonts)
    assert str(font_folder).encode() not in content
    assert b".ttf" not in content


def test_a_sheet_without_annex_remarks_and_code_is_a_form_too(fonts: FontBook) -> None:
    bare = replace(short_sheet(), annex=None, remarks=(), footer=Footer("{page}/{pages}"))
    assert render_approval_form(bare, BytesIO(), fonts).pages == 1


def test_forms_drawn_in_several_threads_are_the_same(font_folder: Path) -> None:
    fonts = FontBook(font_folder, system_folders=())
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: rendered(rare_sheet(), fonts), range(8)))
    assert len(set(drawn)) == 1
