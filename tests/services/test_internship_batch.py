"""The upload workbook of interns: a line for each, with the months that are paid (P16)."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from hrdesk.domain.money import to_fen
from hrdesk.services import batches
from hrdesk.services.acceptance import accept
from hrdesk.services.batch_building import batch_sheet
from hrdesk.workbooks.rereading import verify_workbook
from tests.people import identity_number
from tests.services import interns
from tests.workbooks.libreoffice import CSV, XLSX, office, read_csv, shown

__all__ = ["office"]

INJECTED = '=HYPERLINK("x")'
PEOPLE = [identity_number(sequence=n) for n in (31, 42, 53)]


@pytest.fixture
def case(session):
    """Two interns who count, one of them for a month less than claimed, and one who does not."""
    interns.confirm(session)
    first = interns.intern(PEOPLE[0], "2025-09—2025-11", name=INJECTED)
    second = interns.intern(PEOPLE[1], "2025-08—2025-10", ended_on="2025-12-31")
    third = interns.intern(PEOPLE[2], "2025-09", unemployed_before="no")
    return accept(session, interns.draft(session, first, second, third))


@pytest.fixture
def batch(session, case, tmp_path):
    return batches.make_batch(session, interns.MEASURE, [case.id], tmp_path)


def table(path):
    """The rows of the first worksheet by the titles of their columns."""
    header, *rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows())[2:]
    return [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]


def frozen(session, batch):
    with session.store.reading() as reader:
        return reader.batch(batch.id)


def test_each_intern_who_counts_is_a_line_with_the_months_that_are_paid(
    session, case, batch, tmp_path
):
    assert case.version.finding["outcome"] == "eligible"
    first, second = table(tmp_path / batch.file_name)
    assert [row["证件号码"].value for row in (first, second)] == PEOPLE[:2]
    assert (first["姓名"].value, first["姓名"].data_type) == (INJECTED, "s")
    assert first["计发月份"].value == "2025-09,2025-10,2025-11"
    assert (second["计发月份"].value, second["计发月数"].value) == ("2025-09,2025-10", 2)
    assert first["计发月数"].value == 3
    assert first["见习起"].value.date() == date(2025, 9, 1)
    assert (first["见习止"].value, second["见习止"].value.date()) == (None, date(2025, 12, 31))
    assert (first["人员类别"].value, first["毕业学校"].value) == ("毕业生", "技校")
    assert {row["见习基地所在县（区）"].value for row in (first, second)} == {"仁和区"}
    assert first["账号"].value == interns.ENTRIES["account_number"]


def test_the_lines_add_up_to_what_was_decided(session, case, batch, tmp_path):
    rows = table(tmp_path / batch.file_name)
    amounts = [to_fen(Decimal(str(row["补贴金额（元）"].value))) for row in rows]
    decided = to_fen(Decimal(case.version.finding["amount"]))
    assert sum(amounts) == batch.sum_fen == decided == 168_000 * 5
    assert (batch.cases, batch.rows) == (1, 2)
    assert [row.line for row in frozen(session, batch).cases[0].rows] == [1, 2]


def test_another_reader_finds_what_was_meant(session, batch, tmp_path):
    sheet = batch_sheet(frozen(session, batch))
    assert verify_workbook(tmp_path / batch.file_name, sheet) == batch.sha256


def test_libreoffice_shows_every_cell_and_changes_none(session, batch, tmp_path, office):
    path = tmp_path / batch.file_name
    rows, page = shown(batch_sheet(frozen(session, batch)))
    folder = office(path, CSV)
    assert read_csv(folder / f"{path.stem}-就业见习补贴.csv") == rows
    assert read_csv(folder / f"{path.stem}-控制页.csv") == page
    saved = office(path, XLSX) / path.name
    book = openpyxl.load_workbook(saved)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    for before, after in zip(table(path), table(saved), strict=True):
        for title, cell in before.items():
            assert after[title].value == cell.value, title
        for title in ("证件号码", "账号", "统一社会信用代码"):
            assert (after[title].data_type, after[title].number_format) == ("s", "@")
