"""The value that is printed."""

import pytest

from hrdesk.domain.finding import CheckOutcome
from hrdesk.printing.sheet import Cell, Column, Mark, Table, texts_of
from tests.printing.samples import PAYLOAD, short_sheet


@pytest.mark.parametrize("span", [1, 12])
def test_a_span_within_the_row_is_taken(span: int) -> None:
    assert Cell("姓名", "张三", span).span == span


@pytest.mark.parametrize("span", [0, 13, -1])
def test_a_span_that_no_row_holds_is_refused(span: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Cell("姓名", "张三", span)


def test_a_table_row_has_one_text_per_column() -> None:
    columns = (Column("序"), Column("姓名"))
    Table("名册", columns, (("1", "张三"),), ("", "合计"))
    with pytest.raises(ValueError, match="column"):
        Table("名册", columns, (("1",),))
    with pytest.raises(ValueError, match="column"):
        Table("名册", columns, (), ("合计",))


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
