"""Every workbook that the program makes, whoever makes it: two readers and LibreOffice open it.

A module that begins to write workbooks fails here until it stands among `MAKERS`.
"""

import ast
import io
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from hrdesk.domain.foreign_sheet import ForeignFile
from hrdesk.packs.policy import load_policy
from hrdesk.reference.locations import shipped_policy
from hrdesk.services.blank_list import save_blank_list
from hrdesk.workbooks.foreign_file import read_foreign
from tests.people import NAMES
from tests.workbooks import batches, templates, test_marking
from tests.workbooks.clumsy import DAY, HEADS, IDS, people, saved
from tests.workbooks.libreoffice import XLSX, office

__all__ = ["office"]

SOURCE = Path(__file__).parents[2] / "hrdesk"
#: Texts that a spreadsheet would work out, were they no texts; each maker writes them.
FORMULAS = ("=1+1", "=HYPERLINK(A1)")
MEASURE = "social_insurance_subsidy"
#: What writes zip files and hands out no workbook: slices for our own reader, packs.
NOT_HANDED_OUT = {"workbooks/sheet_slices.py", "packs/pack_archive.py"}


def batch(place: Path) -> Path:
    path = place / "batch.xlsx"
    rows = [batches.row_of(*each) for each in enumerate([*NAMES, *FORMULAS])]
    batches.written(batches.batch_of(rows), path)
    return path


def template(place: Path) -> Path:
    path = place / "template.xlsx"
    own = templates.province(rows=30, formulas=False)
    names = [*FORMULAS, *(f"测试{n}" for n in range(38))]
    rows = [templates.sent(*each) for each in enumerate(names)]
    templates.filled(own, templates.PLAN, rows, path)
    return path


def blank(place: Path) -> Path:
    path = place / "blank.xlsx"
    form = load_policy(shipped_policy()).forms[MEASURE]
    roster = form.rosters["people"]
    chosen = next(each for each in roster.columns.values() if each.choices)
    choices = tuple(replace(each, label=FORMULAS[0]) for each in chosen.choices)
    # A policy is a file too: what it calls things is no formula either.
    chosen = replace(chosen, label=FORMULAS[1], hint=FORMULAS[0], choices=choices)
    roster = replace(roster, columns={**roster.columns, chosen.id: chosen})
    form = replace(form, title=FORMULAS[0], rosters={**form.rosters, "people": roster})
    save_blank_list(form, "people", path)
    return path


def marked(place: Path) -> Path:
    named = [[text, IDS[1], "三月"] for text in FORMULAS]
    content = saved([HEADS, *people(DAY), test_marking.BAD, *named], test_marking.all_texts)
    return kept(place / "marked.xlsx", content, is_copy=False)


def marked_copy(place: Path) -> Path:
    lines = f"姓名,身份证号,招用日期\n王0,{IDS[0]},三月\n=1+1,{IDS[1]},\n"
    return kept(place / "copy.xlsx", lines.encode(), is_copy=True)


def kept(path: Path, content: bytes, *, is_copy: bool) -> Path:
    found, copied = test_marking.back(content, path.parent)
    assert copied is is_copy
    path.write_bytes(found)
    return path


#: Each workbook that goes out, and the modules that write it.
MAKERS: dict[Callable[[Path], Path], set[str]] = {
    batch: {"workbooks/frame.py", "workbooks/writing.py"},
    template: {"workbooks/template_archive.py"},
    blank: {"workbooks/blank_list.py"},
    marked: {"workbooks/marking.py"},
    marked_copy: {"workbooks/marked_copy.py"},
}


def writes(module: Path) -> bool:
    """Whether a module makes a workbook, or a zip file that may be one."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        modes = [each.value for each in node.args[1:] if isinstance(each, ast.Constant)]
        modes += [
            each.value.value for each in node.keywords if isinstance(each.value, ast.Constant)
        ]
        if name == "Workbook" or (name == "ZipFile" and {"w", "a", "x"} & set(map(str, modes))):
            return True
    return False


def test_no_maker_of_workbooks_is_forgotten():
    found = {
        str(path.relative_to(SOURCE).as_posix()) for path in SOURCE.rglob("*.py") if writes(path)
    }
    assert found - NOT_HANDED_OUT == set().union(*MAKERS.values())


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_two_readers_and_libreoffice_open_it_and_it_comes_in_as_it_went_out(
    make, tmp_path: Path, office
):
    path = make(tmp_path)
    again = office(path, XLSX) / path.name
    cells = shown(path)
    assert FORMULAS[0] in {value for page in cells.values() for value in page.values()}
    assert not any(test_marking.FORMULA.search(part) for part in sheets(path))
    assert shown(again) == cells
    opened = CalamineWorkbook.from_path(str(path))
    assert opened.sheet_names == list(cells)
    for name, page in cells.items():
        rows = opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert sum(1 for row in rows for cell in row if cell != "") == len(page)
    assert lines(read_foreign(again.read_bytes())) == lines(read_foreign(path.read_bytes()))


def sheets(path: Path) -> list[bytes]:
    """The XML of each worksheet."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]


def shown(path: Path) -> dict[str, dict[str, object]]:
    """The cells of all sheets that hold something; none is a formula."""
    with warnings.catch_warnings():
        # Of parts that openpyxl itself would drop.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    pages = {}
    for page in book:
        filled = [cell for row in page.iter_rows() for cell in row if cell.value not in {None, ""}]
        assert [cell for cell in filled if cell.data_type == "f"] == []
        pages[page.title] = {cell.coordinate: told(cell.value) for cell in filled}
    return pages


def told(value: object) -> object:
    """A value as far as a spreadsheet keeps it: 15 digits of a number."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(format(value, ".15g")) if is_number else value


def lines(file: ForeignFile) -> list[tuple[str, list[list[object]]]]:
    """What comes in of a workbook, without the blank cells at the ends."""
    found = []
    for sheet in file.sheets:
        rows = [[told(cell) for cell in row] for row in sheet.lines]
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        found.append((sheet.name, rows))
    return found
