"""Reading one case of the assessment contract: types, names and places of errors."""

from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.errors import InvalidInput
from hrdesk.rules.application import read_application
from hrdesk.rules.measure import AGENCY_FACTS

GOOD = {"measure": "startup_grant", "on": "2024-07-10", "applicant": "510402199003072217"}


def errors(**changes: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        read_application({**GOOD, **changes})
    assert caught.value.key == "assess.invalid"
    return [
        (problem.key.removeprefix("assess."), problem.where) for problem in caught.value.problems
    ]


def test_only_three_names_are_needed():
    application = read_application(GOOD)
    assert (application.measure, application.on) == ("startup_grant", date(2024, 7, 10))
    assert application.applicant == "510402199003072217"
    assert (dict(application.facts), application.history) == ({}, ())


def test_null_stands_for_absent_everywhere():
    nothing = {"facts": None, "lines": None, "history": None, "colour": None}
    assert read_application({**GOOD, **nothing}) == read_application(GOOD)
    assert read_application({**GOOD, "facts": {"enrolled": None, "colour": None}}).facts == {}


@pytest.mark.parametrize("name", ["measure", "on", "applicant"])
def test_a_needed_name_that_is_absent_or_blank(name):
    assert errors(**{name: None}) == [("required", name)]
    blank = "required" if name != "on" else "not_date"
    assert errors(**{name: " \t"}) == [(blank, name)]


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("measure", "no_such_measure", "unknown_measure"),
        ("measure", 7, "not_text"),
        ("measure", "Startup_grant", "unknown_measure"),
        ("on", "2023-02-29", "not_date"),
        ("on", "2024-7-10", "not_date"),
        ("on", 20240710, "not_date"),
        ("on", "2024-07-10T00:00:00", "not_date"),
        ("on", "２０２４-07-10", "not_date"),
        ("applicant", 510402199003072217, "not_text"),
        ("applicant", "\ud800", "broken_text"),
        ("facts", [], "not_object"),
        ("facts", "", "not_object"),
        ("history", {}, "not_list"),
        ("lines", {}, "not_list"),
        ("lines", [{}], "no_lines"),
        ("colour", "red", "unknown_name"),
        ("colour", "", "unknown_name"),
        ("colour", False, "unknown_name"),
    ],
)
def test_an_error_at_the_top_names_its_place(name, value, key):
    assert errors(**{name: value}) == [(key, name)]


@pytest.mark.parametrize(
    ("fact", "value", "key"),
    [
        ("enrolled", 1, "not_bool"),
        ("enrolled", "true", "not_bool"),
        ("enrolled", "", "not_bool"),
        ("registered_on", "", "not_date"),
        ("registered_on", "2024-02-30", "not_date"),
        ("category", 3, "not_code"),
        ("category", "\udfff", "broken_text"),
        ("entity", ["91510402MA62123453"], "not_text"),
        ("superior_document", True, "not_text"),
        ("licensed", "yes", "not_bool"),
        ("agency_kind", False, "not_code"),
        ("rating", "3A", "unknown_name"),
    ],
)
def test_an_error_in_a_fact_names_its_place(fact, value, key):
    assert errors(facts={fact: value}) == [(key, f"facts.{fact}")]


@pytest.mark.parametrize(
    ("change", "key", "place"),
    [
        ({"measure": None}, "required", "measure"),
        ({"measure": " "}, "required", "measure"),
        ({"person": 5}, "not_text", "person"),
        ({"organization": {}}, "not_text", "organization"),
        ({"on": "2024-13-01"}, "not_date", "on"),
        ({"amount": 10000}, "not_money", "amount"),
        ({"amount": "1e4"}, "not_money", "amount"),
        ({"amount": "10,000.00"}, "not_money", "amount"),
        ({"detail": []}, "not_object", "detail"),
    ],
)
def test_an_error_in_the_history_names_entry_and_name(change, key, place):
    entry = {"measure": "startup_grant", "person": "A", "on": "2022-01-01", "amount": "10000.00"}
    assert errors(history=[entry, {**entry, **change}]) == [(key, f"history[1].{place}")]


def test_an_entry_of_the_history_that_is_no_object():
    assert errors(history=["x"]) == [("not_object", "history[0]")]


def test_unknown_names_in_the_history_are_ignored():
    entry = {
        "measure": "startup_grant",
        "number": "510411-2024-0001",
        "colour": 1,
        "detail": {"x": 1},
    }
    (grant,) = read_application({**GOOD, "history": [entry]}).history
    assert (grant.person, grant.organization, grant.on, grant.amount) == ("", "", None, None)


def test_history_is_typed_and_identifiers_take_the_form_of_comparison():
    entry = {
        "measure": "startup_grant",
        "person": " 51042119750815412x ",
        "organization": "91510402ma62123453",
        "on": "2022-03-01",
        "amount": "10000",
    }
    (grant,) = read_application({**GOOD, "history": [entry]}).history
    assert (grant.person, grant.organization) == ("51042119750815412X", "91510402MA62123453")
    assert (grant.on, grant.amount) == (date(2022, 3, 1), Decimal("10000.00"))


def test_agency_facts_are_taken_by_every_measure():
    values = {
        "agency_kind": "public",
        "licensed": True,
        "park_recognised": False,
        "blacklisted": True,
    }
    assert read_application({**GOOD, "facts": values}).facts == values
    assert set(values) == set(AGENCY_FACTS)


def test_blank_text_and_blank_code_are_unknown():
    facts = {"superior_document": "　 ", "entity": "", "category": " "}
    assert read_application({**GOOD, "facts": facts}).facts == {}


def test_every_problem_is_named_in_the_order_of_the_contract():
    found = errors(colour=1, on="x", facts={"enrolled": 0, "shade": 1}, lines=[1], history=[1])
    assert [where for _, where in found] == [
        "colour",
        "on",
        "facts.enrolled",
        "facts.shade",
        "lines",
        "history[0]",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\ud800", "\\ud800"),
        ("a\u2028b\n", "a\\u2028b\\n"),
        ("颜色", "颜色"),
        ("x" * 61, "x" * 60 + "…"),
    ],
)
def test_a_strange_name_is_shown_so_that_it_can_be_printed(name, shown):
    assert errors(**{name: 1}) == [("unknown_name", shown)]
    assert errors(facts={name: 1}) == [("unknown_name", f"facts.{shown}")]


def test_an_endless_calendar_and_huge_numbers_are_only_values():
    facts = {"registered_on": "9999-12-31", "graduated_on": "0001-01-01"}
    assert read_application({**GOOD, "on": "9999-12-31", "facts": facts}).on == date.max
    assert errors(facts={"enrolled": 10**4000}) == [("not_bool", "facts.enrolled")]


def test_a_draft_may_have_no_applicant_yet():
    application = read_application({**GOOD, "applicant": ""}, draft=True)
    assert application.applicant == ""
    assert read_application(GOOD, draft=True) == read_application(GOOD)
