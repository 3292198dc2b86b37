"""The value that is printed."""

import pytest

from hrdesk.domain.finding import CheckOutcome
from hrdesk.printing.sheet import Cell, Column, Mark, Table, texts_of
from hrdesk.printing.sums import Summed, Sums, Unit
from tests.printing.samples import PAYLOAD, SUM_WORDS, short_sheet


@pytest.mark.parametrize("span", [1, 12])
def test_a_span_within_the_row_is_taken(span: int) -> None:
    assert Cell("姓名", "张三", span).span == span


@pytest.mark.parametrize("span", [0, 13, -1])
def test_a_span_that_no_row_holds_is_refused(span: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Cell("姓名", "张三", span)


def test_a_table_row_has_one_text_per_column() -> None:
    columns = (Column("序"), Column("姓名"))
    Table("名册", columns, (("1", "张三"),))
    with pytest.raises(ValueError, match="column"):
        Table("名册", columns, (("1",),))


@pytest.mark.parametrize(
    "columns",
    [
        (),
        (Summed(0, (1, 2)),),
        (Summed(2, (1, 2)),),
        (Summed(1, (1,)),),
        (Summed(1, (1, 2)), Summed(1, (1, 2))),
    ],
)
def test_sums_belong_to_the_rows_and_columns_of_their_table(columns: tuple[Summed, ...]) -> None:
    texts = (Column("序"), Column("金额"))
    rows = (("1", "0.01"), ("2", "0.02"))
    assert Table("名册", texts, rows, Sums((Summed(1, (1, 2)),), *SUM_WORDS)).sums
    with pytest.raises(ValueError, match="sum"):
        Table("名册", texts, rows, Sums(columns, *SUM_WORDS))


def test_sums_are_printed_in_yuan_or_as_counts() -> None:
    assert Summed(1, (1, 123_456_799)).shown(2) == "1,234,568.00"
    assert Summed(1, (1, 123_456_799)).shown(1) == "0.01"
    assert Summed(1, (1, 1999), Unit.COUNT).shown(2) == "2,000"
    assert Summed(1, (1_000_000, -999_999)).longest() == "10,000.00"


def test_every_outcome_of_a_check_has_its_mark() -> None:
    assert {Mark(outcome.value) for outcome in CheckOutcome} < set(Mark)


def test_all_texts_are_named_and_no_mark_is_taken_for_one() -> None:
    texts = list(texts_of(short_sheet()))
    for expected in (
        "攀枝花市一次性创业补贴申请审批表",
        "吉克·伍呷木",
        "盖章处",
        "毕业5年内（含5年）",
        PAYLOAD,
    ):
        assert expected in texts
    assert "officer" not in texts
