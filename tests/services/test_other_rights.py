"""The same intake, other rights: what else may be claimed, and which months exclude each other."""

from datetime import date, timedelta
from time import thread_time

import pytest

from hrdesk.domain.prospect import ProspectKind, Standing
from hrdesk.intake.roster_text import rosters_of
from hrdesk.services.acceptance import accept
from hrdesk.services.intake import judge_entries
from hrdesk.services.other_rights import MOST_LINES, other_rights, start_other
from tests.people import identity_number
from tests.services import counter, insured
from tests.services.enjoyed import WORKER, claim
from tests.services.insured import GRADUATES, HARDSHIP

REFERRALS = {
    "equity_financing_grant": "市金融工作局",
    "tax_relief": "市税务局",
}


def looked_at(session, measure, entries):
    found = []
    judged = judge_entries(session, measure, entries)
    for _ in other_rights(session, judged.application, found.append):
        pass
    (rights,) = found
    return rights


def prospects(session, measure, entries):
    return {each.measure: each for each in looked_at(session, measure, entries).prospects}


def people(measure, *months, **changes):
    return [
        insured.person(measure, identity_number(sequence=101 + 10 * n), each, **changes)
        for n, each in enumerate(months)
    ]


def strangers(count):
    first = date(1991, 1, 1)
    return [identity_number(first + timedelta(n), 301) for n in range(count)]


def test_an_agency_hears_of_every_other_measure_that_agencies_apply_for(session):
    entries = insured.entries(HARDSHIP, *people(HARDSHIP, "2025-01"))
    found = prospects(session, HARDSHIP, entries)
    assert list(found) == [
        form.measure
        for form in session.policy.forms.values()
        if form.measure not in (HARDSHIP, "startup_grant", "startup_loan_individual")
    ]
    for measure, authority in REFERRALS.items():
        assert found[measure].kind is ProspectKind.REFERRED
        assert found[measure].authority == authority


def test_what_is_unknown_is_asked_for_and_refuses_nothing(session):
    found = prospects(session, HARDSHIP, insured.entries(HARDSHIP))
    rating = found["agency_rating_award"]
    assert rating.kind is ProspectKind.OPEN
    assert rating.unknown
    assert rating.refused == ()


def test_a_condition_that_is_not_met_here_refuses_there_with_its_reason(session):
    entries = insured.entries(HARDSHIP, licence_seen="no")
    rating = prospects(session, HARDSHIP, entries)["agency_rating_award"]
    assert rating.kind is ProspectKind.REFUSED
    assert any("许可" in reason for reason in rating.refused)


def test_people_of_the_roster_count_where_nothing_is_against_them(session):
    short = {"contract_end": "2025-06-30"}
    rows = [*people(HARDSHIP, "2025-01"), insured.person(HARDSHIP, WORKER, "2025-01", **short)]
    found = prospects(session, HARDSHIP, insured.entries(HARDSHIP, *rows))
    assert (found[GRADUATES].lines, found[GRADUATES].listed) == (1, 2)
    assert found[GRADUATES].kind is ProspectKind.OPEN
    assert [each.measure for each in found.values() if each.exclusive] == [GRADUATES]


def test_a_kind_of_person_that_another_measure_does_not_list_is_unknown_there(session):
    entries = insured.entries(HARDSHIP, *people(HARDSHIP, "2025-01"))
    found = prospects(session, HARDSHIP, entries)["placement_service_grant"]
    assert found.kind is ProspectKind.OPEN
    assert "人员类别" in "".join(found.unknown)


def test_a_month_of_the_same_cost_is_blocked_with_case_and_month(session):
    case = claim(session, 0, "2025-03", WORKER)
    row = insured.person(GRADUATES, WORKER, "2025-02—2025-04")
    rights = looked_at(session, GRADUATES, insured.entries(GRADUATES, row))
    (overlap,) = rights.overlaps
    assert (overlap.line, overlap.number, overlap.blocked) == (1, case.number, True)
    assert overlap.standing is Standing.GRANTED
    assert [str(month) for month in overlap.months] == ["2025-03"]
    assert overlap.measure == HARDSHIP


def test_a_month_of_another_cost_is_a_warning(session):
    case = claim(session, 0, "2025-03", WORKER)
    application = {
        "measure": "internship_subsidy",
        "on": "2026-03-18",
        "applicant": "",
        "facts": {},
        "lines": [{"person": WORKER, "months": ["2025-03", "2025-04"]}, {"months": ["2025-03"]}],
    }
    found = []
    list(other_rights(session, application, found.append))
    (overlap,) = found[0].overlaps
    assert (overlap.number, overlap.blocked) == (case.number, False)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [({"contract_kind": "task"}, Standing.DECIDING), ({"used_months": ""}, Standing.INCOMPLETE)],
)
def test_a_month_that_an_undecided_case_claims_is_told_as_such(session, changes, standing):
    case = claim(session, 0, "2025-03", WORKER, **changes)
    row = insured.person(GRADUATES, WORKER, "2025-02—2025-04")
    (overlap,) = looked_at(session, GRADUATES, insured.entries(GRADUATES, row)).overlaps
    assert (overlap.line, overlap.number, overlap.standing) == (1, case.number, standing)
    assert [str(month) for month in overlap.months] == ["2025-03"]
    assert overlap.blocked


def test_a_refused_line_of_an_undecided_case_claims_nothing(session):
    lacking = insured.person(HARDSHIP, people(HARDSHIP, "2025-03")[0]["identity"], "2025-03")
    lacking.pop("used_months")
    short = insured.person(HARDSHIP, WORKER, "2025-03", contract_end="2025-06-30")
    case = accept(session, insured.draft(session, HARDSHIP, lacking, short))
    assert case.version.finding["outcome"] == "incomplete"
    row = insured.person(GRADUATES, WORKER, "2025-03")
    assert looked_at(session, GRADUATES, insured.entries(GRADUATES, row)).overlaps == ()


def test_months_are_compared_of_every_row_and_other_measures_say_how_many_they_saw(session):
    case = claim(session, 0, "2025-03", WORKER)
    rows = [
        *(
            insured.person(GRADUATES, identity, "2025-03", contract_end="2025-06-30")
            for identity in strangers(MOST_LINES)
        ),
        insured.person(GRADUATES, WORKER, "2025-03"),
    ]
    rights = looked_at(session, GRADUATES, insured.entries(GRADUATES, *rows))
    assert [(each.line, each.number) for each in rights.overlaps] == [(201, case.number)]
    assert (rights.looked_at, rights.listed) == (MOST_LINES, 201)
    other = next(each for each in rights.prospects if each.measure == HARDSHIP)
    assert (other.kind, other.lines, other.listed) == (ProspectKind.OPEN, 0, MOST_LINES)


@pytest.mark.parametrize("listed", [0, 1])
def test_the_hires_of_a_loan_are_not_filled_in_elsewhere_and_refuse_nothing(session, listed):
    rows = people(GRADUATES, *["2025-01"] * listed, contract_end="2025-06-30")
    found = prospects(session, GRADUATES, insured.entries(GRADUATES, *rows, staff="46"))
    loan = found["startup_loan_firm"]
    assert (loan.kind, loan.refused) == (ProspectKind.OPEN, ())
    assert "新招用比例" in loan.unknown


def test_a_firm_at_which_nobody_works_is_refused_its_loan_all_the_same(session):
    loan = prospects(session, GRADUATES, insured.entries(GRADUATES, staff="0"))["startup_loan_firm"]
    assert loan.kind is ProspectKind.REFUSED


def test_a_person_hears_of_measures_for_persons_alone(session):
    found = prospects(session, "startup_grant", counter.entries(1))
    assert list(found) == ["startup_loan_individual"]


def test_what_both_forms_have_is_carried_into_a_new_draft(session):
    entries = insured.entries(HARDSHIP, *people(HARDSHIP, "2025-01"), paper_number="登1")
    draft = start_other(session, HARDSHIP, entries, GRADUATES)
    kept = draft.entries
    same = ("agency_name", "credit_code", "phone", "agency_kind", "licence_number", "received")
    assert {name: kept[name] for name in same} == {name: entries[name] for name in same}
    assert "paper_number" not in kept
    assert not [name for name in kept if name.startswith("material.")]
    (rows,) = rosters_of(session.form(GRADUATES), kept).values()
    assert rows[0].entries["identity"] == people(HARDSHIP, "2025-01")[0]["identity"]
    assert rows[0].entries["contract_start"] == "2025-01-01"
    assert not {"used_months", "months", "category"} & set(rows[0].entries)


@pytest.mark.parametrize("count", [1, 120])
def test_no_piece_of_the_work_is_long(session, count):
    rows = people(HARDSHIP, *["2025-01—2025-12"] * count)
    judged = judge_entries(session, HARDSHIP, insured.entries(HARDSHIP, *rows))
    list(other_rights(session, judged.application, lambda _: None))
    times = []
    work = other_rights(session, judged.application, lambda _: None)
    before = thread_time()
    for _ in work:
        times.append(thread_time() - before)
        before = thread_time()
    assert sorted(times)[len(times) // 2] < 0.05
