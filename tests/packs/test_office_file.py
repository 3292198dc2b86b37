"""What an office exports: dated rows, rulings, an extension; every unknown key is an error."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput
from hrdesk.packs.office_file import office_decisions
from hrdesk.packs.toml_file import toml_of
from hrdesk.reference.messages import catalogue
from hrdesk.rules.book import Extension, ParameterRow, Ruling
from hrdesk.services.assess import assess_line
from tests.shipped import book

OFFICE = """policy = "panzhihua-2021-373"

[[parameters]]
id = "startup_grant.amount"
from = 2025-01-01
value = "12000.00"
document = "新文件"
clause = "一"

[[rulings]]
question = "startup_grant.counted_from"
reading = "at_founding"
from = 2024-01-01
until = 2024-12-31
document = "攀人社函〔2024〕8号"

[extension]
until = 2027-10-23
document = "攀人社发〔2026〕1号"
"""


CONFIRMED_WAGE = """policy = "panzhihua-2021-373"

[[parameters]]
id = "internship_subsidy.minimum_wage"
from = 2022-04-01
value = "2100.00"
document = "虚构〔2022〕1号"
clause = "一"
"""
WORKED = (Path(__file__).parent.parent / "policy" / "worked.jsonl").read_text("utf-8").splitlines()


def read(text: str):
    return office_decisions(toml_of("office.toml", text.encode()), book())


def test_an_office_file_is_read():
    decisions = read(OFFICE)
    row = ParameterRow(date(2025, 1, 1), Decimal("12000.00"), "新文件", "一")
    assert decisions.parameters == {"startup_grant.amount": (row,)}
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    question = "startup_grant.counted_from"
    assert decisions.rulings == (Ruling(question, "at_founding", period, "攀人社函〔2024〕8号"),)
    assert decisions.extension == Extension(date(2027, 10, 23), "攀人社发〔2026〕1号")


def test_an_office_may_have_decided_nothing():
    decisions = read('policy = "panzhihua-2021-373"')
    assert (dict(decisions.parameters), decisions.rulings, decisions.extension) == ({}, (), None)
    office = book().with_office(decisions)
    assert (office.parameters, office.last_day) == (book().parameters, book().last_day)


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ('policy = "panzhihua-2021-373"', 'policy = "elsewhere"', "not_one_of", 1),
        (
            'policy = "panzhihua-2021-373"',
            'policy = "panzhihua-2021-373"\ncolour = 1',
            "unknown_key",
            2,
        ),
        ('id = "startup_grant.amount"', 'id = "startup_grant.sum"', "not_one_of", 4),
        ('value = "12000.00"', "value = 12000", "wrong_value", 6),
        ('value = "12000.00"', "value = 12000.0", "fraction", 6),
        ('clause = "一"', "", "missing_key", 3),
        ('question = "startup_grant.counted_from"', 'question = "weather"', "not_one_of", 11),
        ('reading = "at_founding"', 'reading = "sunny"', "not_one_of", 12),
        ("until = 2024-12-31", "until = 2023-12-31", "order", 14),
        ("until = 2027-10-23", "until = 2026-10-23", "order", 18),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(old, new, key, line):
    with pytest.raises(InvalidInput) as caught:
        read(OFFICE.replace(old, new))
    (problem,) = caught.value.problems
    assert (problem.key, problem.where) == (f"pack.{key}", f"office.toml:{line}")
    assert catalogue().render(problem).remedy


def test_two_rows_of_one_day_and_two_rulings_of_one_time():
    row = OFFICE[OFFICE.index("[[parameters]]") : OFFICE.index("[[rulings]]")]
    ruling = OFFICE[OFFICE.index("[[rulings]]") : OFFICE.index("[extension]")]
    later = ruling.replace("from = 2024-01-01", "from = 2024-12-31").replace(
        "until = 2024-12-31\n", ""
    )
    with pytest.raises(InvalidInput) as caught:
        read(OFFICE + row + later)
    assert [problem.key for problem in caught.value.problems] == ["pack.same_day", "pack.overlap"]
    follows = later.replace("2024-12-31", "2025-01-01")
    assert len(read(OFFICE + follows).rulings) == 2


def test_an_office_confirms_a_figure_of_which_none_ships():
    """三（十）: a minimum wage that nobody has confirmed is missing; a confirmed one is used."""
    line = next(line for line in WORKED if json.loads(line)["name"] == "three interns, four months")
    case = json.loads(line)["input"]
    del case["facts"]["minimum_wage"]
    text = json.dumps(case)
    assert assess_line(text, book())["outcome"] == "incomplete"
    office = book().with_office(read(CONFIRMED_WAGE))
    answer = assess_line(text, office)
    assert (answer["outcome"], answer["amount"]) == ("eligible", "20160.00")
    used = {use["id"]: use["document"] for use in answer["parameters"]}
    assert used["internship_subsidy.minimum_wage"] == "虚构〔2022〕1号"


def test_a_confirmed_figure_of_another_kind_is_refused():
    with pytest.raises(InvalidInput) as refusal:
        read(CONFIRMED_WAGE.replace('"2100.00"', "2100"))
    assert [problem.key for problem in refusal.value.problems] == ["pack.wrong_value"]


GRADES = """policy = "panzhihua-2021-373"

[[parameters]]
id = "agency_rating_award.amounts"
from = 2024-01-01
value = { 3A = "12000.00", 4A = "36000.00", 5A = "60000.00" }
document = "虚构〔2024〕1号"
clause = "一"
"""


def test_an_office_amends_a_table_of_amounts_from_a_day_on():
    office = book().with_office(read(GRADES))
    case = {
        "measure": "agency_rating_award",
        "on": "2024-02-01",
        "applicant": "91510402MA62123453",
        "facts": {"agency_kind": "commercial", "licensed": True, "rating": "4A"}
        | {"rating_level": "province"},
    }
    for day, amount in (("2023-12-31", "30000.00"), ("2024-01-01", "36000.00")):
        case["facts"]["rated_on"] = day
        answer = assess_line(json.dumps(case), office)
        assert (answer["outcome"], answer["amount"]) == ("eligible", amount)


def test_a_table_of_amounts_takes_no_counts():
    counts = GRADES.replace('"12000.00"', "1").replace('"36000.00"', "3").replace('"60000.00"', "5")
    with pytest.raises(InvalidInput) as refusal:
        read(counts)
    assert [problem.key for problem in refusal.value.problems] == ["pack.wrong_value"]
