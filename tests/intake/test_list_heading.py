"""Titles of several lines: no part of a title is read as the whole of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.foreign_sheet import FileKind, ForeignFile, ForeignSheet
from hrdesk.intake.foreign_rows import ListReader
from hrdesk.intake.list_heading import heading_of
from tests.people import identity_number
from tests.services import insured
from tests.shipped import policy

SPEC = policy().forms[insured.HARDSHIP].rosters["people"]
PERSON = ("王强", identity_number(sequence=1), "2026-01")
OVER = ("养老保险", "医疗保险", "失业保险")
INSURANCES = ("pension", "medical", "unemployment")
TITLES = ["姓名", "身份证号", "费款所属期"]
NEITHER = ["", "", ""]


def over(parts: int, titles: tuple[str, ...] = OVER) -> list[str]:
    """Titles that each go over so many columns, as merged cells are read."""
    return [cell for title in titles for cell in (title, *[""] * (parts - 1))]


def read(*lines: list[str]) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """The columns that are found in a list, and what its lines give."""
    sheet = ForeignSheet("名册", lines)
    heading = heading_of(SPEC, sheet, {})
    reader = ListReader(SPEC, ForeignFile(FileKind.XLSX, (sheet,)), 0, heading, date(2026, 3, 18))
    return heading.columns[3:], [dict(line.entries) for line in reader.lines()]


@pytest.mark.parametrize(
    ("parts", "paid"),
    [
        (("缴费基数", "单位", "个人"), 1),
        (("个人", "单位"), 1),
        (("单位", "个人"), 0),
        (("缴费基数", "个人部分", "单位部分", "合计"), 2),
        (("单位缴费", "个人缴费"), 0),
    ],
)
def test_of_a_title_over_several_columns_the_part_that_it_means_is_read(
    parts: tuple[str, ...], paid: int
):
    amounts = [f"{100 * insurance + n}.00" for insurance in (1, 2, 3) for n in range(len(parts))]
    columns, people = read(
        [*TITLES, *over(len(parts))], [*NEITHER, *parts * 3], [*PERSON, *amounts]
    )
    assert [n for n, name in enumerate(columns) if name] == [
        paid + n * len(parts) for n in range(3)
    ]
    assert [[each[name] for name in INSURANCES] for each in people] == [
        [f"{100 * insurance + paid}.00" for insurance in (1, 2, 3)]
    ]


def test_parts_that_no_column_is_called_by_are_for_a_person_to_map():
    columns, people = read(
        [*TITLES, *over(2)],
        [*NEITHER, *("基数", "应缴") * 3],
        [*PERSON, *("4246.00", "679.36") * 3],
    )
    assert set(columns) == {""}
    assert [each.get("pension") for each in people] == [None]


@pytest.mark.parametrize(
    "title", ["个人", "职工个人缴费（元）", "个人承担部分", "缴费基数", "费率"]
)
def test_of_another_share_alone_nothing_is_read_as_the_employers(title: str):
    columns, people = read(
        [*TITLES, title, "", ""], [*NEITHER, "养老", "医疗", "失业"], [*PERSON, "1", "2", "3"]
    )
    assert columns == ("", "", "")
    assert people == [dict(zip(("name", "identity", "months"), PERSON, strict=True))]


@pytest.mark.parametrize("title", ["社会保险缴费", "单位缴费", "申报金额（元）", ""])
def test_parts_of_any_other_title_are_read_by_their_own(title: str):
    columns, _ = read(
        [*TITLES, title, "", ""], [*NEITHER, "养老", "医疗", "失业"], [*PERSON, "1", "2", "3"]
    )
    assert columns == INSURANCES


def test_what_stands_over_the_people_says_nothing_of_amounts():
    lines = (["个人", "", ""], ["姓名", "身份证号", "费款所属期"], [*PERSON])
    _, people = read(*lines)
    assert people == [dict(zip(("name", "identity", "months"), PERSON, strict=True))]


def test_titles_of_three_lines_are_one():
    columns, people = read(
        [*TITLES, "社会保险缴费（元）", *[""] * 5],
        [*NEITHER, *over(2)],
        [*NEITHER, *("个人", "单位") * 3],
        [*PERSON, "1", "2", "3", "4", "5", "6"],
    )
    assert columns == ("", "pension", "", "medical", "", "unemployment")
    assert [each["pension"] for each in people] == ["2.00"]


def test_columns_under_two_titles_are_told_apart_by_them():
    columns, people = read(
        [*TITLES, "个人", "", "", "单位", "", ""],
        [*NEITHER, *("养老", "医疗", "失业") * 2],
        [*PERSON, "1", "2", "3", "4", "5", "6"],
    )
    assert columns == ("", "", "", *INSURANCES)
    assert [each["pension"] for each in people] == ["4.00"]


def test_titles_of_two_lines_are_those_of_the_list_on_each_of_its_pages():
    titles = ([*TITLES, *over(2)], [*NEITHER, *("个人", "单位") * 3])
    amounts = ["1", "2", "3", "4", "5", "6"]
    other = ("罗㛃", identity_number(sequence=2), "2026-01")
    _, people = read(*titles, [*PERSON, *amounts], *titles, [*other, *amounts])
    assert [each["pension"] for each in people] == ["2.00", "2.00"]


def test_the_first_person_of_a_list_is_no_line_of_titles():
    columns, people = read(
        [*TITLES, "备注", "", "养老"], [*PERSON, "补报", "已核", "5"], [*PERSON, "", "", "6"]
    )
    assert columns == ("", "", "pension")
    assert [each["pension"] for each in people] == ["5.00", "6.00"]


def test_a_hint_beside_the_parts_and_cells_that_were_merged_and_filled_change_nothing():
    titles = [*TITLES, *("养老保险", "养老保险", "医疗保险", "医疗保险"), "合计"]
    for lower in (TITLES, ["必填", "18位", ""]):
        columns, people = read(
            titles, [*lower, *("个人", "单位") * 2, "元"], [*PERSON, "1", "2", "3", "4", "10"]
        )
        assert columns == ("", "pension", "", "medical", "")
        assert [each["pension"] for each in people] == ["2.00"]


def test_somebody_without_a_number_above_the_others_is_no_line_of_titles():
    _, people = read([*TITLES, "备注", ""], ["王强", "", "", "补报", "已核"], [*PERSON, "", ""])
    assert [each["name"] for each in people] == ["王强", "王强"]


def test_a_sum_above_the_first_person_is_no_line_of_titles():
    _, people = read(
        ["序号", *TITLES[:2], "养老保险", ""],
        ["合计", "", "", "700", "300"],
        ["1", *PERSON[:2], "700", "300"],
    )
    assert [each["pension"] for each in people] == ["700.00"]


@pytest.mark.parametrize("lower", [["养老", ""], ["个人", "单位"]])
def test_titles_of_a_list_that_went_back_marked_are_what_they_were(lower: list[str]):
    titles = [*TITLES, "养老保险" if all(lower) else "缴费", ""]
    sheet = ForeignSheet("名册", [titles, [*NEITHER, *lower, "怎么改"], [*PERSON, "1", "2"]])
    heading = heading_of(SPEC, sheet, {})
    assert (heading.first, heading.found, heading.titles[-1]) == (2, 4, "怎么改")


@pytest.mark.parametrize(("second", "found"), [("679.36", ""), ("", "pension")])
def test_a_title_merged_over_columns_that_hold_something_is_for_a_person_to_map(
    second: str, found: str
):
    titles = [*TITLES, "养老保险", "", "医疗保险"]
    lines = [titles, ["必填", "18位", "", "", "", ""], [*PERSON, "4246.00", second, "5"]]
    sheet = ForeignSheet("名册", lines, spans=((0, 0, 3, 4), (0, 1, 5, 5)))
    assert heading_of(SPEC, sheet, {}).columns[3:] == (found, "", "medical")


@pytest.mark.parametrize(
    "titles", [["养老", "养老（单位）"], ["养老（单位）", "养老"], ["养老保险", "单位养老"]]
)
def test_of_two_titles_for_one_amount_a_person_says_which_counts(titles: list[str]):
    columns, people = read([*TITLES, *titles, "医疗"], [*PERSON, "1", "2", "3"])
    assert columns == ("", "", "medical")
    assert [each.get("pension") for each in people] == [None]


EMPLOYER = st.sampled_from(["单位", "单位部分", "单位缴费", "单位缴纳", "公司", "企业部分"])
OTHERS = st.lists(
    st.sampled_from(["个人", "个人部分", "缴费基数", "基数", "小计", "合计"]),
    unique=True,
    max_size=3,
)
LAYOUTS = {
    "parts below": lambda insurances, parts: ([over(len(parts), insurances)], [*parts * 3]),
    "insurances below": lambda insurances, parts: (
        [over(3, tuple(parts))],
        [*insurances * len(parts)],
    ),
    "three lines": lambda insurances, parts: (
        [over(3 * len(parts), ("社会保险缴费",)), over(len(parts), insurances)],
        [*parts * 3],
    ),
    "one line": lambda insurances, parts: (
        [],
        [each + part for each in insurances for part in parts],
    ),
}


@given(EMPLOYER, OTHERS, st.randoms(use_true_random=False), st.sampled_from(sorted(LAYOUTS)))
def test_however_titles_are_laid_out_no_other_share_is_read_for_the_employers(
    employer, others, chance, layout
):
    parts, insurances = [employer, *others], list(OVER)
    chance.shuffle(parts)
    chance.shuffle(insurances)
    upper, lower = LAYOUTS[layout](tuple(insurances), parts)
    lines = [*upper, lower]
    cells = [(each, part) for each in insurances for part in parts]
    if layout == "insurances below":
        cells = [(each, part) for part in parts for each in insurances]
    amounts = {cell: f"{100 + n}.00" for n, cell in enumerate(cells)}
    heads = [[*(NEITHER if n else TITLES), *line] for n, line in enumerate(lines)]
    _, people = read(*heads, [*PERSON, *amounts.values()])
    for name, insurance in zip(INSURANCES, OVER, strict=True):
        assert people[-1].get(name) in {None, amounts[insurance, employer]}
