"""A small batch as other readers see it: every cell, its type and format, the look of the sheet."""

import hashlib
import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree
from python_calamine import CalamineWorkbook

from hrdesk.domain.batch_spec import BatchColumn, CellFormat
from hrdesk.domain.capitals import capital_words
from hrdesk.domain.money import from_fen
from hrdesk.workbooks.batch_sheet import manifest_bytes, manifest_of
from hrdesk.workbooks.cell_checks import check_cells
from hrdesk.workbooks.rereading import verify_workbook
from tests.workbooks.batches import (
    ACCOUNT,
    AMOUNT,
    COLUMNS,
    IDENTITY,
    TITLES,
    batch_of,
    people,
    written,
)

TOP = len(TITLES) + 1
RECEIVED = "2026-03-18"
GOLDEN = [
    (1, "测试0", "510402196001010000", "6228000000000000001", date(2024, 1, 1), RECEIVED, 10000.01),
    (2, "测试1", "510402196001020006", "6228000000000000019", date(2024, 1, 2), RECEIVED, 10000.38),
]
#: A row with nothing in it that may be empty.
BARE = (3, None, None, None, None, None, None)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "b.xlsx"
    written(batch_of([*people(2).rows, BARE]), path)
    return path


def test_every_cell_as_openpyxl_reads_it(book):
    sheet = openpyxl.load_workbook(book)["申报"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP + 1)]
    assert [(*row[:4], row[4] and row[4].date(), *row[5:]) for row in rows] == [*GOLDEN, BARE]
    assert [row[0].value for row in sheet.iter_rows(max_row=TOP - 1)] == list(TITLES)
    assert [cell.value for cell in sheet[TOP]] == [column.header for column in COLUMNS]


def test_every_cell_as_calamine_reads_it(book):
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_index(0)
    assert sheet.name == "申报"
    assert sheet.to_python()[TOP : TOP + 2] == [list(row) for row in GOLDEN]


def test_the_types_and_formats_of_the_columns(book):
    sheet = openpyxl.load_workbook(book)["申报"]
    formats = {
        CellFormat.TEXT: ("@", "s"),
        CellFormat.DATE_TEXT: ("@", "s"),
        CellFormat.DATE: ("yyyy\\-mm\\-dd", "d"),
        CellFormat.MONEY: ("0.00", "n"),
        CellFormat.COUNT: ("0", "n"),
    }
    for number in range(TOP + 1, TOP + 3):
        for column, cell in zip(COLUMNS, sheet[number], strict=True):
            wanted, kind = formats[column.format]
            assert cell.number_format.replace("\\", "") == wanted.replace("\\", "")
            assert cell.data_type == kind
    # An empty cell of a text column takes what is typed into it as text too.
    assert sheet.cell(TOP + 3, IDENTITY + 1).number_format == "@"


def test_the_look_of_the_sheet(book):
    sheet = openpyxl.load_workbook(book)["申报"]
    assert sheet.freeze_panes == f"A{TOP + 1}"
    assert sheet.dimensions == f"A1:G{TOP + 3}"
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert [int(width) for width in widths] == [column.width for column in COLUMNS]
    assert sheet.print_title_rows == f"${TOP}:${TOP}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.cell(1, 1).font.bold
    assert {cell.font.name for cell in sheet[TOP + 1]} == {"SimSun"}


def test_a_narrow_sheet_prints_on_one_page_across_and_names_the_batch(book):
    sheets = openpyxl.load_workbook(book)
    for sheet in sheets:
        assert sheet.oddFooter.left.text == "510411-2026-003"
        assert (sheet.oddFooter.center.text, sheet.oddFooter.right.text) == ("&P / &N", "&A")
    assert sheets["申报"].print_title_cols is None
    assert sheets["控制页"].page_setup.orientation == "portrait"


def test_a_wide_sheet_prints_over_pages_side_by_side_with_what_its_rows_are(tmp_path):
    columns = (*COLUMNS[:-1], *[BatchColumn(f"栏{n}", "x", CellFormat.TEXT, 24) for n in range(8)])
    rows = [(*row[:-1], *[f"甲{n}" for n in range(8)]) for row in people(2).rows]
    written(batch_of(rows, columns), tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["申报"]
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.page_setup.pageOrder == "overThenDown"
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.print_title_rows == f"${TOP}:${TOP}"
    assert sheet.cell(TOP + 1, 2).alignment.wrap_text


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path):
    rows = [list(row) for row in people(3).rows]
    # Of 14 characters nine in ten are filled; a sign of Chinese is as wide as two letters.
    rows[0][1], rows[1][1], rows[2][1] = "甲" * 6, "甲" * 7, "a" * 13 + "\n甲"
    written(batch_of([tuple(row) for row in rows]), tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["申报"]
    heights = [sheet.row_dimensions[TOP + n].height for n in range(1, 4)]
    assert heights == [None, 30, 45]


def test_no_green_mark_offers_to_turn_numbers_of_people_into_numbers(book):
    with zipfile.ZipFile(book) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert f'<ignoredError sqref="A1:G{TOP + 3}" numberStoredAsText="1"/>' in text


def test_the_control_page(book):
    sheet = openpyxl.load_workbook(book)["控制页"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    total = 1_000_001 + 1_000_038
    assert rows == [
        ["上报批次控制页", None, None],
        ["批次号", "510411-2026-003", None],
        ["补贴事项", "一次性创业补贴", None],
        ["填报单位", "某县人力资源和社会保障局", None],
        ["制表时间", "2026-03-18 09:30", None],
        ["制表人", "李经办", None],
        ["案件数", 3, None],
        ["行数", 3, None],
        ["金额合计（元）", float(from_fen(total)), None],
        ["合计大写", capital_words(total), None],
        ["案号", "行数", "金额（元）"],
        ["510411-2026-0001", 1, 10000.01],
        ["510411-2026-0002", 1, 10000.38],
        ["510411-2026-0003", 1, None],
        ["合计", 3, float(from_fen(total))],
    ]
    assert sheet.cell(9, 2).number_format == "0.00"


def test_a_measure_that_pays_nothing_has_no_sum(tmp_path):
    columns = (*COLUMNS[:-1], BatchColumn("申请额度", "requested", CellFormat.MONEY, 16))
    sheet = batch_of(people(2).rows, columns)
    written(sheet, tmp_path / "b.xlsx")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx")["控制页"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[-4:] == [
        ["案号", "行数"],
        ["510411-2026-0001", 1],
        ["510411-2026-0002", 1],
        ["合计", 2],
    ]
    assert "金额合计（元）" not in [row[0] for row in rows]
    assert json.loads(manifest_bytes(manifest_of(sheet, "b.xlsx", "")))["total_fen"] is None


def test_the_same_batch_gives_the_same_bytes(tmp_path):
    first, second = (tmp_path / name for name in ("a.xlsx", "b.xlsx"))
    assert written(people(5), first) == written(people(5), second)
    assert first.read_bytes() == second.read_bytes()
    assert written(people(5), first) == hashlib.sha256(second.read_bytes()).hexdigest()


def test_the_sum_of_the_money_column_is_that_of_the_ledger(tmp_path):
    amounts = [1, 99, 100, 10**13 - 1, 33_333_333_333_33, 7, 888_888_888_888_88, 10, 0]
    rows = [(*row[:AMOUNT], fen) for row, fen in zip(people(9).rows, amounts, strict=True)]
    written(batch_of(rows), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        sheet = ElementTree.parse(BytesIO(archive.read("xl/worksheets/sheet1.xml")))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    figures = [
        cell.find(f"{space}v").text
        for cell in sheet.iter(f"{space}c")
        if cell.get("r").startswith("G") and cell.get("t") is None
    ]
    assert figures == [str(from_fen(fen)) for fen in amounts]
    shown = openpyxl.load_workbook(tmp_path / "b.xlsx")["控制页"].cell(9, 2).value
    assert round(shown * 100) == sum(amounts)


def test_the_largest_amount_that_a_spreadsheet_keeps_comes_back_to_the_fen(tmp_path):
    rows = [(*people(1).rows[0][:AMOUNT], 10**15 - 1)]
    written(batch_of(rows), tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    for sheet, row, column in (("申报", 4, AMOUNT + 1), ("控制页", 9, 2)):
        assert round(book[sheet].cell(row, column).value * 100) == 10**15 - 1


def test_an_account_of_nineteen_digits_and_a_number_that_ends_in_x_are_text(tmp_path):
    row = list(people(1).rows[0])
    row[IDENTITY], row[ACCOUNT] = "51040219900307221X", "6228480000000000007"
    written(batch_of([row]), tmp_path / "b.xlsx")
    (found,) = openpyxl.load_workbook(tmp_path / "b.xlsx")["申报"].iter_rows(min_row=TOP + 1)
    assert (found[IDENTITY].value, found[ACCOUNT].value) == (row[IDENTITY], row[ACCOUNT])
    assert (found[IDENTITY].data_type, found[ACCOUNT].data_type) == ("s", "s")


def test_a_batch_of_several_slices_is_read_whole(tmp_path):
    sheet = people(6000)
    written(sheet, tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        assert archive.getinfo("xl/worksheets/sheet1.xml").file_size > 2 << 20


def test_a_batch_without_rows_is_written_too(tmp_path):
    written(people(0), tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["申报"].max_row == TOP


def test_the_manifest_names_the_file_and_what_it_adds_up_to(book: Path):
    sheet = batch_of([*people(2).rows, BARE])
    check_cells(sheet)
    manifest = manifest_of(sheet, book.name, verify_workbook(book, sheet))
    assert json.loads(manifest_bytes(manifest)) == {
        "format_version": 1,
        "number": "510411-2026-003",
        "measure": "startup_grant",
        "file_name": "b.xlsx",
        "sha256": hashlib.sha256(book.read_bytes()).hexdigest(),
        "cases": 3,
        "rows": 3,
        "total_fen": 2_000_039,
        "headers": [column.header for column in COLUMNS],
        "made_at": "2026-03-18T09:30:00+08:00",
    }
