"""A case judged again by a changed law counts what its people were granted meanwhile elsewhere.

A line that held nothing may count under the changed law; its person was perhaps paid since.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.domain.money import ZERO
from hrdesk.services.acceptance import accept
from hrdesk.services.amendments import confirm_amendment, propose_ruling, propose_value
from hrdesk.services.compared_case import side_by_side
from hrdesk.services.deciding import decide, outlook, points_of
from hrdesk.services.decision_subject import Order
from hrdesk.services.previewing import Preview
from hrdesk.storage.verify import VerifyCode, verify
from tests.people import credit_code, identity_number
from tests.services import claims, counter, insured
from tests.services.replayed import replay
from tests.services.second_person import SOURCE, beside, confirmed_unseen, is_there
from tests.shipped import amount_on

GRADUATES = insured.GRADUATES
PERSON = identity_number(date(1985, 5, 1), 21)
OTHER = identity_number(date(1986, 5, 1), 41)
ELSEWHERE = credit_code(body="MA62ABCD1")
REASON = "按变更后的标准重新审核"


def change(session, parameter, day, value):
    """Let a value count, proposed by one and confirmed by another person."""
    is_there(session)
    typed = {**SOURCE, "amendment_from": day, "amendment_value": value}
    propose_value(session, parameter, {**typed, "amendment_clause": "三（九）"})
    confirmed_unseen(session)


@pytest.fixture
def waiting(session):
    """A case with a line for an officer, and one of PERSON whom the law of its day refuses."""
    late = insured.person(GRADUATES, PERSON, "2025-01—2025-12", graduated_on="2022-06-30")
    task = insured.person(GRADUATES, OTHER, "2025-01—2025-02", contract_kind="task")
    case = accept(session, insured.draft(session, GRADUATES, task, late))
    assert [line["outcome"] for line in case.version.finding["lines"]] == ["officer", "ineligible"]
    return case


def sound(session):
    """Nothing differs when it is worked out again, and the store is whole."""
    assert replay(session).differences == ()
    session.store.close()
    own = (counter.LOGIN, counter.PASSWORD)
    report = verify(session.folder, *own, full=True, clock=session.clock)
    assert report.code is VerifyCode.SOUND, report.findings


def test_months_that_another_agency_was_paid_meanwhile_use_up_the_quota(session, waiting):
    months = {"contract_start": "2024-01-01", "graduated_on": "2022-06-30"}
    paid = insured.person(GRADUATES, PERSON, "2024-01—2024-12", **months)
    draft = insured.draft(session, GRADUATES, paid, credit_code=ELSEWHERE)
    elsewhere = accept(session, draft)
    assert elsewhere.version.finding["outcome"] == "eligible"
    change(session, f"{GRADUATES}.years_after_school", "2022-01-01", "3")
    (point,) = points_of(session, waiting)
    order = Order(waiting.id, 1, {point.point: "not"}, REASON)
    assert [each.number for each in outlook(session, order).granted] == [elsewhere.number]
    after = decide(session, order)
    late = after.version.finding["lines"][1]
    assert late["amount"] == "0.00"
    assert not [month for month in late["months"] if month["outcome"] == "paid"]
    assert elsewhere.number in {each["number"] for each in after.version.facts["history"]}
    sound(session)


def test_the_comparison_of_a_case_is_what_judging_it_again_gives(session, waiting):
    months = {"contract_start": "2024-01-01", "graduated_on": "2022-06-30"}
    paid = insured.person(GRADUATES, PERSON, "2024-01—2024-12", **months)
    elsewhere = accept(session, insured.draft(session, GRADUATES, paid, credit_code=ELSEWHERE))
    is_there(session)
    typed = {**SOURCE, "amendment_from": "2022-01-01", "amendment_value": "3"}
    parameter = f"{GRADUATES}.years_after_school"
    propose_value(session, parameter, {**typed, "amendment_clause": "三（九）"})
    sides = side_by_side(session, session.amendments()[-1].id, waiting.id)
    assert {each.number for each in sides.granted} == {elsewhere.number}
    confirmed_unseen(session)
    (point,) = points_of(session, waiting)
    after = decide(session, Order(waiting.id, 1, {point.point: "not"}, REASON))
    assert after.version.finding["lines"][1]["outcome"] == sides.after.lines[1].outcome
    assert [month["outcome"] for month in after.version.finding["lines"][1]["months"]] == [
        month.outcome for month in sides.after.lines[1].months
    ]


def test_without_anything_granted_meanwhile_the_changed_law_pays(session, waiting):
    change(session, f"{GRADUATES}.years_after_school", "2022-01-01", "3")
    (point,) = points_of(session, waiting)
    after = decide(session, Order(waiting.id, 1, {point.point: "not"}, REASON))
    late = after.version.finding["lines"][1]
    assert (late["outcome"], len(late["months"])) == ("eligible", 12)
    sound(session)


def test_who_was_paid_meanwhile_once_a_year_is_an_officers_to_decide(session):
    claim = claims.CLAIMS["placement_service_grant"]
    own = claims._placed(0, "罗㛃", own_staff="yes")
    short = claims._placed(1, "阿说么约布", insured_months="2025-09—2025-10")
    waiting = claims.accepted(session, replace(claim, rows=(own, short)))
    days = {"contract_start": "2025-10-01", "contract_end": "2026-09-30"}
    long = claims._placed(1, "阿说么约布", insured_months="2025-10—2025-12", **days)
    elsewhere = claims.accepted(session, replace(claim, rows=(long,)), credit_code=ELSEWHERE)
    assert elsewhere.version.finding["outcome"] == "eligible"
    change(session, "placement_service_grant.insured_months", "2025-01-01", "2")
    points = points_of(session, waiting)
    assert [each.line for each in points] == [1, 2]
    after = decide(session, Order(waiting.id, 1, {points[0].point: "refused"}, REASON))
    assert after.version.finding["lines"][1]["outcome"] == "officer"
    sound(session)


def test_a_case_that_the_changed_law_leaves_unknown_waits_until_the_other_is_decided(session):
    """Under the difference the amount of the other grant counts, which nobody has decided yet."""
    claim = claims.CLAIMS["agency_rating_award"]
    for rating in ("3A", "4A", "5A"):
        last = claims.accepted(session, claim, rating=rating)
    with session.store.reading() as reader:
        _, other, _ = sorted(reader.cases(limit=9), key=lambda each: each.number)
    is_there(session)
    typed = {**SOURCE, "amendment_from": "2021-10-24", "amendment_reading": "difference"}
    with beside(session) as second:
        propose_ruling(second, "agency_rating_award.upgrade", typed)
    (change,) = session.amendments()
    with session.store.reading() as reader:
        head = reader.audit_head().sequence
    confirm_amendment(session, Preview(change.id, head, None, 0, (), ZERO, ZERO))
    session.law_changed()
    with pytest.raises(Refused, match=r"decide\.left_incomplete"):
        decide(session, Order(last.id, 1, {}, REASON))
    first = decide(session, Order(other.id, 1, {}, REASON))
    after = decide(session, Order(last.id, 1, {}, REASON))
    # As at acceptance, a higher grade that waits counts as awarded: never is the sum passed over.
    amounts = [Decimal(each.version.finding["amount"]) for each in (first, after)]
    assert amounts[0] == 0
    assert amounts[1] + amount_on(claims.DECIDED, "agency_rating_award", "3A") == amount_on(
        claims.DECIDED, "agency_rating_award", "5A"
    )
    sound(session)
