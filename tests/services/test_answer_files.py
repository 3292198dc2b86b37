"""Answers as platforms and clerks store them: .xls, text in both encodings, totals, two titles."""

import csv
from pathlib import Path

import openpyxl
import pytest

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.services import batches
from hrdesk.ui.batches.preview_words import plan_notes
from tests.services import answered, counter
from tests.services.answered import BAD, OK
from tests.workbooks.libreoffice import office

__all__ = ["office"]
ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING
XLS = "xls:MS Excel 97"
SAID = {1: (OK, "", "L1"), 2: (BAD, "账号与户名不符", ""), 3: (OK, "", "L3")}
ENCODINGS = {"utf-8": "utf-8", "utf-8 with a mark": "utf-8-sig", "gb18030": "gb18030"}


@pytest.fixture
def batch(session, tmp_path):
    """Three cases that went out in one batch."""
    ids = [counter.accepted(session, n).id for n in (1, 2, 3)]
    return batches.make_batch(session, counter.MEASURE, ids, tmp_path)


@pytest.fixture
def answer(batch, tmp_path):
    """Write an answer as a workbook."""

    def write(**changes):
        given = {"order": (3, 1, 2), **changes}
        return answered.answer_file(
            tmp_path / batch.file_name, tmp_path / "answer.xlsx", SAID, **given
        )

    return write


@pytest.fixture
def old(office):
    """Store a workbook as an old one."""
    return lambda path: office(path, XLS) / "answer.xls"


def as_text(path: Path, encoding: str) -> Path:
    """Store the first sheet of a workbook as text, as its cells are seen."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    target = path.with_suffix(".csv")
    with target.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(
            [["" if each is None else each for each in row] for row in rows]
        )
    return target


def messy(sheet):
    """A heading over all columns, a line of totals whose words go over several of them."""
    titles = [cell.value for cell in sheet[3]]
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(titles))
    last = sheet.max_row + 1
    sheet.cell(last, 1).value = "合计"
    sheet.cell(last, titles.index("补贴金额（元）") + 1).value = 30000
    sheet.merge_cells(start_row=last, end_row=last, start_column=1, end_column=3)


def number_for_text(title, value, row=4):
    """Put a number where a text was sent."""

    def change(sheet):
        titles = [cell.value for cell in sheet[3]]
        cell = sheet.cell(row, titles.index(title) + 1)
        cell.number_format, cell.value = "0", value

    return change


def taken(session, batch, file):
    """Take an answer; what became of the rows, and what the preview said."""
    made = answered.planned(session, file)
    assert answered.states(session, batch) == [WAITING] * 3
    notes = plan_notes(made)
    batches_said = (made.reading.totals, len(made.reading.strays))
    answered.batch_answers.take(session, made)
    return answered.states(session, batch), batches_said, notes


def test_an_old_workbook_goes_the_whole_way(session, batch, answer, old):
    states, (totals, strays), notes = taken(session, batch, old(answer(change=messy)))
    assert states == [ACCEPTED, FAILED, ACCEPTED]
    assert (totals, strays) == ([7], 0)
    assert "第 7 行是合计" in notes
    assert "隐藏的行" in notes


@pytest.mark.parametrize("which", ENCODINGS)
def test_text_goes_the_whole_way_in_each_encoding(session, batch, answer, which):
    file = as_text(answer(change=messy), ENCODINGS[which])
    states, (totals, strays), notes = taken(session, batch, file)
    assert states == [ACCEPTED, FAILED, ACCEPTED]
    assert (totals, strays) == ([7], 0)
    assert "隐藏的行" not in notes


def refused(session, file):
    with pytest.raises((InvalidInput, Refused)) as raised:
        answered.planned(session, file)
    return raised.value


DAMAGED = float(counter.person(3))


def test_a_number_of_a_person_that_became_one_of_a_spreadsheet_is_refused_at_its_cell(
    session, batch, answer, old
):
    change = number_for_text("证件号码", DAMAGED)
    book = answer(change=change)
    for file in (book, old(book)):
        fault = refused(session, file)
        assert fault.key == "batch_answer.altered"
        (problem,) = fault.problems
        assert problem.values["header"] == "证件号码"
        assert problem.values["place"].endswith("4")
    assert answered.states(session, batch) == [WAITING] * 3


def test_text_of_a_spreadsheet_with_figures_for_a_person_is_refused_at_its_cell(
    session, batch, answer
):
    file = as_text(answer(change=number_for_text("证件号码", f"{DAMAGED:.5E}")), "gb18030")
    fault = refused(session, file)
    assert (fault.key, fault.problems[0].values["header"]) == ("batch_answer.altered", "证件号码")


def hide_a_row(sheet):
    sheet.row_dimensions[5].hidden = True


def merge_a_row(sheet):
    titles = [cell.value for cell in sheet[3]]
    place = titles.index("处理结果") + 1
    sheet.merge_cells(start_row=4, end_row=5, start_column=place, end_column=place)


@pytest.mark.parametrize(("change", "places"), [(hide_a_row, {"5"}), (merge_a_row, {"4", "5"})])
def test_what_is_hidden_or_merged_among_the_rows_is_refused_with_its_line(
    session, batch, answer, change, places
):
    fault = refused(session, answer(change=change))
    assert fault.key == "batch_answer.flawed"
    assert {problem.values["place"] for problem in fault.problems} == places
    assert answered.states(session, batch) == [WAITING] * 3


def test_a_hidden_sheet_says_nothing(session, batch, answer, old):
    """A copy of the answer by which everything failed, left behind by whoever made the file."""
    path = answer()
    book = openpyxl.load_workbook(path)
    hidden = book.copy_worksheet(book.worksheets[0])
    hidden.title, hidden.sheet_state = "草稿", "hidden"
    for row in hidden.iter_rows(min_row=4):
        for cell in row:
            cell.value = BAD if cell.value == OK else cell.value
    book.move_sheet(hidden, -1)
    book.active = 1
    book.save(path)
    for file in (path, old(path)):
        made = answered.planned(session, file)
        assert made.heading.name == "处理结果"
        assert [row.state for row in made.reading.rows].count(FAILED) == 1
        made.answer.file.cancel()


def two_titles(sheet):
    """Titles of two lines, the upper one over several columns, as platforms put them."""
    titles = [cell.value for cell in sheet[3]]
    sheet.insert_rows(3)
    for n in range(len(titles)):
        sheet.cell(3, n + 1).value = "申报内容" if n == 0 else None
    place = titles.index("处理结果") + 1
    sheet.cell(3, place).value = "平台处理"
    sheet.merge_cells(start_row=3, end_row=3, start_column=1, end_column=place - 1)
    sheet.merge_cells(start_row=3, end_row=3, start_column=place, end_column=len(titles))


def test_a_merged_line_over_the_titles_is_no_row(session, batch, answer, old):
    path = answer(change=two_titles)
    for file in (path, old(path), as_text(path, "gb18030")):
        made = answered.planned(session, file)
        assert (made.reading.read, made.reading.strays) == (3, [])
        made.answer.file.cancel()
