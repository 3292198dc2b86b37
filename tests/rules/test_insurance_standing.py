"""What is left for a person agrees with what the rule of the months pays."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.dates import Month, Period
from hrdesk.domain.enjoyment import Limit, Outlook
from hrdesk.rules.application import read_application
from hrdesk.rules.book import OfficeDecisions, Ruling
from hrdesk.rules.insurance_standing import has_limit, insurance_standing
from hrdesk.rules.judge import judge
from tests.rules.test_insurance import PERSON, case, line, paid
from tests.shipped import book

MARGIN = "social_insurance_subsidy.at_margin"
GRADUATES = "graduate_insurance_subsidy"


def granted(*months, measure="social_insurance_subsidy"):
    detail = {"months": [str(month) for month in months]}
    return {"measure": measure, "person": PERSON, "on": "2025-01-02", "detail": detail}


def standing(*history, with_book=None, **facts):
    application = read_application(case([line(**facts)], history))
    return insurance_standing(application, with_book or book())


def test_only_measures_with_a_limit_of_months_have_one():
    assert has_limit("social_insurance_subsidy")
    assert has_limit(GRADUATES)
    assert not has_limit("internship_subsidy")
    assert not has_limit("startup_grant")
    application = read_application(
        {"measure": "startup_grant", "on": "2026-03-10", "applicant": "x"}
    )
    with pytest.raises(ValueError, match="startup_grant"):
        insurance_standing(application, book())


def test_months_under_the_other_paragraph_use_no_quota():
    months = [Month(2024, n) for n in range(1, 7)]
    found = standing(granted(*months[:2]), granted(*months[2:], measure=GRADUATES), used_months=4)
    assert (found.here, found.elsewhere, found.left) == (2, 4, 30)


def test_unknown_months_elsewhere_leave_open_what_is_left():
    found = standing(used_months=None)
    assert (found.elsewhere, found.left) == (None, None)


def test_more_than_the_quota_leaves_nothing():
    assert standing(used_months=40).left == 0


def test_graduates_have_a_quota_and_no_retirement():
    given_case = case([{"person": PERSON, "used_months": 3, "months": []}]) | {"measure": GRADUATES}
    found = insurance_standing(read_application(given_case), book())
    assert (found.quota, found.left, found.retires) == (12, 9, False)
    assert found.ways == (Outlook(Limit.QUOTA),)


@pytest.mark.parametrize(
    ("first", "limit", "then", "span"),
    [
        ("2022-06", Limit.QUOTA, Month(2027, 7), 61),
        ("2022-07", Limit.EITHER, Month(2027, 7), 60),
        ("2022-08", Limit.RETIREMENT, Month(2027, 7), 59),
        ("2025-01", Limit.RETIREMENT, Month(2028, 3), 38),
    ],
)
def test_nearness_goes_by_the_law_of_the_first_month(first, limit, then, span):
    found = standing(birth="1967-07-15", first_month=first)
    assert found.ways == (Outlook(limit, then, span, Month(2028, 3)),)


@pytest.mark.parametrize(("reading", "limit"), [("near", Limit.RETIREMENT), ("far", Limit.QUOTA)])
def test_a_ruling_of_the_office_settles_exactly_sixty(reading, limit):
    ruled = Ruling(MARGIN, reading, Period(date(2021, 10, 24)), "虚构文件1号")
    with_book = book().with_office(OfficeDecisions({}, (ruled,), None))
    found = standing(birth="1967-07-15", first_month="2022-07", with_book=with_book)
    assert [way.limit for way in found.ways] == [limit]


def test_an_unknown_kind_of_person_lays_out_each_way():
    found = standing(birth="1975-06-10", retirement_kind=None, first_month="2024-05")
    assert len(found.ways) == 3
    assert len({way.ends for way in found.ways}) == 3


def test_an_unknown_first_month_near_retirement_leaves_it_open():
    found = standing(birth="1967-07-15", first_month=None)
    assert [way.limit for way in found.ways] == [Limit.UNKNOWN]


@settings(max_examples=60)
@given(
    used=st.integers(0, 40),
    before=st.integers(0, 12),
    claimed=st.integers(1, 24),
    birth=st.sampled_from(["1967-06-15", "1967-08-15", "1990-03-07"]),
)
def test_the_rule_pays_no_more_than_is_left(used, before, claimed, birth):
    months = [Month(2023, 1).later(n) for n in range(before + claimed)]
    history = [granted(*months[:before])] if before else []
    facts = {
        "used_months": used,
        "birth": birth,
        "first_month": "2022-07" if used or before else "2023-01",
        "months": [paid(month) for month in months[before:]],
    }
    application = read_application(case([line(**facts)], history))
    left = insurance_standing(application, book())
    finding = judge(application, book())
    count = sum(each.amount > 0 for each in finding.lines[0].months)
    (way,) = left.ways
    if way.limit is Limit.QUOTA:
        assert count == min(claimed, left.left)
    else:
        assert way.limit is Limit.RETIREMENT
        assert count == claimed
