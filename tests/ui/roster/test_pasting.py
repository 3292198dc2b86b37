"""Where pasted cells go: by place, by titles, repeated; nothing is lost without a word."""

from datetime import date

import pytest

from hrdesk.intake.values import read_value
from hrdesk.ui.roster.pasting import Paste, Target, plan_paste
from tests.ui.roster.sample_roster import SPEC, spec_with

NAME, PERSON, CATEGORY, PROVED = range(4)
FIRST_CELL = Target(0, NAME)


def pasted(*rows: tuple[str, ...], at: Target = FIRST_CELL, most: int = 100) -> Paste:
    return plan_paste(spec_with(most), rows, at)


def keys(paste: Paste) -> list[str]:
    return [problem.key for problem in paste.problems]


def test_cells_go_by_place_from_the_cursor_on():
    paste = pasted(("51", "返乡农民工"), ("52", "退休"), at=Target(3, PERSON))
    assert paste.changes == {
        3: {"person": "51", "category": "returning_migrant"},
        4: {"person": "52", "category": "退休"},
    }
    assert not paste.problems


def test_titles_say_which_column_is_which_wherever_the_cursor_stands():
    paste = pasted(("身份证号 *", "姓名"), ("51", "王强"), ("52", "罗㛃"), at=Target(2, PROVED))
    assert paste.changes == {
        2: {"person": "51", "name": "王强"},
        3: {"person": "52", "name": "罗㛃"},
    }
    assert keys(paste) == ["roster.titled"]


def test_numbers_and_outcomes_of_a_list_are_left_out_in_silence_other_columns_are_named():
    titles = ("序号", "姓名", "身份证号", "备注", "结果")
    paste = pasted(titles, ("1", "王强", "51", "老员工", "计入"))
    assert paste.changes == {0: {"name": "王强", "person": "51"}}
    assert keys(paste) == ["roster.titled", "roster.stray_columns"]
    assert paste.problems[1].values == {"columns": "备注"}


def test_titles_of_lists_from_elsewhere_are_the_columns_that_they_name():
    paste = pasted(("姓 名", "性　别", "证件号码：", "月工资"), ("王强", "男", "51", "3500"))
    assert paste.changes == {0: {"name": "王强", "person": "51", "wage": "3500"}}
    assert paste.problems[0].values == {
        "n": "3",
        "columns": "姓名、证件号码：→身份证号、月工资",
    }
    assert paste.problems[1].values == {"columns": "性　别"}


def test_of_two_titles_for_one_column_its_label_is_taken():
    paste = pasted(("姓名", "证件号码", "身份证号"), ("王强", "营业执照", "51"))
    assert paste.changes == {0: {"name": "王强", "person": "51"}}
    assert paste.problems[1].values == {"columns": "证件号码"}


def test_of_two_titles_for_one_amount_none_is_taken():
    titles = ("姓名", "身份证号", "月工资", "月工资*")
    paste = pasted(titles, ("王强", "51", "3500", "3000"))
    assert paste.changes == {0: {"name": "王强", "person": "51"}}
    assert paste.problems[1].values == {"columns": "月工资、月工资*"}


HEADING = ("攀枝花某某公司新招用人员花名册", "", "")
UNIT = ("单位：某某公司", "", "2026年3月")


@pytest.mark.parametrize("above", [(HEADING,), (HEADING, UNIT), (HEADING, ("", "", ""), UNIT)])
def test_what_stands_above_the_titles_is_no_person_and_is_named(above):
    titles = ("姓名", "身份证号码", "入职日期")
    paste = pasted(*above, titles, ("王强", "51", "2026-03-01"))
    assert paste.changes == {0: {"name": "王强", "person": "51", "hired_on": "2026-03-01"}}
    assert keys(paste) == ["roster.titled", "roster.above_titles"]
    assert paste.problems[1].values["n"] == str(len(above))
    assert HEADING[0] in paste.problems[1].values["texts"]


def test_titles_in_two_lines_are_one():
    upper = ("序号", "姓名", "证件号码", "工资", "")
    paste = pasted(
        upper, ("", "", "", "月工资", "申领月份"), ("1", "王强", "51", "3500", "2024-03")
    )
    assert paste.changes == {
        0: {"name": "王强", "person": "51", "wage": "3500", "months": "2024-03"}
    }
    assert keys(paste) == ["roster.titled"]


def test_a_row_that_is_a_title_where_one_stands_already_is_a_row():
    paste = pasted(("姓名", "身份证号"), ("姓名", ""), ("罗㛃", "52"))
    assert [cells["name"] for cells in paste.changes.values()] == ["姓名", "罗㛃"]


def test_people_above_a_row_of_titles_are_no_heading():
    paste = pasted(("王强", "51", "返乡农民工"), ("姓名", "身份证号"), ("罗㛃", "52"))
    assert [cells["name"] for cells in paste.changes.values()] == ["王强", "姓名", "罗㛃"]


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "总计：", "小计", "本页小计", "合计：2人", "合计(元)"]
)
@pytest.mark.parametrize("titled", [True, False])
def test_a_row_that_adds_others_up_is_left_out_and_named(word: str, titled: bool):
    people = (("王强", "51"), ("罗㛃", "52"), (word, ""))
    titles = (("姓名", "身份证号"),) if titled else ()
    paste = pasted(*titles, *people, ("古丽", "53"))
    assert [cells["name"] for cells in paste.changes.values()] == ["王强", "罗㛃", "古丽"]
    assert keys(paste)[-1] == "roster.totals"
    assert paste.problems[-1].values == {"rows": f"第 {3 + titled} 行“{word}”"}


def test_the_word_of_a_total_may_stand_where_the_numbers_do():
    titles = ("序号", "姓名", "身份证号", "月工资")
    paste = pasted(titles, ("1", "王强", "51", "3500"), ("合计", "", "", "3500"))
    assert [cells["name"] for cells in paste.changes.values()] == ["王强"]


@pytest.mark.parametrize("name", ["合计远", "小计", "王合计"])
def test_a_name_alone_and_one_that_only_looks_so_are_taken(name: str):
    assert pasted((name,)).changes == {0: {"name": name}}


def test_a_name_that_goes_on_as_names_do_is_a_person():
    assert len(pasted(("合计远", "51")).changes) == 1


def test_one_column_with_its_title_goes_into_that_column():
    assert pasted(("入职日期",), ("2024-03-01",)).changes == {0: {"hired_on": "2024-03-01"}}


@pytest.mark.parametrize(
    "rows", [(("姓名",),), (("姓名", "王强"), ("罗㛃", "5")), (("备注", "王强"), ("罗㛃", "5"))]
)
def test_a_row_that_is_no_row_of_titles_is_a_row_like_any_other(rows):
    assert pasted(*rows).changes[0]["name"] == rows[0][0]


def test_titles_alone_change_nothing():
    assert pasted(("姓名", "身份证号")).changes == {}


def test_one_value_fills_a_whole_selection():
    paste = pasted(("2024-03-01",), at=Target(1, CATEGORY, rows=3, columns=2))
    filled = {"category": "2024-03-01", "proved": "2024-03-01"}
    assert paste.changes == dict.fromkeys((1, 2, 3), filled)


def test_a_block_is_repeated_where_the_selection_holds_it_several_times():
    paste = pasted(("甲", "1"), ("乙", "2"), at=Target(0, NAME, rows=4, columns=2))
    assert [cells["name"] for cells in paste.changes.values()] == ["甲", "乙", "甲", "乙"]


def test_a_block_that_fits_no_whole_number_of_times_is_pasted_once():
    paste = pasted(("甲",), ("乙",), at=Target(0, NAME, rows=3, columns=1))
    assert list(paste.changes) == [0, 1]


def test_rows_past_the_most_are_cut_and_named():
    paste = pasted(*[(f"王{n}",) for n in range(5)], at=Target(1, NAME), most=3)
    assert list(paste.changes) == [1, 2]
    assert keys(paste) == ["roster.full"]
    assert paste.problems[0].values == {"most": "3", "cut": "3"}


def test_cells_past_the_last_column_are_named():
    paste = pasted(("3500", "备注一"), ("3600", ""), at=Target(0, len(SPEC.columns) - 1))
    assert paste.changes == {0: {"wage": "3500"}, 1: {"wage": "3600"}}
    assert paste.problems[0].values == {"columns": "备注一"}


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        ("5.10402E+17", ""),
        ("5.10402e+17", ""),
        ("510402199003072000", "?"),
        ("５１０４０２１９９００３０７２０００", "?"),
        ("510402199003072000?", ""),
    ],
)
def test_a_number_that_a_spreadsheet_damaged_stays_as_it_is_and_is_named(number: str, mark: str):
    paste = pasted((number,), at=Target(0, PERSON))
    assert paste.changes == {0: {"person": number + mark}}
    assert keys(paste) == ["roster.damaged_numbers"]


def test_a_damaged_number_whose_check_digit_fits_is_wrong_until_a_person_confirms_it():
    number = "510402199003070000"
    (cells,) = pasted((number,), at=Target(0, PERSON)).changes.values()
    day = date(2026, 3, 18)
    wrong = read_value(SPEC.columns["person"], cells["person"], day)
    assert wrong.problem is not None
    assert wrong.problem.key == "digits.zeros"
    typed = read_value(SPEC.columns["person"], number, day)
    assert typed.problem is None
    assert typed.value is not None


def test_other_columns_may_hold_such_numbers():
    assert not pasted(("5.10402E+17",), at=Target(0, NAME)).problems


@pytest.mark.parametrize("unit", ["单位：千元", "（万元）", "金额单位为万元。"])
def test_amounts_under_another_unit_are_left_out_and_named(unit):
    paste = pasted(("招用情况", "", unit), ("姓名", "身份证号", "月工资"), ("王强", "51", "3.5"))
    assert paste.changes == {0: {"name": "王强", "person": "51"}}
    assert keys(paste) == ["roster.titled", "roster.above_titles", "roster.other_unit"]
    assert paste.problems[2].values["columns"] == "月工资"


@pytest.mark.parametrize(
    ("unit", "below"), [("万元", ("", "", "", "")), ("", ("注：金额单位：万元", "", "", ""))]
)
def test_amounts_whose_unit_stands_beside_or_below_are_left_out_and_named(unit, below):
    titles = ("姓名", "身份证号", "月工资", "单位")
    paste = pasted(titles, ("王强", "51", "0.35", unit), below)
    assert paste.changes[0] == {"name": "王强", "person": "51"}
    assert "roster.other_unit" in keys(paste)


def test_yuan_above_pasted_titles_changes_nothing():
    paste = pasted(
        ("招用情况", "", "单位：元"), ("姓名", "身份证号", "月工资"), ("王强", "51", "3")
    )
    assert paste.changes == {0: {"name": "王强", "person": "51", "wage": "3"}}
