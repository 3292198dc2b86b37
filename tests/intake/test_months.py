"""Months as clerks write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.dates import Month, written_months
from hrdesk.intake.months import read_month, read_months

SPRING = (Month(2024, 3), Month(2024, 4), Month(2024, 5))


@pytest.mark.parametrize(
    "typed",
    [
        "2024-03—2024-05",
        "2024-03 至 2024-05",
        "2024.3到2024.5",
        "2024年3月－2024年5月".replace("－", "—"),
        "202403~202405",
        "2024-03 - 2024-05",
        "2024-05、2024-03，2024/4",
        "２０２４-０３—２０２４-０５",
        "2024-03—2024-04、2024-04—2024-05",
        "2024-03–2024-05",
        "2024年3-5月",
        "2024年3－5月",
        "2024年03月-05月",
        "2024年3月至5月",
        "2024年3月份至5月份",
        "2024 年 3 — 5 月",
        "2024年3、4、5月",
        "2024年3月、4-5月",
        "2024-03至2024-05",
        "2024-03至05",
        "2024-3～5",
        "202403至05",
        "2024.3-5",
        "2024.03—05",
        "2024/3-5月",
    ],
)
def test_the_spellings_of_a_range(typed):
    assert read_months(typed).value == SPRING


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2024-13", "months.form"),
        ("2024-03-31", "months.form"),
        ("2024-05-03", "months.form"),
        ("2024-03-05", "months.day_or_span"),
        ("2024-3-5", "months.day_or_span"),
        ("2024年3-5", "months.form"),
        ("2024年3月5日", "months.form"),
        ("2024.3.5", "months.form"),
        ("2024/3/5", "months.form"),
        ("2024.3、4、5", "months.form"),
        ("3-5月", "months.form"),
        ("2024年", "months.form"),
        ("2024年0-3月", "months.form"),
        ("2024年3-13月", "months.form"),
        ("2024年5-3月", "months.backwards"),
        ("2024.5-3", "months.backwards"),
        ("2024年11月、12月、1月", "months.year"),
        ("2024年3-5月、5月", "months.year"),
        ("三月", "months.form"),
        ("2024-03—", "months.form"),
        ("1024-03", "months.form"),
        ("2024-05—2024-03", "months.backwards"),
        ("2014-01—2024-01", "months.too_many"),
    ],
)
def test_what_is_no_list_of_months(typed, key):
    assert read_months(typed).problem.key == key


def test_what_may_be_a_day_is_said_with_both_readings():
    problem = read_months("2024-3-5").problem
    assert problem.values == {
        "text": "2024-3-5",
        "first": "2024-03",
        "last": "2024-05",
        "day": "5",
    }


def test_a_year_that_is_named_again_begins_anew():
    read = read_months("2023年11月、12月、2024年1-2月")
    assert written_months(read.value) == "2023-11—2024-02"


def test_a_single_month():
    assert read_month("2024年3月").value == Month(2024, 3)
    assert read_month("2024-03—2024-04").problem.key == "months.one"
    assert read_month("三月").problem.key == "months.form"


def test_ten_years_are_the_most():
    assert len(read_months("2014-01—2023-12").value) == 120


@given(st.sets(st.integers(0, 119), min_size=1))
def test_what_is_written_is_read_again(offsets):
    months = tuple(Month(2015, 1).later(offset) for offset in sorted(offsets))
    assert read_months(written_months(months)).value == months


def test_single_months_and_ranges_are_told_apart():
    assert written_months((*SPRING, Month(2024, 8))) == "2024-03—2024-05、2024-08"
