"""What the register knows of an agency is used on the deciding date, and typed once."""

import json

import pytest

from hrdesk.domain.finding import CheckOutcome
from hrdesk.services import organizations
from hrdesk.services.assess import assess_line
from hrdesk.services.intake import judge_entries
from tests.services.test_organizations import CODE, LICENCE, add, enter

FIRM = {"credit_code": CODE, "agency_name": "攀枝花索玛人力资源服务有限公司"}
LOAN = "startup_loan_firm"


def checks(session, received, **entries):
    judged = judge_entries(session, LOAN, {**FIRM, "received": received, **entries})
    return {check.code: check.outcome for check in judged.finding.checks}


@pytest.fixture
def agency(session):
    licence = {**LICENCE, "valid_from": "2024-06-01", "valid_until": "2025-05-31"}
    return enter(session, add(session), **licence)


@pytest.mark.parametrize(
    ("received", "outcome"),
    [
        ("2024-05-31", CheckOutcome.MISSING),
        ("2024-06-01", CheckOutcome.MET),
        ("2025-05-31", CheckOutcome.MET),
        ("2025-06-01", CheckOutcome.MISSING),
    ],
)
def test_a_licence_counts_on_the_days_that_it_covers(session, agency, received, outcome):
    """Outside its days the register knows nothing, which is not the same as no licence."""
    found = checks(session, received)
    assert found["agency_kind"] is CheckOutcome.MET
    assert found["licensed"] is outcome


def test_what_a_clerk_has_seen_goes_before_the_register(session, agency):
    seen = {"agency_kind": "commercial", "licence_seen": "no"}
    assert checks(session, "2024-07-01", **seen)["licensed"] is CheckOutcome.UNMET


def test_an_agency_that_is_not_in_the_register_stays_unknown(session):
    assert checks(session, "2024-07-01")["agency_kind"] is CheckOutcome.MISSING


def test_a_measure_takes_only_what_it_asks(session, agency):
    judged = judge_entries(session, "startup_grant", {"entity": CODE, "received": "2024-07-01"})
    assert "licensed" not in judged.application["facts"]


def test_what_the_register_gave_is_in_what_was_judged(session, agency):
    judged = judge_entries(session, LOAN, {**FIRM, "received": "2024-07-01"})
    application = {**judged.application, "applicant": CODE}
    answer = assess_line(json.dumps(application, ensure_ascii=False), session.policy.book)
    assert answer == judged.finding.as_contract()
    assert organizations.by_code(session, CODE) is not None
