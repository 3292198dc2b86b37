"""A list goes back as it came, but for its marks; two readers and LibreOffice open it."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from hrdesk.intake.deciding_cells import Decider
from hrdesk.intake.foreign_rows import ListReader
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.list_heading import heading_of
from hrdesk.intake.list_import import Held, People, changes_of
from hrdesk.services.list_marking import (
    MarkedList,
    MarkOrder,
    ReadList,
    StopMarking,
    save_marked,
)
from hrdesk.services.list_reader import PIECE, _marked, _next_order
from hrdesk.workbooks.foreign_file import read_foreign
from hrdesk.workbooks.marking import Marks, marked
from tests.workbooks.clumsy import DAY, HEADS, IDS, edited, people, saved, with_shared_texts
from tests.workbooks.libreoffice import XLSX, office
from tests.workbooks.test_any_text import injections
from tests.workbooks.test_foreign_lists import SPEC, TODAY, lines_of

__all__ = ["office"]
#: A formula in a cell, whatever prefix its element has.
FORMULA = re.compile(rb"<(?:[A-Za-z]+:)?f[ >/]")
BAD = ["王9", 510402199003072192, "三月一日"]


def back(content: bytes, tmp_path: Path) -> tuple[bytes, bool]:
    """The list as it goes back, and whether it is a copy."""
    file = read_foreign(content)
    lines, _ = lines_of(file)
    heading = heading_of(SPEC, file.sheets[0], {})
    refusals = [refusal for line in lines for refusal in line.refusals]
    told: list[int] = []
    saved_list = save_marked(
        ReadList(content, file, SPEC, 0, heading, refusals), tmp_path / "back.xlsx", told.append
    )
    assert told == list(range(1, told[-1] + 1))
    return (tmp_path / "back.xlsx").read_bytes(), saved_list.is_copy


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def all_texts(page: Worksheet) -> None:
    """Texts that begin like formulas stay texts, as in a cell of the format @."""
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def rich(page: Worksheet) -> None:
    """What clerks put into their workbooks."""
    page["A1"].fill = PatternFill("solid", fgColor="FFFFFF00")
    page["C3"].number_format = "@"
    page.add_data_validation(DataValidation(type="list", formula1='"甲,乙"'))
    page.auto_filter.ref = "A1:C3"
    page.oddFooter.center.text = "第 &P 页 共 &N 页"
    page.parent.create_sheet("别的表")["A1"] = "=1+1"


def commented(page: Worksheet) -> None:
    rich(page)
    page["A2"].comment = Comment("原来的批注", "某某")


@pytest.mark.parametrize("change", [None, rich, commented])
def test_only_the_marked_parts_differ_and_readers_see_the_marks(change, tmp_path: Path):
    content = saved([HEADS, *people(DAY), BAD], change)
    found, is_copy = back(content, tmp_path)
    assert not is_copy
    before, after = parts(content), parts(found)
    touched = {name for name in before if before[name] != after[name]}
    sheet = "xl/worksheets/sheet1.xml"
    extra = {"[Content_Types].xml", "xl/styles.xml", sheet, "xl/comments/comment1.xml"}
    drawings = {name for name in before if name.endswith((".vml", "sheet1.xml.rels"))}
    assert touched <= extra | drawings
    book = openpyxl.load_workbook(io.BytesIO(found))
    page = book.worksheets[0]
    assert "只保留 15 位" in page["B3"].comment.text
    assert "看不出是哪一天" in page["C3"].comment.text
    assert page["B3"].fill.fgColor.rgb == page["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["D1"].value == "怎么改"
    assert page["D2"].value is None
    assert page["D3"].value.count("\n") == 1
    assert page["B3"].value == BAD[1]
    if change is not None:
        assert page["C3"].number_format == "@"
        assert page["A1"].fill.fgColor.rgb == "FFFFFF00"
        assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    if change is commented:
        assert page["A2"].comment.text == "原来的批注"


def test_it_is_read_as_before_and_marked_again_in_the_same_column(tmp_path: Path):
    content = saved([HEADS, *people(DAY), BAD])
    first, _ = back(content, tmp_path)
    lines, _ = lines_of(read_foreign(first))
    assert [line.number for line in lines] == [2, 3]
    book = openpyxl.load_workbook(io.BytesIO(first))
    book.active["B3"] = IDS[3]
    mended = io.BytesIO()
    book.save(mended)
    second, _ = back(mended.getvalue(), tmp_path)
    page = openpyxl.load_workbook(io.BytesIO(second)).active
    assert page["D1"].value == "怎么改"
    assert page["E1"].value is None
    assert "看不出是哪一天" in page["D3"].value
    assert "15 位" not in page["D3"].value


@pytest.mark.parametrize(
    "make",
    [
        f"姓名,身份证号,招用日期\n王0,{IDS[0]},三月\n=1+1,{IDS[1]},{DAY}\n".encode,
        lambda: edited(saved([HEADS, BAD]), "<sheetData>", "<!-- x --><sheetData>"),
    ],
)
def test_what_cannot_be_marked_comes_back_as_a_copy_that_says_so(make, tmp_path: Path):
    found, is_copy = back(make(), tmp_path)
    assert is_copy
    book = openpyxl.load_workbook(io.BytesIO(found))
    assert "副本" in book["说明"]["A1"].value
    page = book["名册"]
    assert page["C2"].comment is not None
    assert b"<f>" not in parts(found)["xl/worksheets/sheet1.xml"]
    assert {line.number for line in lines_of(read_foreign(found))[0] if line.refusals} == {2}


def test_libreoffice_opens_it_and_it_imports_as_before(office, tmp_path: Path):
    content = saved([HEADS, *people(DAY), BAD], commented)
    found, _ = back(content, tmp_path)
    again = office(tmp_path / "back.xlsx", XLSX) / "back.xlsx"
    mine, theirs = (lines_of(read_foreign(each))[0] for each in (found, again.read_bytes()))
    assert [line.entries for line in mine] == [line.entries for line in theirs]
    page = openpyxl.load_workbook(again).worksheets[0]
    assert "只保留 15 位" in page["B3"].comment.text


def test_none_of_five_hundred_injections_becomes_a_formula(tmp_path: Path):
    texts = injections()
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["姓名", "身份证号", "招用日期"])
    for text in texts:
        # A line break beside a separator refuses the file, as lines that a quote has swallowed.
        kept = text.replace("\n", "\r") if "," in text else text
        writer.writerow([kept, IDS[0], kept])
    found, is_copy = back(made.getvalue().encode("utf-8", "surrogatepass"), tmp_path)
    assert is_copy
    for name, part in parts(found).items():
        if "worksheets/" in name:
            assert not FORMULA.search(part)
    rows = list(openpyxl.load_workbook(io.BytesIO(found))["名册"].iter_rows(min_row=2, max_col=3))
    assert all(cell.data_type in {"s", "n"} for row in rows for cell in row)
    assert all(cell.data_type == "s" for row in rows for cell in row if cell.value is not None)


@pytest.mark.parametrize("kept", ["in their cells", "in a part of their own"])
def test_none_of_them_becomes_a_formula_in_the_workbook_itself(kept: str, tmp_path: Path):
    rows = [HEADS, *([text, IDS[0], text] for text in injections())]
    if kept == "in their cells":
        # A sheet that holds these is not patched: they might be its spelling.
        rows = [row for row in rows if not re.search(r"=['\s]|\s=", row[0])]
        content = saved(rows, all_texts)
    else:
        content = with_shared_texts(rows)
    assert len(rows) > 200
    found, is_copy = back(content, tmp_path)
    assert not is_copy
    assert not formulas_in(found)
    assert texts_of(found, 3) == texts_of(content, 3)
    # A few of them are blank, or a day.
    assert sum(said is not None for *_, said in texts_of(found, 4)) > 0.8 * len(rows)


def test_no_text_that_is_said_at_a_cell_becomes_a_formula():
    texts = injections()
    content = saved([HEADS, *([n, IDS[0], DAY] for n in range(len(texts)))])
    found = marked(
        content,
        Marks(
            sheet="Sheet",
            titles=0,
            column=3,
            title="=1+1",
            author="=1+1",
            cells={(n, 0): text for n, text in enumerate(texts, 1)},
            lines=dict(enumerate(texts, 1)),
        ),
        lambda _number: None,
    )
    assert not formulas_in(found)
    page = openpyxl.load_workbook(io.BytesIO(found)).active
    cells = [page.cell(n, 4) for n in range(1, len(texts) + 2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [unescape(cell.value) for cell in cells] == ["=1+1", *texts]


def formulas_in(content: bytes) -> list[str]:
    """The worksheets with a formula."""
    found = parts(content).items()
    return [name for name, part in found if "worksheets/" in name and FORMULA.search(part)]


def texts_of(content: bytes, columns: int) -> list[tuple[object, ...]]:
    """The cells below the titles; each is a text."""
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = list(page.iter_rows(min_row=2, max_col=columns))
    assert all(cell.data_type == "s" for row in rows for cell in row if cell.value is not None)
    return [tuple(cell.value for cell in row) for row in rows]


def test_a_control_in_a_bad_cell_leaves_the_workbook_whole(tmp_path: Path):
    bad = '<c r="B2" t="inlineStr"><is><t>62_x000B_28</t></is></c>'
    rows = [["姓名", "账号", "身份证号"], ["王", "x", IDS[0]]]
    found, is_copy = back(edited(saved(rows), '<c r="B2".*?</c>', bad), tmp_path)
    assert not is_copy
    page = openpyxl.load_workbook(io.BytesIO(found)).active
    assert page["B2"].comment is not None
    assert lines_of(read_foreign(found))[0][0].refusals


def test_hidden_lines_are_told_where_they_are_seen_with_all_that_is_wrong(tmp_path: Path):
    def hide(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = True

    good = people(DAY)[0]
    content = saved([HEADS, good, BAD, [*BAD[:1], IDS[3], DAY]], hide)
    found, is_copy = back(content, tmp_path)
    assert not is_copy
    page = openpyxl.load_workbook(io.BytesIO(found)).active
    assert page.row_dimensions[3].hidden
    hidden, number, day = page["D3"].value.split("\n")
    assert hidden.startswith("这一行被隐藏")
    assert "只保留 15 位" in number
    assert "看不出是哪一天" in day
    assert page["A3"].fill.fgColor.rgb == page["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert "第 3 行（共 1 行）隐藏着" in page["D2"].value
    # Shown and imported again, the line tells the same of its cells and no more.
    lines, _ = lines_of(read_foreign(found))
    assert [line.number for line in lines if line.refusals] == [3]


def test_what_is_wrong_between_two_cells_is_told_together_with_a_third(tmp_path: Path):
    columns = {**SPEC.columns, "left_on": FieldSpec("left_on", "离职日期", FieldType.DATE)}
    columns["left_on"] = replace(columns["left_on"], not_before="hired_on")
    spec = replace(SPEC, columns=columns)
    heads = ["姓名", "身份证号", "招用日期", "离职日期"]
    file = read_foreign(saved([heads, ["王9", 510402199003072192, "2025-03-01", "2025-02-01"]]))
    heading = heading_of(spec, file.sheets[0], {})
    found = People()
    for line in ListReader(spec, file, 0, heading, TODAY).lines():
        found.put(line)
    letters = {"person": "B", "hired_on": "C", "left_on": "D"}
    (change,) = changes_of(Held(spec, (), TODAY, letters, Decider(spec)), found)
    assert [each.place for each in change.refusals] == ["B2", "D2"]


class Asker:
    """Who asked for a marked list, and what he tells while it is made."""

    def __init__(self, *orders: object) -> None:
        self.orders = list(orders)
        self.steps: list[int] = []
        self.said: list[object] = []

    def step(self, done: int) -> None:
        self.steps.append(done)

    def is_told(self) -> bool:
        return bool(self.orders)

    def hear(self) -> object:
        return self.orders.pop(0)

    def ask(self, told: object) -> object:
        self.said.append(told)
        return self.hear()


def long_list(kind: str) -> ReadList:
    rows = [HEADS, *([f"王{n}", "1", "2"] for n in range(500))]
    content = saved(rows) if kind == "xlsx" else "\n".join(map(",".join, rows)).encode()
    file = read_foreign(content)
    lines, _ = lines_of(file)
    refusals = [refusal for line in lines for refusal in line.refusals]
    return ReadList(content, file, SPEC, 0, heading_of(SPEC, file.sheets[0], {}), refusals)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_lines_are_told_while_they_are_marked_and_a_stop_leaves_what_was_there(
    kind: str, tmp_path: Path
):
    target, read = tmp_path / "back.xlsx", long_list(kind)
    stopping = Asker(StopMarking())
    assert _marked(stopping, read, target) is None
    assert stopping.steps == [PIECE]
    assert not list(tmp_path.iterdir())
    whole = Asker()
    assert _marked(whole, read, target) == MarkedList(is_copy=kind == "csv")
    assert whole.steps == [PIECE, 2 * PIECE]
    before = target.read_bytes()
    assert _marked(Asker(StopMarking()), read, target) is None
    assert target.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_a_stop_that_comes_when_the_list_is_saved_is_no_order():
    order, told = MarkOrder("again.xlsx"), MarkedList(is_copy=False)
    asker = Asker(StopMarking(), order)
    assert _next_order(asker, told) is order
    assert asker.said == [told]
