"""A check that was built for one case is said again only where it says the very same."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules import checking
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from tests.shipped import book

FIRST = date(2021, 1, 1)
FACTS = {
    "founded_agency": True,
    "is_founder": True,
    "category": "student",
    "enrolled": True,
    "full_time": True,
    "school_in_province": True,
    "entity": "91510402MA62123453",
}
DAYS = st.dates(min_value=FIRST).map(str)


def case(on: str, registered: str, **facts: object):
    return read_application(
        {
            "measure": "startup_grant",
            "on": on,
            "applicant": "510402199003072217",
            "facts": {**FACTS, "registered_on": registered, **facts},
        }
    )


CASES = st.lists(
    st.builds(
        case,
        DAYS,
        DAYS,
        enrolled=st.sampled_from([True, False, None]),
        category=st.sampled_from(["student", "hardship", "unlisted", "returning_migrant"]),
    ),
    max_size=8,
)


@given(CASES)
def test_cases_that_came_before_change_no_finding(cases):
    shipped = book()
    for each in cases:
        seen = judge(each, shipped)
        shipped.memo.clear()
        assert judge(each, shipped) == seen


def test_so_many_days_are_kept_and_no_more(monkeypatch):
    monkeypatch.setattr(checking, "_MOST_BUILT", 3)
    shipped = book()
    shipped.memo.clear()
    for day in range(10, 28):
        finding = judge(case(f"2024-07-{day}", "2024-06-30"), shipped)
        assert any(f"2024-07-{day}" in check.shown for check in finding.checks)
    plan = shipped.memo["startup_grant"]
    assert max(len(step.built) for step in plan.case) <= 3
    shipped.memo.clear()
