"""Rows that are proven plain in one look: a walk from cell to cell finds nothing there either."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.errors import Fault
from hrdesk.domain.foreign_sheet import Flaw
from hrdesk.workbooks.foreign_looks import Looks
from hrdesk.workbooks.foreign_xml import SheetMarks, scan_sheet
from hrdesk.workbooks.plain_rows import Within, are_plain
from tests.workbooks.hostile import MAIN
from tests.workbooks.libreoffice import XLSX, office

__all__ = ["office"]

PLAIN_CELLS = (
    '<c r="{at}"><v>1</v></c>',
    '<c r="{at}" s="3"><v>1.5</v></c>',
    '<c r="{at}" s="3" t="s"><v>12</v></c>',
    '<c r="{at}" t="n"><v></v></c>',
    '<c r="{at}" t="str"><v>某某</v></c>',
    '<c r="{at}" t="b"><v>0</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>某某</t></is></c>',
    '<c r="{at}" s="3"/>',
    '<c r="{at}" s="3" />',
    '<c r="{at}"></c>',
)
OTHER_CELLS = (
    '<c r="{at}" t="e"><v>#N/A</v></c>',
    "<c r='{at}' t='e'><v>#N/A</v></c>",
    '<c t="e" r="{at}"><v>#N/A</v></c>',
    '<c r = "{at}" t = "e"><v>#N/A</v></c>',
    '<c r="{at}"><f>1+1</f><v>2</v></c>',
    '<c r="{at}"><f>1+1</f></c>',
    "<c><v>1</v></c>",
    '<c r="{at}"><v><!-- --></v></c>',
)
#: What no parser of XML takes, however plain the rest.
BROKEN_CELLS = (
    '<c r="{at}"><v>&no;</v></c>',
    '<c r="{at}"><v>&</v></c>',
    '<c r="{at}"><v>\x01</v></c>',
    '<c r="{at}"><v>1</v>',
    '<c r="{at}" t="str"><v>]]></v></c>',
)
BROKEN_ROWS = (" x", ' r="1"', ' x="1" x="2"', ' x="&no;"', ' x="<"', ' x="1"y="2"', ' x="\x02"')
PLAIN_ROWS = ("", ' spans="1:3"', ' ht="20.0" customHeight="1"', ' hidden="false"')
OTHER_ROWS = (
    ' hidden="1"',
    ' hidden="true"',
    ' hidden = "1"',
    " hidden='1'",
    ' ht="0"',
    ' spans="1:3" ht="0.00"',
)


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def row(number: int, cells: str, said: str = "") -> str:
    return f'<row r="{number}"{said}>{cells}</row>'


def is_plain(rows: str) -> bool:
    content = rows.encode()
    return are_plain(content, 0, len(content), Within(lines=20, columns=28))


@pytest.mark.parametrize("said", PLAIN_ROWS)
@pytest.mark.parametrize("cell", PLAIN_CELLS)
def test_values_in_their_order_are_plain(cell: str, said: str):
    cells = [cell.format(at=f"{letters}2") for letters in ("A", "C", "Z", "AA", "AB")]
    assert is_plain(row(1, "") + row(2, "".join(cells), said) + '\n<row r="20"/>\n')


@pytest.mark.parametrize(
    "rows",
    [
        *(row(1, PLAIN_CELLS[0].format(at="A1") + cell.format(at="B1")) for cell in OTHER_CELLS),
        *(row(1, PLAIN_CELLS[0].format(at="A1"), said) for said in OTHER_ROWS),
        row(1, "") + row(1, ""),
        row(2, "") + row(1, ""),
        "<row/>",
        row(21, ""),
        row(0, ""),
        *(
            row(1, "".join(PLAIN_CELLS[0].format(at=at) for at in places))
            for places in (["A1", "A1"], ["B1", "A1"], ["A2"], ["A1", "B11"], ["AC1"], ["a1"])
        ),
        PLAIN_CELLS[0].format(at="A1"),
        row(1, "") + "x" + row(2, ""),
        row(1, "") + "<!-- -->",
    ],
)
def test_anything_else_is_walked_over(rows: str):
    assert not is_plain(rows)


LINES = (("姓名", "工资", "日期", "备注", ""), ("王强", 679.36, date(2026, 1, 1), "某某", None))


def by_openpyxl(target: Path) -> None:
    book = openpyxl.Workbook()
    for line in LINES:
        book.active.append(line)
    book.save(target)


def by_xlsxwriter(target: Path) -> None:
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for n, line in enumerate(LINES):
            page.write_row(n, 0, line)


def rows_of(workbook: Path) -> str:
    with zipfile.ZipFile(workbook) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    return part.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
def test_lists_are_spelled_so_by_those_who_make_them(
    make: Callable[[Path], None], tmp_path: Path, office: Callable[[Path, str], Path]
):
    made = tmp_path / "list.xlsx"
    make(made)
    assert is_plain(rows_of(made))
    assert is_plain(rows_of(office(made, XLSX) / made.name))


@pytest.mark.parametrize(
    "rows",
    [
        *(row(1, PLAIN_CELLS[0].format(at="A1") + cell.format(at="B1")) for cell in BROKEN_CELLS),
        *(row(1, PLAIN_CELLS[0].format(at="A1"), said) for said in BROKEN_ROWS),
        *(row(1, "") + broken for broken in ("</row>", "<v>", "&", "\x00", "\x0b", "\x0c")),
        *(row(1, PLAIN_CELLS[0].format(at="A1") + blank) for blank in "\x0b\x0c"),
    ],
)
def test_what_is_no_xml_is_refused_between_plain_rows_too(rows: str):
    assert found(rows + row(2, "")) == ("list_file.damaged", {})


@pytest.mark.parametrize("spelled", ["&amp;", "&#20108;", "&lt;"])
def test_characters_that_are_written_as_their_names_are_plain(spelled: str):
    rows = row(1, f'<c r="A1" t="str"><v>{spelled}</v></c>')
    assert is_plain(rows)
    assert found(rows) == SheetMarks()


def test_a_flood_of_blanks_is_looked_at_once():
    assert not is_plain(row(1, "") + " " * 4_000_000 + "x")


@pytest.mark.parametrize(
    "said", [f' x="{"a" * 4_000_000}"', f' x="{"a=" * 2_000_000}"', f" {'a' * 4_000_000}"]
)
def test_a_row_that_says_much_is_looked_at_once(said: str):
    assert is_plain(row(1, "", said)) is said.endswith('"')


def test_a_flood_of_beginnings_of_merged_ranges_is_looked_at_once():
    flood = "<?q " + "<mergeCell " * 400_000 + "?>"
    content = sheet(row(1, "")).replace(b"</worksheet>", f"{flood}</worksheet>".encode())
    assert scan_sheet(content, "名册") == SheetMarks()


@pytest.mark.parametrize(
    "flood", ["<c " * 700_000, '<c r="A1" ><is>' * 150_000, '<c r="A1" ><is></is >' * 100_000]
)
def test_a_flood_of_beginnings_of_cells_is_looked_at_once(flood: str):
    looks = Looks({1: Flaw.STRUCK})
    assert not [*looks.flaws(f"<!-- {flood} --><strike/>".encode())]


def test_a_text_that_is_struck_out_is_found_however_its_end_is_spelled():
    text = "<is><r><rPr><strike/></rPr><t>王旧</t></r></is >"
    rows = row(1, f'<c r="A1" t="inlineStr">{text}</c><c r="B1" t="inlineStr"><is></is></c>')
    assert [*Looks().flaws(sheet(rows))] == [((0, 0), Flaw.STRUCK)]
    assert [*Looks().flaws(sheet(row(1, f'<c r="A1" t="inlineStr">{text}</c>')))]


@pytest.mark.parametrize(
    "told",
    [
        "<?q <sheetData></sheetData>?><sheetData>{rows}</sheetData >",
        '<?q <sheetData><row r="9"/></sheetData>?><sheetData>{rows}</sheetData\n>',
        '<sheetData><row r="9"/></sheetData><sheetData>{rows}</sheetData >',
    ],
)
def test_rows_in_another_place_than_the_first_are_walked_over(told: str):
    rows = row(1, '<c r="A1" t="e"><v>#N/A</v></c>', ' hidden="1"')
    content = f'<worksheet xmlns="{MAIN}">{told.format(rows=rows)}</worksheet>'.encode()
    marks = scan_sheet(content, "名册")
    assert (marks.hidden_lines, marks.flaws) == ({0}, {(0, 0): Flaw.ERROR})


def test_a_prefix_that_nobody_declared_is_refused_where_a_sheet_is_spelled_anew():
    assert found(row(1, '<c r="A1"><v><!-- --></v></c><no:thing/>')) == ("list_file.damaged", {})


def found(rows: str) -> SheetMarks | tuple[str, dict[str, object]]:
    """What is found of a sheet, or with what it is refused."""
    try:
        return scan_sheet(sheet(rows), "名册")
    except Fault as fault:
        return fault.key, fault.values


@st.composite
def some_rows(draw: st.DrawFn) -> str:
    made = []
    for place in range(1, draw(st.integers(1, 4)) + 1):
        # Mostly in its place, so that much of what is drawn is plain.
        number = draw(st.sampled_from([place] * 12 + [1, 3]))
        cells = ""
        for letter in draw(st.lists(st.sampled_from("ABC"), max_size=3).map(sorted)):
            line = draw(st.sampled_from([number] * 20 + [2]))
            form = draw(st.sampled_from(PLAIN_CELLS * 4 + OTHER_CELLS + BROKEN_CELLS))
            cells += form.format(at=f"{letter}{line}")
        made.append(
            row(number, cells, draw(st.sampled_from(PLAIN_ROWS * 5 + OTHER_ROWS + BROKEN_ROWS)))
        )
    return "".join(made)


@given(rows=some_rows())
def test_what_is_proven_in_one_look_is_what_the_walk_finds(rows: str):
    # A cell with an attribute more has no value here, and makes the whole sheet be walked over.
    assert found(rows) == found(rows + row(9, '<c r="A9" ph="0"/>'))
