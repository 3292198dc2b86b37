"""A filled template: rows where they belong, everything else as the platform made it."""

import io
import re
import warnings
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.errors import Damaged, InvalidInput
from hrdesk.domain.template import TemplatePlan, files_of
from hrdesk.workbooks.template_filling import TemplateFilling
from hrdesk.workbooks.template_reading import read_template
from hrdesk.workbooks.template_verifying import verify_filled
from tests.people import card_numbers, identity_numbers
from tests.workbooks.libreoffice import CSV, XLSX, office, read_csv
from tests.workbooks.templates import (
    BANKS,
    FIRST,
    FOOTER,
    HEADERS,
    KINDS,
    PLAN,
    SHEET,
    columns_of,
    edited,
    filled,
    placed,
    province,
    sent,
    small,
)
from tests.workbooks.test_any_text import TEXTS, injections

__all__ = ["office"]

XML, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
ROWS = 10_000
T, D, M = CellFormat.TEXT, CellFormat.DATE, CellFormat.MONEY
NAMES = ["姓名", "日期", "金额"]


PLAIN = small([["姓名", "证件号码", "账号"]])


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("filled") / "b.xlsx"


def parts_of(content: bytes | Path) -> dict[str, bytes]:
    source = content if isinstance(content, Path) else io.BytesIO(content)
    with zipfile.ZipFile(source) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_sizes(source: io.BytesIO | Path) -> dict[str, int]:
    with zipfile.ZipFile(source) as archive:
        return {each.filename: each.compress_size for each in archive.infolist()}


def opened(path: Path) -> openpyxl.Workbook:
    """A workbook as openpyxl reads it, which warns of what it would lose on saving."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path)


def plan_of(first: int, *formats: CellFormat, places: tuple[int, ...] = ()) -> TemplatePlan:
    columns = placed(columns_of(*formats), *(places or range(1, len(formats) + 1)))
    return TemplatePlan(SHEET, first - 1, first, None, columns)


def test_ten_thousand_rows_leave_every_other_part_as_it_was(tmp_path):
    template, path = province(), tmp_path / "b.xlsx"
    filled(template, PLAN, [sent(n) for n in range(ROWS)], path)
    before, after = parts_of(template), parts_of(path)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {XML, STYLES}
    old, new = before[XML], after[XML]
    assert old[old.index(b"</sheetData>") :] == new[new.index(b"</sheetData>") :]
    assert FOOTER.replace("&", "&amp;").encode() in new
    for kept in (
        b"<dataValidations",
        b"<sheetProtection",
        b"x14:dataBar",
        b"<drawing ",
        b"<mergeC",
    ):
        assert kept in new
    dimension = re.compile(rb'<dimension ref="[^"]*"/>')
    head = old[: old.index(b"<sheetData>")]
    assert dimension.sub(b"", head) == dimension.sub(b"", new[: new.index(b"<sheetData>")])
    header = re.compile(rb'<row r="[1-4]".*?</row>', re.DOTALL)
    assert header.findall(old)[:4] == header.findall(new)[:4]
    packed = [packed_sizes(io.BytesIO(template)), packed_sizes(path)]
    assert [size for name, size in packed[0].items() if name not in (XML, STYLES)] == [
        size for name, size in packed[1].items() if name not in (XML, STYLES)
    ]


def test_styles_only_grow_and_only_when_they_must(tmp_path):
    template, path = province(), tmp_path / "b.xlsx"
    filled(template, PLAN, [sent(0)], path)
    old, new = (
        re.search(rb"<cellXfs[^>]*>(.*)</cellXfs>", each[STYLES], re.DOTALL)[1]
        for each in (parts_of(template), parts_of(path))
    )
    assert new.startswith(old)
    assert new != old

    def formats(book, page):
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": 14})
        page.set_column(0, 0, None, text)
        page.set_column(1, 1, None, day)
        page.set_column(2, 2, None, book.add_format({"num_format": "#,##0.00"}))

    suited = small([NAMES], formats)
    filled(suited, plan_of(2, T, D, M), [("王", date(2024, 1, 1), 100)], path)
    assert parts_of(path)[STYLES] == parts_of(suited)[STYLES]


def test_cells_have_the_formats_that_keep_them(tmp_path):
    path = tmp_path / "b.xlsx"
    filled(province(), PLAN, [sent(n) for n in range(300)], path)
    page = opened(path)[SHEET]
    for row in (FIRST, FIRST + 299):
        cells = [page.cell(row, column) for column in range(1, 12)]
        assert [cells[n].number_format for n in (2, 4)] == ["@", "@"]
        assert cells[6].number_format == "yyyy-mm-dd"
        assert cells[7].number_format == "0.00"
        assert cells[2].data_type == cells[4].data_type == "s"
        assert all(cell.border.left.style == "thin" for cell in cells)
        assert not cells[2].protection.locked
        assert cells[9].value == f"=H{row}*1"
    assert page.protection.sheet


def test_both_readers_find_what_was_sent(tmp_path):
    rows, path = [sent(n) for n in range(700)], tmp_path / "b.xlsx"
    filled(province(), PLAN, rows, path)
    places = [each.place - 1 for each in PLAN.columns]
    found = CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET).to_python()[FIRST - 1 :]
    page = opened(path)[SHEET]
    for n, row in enumerate(rows):
        seen = [found[n][place] for place in places]
        again = [page.cell(FIRST + n, place + 1).value for place in places]
        for cells in (seen, again):
            assert cells[1:6] == list(row[1:6])
            assert round(cells[7] * 100) == row[7]
            assert cells[9] == row[9].isoformat()
        assert seen[6] == row[6]
        assert again[6].date() == row[6]


def test_libreoffice_saves_it_again_without_a_change(tmp_path, office):
    rows, path = [sent(n) for n in range(60)], tmp_path / "b.xlsx"
    filled(province(formula_rows=100), PLAN, rows, path)
    again = opened(office(path, XLSX) / "b.xlsx")[SHEET]
    shown = read_csv(office(path, CSV) / f"b-{SHEET}.csv")
    for n, row in enumerate(rows):
        cells = [again.cell(FIRST + n, each.place) for each in PLAN.columns]
        assert [cell.value for cell in cells[1:6]] == list(row[1:6])
        assert round(cells[7].value * 100) == row[7]
        assert cells[6].value.date() == row[6]
        # The template's own formula was worked out anew: 7 was its value when it was made.
        assert shown[FIRST - 1 + n][9] == f"{row[7] / 100:g}"


def test_ten_thousand_rows_are_shown_by_libreoffice_as_they_were_meant(tmp_path, office):
    rows, path = [sent(n) for n in range(ROWS)], tmp_path / "b.xlsx"
    filled(province(), PLAN, rows, path)
    shown = read_csv(office(path, CSV) / f"b-{SHEET}.csv")[FIRST - 1 :]
    for line, row in zip(shown, rows, strict=False):
        money = f"{row[7] // 100}.{row[7] % 100:02d}"
        assert line[:8] == [str(row[0]), *row[1:6], row[6].isoformat(), money]
        assert (line[8], line[10]) == (row[8] or "", row[9].isoformat())


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, identity_numbers(), card_numbers()), min_size=1, max_size=30))
def test_any_text_comes_back_identical(place, rows):
    filled(PLAIN, plan_of(2, T, T, T), rows, place)
    page = opened(place)[SHEET]
    found = [[unescape(cell.value or "") for cell in row[:3]] for row in page.iter_rows(min_row=2)]
    assert found == [list(row) for row in rows]


def test_none_of_five_hundred_injections_becomes_a_formula(tmp_path):
    texts, path = injections(), tmp_path / "b.xlsx"
    plan = plan_of(2, T, places=(1,))
    filled(small([["姓名", "备注"]]), plan, [(text,) for text in texts], path)
    page = opened(path)[SHEET]
    cells = [page.cell(2 + n, 1) for n in range(len(texts))]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [unescape(cell.value or "") for cell in cells] == texts
    assert b"<f" not in parts_of(path)[XML].replace(b"&lt;f", b"")


def test_an_example_is_replaced_and_nothing_of_it_is_left(tmp_path):
    path = tmp_path / "b.xlsx"
    example = ["示例", date(2020, 1, 1).isoformat(), 5, "删除本行"]
    template = small([[*NAMES, "说明"], example, [*example]])
    filled(template, plan_of(2, T, D, M), [("王", date(2024, 1, 1), 100)], path)
    page = opened(path)[SHEET]
    assert [cell.value for cell in page[2]][:1] == ["王"]
    assert [cell.value for cell in page[2]][2:] == [1, None]
    assert [cell.value for cell in page[3]] == [None] * 4


def test_prefixed_names_and_days_from_1904_are_filled(tmp_path):
    path = tmp_path / "b.xlsx"
    template = edited(small([NAMES]), XML, {"<(/?)(?=[a-zA-Z])": r"<\1x:", "xmlns=": "xmlns:x="})
    template = edited(template, BOOK, {"<workbookPr": '<workbookPr date1904="1"'})
    rows = [("王", date(2024, 1, 1), 100), ("李", date(2025, 12, 31), 205)]
    filled(template, plan_of(2, T, D, M), rows, path)
    page = opened(path)[SHEET]
    assert [page.cell(n, 2).value.date() for n in (2, 3)] == [row[1] for row in rows]


def looking(formula: str) -> bytes:
    """A template with a formula on another sheet."""

    def other(book, page):
        book.add_worksheet("汇总").write_formula("A1", formula, None, 5)

    return small([NAMES], other)


@pytest.mark.parametrize(
    ("formula", "anew"),
    [
        (f"=SUM('{SHEET}'!C2:C9)", True),
        ('=SUM(INDIRECT("C2:C9"))', True),
        ("=SUM(B1:B3)", False),
    ],
)
def test_formulas_elsewhere_are_worked_out_when_it_is_opened(tmp_path, formula, anew):
    template, path = looking(formula), tmp_path / "b.xlsx"
    without = edited(template, BOOK, {' fullCalcOnLoad="1"': ""})
    filled(without, plan_of(2, T, D, M), [("王", None, 100)], path)
    before, after = parts_of(without), parts_of(path)
    assert (b'fullCalcOnLoad="1"' in after[BOOK]) is anew
    assert (before[BOOK] != after[BOOK]) is anew
    opened(path)


def test_own_formulas_lose_their_value_and_stay_formulas(tmp_path):
    def own(book, page):
        page.write_formula("E1", '=COUNTA(A2:A9)&""', None, "旧")
        page.write_formula("D2", "=C2*2", None, 9)

    path = tmp_path / "b.xlsx"
    template = small([[*NAMES, "两倍"]], own)
    filled(template, plan_of(2, T, D, M), [("王", None, 100)], path)
    xml = parts_of(path)[XML]
    assert re.search(rb'<c r="E1"[^>]*><f>COUNTA\(A2:A9\)&amp;""</f></c>', xml)
    assert b'<c r="D2"><f>C2*2</f></c>' in xml
    assert b't="str"' not in xml


def test_formulas_that_share_their_text_stay_whole(tmp_path):
    def own(book, page):
        for row in range(2, 6):
            page.write_formula(f"D{row}", f"=C{row}*2", None, 9)

    template = small([[*NAMES, "两倍"]], own)
    shared = edited(
        template,
        XML,
        {
            r"<f>C2\*2</f>": '<f t="shared" ref="D2:D5" si="0">C2*2</f>',
            r"<f>C[3-5]\*2</f>": '<f t="shared" si="0"/>',
        },
    )
    assert read_template(shared).sheets[0].formula_rows == 4
    path = tmp_path / "b.xlsx"
    rows = [("王", None, 100 * n) for n in range(1, 5)]
    filled(shared, plan_of(2, T, D, M), rows, path)
    xml = parts_of(path)[XML]
    assert b'<c r="D2"><f t="shared" ref="D2:D5" si="0">C2*2</f></c>' in xml
    assert xml.count(b'<f t="shared" si="0"/></c>') == 3
    with pytest.raises(ValueError, match="formulas fill fewer"):
        filled(shared, plan_of(2, T, D, M), [*rows, rows[0]], path)


def test_rows_that_the_template_numbers_keep_their_numbers(tmp_path):
    path = tmp_path / "b.xlsx"
    template = small([["序号", "姓名"], *([n] for n in range(1, 6))])
    filled(template, plan_of(2, T, places=(2,)), [("王",), ("李",)], path)
    page = opened(path)[SHEET]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        [1, "王"],
        [2, "李"],
        *([n, None] for n in range(3, 6)),
    ]


@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_templates_that_other_programs_saved_are_filled_too(tmp_path, office, program):
    made = tmp_path / "made.xlsx"
    made.write_bytes(province(rows=30, formula_rows=60))
    if program == "LibreOffice":
        saved = office(made, XLSX) / "made.xlsx"
    else:
        saved = tmp_path / "saved.xlsx"
        opened(made).save(saved)
    template = saved.read_bytes()
    (sheet,) = read_template(template).sheets
    assert (sheet.header_first, sheet.first_row, sheet.formula_rows) == (3, FIRST, 60)
    assert tuple(column.header for column in sheet.columns) == HEADERS
    assert [column.choices for column in sheet.columns if column.choices] == [KINDS, BANKS]
    filled(template, PLAN, [sent(n) for n in range(50)], tmp_path / "b.xlsx")
    before, after = parts_of(template), parts_of(tmp_path / "b.xlsx")
    assert {name for name in before if before[name] != after[name]} <= {XML, STYLES}


def test_a_plan_that_the_template_does_not_fit_is_refused():
    def own(book, page):
        page.write_formula("C2", "=B2")

    template = small([NAMES], own)
    for plan in (plan_of(2, T, D, M), replace(plan_of(2, T), sheet="别的")):
        with pytest.raises(InvalidInput) as caught:
            TemplateFilling(template, plan)
        assert caught.value.key == "template_file.other_plan"


def test_rows_are_split_in_order():
    assert [list(each) for each in files_of(5, 2)] == [[0, 1], [2, 3], [4]]
    assert list(files_of(3, None)) == [range(3)]


def changed(path: Path, part: str, old: bytes, new: bytes) -> None:
    parts = parts_of(path)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (XML, "测试2".encode(), "测试9".encode()),
        (XML, b"<v>1000.75</v>", b"<v>1000.76</v>"),
        (XML, b"<v>45293</v>", b"<f>1</f><v>45293</v>"),
        (XML, b"<f>H6*1</f>", b"<v>1</v>"),
        (XML, b"<f>H6*1</f>", b"<f>H6*1</f><v>3</v>"),
        (XML, b"</sheetData>", b'<row r="9999"><c r="A9999"><v>1</v></c></row></sheetData>'),
        (XML, "第 &amp;P 页".encode(), "第 &amp;P 頁".encode()),
        (XML, b'<dimension ref="A1', b'<dimension ref="A2'),
        ("xl/drawings/drawing1.xml", "请勿".encode(), "请务".encode()),
        (STYLES, b'numFmtId="49"', b'numFmtId="48"'),
        ("xl/sharedStrings.xml", "开户银行".encode(), "开户行".encode()),
    ],
)
def test_the_second_reader_finds_each_change(tmp_path, part, old, new):
    template, path = province(rows=5, formula_rows=8), tmp_path / "b.xlsx"
    rows = [sent(n) for n in range(6)]
    filled(template, PLAN, rows, path)
    changed(path, part, old, new)
    with pytest.raises(Damaged) as caught:
        verify_filled(path, TemplateFilling(template, PLAN), rows, len(rows))
    assert caught.value.key == "batch.unlike"


def test_the_same_rows_give_the_same_bytes(tmp_path):
    rows = [sent(n) for n in range(30)]
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert filled(province(), PLAN, rows, one) == filled(province(), PLAN, rows, other)
    assert one.read_bytes() == other.read_bytes()


def test_rows_that_a_person_called_examples_are_replaced_and_emptied(tmp_path):
    template = small([["姓名", "金额"], ["张三", "100"], ["李四", "200"], ["王五", "300"]])
    plan = replace(plan_of(2, T, M), examples=3)
    filled(template, plan, [("赵一", 1)], tmp_path / "b.xlsx")
    page = opened(tmp_path / "b.xlsx")[SHEET]
    cells = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert cells == [["赵一", 0.01], [None, None], [None, None]]


def test_rows_look_like_the_first_blank_row_and_not_like_a_grey_example(tmp_path):
    def grey(book, page):
        pale = book.add_format({"font_color": "#888888"})
        page.write_row("A2", ["示例", "2026-01-01", "100"], pale)

    def with_blank(book, page):
        grey(book, page)
        page.write_blank("A3", None, book.add_format({"bold": True}))

    path = tmp_path / "b.xlsx"
    rows = [("赵一", date(2026, 1, 1), 1), ("赵二", date(2026, 1, 2), 2), ("赵三", None, 3)]
    filled(small([NAMES], with_blank), plan_of(2, T, D, M), rows, path)
    cells = [cell for row in opened(path)[SHEET].iter_rows(min_row=2) for cell in row]
    assert not [cell.coordinate for cell in cells if cell.font.color.rgb == "FF888888"]
    assert [cell.coordinate for cell in cells if cell.font.b] == ["A2", "A3", "A4"]
    filled(small([NAMES], grey), plan_of(2, T, D, M), rows, path)
    cells = [cell for row in opened(path)[SHEET].iter_rows(min_row=2) for cell in row]
    assert {cell.font.color.rgb for cell in cells} == {"FF888888"}
