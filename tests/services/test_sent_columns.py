"""Which columns of what was sent the words of a platform name, whatever it calls them."""

import pytest

from hrdesk.services.sent_columns import RowTerms

TERMS = RowTerms(
    headers=("人员信息/姓名*", "人员信息/证件号码*", "单位/名称*", "收款账号*", "合同/开始日期"),
    sources=("line.name", "line.identity", "agency_name", "account_number", "line.contract_start"),
    roster="people",
    name=0,
    identity=1,
    amount=None,
    is_person=True,
    others=(
        ("姓名", "职工姓名"),
        ("身份证号", "身份证", "证件号码"),
        ("机构名称", "编号"),
        ("账号", "编号"),
        ("合同起", "合同开始日期"),
    ),
)


@pytest.mark.parametrize(
    ("reason", "named"),
    [
        ("身份证号与姓名不一致", ("人员信息/姓名*", "人员信息/证件号码*")),
        ("证件号码有误", ("人员信息/证件号码*",)),
        ("身份证过期", ("人员信息/证件号码*",)),
        ("账号与户名不符", ("收款账号*",)),
        ("合同开始日期晚于申领月份", ("合同/开始日期",)),
        ("编号重复", ()),
        ("系统忙", ()),
    ],
)
def test_a_reason_names_columns_by_the_words_of_the_form_too(reason: str, named: tuple[str, ...]):
    """One that two columns might mean is none of either."""
    assert TERMS.fields_in(reason) == named
