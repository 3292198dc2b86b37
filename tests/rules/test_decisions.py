"""What is decided settles what was open, and gives what its reading announced."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.decision import CASE, REFUSED, Decision
from hrdesk.domain.finding import CheckOutcome, MonthOutcome, Outcome
from hrdesk.rules.application import read_application
from hrdesk.rules.deciding import open_points
from hrdesk.rules.judge import judge
from hrdesk.rules.lines import LineMemory
from hrdesk.rules.registry import measure_of, rules
from tests.rules.strategies import FIRM, OTHER_PERSON, PERSON
from tests.shipped import book

DAY = date(2026, 11, 26)
AGENCY = {"agency_kind": "commercial", "licensed": True, "blacklisted": True}


def decided(reading):
    return Decision(reading, "柳测试", DAY)


def judged(raw, decisions=None, memory=None):
    return judge(read_application(raw), book(), memory, decisions or {})


def grant(registered, on, *, earlier=(), category="unemployed_graduate"):
    """A startup grant whose days, cited document and earlier grants may leave several points."""
    return {
        "measure": "startup_grant",
        "on": on,
        "applicant": PERSON,
        "facts": {
            "category": category,
            "founded_agency": True,
            "is_founder": True,
            "entity": FIRM,
            "registered_on": registered,
            "graduated_on": "2019-06-30",
            "unemployed": True,
            "superior_document": "X〔2023〕1",
            "licensed": True,
            "blacklisted": True,
        },
        "history": [*earlier],
    }


GRANTED = {"measure": "startup_grant", "organization": FIRM, "person": OTHER_PERSON}
grants = st.builds(
    grant,
    st.sampled_from(["2021-01-01", "2024-05-01", "2026-10-20", "2026-10-24"]),
    st.sampled_from(["2026-10-20", "2026-10-24", "2026-11-01"]),
    earlier=st.sampled_from([(), (GRANTED,)]),
    category=st.sampled_from(["unemployed_graduate", "other"]),
)
intern = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["P1", "P2"]),
        "category": st.just("graduate"),
        "school_kind": st.just("technical"),
        "unemployed_before": st.just(True),
        "graduated_on": st.just("2025-07-01"),
        "started_on": st.sampled_from(["2026-08-01", "2026-09-15"]),
        "ended_on": st.sampled_from([None, "2026-12-10"]),
        "months": st.lists(st.sampled_from([f"2026-{n:02}" for n in (9, 10, 11, 12)]), max_size=4),
    }
)
task = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["P1", "P2", "P3"]),
        "qualified": st.just(True),
        "hired_on": st.just("2022-03-01"),
        "contract_kind": st.sampled_from(["task", "open_ended", "verbal"]),
    }
)


def internship(lines):
    wage = [{"from": "2022-04-01", "monthly": "2100.00"}]
    recognised = [{"level": "ordinary", "from": "2024-02-01"}]
    return {
        "measure": "internship_subsidy",
        "on": "2027-01-15",
        "applicant": FIRM,
        "facts": {**AGENCY, "recognitions": recognised, "minimum_wage": wage},
        "lines": lines,
    }


def loan(lines, staff):
    return {
        "measure": "startup_loan_firm",
        "on": "2022-05-10",
        "applicant": FIRM,
        "facts": {**AGENCY, "staff": staff, "assets": "1.00", "requested": "3000000.00"},
        "lines": lines,
    }


cases = st.one_of(
    grants,
    st.lists(intern, max_size=4).map(internship),
    st.builds(loan, st.lists(task, max_size=4), st.integers(1, 30)),
)


def choices(point):
    return [*(each.id for each in point.check.readings if each.decides), REFUSED]


@given(cases, st.randoms(use_true_random=False))
def test_deciding_all_that_is_open_leaves_nothing_open(raw, chance):
    """A decision may open a new question, and never the same one again."""
    decisions = {}
    finding = judged(raw)
    while points := open_points(finding):
        for each in points:
            assert each.point not in decisions
            decisions[each.point] = decided(chance.choice(choices(each)))
        finding = judged(raw, decisions)
    assert finding.outcome is not Outcome.OFFICER
    assert finding.amount is not None or finding.outcome is Outcome.INCOMPLETE or finding.ceiling


@given(cases)
def test_what_is_decided_gives_what_its_reading_announced(raw):
    for each in open_points(judged(raw)):
        for reading in each.check.readings:
            if not reading.decides:
                continue
            found = judged(raw, {each.point: decided(reading.id)})
            result = found if each.line == CASE else found.lines[each.line - 1]
            assert (result.outcome, result.amount) == (reading.outcome, reading.amount)


@given(cases, st.randoms(use_true_random=False))
def test_neither_order_nor_memory_changes_what_is_decided(raw, chance):
    memory, typed = LineMemory(), read_application(raw)
    chosen = [
        (each.point, decided(chance.choice(choices(each)))) for each in open_points(judged(raw))
    ]
    found = judged(raw, dict(chosen))
    chance.shuffle(chosen)
    taken = {}
    for point, decision in chosen:
        taken[point] = decision
        judge(typed, book(), memory, taken)
    assert judge(typed, book(), memory, taken) == found


@given(cases)
def test_refused_is_unmet_and_says_who_refused(raw):
    for each in open_points(judged(raw)):
        found = judged(raw, {each.point: decided(REFUSED)})
        result = found if each.line == CASE else found.lines[each.line - 1]
        assert result.outcome is Outcome.INELIGIBLE
        refused = [one for one in result.checks if one.question == each.check.question]
        assert {one.outcome for one in refused} == {CheckOutcome.UNMET}
        assert all("柳测试 2026-11-26" in one.shown for one in refused)
        assert not any(one.readings for one in refused)


@given(cases)
def test_the_finding_says_which_reading_was_taken(raw):
    for each in open_points(judged(raw)):
        for reading in each.check.readings:
            if each.check.readings and reading.decides and reading.outcome is not Outcome.OFFICER:
                found = judged(raw, {each.point: decided(reading.id)})
                result = found if each.line == CASE else found.lines[each.line - 1]
                said = [one.shown for one in result.checks if one.question == each.check.question]
                assert said
                assert all(f"柳测试 2026-11-26 决定按：{reading.text}" in one for one in said)


def test_a_refused_month_is_not_left_to_anybody():
    line = {
        "person": "P1",
        "category": "graduate",
        "school_kind": "technical",
        "unemployed_before": True,
        "graduated_on": "2025-07-01",
        "started_on": "2026-09-15",
        "months": ["2026-09", "2026-10"],
    }
    raw = internship([line])
    question = "internship_subsidy.partial_month"
    found = judged(raw, {(1, question): decided(REFUSED)}).lines[0]
    assert [month.outcome for month in found.months] == [MonthOutcome.SKIPPED, MonthOutcome.PAID]
    assert (found.outcome, found.amount) == (Outcome.INELIGIBLE, 0)


def test_a_reading_that_leaves_the_question_open_decides_nothing():
    raw = grant("2021-01-01", "2026-10-20", category="other")
    (point,) = (
        each for each in open_points(judged(raw)) if each.check.question == "earlier_matter"
    )
    assert [each.id for each in point.check.readings if not each.decides] == ["earlier_document"]


def test_what_lines_leave_open_is_decided_line_by_line():
    """The hiring ratio hangs on two contracts; each is a point, the ratio itself is none."""
    hire = {"qualified": True, "hired_on": "2022-03-01", "contract_kind": "task"}
    raw = loan([{"person": name, **hire} for name in ("P1", "P2")], 10)
    raw["facts"]["blacklisted"] = False
    points = [each.point for each in open_points(judged(raw))]
    assert points == [(1, "task_contract"), (2, "task_contract")]
    one = judged(raw, {points[0]: decided("counts"), points[1]: decided("not")})
    assert [line.outcome for line in one.lines] == [Outcome.ELIGIBLE, Outcome.INELIGIBLE]
    assert one.outcome is Outcome.INELIGIBLE
    both = judged(raw, dict.fromkeys(points, decided("counts")))
    assert both.outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("measure", rules())
def test_no_reading_is_named_like_a_refusal(measure):
    declared = measure_of(measure)
    conditions = [*declared.conditions, *(declared.roster.conditions if declared.roster else ())]
    readings = {each for one in conditions for names in one.questions.values() for each in names}
    assert REFUSED not in readings
