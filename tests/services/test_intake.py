"""Judging what is on the form: the same finding as `hrdesk assess`, and where to go next."""

import json
import shutil
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.money import grouped
from hrdesk.services.assess import assess_line
from hrdesk.services.intake import field_to_settle, judge_entries
from hrdesk.services.session import Session, log_in
from tests.people import credit_code, former_number, identity_number
from tests.services import counter
from tests.services.other_policy import let_hold
from tests.shipped import amount_on
from tests.storage.desk import SteppingClock

#: Texts that no field of the form can make a value of.
RUBBISH = ("2026-02-30", "abc", "五百", "-1", "\u200b", "是")
DAYS = st.dates(date(2015, 1, 1), date(2026, 3, 18)).map(date.isoformat)
YES_NO = st.sampled_from(["", "yes", "no"])


@pytest.fixture(scope="module")
def office(prepared, module_folder):
    """A counter at which the first three applicants were accepted; nothing else is written."""
    folder = shutil.copytree(prepared, module_folder / "judging" / "数据")
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, SteppingClock())
    counter.accepted(session, 1)
    counter.accepted(session, 2, category="other")
    counter.accepted(session, 3, is_founder="no")
    yield session
    session.close()


def judged(session, typed, entered=None):
    """What the panel shows for these entries."""
    return judge_entries(session, counter.MEASURE, typed, entered)


def outcomes(finding):
    """The outcome of each condition by its code."""
    return {check.code: check.outcome for check in finding.checks}


@st.composite
def typed_forms(draw):
    """A form in any state: filled well, in part, or with rubbish; known people among them."""
    n = draw(st.integers(1, 6))
    typed = counter.entries(n, draw(st.sampled_from(sorted(counter.CATEGORIES))))
    for field, values in {
        "received": DAYS,
        "registered_on": DAYS,
        "graduated_on": DAYS,
        "licence_seen_on": DAYS,
        "entity": st.integers(1, 6).map(counter.firm),
        "category": st.sampled_from(["", "nonsense", *counter.CATEGORIES]),
        **dict.fromkeys(
            ("enrolled", "full_time", "school_in_province", "unemployed", "proof_seen"), YES_NO
        ),
        **dict.fromkeys(("licence_seen", "is_founder"), YES_NO),
        "founder_role": st.sampled_from(["", "partner"]),
        "superior_document": st.sampled_from(["", "川人社发〔2023〕9号"]),
    }.items():
        change = draw(st.sampled_from(["keep", "keep", "draw", "rubbish"]))
        if change != "keep":
            typed[field] = draw(values if change == "draw" else st.sampled_from(RUBBISH))
    return typed


@settings(max_examples=300)
@given(typed_forms())
def test_the_panel_and_assess_give_the_same_finding(office, typed):
    panel = judged(office, typed)
    line = json.dumps(panel.application, ensure_ascii=False)
    assert assess_line(line, office.policy.book) == panel.finding.as_contract()


def test_the_generated_forms_reach_every_outcome(office):
    found = {
        judged(office, typed).finding.outcome
        for typed in (
            counter.entries(6),
            counter.entries(6, "other"),
            counter.entries(6, is_founder="no"),
            counter.entries(6, proof_number=""),
        )
    }
    assert found == {Outcome.ELIGIBLE, Outcome.OFFICER, Outcome.INELIGIBLE, Outcome.INCOMPLETE}


@settings(max_examples=200)
@given(st.data())
def test_an_unknown_condition_leads_to_a_field_that_is_shown(office, data):
    typed = data.draw(typed_forms())
    for field in data.draw(st.sets(st.sampled_from(sorted(typed)))):
        typed[field] = ""
    panel = judged(office, typed)
    for check in panel.finding.checks:
        assert (check.outcome is CheckOutcome.MISSING) == bool(check.settles)
        for fact in check.settles:
            field = field_to_settle(office, counter.MEASURE, panel, fact)
            assert field in panel.reading.shown, (check.code, fact)


@pytest.mark.parametrize(
    ("blank", "code", "field"),
    [
        ("licence_seen", "founded_agency", "licence_seen"),
        ("licence_number", "founded_agency", "licence_number"),
        ("licence_seen_on", "founded_agency", "licence_seen_on"),
        ("is_founder", "is_founder", "is_founder"),
        ("founder_role", "is_founder", "founder_role"),
        ("registered_on", "in_force", "registered_on"),
        ("category", "category", "category"),
        ("proof_seen", "category_proof", "proof_seen"),
        ("proof_number", "category_proof", "proof_number"),
        ("identity", "once", "identity"),
    ],
)
def test_the_click_lands_in_the_field_that_is_blank(office, blank, code, field):
    typed = counter.entries(1 if blank == "identity" else 6)
    panel = judged(office, typed | {blank: ""})
    (check,) = (check for check in panel.finding.checks if check.code == code)
    fields = [field_to_settle(office, counter.MEASURE, panel, fact) for fact in check.settles]
    assert (check.outcome, fields) == (CheckOutcome.MISSING, [field])


def test_a_fact_that_no_field_gives_leads_nowhere(office):
    panel = judged(office, {})
    assert field_to_settle(office, counter.MEASURE, panel, "facts.main_income") is None


def test_a_blank_form_is_judged_and_nothing_is_taken_for_no(office):
    panel = judged(office, {})
    assert panel.finding.outcome is Outcome.INCOMPLETE
    assert CheckOutcome.UNMET not in outcomes(panel.finding).values()
    assert not panel.acceptable
    assert panel.application["applicant"] == ""
    assert panel.application["facts"] == {}


def test_a_good_form_is_acceptable_and_worth_the_figure_of_its_day(office):
    panel = judged(office, counter.entries(6))
    assert panel.acceptable
    assert panel.finding.amount == amount_on(counter.REGISTERED)
    assert panel.finding.authority == office.form(counter.MEASURE).authority


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("received", "2026-02-30", "date.impossible"),
        ("received", "next week", "date.form"),
        ("received", "2026-03-19", "date.future"),
        ("received", "2062-03-18", "date.future"),
        ("registered_on", "2026-03-19", "date.future"),
        ("identity", "510402199003072218", "identity.check_character"),
        ("entity", "91510402", "credit_code.length"),
        ("account_number", "12", "account.length"),
        ("category", "nonsense", "choice.unknown"),
        ("name", "王\ue000", "text.character"),
    ],
    ids=lambda value: value if "." in value and not value[0].isdigit() else "",
)
def test_what_cannot_be_read_is_said_at_its_field_and_blocks_acceptance(office, field, text, key):
    panel = judged(office, counter.entries(6) | {field: text})
    assert {where: problem.key for where, problem in panel.reading.problems.items()} == {field: key}
    assert not panel.acceptable


def test_a_day_of_receipt_that_cannot_be_read_is_judged_as_of_today(office):
    panel = judged(office, counter.entries(6, received="2026-02-30"))
    assert panel.application["on"] == "2026-03-18"
    assert panel.finding.outcome is Outcome.ELIGIBLE


def test_a_number_that_cannot_be_read_is_no_applicant(office):
    panel = judged(office, counter.entries(1, identity="51040219900102101"))
    assert panel.application["applicant"] == ""
    assert outcomes(panel.finding)["once"] is not CheckOutcome.UNMET


def test_a_value_of_a_hidden_field_is_no_fact(office):
    typed = counter.entries(6, graduated_on="2010-06-30", enrolled="no")
    assert (
        judged(office, typed).application["facts"].keys().isdisjoint({"graduated_on", "enrolled"})
    )


def test_an_entry_is_late_from_the_day_the_draft_was_begun(office):
    typed = counter.entries(6, received="2026-03-16")
    for entered in (None, date(2026, 3, 18), date(2026, 3, 17)):
        late = judged(office, typed, entered).reading
        assert set(late.missing_required) == {"paper_number", "late_reason"}, entered
    begun_that_day = judged(office, typed, date(2026, 3, 16)).reading
    assert begun_that_day.complete
    assert "late_reason" not in begun_that_day.shown
    given_a_reason = {**typed, "paper_number": "登字17", "late_reason": "停电"}
    assert judged(office, given_a_reason).acceptable


def test_the_day_of_receipt_decides_and_not_today(office):
    lapsed = SteppingClock(counter.noon(2026, 11, 2))
    office_clock, office.clock = office.clock, lapsed
    try:
        typed = counter.entries(6, paper_number="登字17", late_reason="停电")
        in_time = judged(office, typed | {"received": "2026-10-23"}).finding
        too_late = judged(office, typed | {"received": "2026-10-25"}).finding
    finally:
        office.clock = office_clock
    assert in_time.outcome is Outcome.ELIGIBLE
    assert outcomes(too_late)["applied"] is CheckOutcome.OFFICER


def test_who_was_granted_before_is_told_as_the_number_is_typed(office):
    panel = judged(office, counter.entries(1, entity=counter.firm(5)))
    once = next(check for check in panel.finding.checks if check.code == "once")
    assert (once.outcome, panel.finding.outcome) == (CheckOutcome.UNMET, Outcome.INELIGIBLE)
    assert grouped(amount_on(counter.REGISTERED)) in once.shown
    assert panel.acceptable


def test_the_firm_of_another_founder_goes_to_an_officer(office):
    panel = judged(office, counter.entries(5, entity=counter.firm(1)))
    assert outcomes(panel.finding)["once"] is CheckOutcome.OFFICER
    assert panel.finding.outcome is Outcome.OFFICER


def test_a_refused_application_is_no_grant(office):
    assert judged(office, counter.entries(3)).finding.outcome is Outcome.ELIGIBLE


@given(st.integers(0, 999), st.dates(date(1930, 1, 1), date(1999, 12, 31)))
def test_the_same_person_is_found_under_the_former_number(office, sequence, birth):
    former, present = former_number(birth, sequence), identity_number(birth, sequence)
    typed = counter.entries(6)
    one, other = (judged(office, typed | {"identity": text}) for text in (former, present))
    assert one.application == other.application
    assert one.finding == other.finding


@given(st.sampled_from([counter.firm(1), credit_code("92", "510411")]))
def test_a_firm_is_compared_whatever_its_spelling(office, code):
    assume(code.isupper())
    typed = counter.entries(5)
    loud = judged(office, typed | {"entity": code})
    quiet = judged(office, typed | {"entity": f" {code.lower()} "})
    assert loud.finding == quiet.finding


def test_one_keystroke_is_judged_within_fifty_milliseconds(office):
    def seconds():
        began = time.thread_time()
        judged(office, counter.entries(1))
        return time.thread_time() - began

    assert min(seconds() for _ in range(5)) < 0.05


ANY_TEXT = st.text(
    st.characters(categories=["L", "N", "P", "S", "Z", "M", "Cc", "Cf", "Cs", "Co", "Cn"]),
    max_size=30,
)
PECULIAR = st.sampled_from(
    ["0001-01-01", "9999-12-31", "99991231", "１９９９年１月１日", "yes", "student", "1e5", "０"]
)


@settings(max_examples=200)
@given(st.data())
def test_no_text_in_any_field_ends_the_judging(office, data):
    form = office.form(counter.MEASURE)
    places = [*form.fields, *(f"material.{item.id}" for item in form.materials)]
    typed = data.draw(st.dictionaries(st.sampled_from(places), ANY_TEXT | PECULIAR))
    panel = judged(office, counter.entries(data.draw(st.integers(1, 5))) | typed)
    assert panel.acceptable == (not panel.reading.problems and not panel.reading.missing_required)
    if panel.application["applicant"]:
        line = json.dumps(panel.application)
        assert assess_line(line, office.policy.book) == panel.finding.as_contract()


def test_confirmed_wages_are_given_to_a_measure_that_reads_them_alone(office, monkeypatch):
    """A form may ask for a district for a reason of its own."""
    form = replace(office.form(counter.MEASURE), district="category")
    forms = {**office.policy.forms, counter.MEASURE: form}
    let_hold(office, replace(office.policy, forms=forms))
    category = counter.entries(6)["category"]
    placed = {(f"{counter.MEASURE}.minimum_wage", category): ("nobody asked for wages",)}
    monkeypatch.setattr(Session, "placed", placed)
    panel = judged(office, counter.entries(6))
    assert panel.finding.outcome is Outcome.ELIGIBLE
    assert panel.wages == ()
