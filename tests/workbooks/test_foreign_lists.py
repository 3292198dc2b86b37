"""Lists from elsewhere: read rightly, or refused with the cell and the reason."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.domain.foreign_sheet import FileKind, ForeignFile, ForeignSheet
from hrdesk.domain.long_number import may_be_spoiled
from hrdesk.intake.foreign_rows import ForeignLine, ListReader
from hrdesk.intake.form_spec import FieldSpec, FieldType, RosterSpec
from hrdesk.intake.list_heading import heading_of, remembered_titles
from hrdesk.services.list_plan import LinesOrder
from hrdesk.services.list_reading import ListReading
from hrdesk.workbooks.foreign_file import file_content, read_foreign
from tests.people import credit_code, former_number, identity_number
from tests.workbooks.clumsy import CLUMSY, Clumsy, saved
from tests.workbooks.hostile import HOSTILE
from tests.workbooks.libreoffice import office

__all__ = ["office"]

TODAY = date(2026, 3, 18)
SPEC = RosterSpec(
    id="people",
    title="名册",
    columns={
        "name": FieldSpec("name", "姓名", FieldType.NAME),
        "person": FieldSpec("person", "身份证号", FieldType.IDENTITY),
        "hired_on": FieldSpec("hired_on", "招用日期", FieldType.DATE),
        "account": FieldSpec("account", "账号", FieldType.ACCOUNT),
        "months": FieldSpec("months", "申领月份", FieldType.MONTHS),
        "wage": FieldSpec("wage", "工资", FieldType.MONEY),
    },
    facts=(),
    gives="lines",
    identity="person",
    name="name",
)
WAGES = ["姓名", "身份证号", "工资"]
IN_A_CHILD = ("zip_bomb", "flood_within_limits", "cell_at_the_end", "merged")


def lines_of(file: ForeignFile, spec: RosterSpec = SPEC) -> tuple[list[ForeignLine], ListReader]:
    """The lines of the first sheet that has our titles."""
    headings = [heading_of(spec, sheet, {}) for sheet in file.sheets]
    place = next(n for n, each in enumerate(headings) if each.found and not each.hidden)
    reader = ListReader(spec, file, place, headings[place], TODAY)
    return list(reader.lines()), reader


def unit_refusals(rows: list[list[str]]) -> list[str]:
    """The cells that are refused because of the unit in which they count."""
    lines, _ = lines_of(ForeignFile(FileKind.XLSX, (ForeignSheet("名册", rows),)))
    refused = [each for line in lines for each in line.refusals]
    return [each.place for each in refused if each.problem.key == "list_cell.unit"]


@pytest.mark.parametrize("name", CLUMSY)
def test_a_clumsy_list_is_read_rightly_or_refused_at_its_cell(name: str):
    case: Clumsy = CLUMSY[name]
    lines, reader = lines_of(read_foreign(case.make()))
    good = {
        line.entries.get("name"): line.entries["hired_on"] for line in lines if not line.refusals
    }
    refused = {each.place: each.problem.key for line in lines for each in line.refusals}
    assert good == case.days
    assert refused == case.refused
    assert tuple(reader.read.totals) == case.totals
    assert tuple(each.place for each in reader.read.splits) == case.asked
    assert tuple(reader.read.repeated) == case.repeated


def test_months_as_clerks_write_them_are_shown_as_they_were_read_or_refused_at_their_cell():
    typed = ("2026年1-3月", "2026.1-3", "2026年1月至3月", "2026-01至2026-03", "2026-1-3")
    rows = [["姓名", "身份证号", "申领月份"]]
    rows += [["赵一", identity_number(sequence=n), each] for n, each in enumerate(typed, 1)]
    sheet = ForeignSheet("名册", [list(map(str, row)) for row in rows])
    file = ForeignFile(FileKind.XLSX, (sheet,))
    reader = ListReader(SPEC, file, 0, heading_of(SPEC, sheet, {}), TODAY)
    *good, bad = reader.lines()
    assert {line.entries["months"] for line in good} == {"2026-01—2026-03"}
    assert [line.readings for line in good] == [
        ((f"C{n}", text, "2026-01—2026-03"),) for n, text in enumerate(typed[:4], 2)
    ]
    refused = [(each.place, each.problem.key) for each in bad.refusals]
    assert refused == [("C6", "months.day_or_span")]


def test_of_two_columns_with_one_title_a_person_says_which_counts():
    rows = [["姓名", "身份证号", "配偶姓名", "身份证号"], ["赵一", "1", "钱二", "2"]]
    heading = heading_of(SPEC, ForeignSheet("名册", rows), {})
    assert heading.columns == ("name", "", "", "")


@pytest.mark.parametrize("title", ["工资（万元）", "工资(千元)", "工资（分）", "工资/百元"])
def test_a_column_that_a_person_maps_is_not_read_in_another_unit_nor_remembered(title: str):
    rows = [["姓名", "身份证号", title], ["赵一", identity_number(sequence=1), "1.5"]]
    sheet = ForeignSheet("名册", rows)
    heading = replace(heading_of(SPEC, sheet, {}), columns=("name", "person", "wage"))
    reader = ListReader(SPEC, ForeignFile(FileKind.XLSX, (sheet,)), 0, heading, TODAY)
    (line,) = reader.lines()
    assert [(each.place, each.problem.key) for each in line.refusals] == [("C2", "list_cell.unit")]
    assert "wage" not in line.entries
    assert remembered_titles(SPEC, heading) == {}


@pytest.mark.parametrize(
    "below",
    [
        ["注：金额单位：万元"],
        ["", "", "", "以上金额以万元为单位"],
        ["备注：1.一人一行；2.金额单位为万元。"],
    ],
)
def test_a_unit_in_a_line_of_nobody_below_the_people_speaks_for_the_amounts(below: list[str]):
    assert unit_refusals([WAGES, ["赵一", identity_number(sequence=1), "0.17"], below]) == ["C2"]


def test_a_column_of_units_speaks_for_the_amounts():
    rows = [[*WAGES, "单位"]]
    rows += [["赵一", identity_number(sequence=1), "0.17", "万元"]]
    rows += [["钱二", identity_number(sequence=2), "1700", "元"]]
    assert unit_refusals(rows) == ["C2", "C3"]


@pytest.mark.parametrize(
    "further",
    [
        ["用人单位", "攀枝花百元汇商贸有限公司"],
        ["备注", "贷款 5 万元"],
        ["班级", "K"],
        ["币种", "人民币元"],
        ["单位", "元"],
        ["家庭年收入（万元）", "3.5"],
    ],
)
def test_what_else_lists_say_of_people_is_no_unit_of_their_amounts(further: list[str]):
    title, text = further
    rows = [[*WAGES, title], ["赵一", identity_number(sequence=1), "1700", text]]
    assert unit_refusals([*rows, ["填表人：万某", "", "", ""]]) == []


def test_a_blank_line_of_separators_is_no_column_for_the_window():
    content = ("姓名,身份证号" + "," * 1_000_000 + "\n" + "," * 1_000_000 + "\n").encode()
    file = read_foreign(content)
    assert [len(heading_of(SPEC, sheet, {}).titles) for sheet in file.sheets] == [2]


def test_thousands_of_ranges_over_each_other_count_each_line_once():
    lines = [["姓名", "身份证号"], *([str(n), str(n)] for n in range(20_000))]
    spans = tuple((n, 1_048_575, 0, 16_383) for n in range(2, 5_002))
    sheet = ForeignSheet("名册", lines, spans=spans)
    begun = time.process_time()
    assert sheet.merged_lines(1, {0, 1}) == frozenset(range(2, 20_001))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in IN_A_CHILD])
def test_a_hostile_file_is_refused_with_its_reason(name: str, tmp_path: Path):
    make, key = HOSTILE[name]
    (tmp_path / "f").write_bytes(make())
    with pytest.raises(InvalidInput) as refused:
        read_foreign(file_content(tmp_path / "f"))
    assert refused.value.key == key


@contextmanager
def reading(path: Path) -> Iterator[ListReading]:
    found = ListReading(path, SPEC, TODAY, {})
    try:
        yield found
    finally:
        found.cancel()


@pytest.mark.usefixtures("cold_children")
@pytest.mark.parametrize("name", IN_A_CHILD)
def test_a_hostile_file_ends_in_a_process_of_its_own(name: str, tmp_path: Path):
    make, key = HOSTILE[name]
    (tmp_path / "f").write_bytes(make())
    with reading(tmp_path / "f") as child, pytest.raises(InvalidInput) as refused:
        child.facts()
    # On a machine that is busy its time may be over before its memory is.
    assert refused.value.key in {key, "list_file.too_slow"}
    assert [each.name for each in tmp_path.iterdir()] == ["f"]


def some_number(chance: random.Random, text: str, *small: object) -> object:
    """A number of a person as it is typed, or as a spreadsheet has made an amount of it."""
    if chance.random() < 0.8:
        return text
    return chance.choice([*small, 12345678, 621234567890123, float(10**17 + 2**9), 0.5])


def some_amount(chance: random.Random) -> tuple[object, int | None]:
    """An amount as it stands in a cell, and its fen, None where it is none."""
    fen = chance.randrange(0, 10**9)
    if chance.random() < 0.2:
        parts = 10 * fen + chance.randrange(1, 10)
        return (parts / 1000 if chance.random() < 0.7 else str(Decimal(parts) / 1000)), None
    return (str(Decimal(fen) / 100) if chance.random() < 0.3 else fen / 100), fen


def test_no_number_and_no_amount_changes_in_twenty_thousand_cells():
    chance = random.Random(6)
    columns = {**SPEC.columns, "code": FieldSpec("code", "信用代码", FieldType.CREDIT_CODE)}
    spec = replace(SPEC, columns=columns)
    rows = []
    for n in range(4_000):
        former = former_number(date(1970, 1, 1), n % 1000)
        # The code's check character is a digit, so that a spreadsheet may take it for a number.
        code = "91510402" + f"{n:09d}"
        amount, fen = some_amount(chance)
        shown: dict[str, object] = {
            "name": f"王{n}",
            "person": some_number(chance, identity_number(sequence=n % 999), int(former)),
            "account": some_number(chance, str(chance.randrange(10**15, 10**19)), 62284800),
            "code": some_number(chance, credit_code(body=f"{n:09d}"), int(code)),
            "wage": amount,
        }
        rows.append((shown, fen))
    titles = ["姓名", "身份证号", "账号", "信用代码", "工资"]
    book = saved([titles, *(list(shown.values()) for shown, _ in rows)])
    lines, _ = lines_of(read_foreign(book), spec)
    assert len(lines) == len(rows)
    for line, (shown, fen) in zip(lines, rows, strict=True):
        refused = {each.column: each.problem.key for each in line.refusals}
        for column in ("person", "account", "code"):
            given = shown[column]
            if not isinstance(given, str):
                assert (line.entries.get(column), refused[column]) == (None, "list_cell.number")
            elif may_be_spoiled(given):
                assert refused[column] == "list_cell.zeros"
            else:
                assert line.entries[column] == given
                assert column not in refused
        assert line.entries["name"] == shown["name"]
        if fen is None:
            assert refused["wage"] in {"list_cell.fraction", "money.form"}
        else:
            assert Decimal(line.entries["wage"]) * 100 == fen
            assert "wage" not in refused


@pytest.mark.parametrize(
    ("amount", "read"),
    [(0.1 + 0.2, "0.30"), (1064.6, "1064.60"), (3, "3.00"), (1e7, "10000000.00")],
)
def test_noise_of_binary_fractions_is_no_part_of_an_amount(amount: float, read: str):
    (line,), _ = lines_of(
        read_foreign(saved([["姓名", "身份证号", "工资"], ["王强", identity_number(), amount]]))
    )
    assert line.entries["wage"] == read
    assert not line.refusals


@pytest.mark.parametrize("amount", [1.005, 33.333333, -5, 1e20])
def test_an_amount_that_is_none_is_refused(amount: float):
    (line,), _ = lines_of(
        read_foreign(saved([["姓名", "身份证号", "工资"], ["王强", identity_number(), amount]]))
    )
    assert [each.place for each in line.refusals] == ["C2"]


def test_an_old_workbook_is_read_as_the_new_one_and_says_what_it_cannot_show(
    office, tmp_path: Path
):
    rows = [["姓名", "身份证号", "招用日期", "工资"]]
    rows += [["王强", identity_number(), date(2024, 3, 1), 1064.6]]
    rows += [["罗㛃", 510402199003072192, "2024.3.1", "3500"]]
    (tmp_path / "list.xlsx").write_bytes(saved(rows))
    old = (office(tmp_path / "list.xlsx", "xls:MS Excel 97") / "list.xls").read_bytes()
    file = read_foreign(old)
    assert (file.kind, file.sees_all) == (FileKind.XLS, False)
    mine, theirs = (lines_of(each)[0] for each in (read_foreign(saved(rows)), file))
    assert [line.entries for line in mine] == [line.entries for line in theirs]
    assert [each.problem.key for each in theirs[1].refusals] == ["list_cell.number"]


def test_a_reader_that_was_ended_is_said_and_leaves_nothing(tmp_path: Path):
    (tmp_path / "f").write_bytes(saved([["姓名", "身份证号"], ["王强", identity_number()]]))
    with reading(tmp_path / "f") as child:
        facts = child.facts()
        child._reader._child.end()
        with pytest.raises(EnvironmentFault) as ended:
            child.plan(LinesOrder(0, facts.headings[0]), ())
    assert ended.value.key == "list_file.reader_ended"


def test_the_file_that_was_sent_is_not_written_over_by_its_marked_copy(tmp_path: Path):
    path = tmp_path / "f.xlsx"
    path.write_bytes(saved([["姓名", "身份证号"], ["赵一", "1"]]))
    sent = path.read_bytes()
    with reading(path) as child:
        child.plan(LinesOrder(0, child.facts().headings[0]), ())
        with pytest.raises(InvalidInput, match=r"list_file\.same_file"):
            child.ask_marks(tmp_path / "." / "f.xlsx")
    assert path.read_bytes() == sent


@pytest.mark.parametrize(
    "head",
    [
        [["某公司"], ["", "单位：", "千元"], ["姓名", "身份证号", "工资"]],
        [["某公司"], ["", "", "（万元）"], ["姓名", "身份证号", "工资"]],
        [["姓名", "身份证号", "工资", "金额单位：万元"]],
    ],
)
def test_a_unit_in_a_cell_of_its_own_speaks_for_the_amounts_below(head: list[list[str]]):
    rows = [*head, ["赵一", identity_number(sequence=1), "0.72"]]
    (line,), _ = lines_of(ForeignFile(FileKind.XLSX, (ForeignSheet("名册", rows),)))
    assert [each.problem.key for each in line.refusals] == ["list_cell.unit"]
    assert "wage" not in line.entries
