"""A policy with a measure of a known shape that has no rule of its own, by the id alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.packs.check import check_pack
from hrdesk.packs.policy import policy_from
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Ruling
from hrdesk.rules.judge import judge
from hrdesk.rules.registry import find_measure, measure_of
from tests.packs.successor import GONE, NEW, NEW_CAP, successor
from tests.shipped import book

RULE = "talent_recruitment_award"
LINE = {
    "person": "510402199001011234",
    "introduced_on": "2028-03-01",
    "shortage_listed": True,
    "employer_local_enterprise": True,
    "newly_recruited": True,
}
CASE = {
    "measure": NEW,
    "on": "2028-05-01",
    "applicant": "91510402MA62123453",
    "facts": {"agency_kind": "commercial", "licensed": True, "standard": NEW_CAP},
    "lines": [LINE],
}
#: What was granted before for the same person, who had come another time.
GRANTED = {
    "measure": NEW,
    "person": LINE["person"],
    "on": "2027-05-01",
    "detail": {"introduced_on": "2027-03-01"},
}


@pytest.fixture(scope="module")
def policy():
    return policy_from(successor())


def judged(book, case):
    return judge(read_application(case), book)


def test_a_successor_is_sound_by_its_own_worked_cases():
    checked = check_pack(successor())
    assert checked.examples > 40
    assert NEW in checked.policy.forms
    assert GONE not in checked.policy.forms


def test_a_measure_without_a_rule_of_its_own_has_its_own_figures_and_words(policy):
    finding = judged(policy.book, CASE)
    assert (finding.outcome, finding.amount) == (Outcome.ELIGIBLE, Decimal(NEW_CAP))
    assert (finding.measure, finding.policy) == (NEW, policy.id)
    assert {use.id for use in finding.parameters} == {f"{NEW}.agency_kinds", f"{NEW}.cap"}
    too_much = judged(policy.book, {**CASE, "measure": RULE})
    assert too_much.outcome is Outcome.INCOMPLETE


def test_it_asks_its_own_questions_and_is_settled_by_rulings_on_these(policy):
    officer = judged(policy.book, {**CASE, "history": [GRANTED]})
    (check,) = (each for each in officer.lines[0].checks if each.code == "introduced_before")
    assert (check.outcome, check.question) == (CheckOutcome.OFFICER, f"{NEW}.again")

    def under(question):
        ruling = Ruling(question, "full", Period(date(2026, 1, 1)), "样例")
        ruled = replace(policy.book, rulings=(ruling,))
        return judged(ruled, {**CASE, "history": [GRANTED]}).outcome

    assert under(f"{NEW}.again") is Outcome.ELIGIBLE
    assert under(f"{RULE}.again") is Outcome.OFFICER


@pytest.mark.parametrize("name", ["talent_recruitment_award", "internship_subsidy"])
def test_its_right_and_its_kind_of_cost_are_those_of_its_rule(name):
    rule, own = measure_of(name), measure_of(f"{name}__more")
    assert (own.cost, own.right, own.rule) == (rule.cost, rule.right, rule.id)
    shared = measure_of("social_insurance_subsidy__rural")
    assert shared.cost == measure_of("graduate_insurance_subsidy").cost


@pytest.mark.parametrize("before", [NEW, RULE, f"{RULE}__more"])
@pytest.mark.parametrize("claimed", [NEW, RULE])
def test_what_was_granted_under_one_name_of_a_rule_counts_under_each(policy, before, claimed):
    standard = {NEW: NEW_CAP, RULE: "500.00"}[claimed]
    case = {**CASE, "measure": claimed, "facts": {**CASE["facts"], "standard": standard}}
    assert judged(policy.book, case).outcome is Outcome.ELIGIBLE
    again = {**GRANTED, "measure": before}
    assert judged(policy.book, {**case, "history": [again]}).outcome is Outcome.OFFICER
    same = {**again, "detail": {"introduced_on": LINE["introduced_on"]}}
    assert judged(policy.book, {**case, "history": [same]}).outcome is Outcome.INELIGIBLE


@pytest.mark.parametrize("before", ["agency_rating_award", "talent_recruitment", RULE + "_x__y"])
def test_what_was_granted_by_another_rule_does_not_count(policy, before):
    other = {**GRANTED, "measure": before}
    assert judged(policy.book, {**CASE, "history": [other]}).outcome is Outcome.ELIGIBLE


def test_an_id_tells_the_rule_wherever_it_is_read():
    assert measure_of(NEW) is measure_of(NEW)
    assert find_measure("youth__talent_recruitment_award") is None
    with pytest.raises(InvalidInput):
        judged(book(), CASE)


@pytest.mark.parametrize(
    ("needs", "key", "said"),
    [("", "pack.unknown_measure", None), ('needs = "2.5"\n', "pack.needs_version", "2.5")],
)
def test_a_rule_that_this_version_lacks_says_which_version_has_it(needs, key, said):
    changes = {"policy.toml": ("measures = [", f'{needs}measures = ["landing", ')}
    with pytest.raises(InvalidInput) as caught:
        check_pack(successor(changes))
    problems = {each.key: each for each in caught.value.problems}
    assert key in problems
    assert said is None or problems[key].values["version"] == said
