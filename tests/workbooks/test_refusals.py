"""What no workbook carries is refused by address, and what does not add up is a bug."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from hrdesk.domain.batch_spec import BatchColumn, CellFormat
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.template import TemplatePlan
from hrdesk.reference.messages import catalogue
from hrdesk.workbooks import cell_checks
from hrdesk.workbooks.batch_sheet import BatchSheet, Official
from hrdesk.workbooks.cell_checks import check_cells
from tests.workbooks.batches import AMOUNT, COLUMNS, NAME, batch_of, people, streamed, written

DAY = 4


def changed(column: int, cell: object, row: int = 1) -> BatchSheet:
    """Three rows, one cell of which is another."""
    rows = [list(row) for row in people(3).rows]
    rows[row][column] = cell
    return batch_of(rows)


def problems(sheet: BatchSheet) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        check_cells(sheet)
    assert caught.value.key == "batch.invalid"
    assert caught.value.values["count"] == str(len(caught.value.problems))
    for problem in caught.value.problems:
        message = catalogue().render(problem)
        assert message.problem
        assert message.remedy
    return caught.value.problems


CONTROLS = [chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"]


@pytest.mark.parametrize("char", [*CONTROLS, "\ud800", "\udfff", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_carry_is_named_by_cell_case_and_code(char):
    (problem,) = problems(changed(NAME, f"测{char}试"))
    assert (problem.key, problem.where) == ("batch.character", "申报!B5")
    assert problem.values == {
        "header": "姓名",
        "number": "510411-2026-0002",
        "code": f"U+{ord(char):04X}",
    }


@pytest.mark.parametrize(
    ("column", "cell", "key"),
    [
        (0, None, "batch.required"),
        (0, 10**15, "batch.number"),
        (NAME, "字" * 32_768, "batch.too_long"),
        (NAME, "𬭎" * 16_384, "batch.too_long"),
        (DAY, date(1900, 2, 28), "batch.day"),
    ],
)
def test_each_kind_of_cell_that_would_not_come_back(column, cell, key):
    (problem,) = problems(changed(column, cell))
    assert problem.key == key
    assert problem.where == f"申报!{'ABCDEFG'[column]}5"
    assert problem.values["number"] == "510411-2026-0002"


@pytest.mark.parametrize("fen", [10**15, -(10**15) - 10**9])
def test_an_amount_of_more_digits_than_a_spreadsheet_keeps_and_its_sum(fen):
    found = problems(changed(AMOUNT, fen))
    assert [each.key for each in found] == ["batch.number"] * 4
    # The sum, the case's share, the sum below the shares, and the amount itself.
    places = ["控制页!B9", "控制页!C13", "控制页!C15", "申报!G5"]
    assert [each.where for each in found] == places


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (NAME, "字" * 32_767),
        (NAME, "𬭎" * 16_383),
        (DAY, date(1900, 3, 1)),
        (DAY, date(9999, 12, 31)),
        (DAY + 1, date(1850, 1, 1)),
        (AMOUNT, 10**15 - 1 - 2 * 10**7),
        (AMOUNT, -1),
        (0, 10**15 - 1),
    ],
)
def test_what_just_fits_comes_back(tmp_path, column, cell):
    written(changed(column, cell), tmp_path / "b.xlsx")
    read = openpyxl.load_workbook(tmp_path / "b.xlsx")["申报"].cell(5, column + 1).value
    if column == AMOUNT:
        assert round(read * 100) == cell
    elif column == DAY:
        assert read.date() == cell
    else:
        assert read == (cell.isoformat() if isinstance(cell, date) else cell)


def test_an_empty_text_in_a_required_column_is_missing():
    columns = tuple(replace(column, required=True) for column in COLUMNS)
    (problem,) = problems(replace(changed(NAME, ""), columns=columns))
    assert problem.key == "batch.required"


def test_every_fault_is_named_at_once_up_to_a_hundred():
    rows = [list(row) for row in people(300).rows]
    for row in rows[:3]:
        row[NAME] = "\x00"
    assert [p.where for p in problems(batch_of(rows))] == ["申报!B4", "申报!B5", "申报!B6"]
    for row in rows:
        row[NAME] = "\x00"
    assert len(problems(batch_of(rows))) == 100


def test_titles_headers_and_control_page_are_checked_too():
    column = BatchColumn("姓\x01名", "name", CellFormat.TEXT, 10)
    sheet = batch_of([("测试",)], (column,), titles=("题\x02",))
    sheet = replace(sheet, control=replace(sheet.control, made_by="李\x03"))
    assert [(p.where, p.values["code"]) for p in problems(sheet)] == [
        ("申报!A1", "U+0002"),
        ("申报!A2", "U+0001"),
        ("控制页!B6", "U+0003"),
    ]


def test_two_sheets_have_two_names():
    (problem,) = problems(replace(people(1), name="控制页"))
    assert problem.key == "batch.sheet_name"


def test_more_rows_than_a_workbook_should_have(monkeypatch):
    monkeypatch.setattr(cell_checks, "MOST_ROWS", 2)
    (problem,) = problems(people(3))
    assert (problem.key, problem.values) == ("batch.too_many_rows", {"n": "3", "most": "2"})
    check_cells(people(2))


@pytest.mark.parametrize(
    "cell",
    [1, 1.5, True, b"x", date(2026, 3, 18)],
)
def test_another_type_than_the_column_has_is_a_bug(cell):
    with pytest.raises(ValueError, match="column holds no"):
        check_cells(changed(NAME, cell))
    with pytest.raises(ValueError, match="column holds no"):
        check_cells(changed(DAY, datetime(2026, 3, 18, tzinfo=None)))  # noqa: DTZ001
    with pytest.raises(ValueError, match="column holds no"):
        check_cells(changed(0, True))


def test_a_row_of_another_width_is_a_bug():
    sheet = people(2)
    with pytest.raises(ValueError, match="zip"):
        check_cells(replace(sheet, rows=[row[:-1] for row in sheet.rows]))


@pytest.mark.parametrize(
    ("part", "change"), [("rows", -1), ("rows", 1), ("cases", 1), ("total_fen", 1)]
)
def test_a_control_page_that_does_not_add_up_is_a_bug(part, change):
    sheet = people(3)
    control = replace(sheet.control, **{part: getattr(sheet.control, part) + change})
    with pytest.raises(ValueError, match="add up"):
        check_cells(replace(sheet, control=control))


def test_rows_that_no_case_has_and_cases_without_their_rows_are_bugs():
    sheet = people(3)
    with pytest.raises(ValueError, match="more rows"):
        check_cells(replace(sheet, rows=[*sheet.rows, sheet.rows[0]]))
    with pytest.raises(ValueError, match="add up"):
        check_cells(replace(sheet, rows=sheet.rows[:2]))


def test_a_sum_that_the_column_does_not_give_is_a_bug():
    sheet = people(3)
    rows = [(*row[:AMOUNT], row[AMOUNT] + 1) for row in sheet.rows]
    with pytest.raises(ValueError, match="the sum of the batch"):
        check_cells(replace(sheet, rows=rows))
    without = replace(sheet, columns=sheet.columns[:-1], rows=[row[:-1] for row in sheet.rows])
    with pytest.raises(ValueError, match="without a column"):
        check_cells(without)
    shares = [replace(share, amount_fen=None) for share in sheet.control.shares]
    unpaid = replace(sheet.control, total_fen=None, shares=shares)
    columns = (*sheet.columns[:-1], replace(sheet.columns[-1], required=False))
    rows = [(*row[:-1], None) for row in sheet.rows]
    with pytest.raises(ValueError, match="without a sum"):
        check_cells(replace(sheet, columns=columns, rows=rows, control=unpaid))


def test_a_template_without_a_column_for_the_amount_has_the_sum_of_its_cases():
    sheet = people(3)
    without = replace(
        sheet,
        columns=sheet.columns[:-1],
        rows=[row[:-1] for row in sheet.rows],
        official=Official(b"", TemplatePlan("", 1, 2, None, ()), ((),), (3,)),
    )
    check_cells(without)
    wrong = replace(sheet.control, total_fen=sheet.control.total_fen + 1)
    with pytest.raises(ValueError, match="add up"):
        check_cells(replace(without, control=wrong))


def test_rows_that_can_be_walked_only_once_are_a_bug():
    sheet = streamed(10)
    with pytest.raises(ValueError, match="add up"):
        check_cells(replace(sheet, rows=iter(sheet.rows)))
