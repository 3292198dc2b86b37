"""Many forms in one file: the pages of each form as alone, a list on top, flat memory."""

import json
import subprocess
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pytest

from hrdesk.printing.approval_form import PrintReport, render_approval_form
from hrdesk.printing.cover_list import CoverList
from hrdesk.printing.fonts import FontBook, MissingGlyph
from hrdesk.printing.form_file import render_approval_forms
from hrdesk.printing.sheet import Cell, Sheet
from tests.printing.font_files import mapping_only
from tests.printing.samples import (
    RARE_NAMES,
    batch_sheet,
    case_number,
    cover_list,
    long_sheet,
    rare_sheet,
    roster_sheet,
    short_sheet,
    wide_roster_sheet,
    with_cells,
)

Judge = Callable[..., str]
NOWHERE = "\U00031351"
ON_THE_MACHINE = "\U00031350"


def written(path: Path, sheets: Sequence[Sheet], cover: CoverList | None, fonts: FontBook) -> Path:
    with path.open("wb") as target:
        render_approval_forms(iter(sheets), cover, target, fonts)
    return path


def alone(path: Path, sheet: Sheet, fonts: FontBook) -> Path:
    with path.open("wb") as target:
        render_approval_form(sheet, target, fonts)
    return path


def contents(pdf: Path) -> list[bytes]:
    """The operators of each page, unpacked."""
    done = subprocess.run(
        ["qpdf", "--json", "--json-key=pages", str(pdf)], capture_output=True, check=True
    )
    pages = json.loads(done.stdout)["pages"]
    return [b"".join(map(stream_of(pdf), page["contents"])) for page in pages]


def stream_of(pdf: Path) -> Callable[[str], bytes]:
    def read(reference: str) -> bytes:
        number = reference.partition(" ")[0]
        command = ["qpdf", f"--show-object={number}", "--filtered-stream-data", str(pdf)]
        return subprocess.run(command, capture_output=True, check=True).stdout

    return read


def words(judge: Judge, pdf: Path) -> list[str]:
    return judge("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def test_each_form_is_the_same_bytes_alone_and_among_others(
    fonts: FontBook, judge: Judge, tmp_path: Path
) -> None:
    sheets = [batch_sheet(1), long_sheet(), wide_roster_sheet(60, extra=120.0), batch_sheet(3)]
    sheets += [rare_sheet(), roster_sheet(70), short_sheet(), batch_sheet(4)]
    together = written(tmp_path / "many.pdf", sheets, None, fonts)
    many, said = contents(together), words(judge, together)
    page = 0
    for sheet in sheets:
        assert page % 2 == 0
        one = alone(tmp_path / "one.pdf", sheet, fonts)
        drawn = contents(one)
        assert many[page : page + len(drawn)] == drawn
        assert said[page : page + len(drawn)] == words(judge, one)
        page += len(drawn)
        if page % 2 and sheet is not sheets[-1]:
            assert said[page].strip() == ""
            page += 1
    assert page == len(many)


def test_a_page_looks_the_same_alone_and_among_others(
    fonts: FontBook, judge: Judge, tmp_path: Path
) -> None:
    sheets = [batch_sheet(number) for number in range(6)]
    together = written(tmp_path / "many.pdf", sheets, cover_list(range(6)), fonts)
    for number in (0, 3, 5):
        one = alone(tmp_path / "one.pdf", sheets[number], fonts)
        page = 3 + 2 * number
        assert picture(judge, together, page, tmp_path) == picture(judge, one, 1, tmp_path)
    assert picture(judge, together, 4, tmp_path) == picture(
        judge, alone(tmp_path / "one.pdf", sheets[0], fonts), 2, tmp_path
    )


def picture(judge: Judge, pdf: Path, page: int, folder: Path) -> bytes:
    judge("pdftoppm", "-gray", "-r", 100, "-f", page, "-l", page, "-singlefile", pdf, folder / "p")
    return (folder / "p.pgm").read_bytes()


def test_the_list_names_each_form_with_the_page_it_begins_on(
    fonts: FontBook, judge: Judge, tmp_path: Path
) -> None:
    numbers = range(1, 41)
    sheets = [batch_sheet(number) for number in numbers]
    pdf = written(tmp_path / "many.pdf", sheets, cover_list(numbers), fonts)
    said = words(judge, pdf)
    assert "攀枝花市一次性创业补贴审批表清单" in said[0]
    assert "批次：510411-2026-P0007" in said[0]
    assert "共 40 件，金额合计 ¥400,000.00" in said[0]
    rows = {
        line.split()[1]: line.split()
        for line in said[0].splitlines() + said[1].splitlines()
        if line.split()[:1] and line.split()[0].isdigit()
    }
    assert len(rows) == 40
    for place, number in enumerate(numbers, start=1):
        ordinal, _, name, amount, page = rows[case_number(number)]
        assert (ordinal, amount) == (str(place), "10,000.00")
        assert name == RARE_NAMES[number % len(RARE_NAMES)]
        assert int(page) % 2 == 1
        assert f"案号：{case_number(number)}" in said[int(page) - 1]
        assert "第1页共2页" in said[int(page) - 1].replace(" ", "") or number % 7 == 3
    assert "清单第2页共2页" in said[1].replace(" ", "")


def test_the_outline_leads_to_each_case_by_number_without_a_name(
    fonts: FontBook, tmp_path: Path
) -> None:
    sheets = [batch_sheet(number) for number in range(5)]
    pdf = written(tmp_path / "many.pdf", sheets, cover_list(range(5)), fonts)
    done = subprocess.run(
        ["qpdf", "--json", "--json-key=outlines", "--json-key=pages", str(pdf)],
        capture_output=True,
        check=True,
    )
    outlines = json.loads(done.stdout)["outlines"]
    assert [entry["title"] for entry in outlines] == [
        "攀枝花市一次性创业补贴审批表清单",
        *(f"案号：{case_number(number)}" for number in range(5)),
    ]
    assert [entry["destpageposfrom1"] for entry in outlines] == [1, 3, 5, 7, 9, 11]


@pytest.mark.parametrize("count", [1, 3, 130])
def test_other_programs_find_no_fault(
    fonts: FontBook, judge: Judge, tmp_path: Path, count: int
) -> None:
    sheets = [batch_sheet(number) for number in range(count)]
    pdf = written(tmp_path / "many.pdf", sheets, cover_list(range(count)), fonts)
    assert "No syntax or stream encoding errors" in judge("qpdf", "--check", pdf)
    rows = judge("pdffonts", pdf).splitlines()[2:]
    assert len({row.split()[0] for row in rows}) == len(rows) <= 4
    assert all(" yes yes yes " in row for row in rows)


def test_equal_forms_give_equal_bytes(fonts: FontBook, font_folder: Path, tmp_path: Path) -> None:
    sheets = [batch_sheet(number) for number in range(4)]
    cover = cover_list(range(4))
    first = written(tmp_path / "first.pdf", sheets, cover, fonts).read_bytes()
    fresh = FontBook(font_folder, system_folders=())
    assert written(tmp_path / "second.pdf", sheets, cover, fresh).read_bytes() == first


def test_the_report_counts_pages_and_names_fonts_of_the_machine(
    fonts: FontBook, font_folder: Path, tmp_path: Path
) -> None:
    sheets = [batch_sheet(1), batch_sheet(3), batch_sheet(2)]
    assert render_approval_forms(sheets, None, BytesIO(), fonts) == PrintReport(6, ())
    (tmp_path / "rare.ttf").write_bytes(mapping_only(ord(ON_THE_MACHINE)))
    machine = FontBook(font_folder, system_folders=[tmp_path])
    sheets.append(with_cells((Cell("姓名", f"张{ON_THE_MACHINE}"),)))
    report = render_approval_forms(sheets, None, BytesIO(), machine)
    assert report == PrintReport(8, ("BitstreamVeraSans-Roman",))


def test_a_character_without_a_font_is_refused(fonts: FontBook) -> None:
    with pytest.raises(MissingGlyph):
        render_approval_forms(
            [batch_sheet(1), with_cells((Cell("姓名", NOWHERE),))], None, BytesIO(), fonts
        )
    cover = replace(cover_list([1]), totals=(NOWHERE,))
    with pytest.raises(MissingGlyph):
        render_approval_forms([batch_sheet(1)], cover, BytesIO(), fonts)


@pytest.mark.parametrize("listed", [[1], [1, 2, 3], [2, 1]])
def test_a_list_of_other_forms_is_refused(fonts: FontBook, listed: list[int]) -> None:
    sheets = [batch_sheet(1), batch_sheet(2)]
    with pytest.raises(ValueError, match="list"):
        render_approval_forms(sheets, cover_list(listed), BytesIO(), fonts)


def test_a_form_is_written_and_let_go_before_the_next_is_asked_for(fonts: FontBook) -> None:
    target = BytesIO()
    sizes: list[int] = []

    def asked():
        for number in range(30):
            sizes.append(target.tell())
            yield batch_sheet(number, two_pages=True)

    render_approval_forms(asked(), None, target, fonts)
    steps = [later - earlier for earlier, later in pairwise(sizes)]
    assert all(step > 3_000 for step in steps)


def test_memory_does_not_grow_with_the_forms(fonts: FontBook) -> None:
    class Nowhere:
        def write(self, content: bytes) -> int:
            return len(content)

    def peak(count: int) -> int:
        sheets = (batch_sheet(number, two_pages=True) for number in range(count))
        tracemalloc.start()
        render_approval_forms(sheets, None, sink, fonts)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    sink: BinaryIO = Nowhere()  # type: ignore[assignment]
    peak(3)
    assert peak(60) < 1.25 * peak(15)


def test_feet_that_come_last_leave_the_pages_as_they_are_alone(
    fonts: FontBook, judge: Judge, tmp_path: Path
) -> None:
    sheets = [batch_sheet(1), wide_roster_sheet(60, extra=120.0), short_sheet(), rare_sheet()]
    blank = [replace(each, footer=replace(each.footer, copy="", audit="")) for each in sheets]
    drawn: list[Sheet] = []

    def drawing():
        for sheet in blank:
            yield sheet
            drawn.append(sheet)

    def footers():
        assert drawn == blank
        return [each.footer for each in sheets]

    late, early = tmp_path / "late.pdf", tmp_path / "early.pdf"
    with late.open("wb") as target:
        render_approval_forms(drawing(), None, target, fonts, footers)
    written(early, sheets, None, fonts)
    assert contents(late) == contents(early)
    assert words(judge, late) == words(judge, early)
    assert "No syntax or stream encoding errors" in judge("qpdf", "--check", late)
    assert picture(judge, late, 1, tmp_path) == picture(judge, early, 1, tmp_path)
