"""The register of purchased services: of known agencies, found, summed by year, withdrawn."""

from decimal import Decimal

import pytest

from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.purchase import Wanted
from hrdesk.services import organizations
from hrdesk.services.presenting import present
from hrdesk.services.purchases import (
    enter_purchase,
    purchase_sums,
    purchase_years,
    purchases,
    withdraw_purchase,
)
from tests.people import credit_code
from tests.services import referred

OTHER = credit_code(body="MA62ABCDX")


@pytest.fixture
def agencies(session):
    for code, name in (
        (referred.CODE, "攀枝花凤凰人力资源服务有限公司"),
        (OTHER, "攀枝花汇智人力资源服务有限公司"),
    ):
        typed = {"credit_code": code, "organization_name": name, "agency_kind": "commercial"}
        organizations.add(session, typed)


def enter(session, **changes):
    enter_purchase(session, referred.PURCHASE | changes)


def test_purchases_are_summed_by_year_and_agency_without_withdrawn_ones(session, agencies):
    enter(session)
    enter(session, purchase_contract="仁购2026-8", purchase_amount="30000.50")
    enter(session, purchase_agency=OTHER, purchase_amount="10000")
    enter(session, purchase_contract="旧", purchase_signed="2025-05-06")
    rows = purchases(session, Wanted())
    assert [(each.year, each.count, each.amount) for each in purchase_sums(session, Wanted())] == [
        (2026, 2, Decimal("150000.50")),
        (2026, 1, Decimal("10000.00")),
        (2025, 1, Decimal("120000.00")),
    ]
    wrong = next(each for each in rows if each.contract == "仁购2026-8")
    withdraw_purchase(session, wrong.id, "金额抄错")
    assert purchase_sums(session, Wanted())[0].amount == Decimal("120000.00")
    assert len(purchases(session, Wanted())) == 4
    assert purchase_years(session) == (2026, 2025)
    with pytest.raises(Refused, match=r"purchases\.withdrawn"):
        withdraw_purchase(session, wrong.id, "再撤一次")


@pytest.mark.parametrize(
    ("sought", "year", "found"),
    [
        ("", None, 2),
        ("", 2026, 1),
        ("汇智", None, 1),
        ("pzhhz", None, 1),
        (OTHER[-6:].lower(), None, 1),
        ("春风", 2025, 1),
        ("就业创业促进中心", None, 2),
        ("仁购2026-7", None, 2),
        ("没有", None, 0),
        ("%", None, 0),
        ("仁购2026_7", None, 0),
        ("!", None, 0),
    ],
)
def test_a_purchase_is_found_by_what_stands_in_it_and_by_its_agency(
    session, agencies, sought, year, found
):
    enter(session)
    enter(session, purchase_agency=OTHER, purchase_signed="2025-05-06")
    wanted = Wanted(sought, year)
    assert len(purchases(session, wanted)) == found
    assert sum(each.count for each in purchase_sums(session, wanted)) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            dict.fromkeys(referred.PURCHASE, ""),
            dict.fromkeys(referred.PURCHASE, "purchases.required"),
        ),
        (
            {"purchase_agency": credit_code(body="MA6KKK001")},
            {"purchase_agency": "purchases.no_agency"},
        ),
        ({"purchase_ends": "2026-03-01"}, {"purchase_ends": "date.before"}),
        ({"purchase_signed": "2026-03-19"}, {"purchase_signed": "date.future"}),
        ({"purchase_amount": "0"}, {"purchase_amount": "purchases.nothing"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(session, agencies, changes, found):
    with pytest.raises(InvalidInput) as caught:
        enter(session, **changes)
    assert {problem.where: problem.key for problem in caught.value.problems} == found
    for problem in caught.value.problems:
        message = present(problem)
        assert all((message.where, message.problem, message.remedy))
    assert purchases(session, Wanted()) == ()


def test_a_withdrawal_needs_its_reason(session, agencies):
    enter(session)
    with pytest.raises(InvalidInput) as caught:
        withdraw_purchase(session, purchases(session, Wanted())[0].id, "")
    (problem,) = caught.value.problems
    assert (problem.key, problem.where) == ("reason.missing", "purchase_reason")
