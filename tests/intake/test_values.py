"""The spellings of a field's value: closed lists, nothing guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType
from hrdesk.intake.values import is_blank, read_date, read_value, written

TODAY = date(2026, 3, 18)


def read(kind, text, **settings):
    return read_value(FieldSpec("field", "栏", kind, **settings), text, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-06-30",
        "2024-6-30",
        "2024.6.30",
        "2024.06.30",
        "2024/6/30",
        "20240630",
        "2024年6月30日",
        "2024 年 06 月 30 日",
        " 2024-06-30　",
        "２０２４－０６－３０",
        "２０２４．６．３０",
        "2024。6。30",
        "2024—6—30",
    ],
)
def test_one_day_in_every_spelling(typed):
    assert read_date(typed).value == date(2024, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-6.30",
        "2024年6月30",
        "24-6-30",
        "6/30/2024",
        "30.6.2024",
        "2024-06",
        "202406",
        "2024630",
        "2024 06 30",
        "202406301",
        "-2024-6-30",
        "今天",
        "45473",
        "2024-06-30 00:00",
    ],
)
def test_what_could_be_another_day_is_refused(typed):
    assert read_date(typed).problem.key == "date.form"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("2023-2-29", "2023-02-29"), ("20240631", "2024-06-31"), ("2024/13/1", "2024-13-01")],
)
def test_a_day_that_does_not_exist_is_named(typed, shown):
    problem = read_date(typed).problem
    assert (problem.key, problem.values) == ("date.impossible", {"date": shown})


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1899-12-31", "date.year"),
        ("1900-01-01", None),
        ("2199-12-31", None),
        ("2200-01-01", "date.year"),
    ],
)
def test_bounds_of_the_year(typed, key):
    problem = read_date(typed).problem
    assert (problem.key if problem else None) == key


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("10000", "10000.00"),
        ("10,000.50", "10000.50"),
        ("1,234,567.8", "1234567.80"),
        ("１０，０００元", "10000.00"),
        ("¥10000", "10000.00"),
        ("￥10000.00", "10000.00"),
        ("0", "0.00"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_money(typed, yuan):
    assert str(read(FieldType.MONEY, typed).value) == yuan


@pytest.mark.parametrize(
    "typed",
    [
        "1万",
        "1,00",
        "1,0000",
        "10000.005",
        "-1",
        "1e4",
        "壹万",
        "10000美元",
        ".5",
        "99999999999999",
    ],
)
def test_money_is_not_guessed(typed):
    assert read(FieldType.MONEY, typed).problem.key == "money.form"


@pytest.mark.parametrize(
    ("typed", "count"),
    [("0", 0), ("12", 12), ("1,200", 1200), ("１２", 12), ("999999999", 999999999), ("007", 7)],
)
def test_counts(typed, count):
    assert read(FieldType.COUNT, typed).value == count


@pytest.mark.parametrize(
    ("kind", "typed", "key"),
    [
        (FieldType.IDENTITY, "5.10411E+17", "digits.power_of_ten"),
        (FieldType.IDENTITY, "５．１０４１１ｅ＋１７", "digits.power_of_ten"),
        (FieldType.IDENTITY, "510402199003070000?", "digits.zeros"),
        (FieldType.ACCOUNT, "6.21798E+18", "digits.power_of_ten"),
        (FieldType.ACCOUNT, "6217981234567890000？", "digits.zeros"),
        (FieldType.ACCOUNT, "62179812345678900?", "digits.zeros"),
        (FieldType.CREDIT_CODE, "9.15104E+17", "digits.power_of_ten"),
        (FieldType.PHONE, "1.39E+10", "digits.power_of_ten"),
    ],
)
def test_what_a_spreadsheet_made_of_a_number_is_said(kind, typed, key):
    assert read(kind, typed).problem.key == key


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        (FieldType.IDENTITY, "510402199003070000", True),
        (FieldType.IDENTITY, "510402199003072006", False),
        (FieldType.ACCOUNT, "6217981234567890000", False),
    ],
)
def test_a_number_that_ends_in_zeros_may_be_typed(kind, typed, hint):
    found = read(kind, typed)
    assert found.value is not None
    assert ("digits.round" in [each.key for each in found.hints]) is hint


@pytest.mark.parametrize("typed", ["-1", "1.5", "12人", "1000000000", "1,20", "٣"])
def test_what_is_no_count(typed):
    assert read(FieldType.COUNT, typed).problem.key == "count.form"


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("no", False), (" yes ", True)])
def test_yes_and_no(typed, value):
    assert read(FieldType.YES_NO, typed).value is value


@pytest.mark.parametrize("typed", ["是", "true", "Yes", "1"])
def test_nothing_else_is_yes(typed):
    assert read(FieldType.YES_NO, typed).problem.key == "choice.yes_no"


def test_a_code_is_one_of_the_list():
    choices = (Choice("a", "甲"), Choice("b", "乙"))
    assert read(FieldType.CODE, "a", choices=choices).value == "a"
    problem = read(FieldType.CODE, "甲", choices=choices).problem
    assert problem.key == "choice.unknown"
    assert problem.values == {"allowed": "甲、乙"}
    assert read(FieldType.CODE, "a").problem.key == "choice.unknown"


@pytest.mark.parametrize(("length", "taken"), [(29, True), (30, True), (31, False)])
def test_text_is_bounded(length, taken):
    found = read(FieldType.TEXT, "路" * length, longest=30)
    assert (found.value is not None) == taken
    if not taken:
        assert found.problem.values == {"n": "31", "most": "30"}


def test_text_is_tidied_and_not_rewritten():
    assert read(FieldType.TEXT, " 〔2023〕１号\t附 件\n").value == "〔2023〕１号 附 件"
    assert read(FieldType.TEXT, "路\ue000").problem.values == {"code": "U+E000"}


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "\u200b", "\ufeff"])
def test_blank(text):
    assert is_blank(text)


@given(st.text(), st.sampled_from(FieldType))
def test_any_text_gives_a_value_or_a_problem(text, kind):
    found = read(kind, text, choices=(Choice("a", "甲"),))
    assert (found.value is None) != (found.problem is None)


@given(
    st.one_of(
        st.tuples(st.just(FieldType.DATE), st.dates(date(1900, 1, 1), date(2199, 12, 31))),
        st.tuples(
            st.just(FieldType.MONEY), st.integers(0, 10**15 - 1).map(lambda fen: Decimal(fen) / 100)
        ),
        st.tuples(st.just(FieldType.COUNT), st.integers(0, 10**9 - 1)),
        st.tuples(st.just(FieldType.YES_NO), st.booleans()),
    )
)
def test_what_is_written_is_read_again(kind_and_value):
    kind, value = kind_and_value
    assert read(kind, written(value)).value == value


@pytest.mark.parametrize("typed", ["700\n700", "721 722", "10 000", "1,000\r\n800", "７00　800"])
def test_what_may_be_two_amounts_or_counts_in_one_cell_is_neither(typed):
    assert read(FieldType.MONEY, typed).problem.key == "number.gap"
    assert read(FieldType.COUNT, typed).problem.key == "number.gap"


def test_two_accounts_in_one_cell_are_none_however_short():
    assert read(FieldType.ACCOUNT, "62284800\n62284811").problem.key == "account.line_break"
    assert read(FieldType.ACCOUNT, "6228 4800 6228 4811\n").value == "6228480062284811"
