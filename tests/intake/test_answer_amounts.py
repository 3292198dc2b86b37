"""Amounts of an answer that nothing was sent under: what is not what a row pays is named."""

from dataclasses import replace
from datetime import date

import pytest

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.intake.answer_matching import AnswerGround, read_answer
from hrdesk.intake.answer_sheet import AnswerWords, SentColumns, answer_heading
from tests.people import identity_number

COLUMNS = SentColumns(
    headers=("证件号码", "养老（元）", "失业（元）", "补贴金额（元）"),
    formats=(CellFormat.TEXT, CellFormat.MONEY, CellFormat.MONEY, CellFormat.MONEY),
    keys=(0,),
    numbers=(),
    amount=3,
)
WORDS = AnswerWords({"处理结果": "state"}, {"成功": RowState.ACCEPTED})
PERSON = identity_number(sequence=1)
SENT = [(PERSON, 120_000, 30_000, 150_000)]


def named(title: str, told: ForeignCell, columns: SentColumns = COLUMNS) -> list[str]:
    """What is named of an answer with one further column."""
    lines = [["证件号码", "处理结果", title], [PERSON, "成功", told]]
    sheet = ForeignSheet("结果", lines)
    heading = answer_heading(0, sheet, columns, WORDS)
    reading = read_answer(AnswerGround(columns, SENT, WORDS, date(2026, 3, 18)), sheet, heading)
    return [each.told for each in reading.amounts]


@pytest.mark.parametrize("told", [1200, "1,200.00", 300])
def test_a_part_of_what_a_row_pays_is_not_what_it_pays(told):
    assert named("核定金额（元）", told) == [str(told)]


@pytest.mark.parametrize(
    ("title", "told"),
    [("核定金额", 1500), ("养老保险补贴金额", 1200), ("失业保险（元）", "300.00元")],
)
def test_what_was_sent_under_the_words_of_a_title_is_not_named(title, told):
    assert named(title, told) == []


def test_where_nothing_says_what_a_row_pays_each_amount_counts():
    columns = replace(COLUMNS, amount=None)
    assert named("核定金额", 1200, columns) == []
    assert named("核定金额", 1201, columns) == ["1201"]


NO_MONEY = SentColumns(("证件号码", "姓名"), (CellFormat.TEXT,) * 2, keys=(0,), numbers=())


@pytest.mark.parametrize(
    ("pays", "told", "is_named"),
    [
        ((150_000,), 1500, False),
        ((150_000,), 1400, True),
        ((None,), 1500, True),
        ((), 1500, False),
    ],
)
def test_of_a_batch_that_sent_no_amounts_what_its_rows_pay_counts(pays, told, is_named):
    columns = replace(NO_MONEY, pays=pays)
    assert named("核定金额", told, columns) == ([str(told)] if is_named else [])


@pytest.mark.parametrize(
    "told",
    [
        *(
            -200,
            "-200.00",
            "−200",
            "(200.00)",
            "（200）",
            "￥ 1,300.00",
            "人民币1300元",
            "RMB 1300",
        ),
        *("1300元/月", "1300元（核减200元）", "核减200元", "1300.00元。", "1300圆", "+1300"),
        *("壹仟叁佰元整", "一千三百元", "约1300元", "1300;"),
    ],
)
def test_an_amount_is_one_however_it_is_written(told):
    assert named("核定金额", told) == [str(told)]


@pytest.mark.parametrize(
    "told",
    [
        *("2026-01", "2026年1月", "13812345678", "510411-2026-0001", "第三批", "无", "元月起"),
        *("6217003810012345678", "按规定", "2026-01-05 至 2026-02-05"),
    ],
)
def test_what_is_no_amount_is_not_named(told):
    assert named("补贴资金说明", told) == []


@pytest.mark.parametrize("title", ["核减（元）", "核减", "应拨", "实拨", "核增", "扣减数"])
def test_titles_that_say_what_is_paid_or_withheld_speak_of_money(title):
    assert named(title, 200) == ["200"]
