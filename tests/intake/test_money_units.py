"""The unit of money that a title says: only yuan is read and written."""

import pytest

from hrdesk.intake.money_units import other_unit, unit_above


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("补贴金额（万元）", "万元"),
        ("补贴金额（分）", "分"),
        ("金额(千元)", "千元"),
        ("补贴金额/万元", "万元"),
        ("补贴金额 万元", "万元"),
        ("补贴金额（人民币万元）", "万元"),
        ("补贴金额（人民币：分）", "分"),
        ("金额（单位：分）", "分"),
        ("金额（以分为单位）", "分"),
        ("金额（ 万 ）", "万"),
        ("金额【百万元】", "百万元"),
        ("养老（百元）", "百元"),
        ("金额（美元）", "美元"),
        ("金额_角", "角"),
        ("补贴／金额（萬元）", "萬元"),
    ],
)
def test_a_unit_other_than_yuan_is_told(title, unit):
    assert other_unit(title) == unit


@pytest.mark.parametrize(
    "title",
    [
        *("补贴金额（元）", "金额/元", "金额(元/月)", "补贴金额（人民币元）", "金额（元、角）"),
        "金额（单位：元）",
    ],
)
def test_yuan_is_yuan_whatever_stands_above(title):
    assert other_unit(title) == ""
    assert other_unit(title, "万元") == ""


@pytest.mark.parametrize(
    "title",
    [
        *("金额", "补贴标准（1万元）", "一次性补贴（1500元）", "每人五百元", "每人五百万元"),
        *("得分", "百分比（%）", "部分金额", "30万元以上贷款", "十几万元", "分摊金额"),
        *("金额（分期）", "千分比", "2.5万元额度", "贷款金额（不超过叁拾万元）"),
    ],
)
def test_an_amount_or_a_word_with_such_a_character_is_no_unit(title):
    assert other_unit(title) == ""
    assert other_unit(title, "万元") == "万元"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(("单位：万元", "万元"), ("金额单位：人民币万元", "万元"), ("单位(千元)", "千元")),
        *(
            ("单位：分", "分"),
            ("填报单位：某某公司 单位：万元", "万元"),
            ("单位：人、万元", "万元"),
        ),
        *(("（单位：元）", ""), ("申报单位：亿元科技公司", ""), ("单位：分公司", "")),
        ("2026年度万元以上项目", ""),
    ],
)
def test_a_line_above_the_titles_speaks_for_all_money_only_where_it_names_a_unit(text, unit):
    assert unit_above(["名册", text]) == unit
