"""A finding in the shape of the assessment contract and in the shape that a case keeps."""

import json
from datetime import date
from decimal import Decimal

from hrdesk.domain.finding import (
    Check,
    CheckOutcome,
    Finding,
    LineFinding,
    Outcome,
    ParameterUse,
    Reading,
)

MET = Check("in_force", "五", "文件在有效期内", CheckOutcome.MET, "2024-06-30")
UNMET = Check("once", "三（七）", "一次性", CheckOutcome.UNMET, "已领取")
OFFICER = Check(
    "graduated",
    "三（七）",
    "毕业5年内",
    CheckOutcome.OFFICER,
    "两种读法不同",
    readings=(
        Reading("按注册日", Outcome.ELIGIBLE, Decimal(10000)),
        Reading("按申请日", Outcome.INELIGIBLE, Decimal(0)),
    ),
    question="graduation_day",
)
MISSING = Check(
    "proof", "三（七）", "证明", CheckOutcome.MISSING, "待补", settles=("category_proof",)
)
USE = ParameterUse(
    "grant", "10000.00", date(2021, 10, 24), "攀人社发〔2021〕373号", "三（七）", "标准"
)


def finding(**changes):
    base = {
        "measure": "startup_grant",
        "policy": "panzhihua-2021-373",
        "outcome": Outcome.OFFICER,
        "amount": None,
        "authority": "市、县（区）人力资源社会保障局",
        "checks": (MET, OFFICER, MISSING),
        "parameters": (USE,),
    }
    return Finding(**(base | changes))


def test_the_contract_has_its_names_in_order():
    out = finding().as_contract()
    assert list(out) == [
        "measure", "policy", "outcome", "amount", "authority", "checks", "lines", "parameters",
        "notes",
    ]  # fmt: skip
    assert out["amount"] is None
    assert out["parameters"] == [
        {
            "id": "grant",
            "value": "10000.00",
            "from": "2021-10-24",
            "document": "攀人社发〔2021〕373号",
            "clause": "三（七）",
        }
    ]


def test_readings_and_settles_appear_only_where_there_are_some():
    met, officer, missing = finding().as_contract()["checks"]
    assert met == {"check": "in_force", "clause": "五", "outcome": "met", "shown": "2024-06-30"}
    assert officer["readings"] == [
        {"text": "按注册日", "outcome": "eligible", "amount": "10000.00"},
        {"text": "按申请日", "outcome": "ineligible", "amount": "0.00"},
    ]
    assert missing["settles"] == ["category_proof"]


def test_ceiling_and_lines():
    line = LineFinding(1, Outcome.ELIGIBLE, Decimal(300), (MET,))
    out = finding(ceiling=Decimal(200000), lines=(line,), amount=Decimal(300)).as_contract()
    assert (out["ceiling"], out["amount"]) == ("200000.00", "300.00")
    assert out["lines"][0]["amount"] == "300.00"
    assert out["lines"][0]["checks"] == [finding().as_contract()["checks"][0]]


def test_a_record_is_the_contract_with_the_titles_it_was_shown_under():
    contract, record = finding().as_contract(), finding().as_record()
    assert record.keys() == contract.keys()
    assert [check["title"] for check in record["checks"]] == ["文件在有效期内", "毕业5年内", "证明"]
    assert record["checks"][1]["question"] == "graduation_day"
    for kept, told in zip(record["checks"], contract["checks"], strict=True):
        assert {name: kept[name] for name in told} == told
    assert record["parameters"][0]["title"] == "标准"


def test_both_shapes_are_json():
    for shape in (finding().as_contract(), finding().as_record()):
        assert json.loads(json.dumps(shape)) == shape
