"""A LibreOffice of the test's own, and what a person sees in a workbook."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.money import from_fen
from hrdesk.workbooks.batch_sheet import BatchSheet
from hrdesk.workbooks.sheet_lines import sheet_plans
from tests.patience import PROGRAM_S

#: Comma, quotes, UTF-8, as shown, no formulas, all sheets (each a file of its own).
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true,false,false,-1"
XLSX = "xlsx:Calc MS Excel 2007 XML"


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
        done = subprocess.run(command, capture_output=True, check=False, timeout=PROGRAM_S)
        assert done.returncode == 0, done.stderr
        assert list(folder.iterdir()), done.stdout + done.stderr
        return folder

    return convert


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
