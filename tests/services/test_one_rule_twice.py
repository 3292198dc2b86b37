"""Two measures by one rule at the counter: what one of them paid, the other does not pay again."""

from dataclasses import replace

import pytest

from hrdesk.services.acceptance import accept
from hrdesk.services.asked_twice import propose_figure
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import judge_entries
from tests.packs.successor import NEW, NEW_CAP, twice_named
from tests.people import credit_code
from tests.services import claims, counter, insured, interns, succession
from tests.services.second_person import confirmed_unseen

PERSON = counter.person(1)
TALENT_CLAIM = claims.CLAIMS["talent_recruitment_award"]
TALENT = TALENT_CLAIM.measure
PAID_BY_MONTHS = (interns.MEASURE, insured.GRADUATES)
#: After the months of the cases below, under the successor.
DAY = "2027-12-12"


@pytest.fixture
def office(session, clock, tmp_path):
    """An office under a policy with a second measure by each of two rules."""
    clock.moment = succession.INSTALLED
    succession.install(session, tmp_path, twice_named(*PAID_BY_MONTHS))
    clock.moment = counter.noon(2027, 12, 12)
    wage = {**interns.WAGE, "amendment_from": "2026-10-24"}
    for measure in pair(interns.MEASURE):
        propose_figure(session, f"{measure}.minimum_wage", "renhe", wage, is_sure=True)
        confirmed_unseen(session)
    return session


def pair(measure):
    return measure, f"{measure}__more"


def typed(measure, months):
    """What is typed for one person under a measure by one of the two rules."""
    changes = {"received": DAY, "licence_seen_on": DAY}
    if measure.startswith(interns.MEASURE):
        days = {"graduated_on": "2026-06-30", "started_on": "2026-11-01"}
        return interns.entries(interns.intern(PERSON, months, **days), **changes)
    days = {
        "graduated_on": "2026-06-30",
        "contract_start": "2026-10-25",
        "contract_end": "2028-10-31",
    }
    row = insured.person(insured.GRADUATES, PERSON, months, **days)
    return insured.entries(insured.GRADUATES, row, **changes)


def taken_in(session, measure, entries):
    return accept(session, save_draft(session, start_draft(session, measure), entries))


def months_of(case):
    return {
        month["month"]: month["outcome"]
        for line in case.version.finding["lines"]
        for month in line["months"]
    }


@pytest.mark.parametrize("rule", PAID_BY_MONTHS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_month_that_one_of_them_paid_is_skipped_by_the_other(office, rule, turned):
    before, after = pair(rule)[::-1] if turned else pair(rule)
    first = taken_in(office, before, typed(before, "2026-12—2027-02"))
    assert set(months_of(first).values()) == {"paid"}
    second = taken_in(office, after, typed(after, "2027-01—2027-04"))
    assert months_of(second) == {
        "2027-01": "skipped",
        "2027-02": "skipped",
        "2027-03": "paid",
        "2027-04": "paid",
    }
    assert first.version.finding["amount"] != "0.00"
    third = taken_in(office, before, typed(before, "2026-12—2027-04"))
    assert set(months_of(third).values()) == {"skipped"}
    assert third.version.finding["amount"] == "0.00"


def test_the_longest_months_are_counted_over_both(office):
    """At most 12 months: ten under one name leave two under the other."""
    before, after = pair(insured.GRADUATES)
    taken_in(office, before, typed(before, "2026-11—2027-08"))
    second = taken_in(office, after, typed(after, "2027-09—2027-11"))
    assert list(months_of(second).values()) == ["paid", "paid", "skipped"]


@pytest.mark.parametrize("turned", [False, True])
def test_one_introduction_is_paid_once_whatever_the_name(office, turned):
    standard = {TALENT: "500.00", NEW: NEW_CAP}
    before, after = (NEW, TALENT) if turned else (TALENT, NEW)
    row = {**TALENT_CLAIM.rows[0], "introduced_on": "2027-12-01"}
    days = {"received": DAY, "licence_seen_on": DAY}

    def entries(measure, agency):
        claim = replace(TALENT_CLAIM, measure=measure, rows=(row,))
        changes = {**days, "standard": standard[measure], "credit_code": credit_code(body=agency)}
        return claims.draft(office, claim, **changes).entries

    first = taken_in(office, before, entries(before, "MA62ABCDX"))
    assert first.version.finding["outcome"] == "eligible"
    for agency in ("MA62ABCDX", "MA62ABCD1"):
        judged = judge_entries(office, after, entries(after, agency))
        assert judged.finding.outcome.value == "ineligible"
        assert judged.finding.amount == 0
        assert [each["number"] for each in judged.application["history"]] == [first.number]
