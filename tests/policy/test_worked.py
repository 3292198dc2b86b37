"""The worked cases of the assessment contract for the measures that the program knows."""

import json
from pathlib import Path

import pytest

from hrdesk.rules.registry import rules
from hrdesk.services.assess import assess_line
from tests.shipped import book

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "worked.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['input']['measure']}: {case['name']}" for case in CASES]
)
def test_worked_case(case):
    answer = assess_line(json.dumps(case["input"], ensure_ascii=False), book())
    answer["lines"] = [[line["outcome"], line["amount"]] for line in answer["lines"]]
    assert {key: answer.get(key) for key in case["expect"]} == case["expect"]


def test_each_worked_case_has_a_name_of_its_own():
    names = {(case["input"]["measure"], case["name"]) for case in CASES}
    assert len(names) == len(CASES)
    assert {case["input"]["measure"] for case in CASES} == set(rules())
