"""The minimum wage of a district: an administrator confirms it; without it nothing is guessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services.intake import judge_entries
from hrdesk.services.presenting import present
from hrdesk.services.wages import confirm_wage, districts, wages_of, withdraw_wage
from tests.services import counter, interns


def months_of(session, **changes):
    """The condition on the months of one intern, who claims two."""
    typed = interns.entries(interns.intern(counter.person(1), "2025-12—2026-01"), **changes)
    judged = judge_entries(session, interns.MEASURE, typed)
    (line,) = judged.finding.lines
    return judged.finding, next(check for check in line.checks if check.code == "months")


def test_without_a_confirmed_wage_the_months_that_lack_it_are_named(session):
    finding, months = months_of(session)
    assert (finding.outcome, months.outcome) == ("incomplete", "missing")
    assert months.shown == "2025-12—2026-01 没有确认过的最低工资标准"
    interns.confirm(session, wage_from="2026-01-01")
    finding, months = months_of(session)
    assert months.outcome == "missing"
    assert months.shown == "2025-12 没有确认过的最低工资标准"


def test_a_confirmed_wage_is_used_in_its_district_from_its_day_on(session):
    interns.confirm(session)
    interns.confirm(session, wage_from="2026-01-01", wage_monthly="2330.00")
    finding, months = months_of(session)
    assert (finding.outcome, finding.amount) == ("eligible", Decimal("3544.00"))
    assert months.outcome == "met"
    assert months_of(session, district="miyi")[1].outcome == "missing"
    assert months_of(session, district="")[1].outcome == "missing"


def test_a_wrong_wage_is_withdrawn_with_its_reason_and_stays_in_view(session):
    interns.confirm(session, wage_monthly="21000")
    (wrong,) = wages_of(session, "renhe")
    withdraw_wage(session, wrong.id, "  多写了一个零 ")
    assert months_of(session)[1].outcome == "missing"
    interns.confirm(session)
    kept, right = wages_of(session, "renhe")
    assert kept.withdrawal is not None
    assert (kept.id, kept.withdrawal.reason) == (wrong.id, "多写了一个零")
    assert (right.valid_from, right.amount) == (date(2022, 4, 1), Decimal("2100.00"))
    assert right.entry.by == session.staff.name
    assert months_of(session)[0].amount == Decimal("3360.00")
    with pytest.raises(Refused) as caught:
        withdraw_wage(session, wrong.id, "再撤一次")
    assert caught.value.key == "figures.withdrawn"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (dict.fromkeys(interns.WAGE, ""), dict.fromkeys(interns.WAGE, "figures.required")),
        ({"wage_district": "chengdu"}, {"wage_district": "choice.unknown"}),
        ({"wage_from": "2022-02-30"}, {"wage_from": "date.impossible"}),
        ({"wage_monthly": "两千一"}, {"wage_monthly": "money.form"}),
        ({"wage_monthly": "0"}, {"wage_monthly": "figures.nothing"}),
        ({"wage_from": "2026.1.1"}, {"wage_from": "figures.known"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(session, changes, found):
    interns.confirm(session, wage_from="2026-01-01")
    with pytest.raises(InvalidInput) as caught:
        confirm_wage(session, interns.WAGE | changes)
    assert caught.value.key == "figures.invalid"
    assert {problem.where: problem.key for problem in caught.value.problems} == found
    for problem in caught.value.problems:
        message = present(problem)
        assert all((message.where, message.problem, message.remedy))
    assert len(wages_of(session, "renhe")) == 1


@pytest.mark.parametrize("reason", ["", " \u200b"])
def test_a_withdrawal_needs_its_reason(session, reason):
    interns.confirm(session)
    (wage,) = wages_of(session, "renhe")
    with pytest.raises(InvalidInput) as caught:
        withdraw_wage(session, wage.id, reason)
    (problem,) = caught.value.problems
    assert (problem.key, problem.where) == ("figures.no_reason", "wage_reason")
    assert wages_of(session, "renhe") == (wage,)


def test_only_an_administrator_confirms_and_withdraws(session):
    interns.confirm(session)
    (wage,) = wages_of(session, "renhe")
    session.staff = replace(session.staff, roles=frozenset(Role) - {Role.ADMINISTRATOR})
    with pytest.raises(Refused, match=r"rights\.role"):
        interns.confirm(session, wage_from="2026-01-01")
    with pytest.raises(Refused, match=r"rights\.role"):
        withdraw_wage(session, wage.id, "登记有误")
    assert wages_of(session, "renhe") == (wage,)


def test_every_district_of_the_form_can_be_confirmed(session):
    assert [each.code for each in districts(session)] == [
        "dongqu",
        "xiqu",
        "renhe",
        "miyi",
        "yanbian",
    ]


@pytest.mark.parametrize(
    ("monthly", "is_far"),
    [("3150.00", False), ("3150.01", True), ("1050.00", False), ("1049.99", True)],
)
@pytest.mark.parametrize("district", ["renhe", "miyi"])
def test_a_figure_far_from_what_is_known_is_confirmed_once_more(session, monthly, is_far, district):
    """The newest of the district counts; a district without one is compared with the others."""
    interns.confirm(session, wage_from="2018-01-01", wage_monthly="1500")
    interns.confirm(session)
    typed = {"wage_district": district, "wage_from": "2025-01-01", "wage_monthly": monthly}
    if is_far:
        with pytest.raises(Refused) as caught:
            interns.confirm(session, **typed)
        assert caught.value.key == "figures.unlikely"
        problem = present(caught.value).problem
        assert "2,100.00" in problem
        assert monthly[-6:] in problem
        assert len(wages_of(session, district)) == (2 if district == "renhe" else 0)
    confirm_wage(session, interns.WAGE | typed, is_sure=is_far)
    assert wages_of(session, district)[-1].amount == Decimal(monthly)


def test_a_withdrawn_wage_is_compared_with_no_more(session):
    interns.confirm(session, wage_monthly="21000")
    (wrong,) = wages_of(session, "renhe")
    withdraw_wage(session, wrong.id, "多写了一个零")
    interns.confirm(session)
    assert [wage.withdrawal is None for wage in wages_of(session, "renhe")] == [False, True]
