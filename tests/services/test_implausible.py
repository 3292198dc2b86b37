"""What cannot be so, or hardly, is said at its field; a hint hinders nothing."""

import json

import pytest

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.services.intake import judge_entries
from hrdesk.services.presenting import present
from tests.services import interns, test_batches
from tests.services.counter import person


def judged_firm(session, staff):
    return judge_entries(session, test_batches.FIRM, test_batches.firm_entries() | {"staff": staff})


@pytest.mark.parametrize(("staff", "hinted"), [("0", True), ("3", True), ("4", False)])
def test_fewer_at_work_than_were_hired_is_a_hint(session, staff, hinted):
    judged = judged_firm(session, staff)
    hints = judged.reading.hints.get("staff", ())
    assert [hint.key for hint in hints] == (["count.below_rows"] if hinted else [])
    assert all("4 行" in present(hint).problem for hint in hints)
    assert judged.acceptable


def test_a_firm_where_nobody_works_is_refused_by_its_staff_and_not_by_the_share(session):
    finding = judged_firm(session, "0").finding
    checks = {check.code: check for check in finding.checks}
    assert finding.outcome is Outcome.INELIGIBLE
    assert checks["staff"].outcome is CheckOutcome.UNMET
    assert checks["hiring_ratio"].outcome is CheckOutcome.MET
    assert "没有在职职工" in checks["hiring_ratio"].shown


def test_a_loan_that_an_applicant_qualified_for_is_named_and_decides_nothing(session):
    entries = test_batches.person_entries(1)
    field = session.form(test_batches.PERSON).applicant_identity
    first = judge_entries(session, test_batches.PERSON, entries)
    assert field not in first.reading.hints
    case = test_batches.taken_in(session, test_batches.PERSON, entries)
    again = judge_entries(session, test_batches.PERSON, entries)
    (hint,) = again.reading.hints[field]
    assert (hint.key, hint.values["numbers"]) == ("loan.before", case.number)
    assert again.finding == first.finding
    assert again.acceptable
    other = judge_entries(session, test_batches.PERSON, test_batches.person_entries(2))
    assert field not in other.reading.hints


def test_a_contract_does_not_end_before_it_begins(session):
    entries = test_batches.firm_entries()
    rows = json.loads(entries["roster.hires"])
    rows[1]["entries"]["contract_end"] = "2026-02-28"
    judged = judge_entries(session, test_batches.FIRM, entries | {"roster.hires": json.dumps(rows)})
    (problem,) = judged.row_hindrances()
    assert (problem.key, problem.where) == ("date.before", "hires[1].contract_end")


def test_an_internship_and_a_recognition_do_not_end_before_they_begin(session):
    row = interns.intern(person(1), "2025-09")
    wrong = interns.intern(person(1), "2025-09", ended_on="2025-08-31")
    judged = judge_entries(session, interns.MEASURE, interns.entries(wrong))
    assert [each.where for each in judged.row_hindrances()] == ["interns[0].ended_on"]
    entries = interns.entries(row)
    rows = json.loads(entries["roster.recognitions"])
    rows[0]["entries"]["ends"] = "1999-12-31"
    judged = judge_entries(
        session, interns.MEASURE, entries | {"roster.recognitions": json.dumps(rows)}
    )
    assert [each.where for each in judged.row_hindrances()] == ["recognitions[0].ends"]
