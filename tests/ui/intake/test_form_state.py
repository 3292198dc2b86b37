"""Any draft can be shown: whatever was typed, the state says something and raises nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.finding import CheckOutcome
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from hrdesk.ui.intake.form_state import MATERIALS_PAGE, REVIEW_PAGE, FormState
from hrdesk.ui.intake.remarks import Need
from hrdesk.ui.intake.steps import StepState
from tests.conftest import SHARED_FIXTURES
from tests.journeys.office import ENTRIES, MEASURE


def state_of(session: Session, **entries: str) -> FormState:
    draft = start_draft(session, MEASURE)
    return FormState(session, save_draft(session, draft, {**draft.entries, **entries}))


@pytest.fixture
def empty(session: Session) -> FormState:
    return state_of(session)


def test_materials_and_review_follow_the_pages_of_the_form(empty: FormState):
    ids = [page_id for page_id, _title in empty.pages]
    assert ids == ["applicant", "account", "matter", MATERIALS_PAGE, REVIEW_PAGE]


def test_a_step_is_done_only_when_nothing_hinders_and_no_condition_waits(session: Session):
    whole = state_of(session, **ENTRIES)
    assert set(whole.step_states(set())[:-1]) == {StepState.DONE}
    gaps = {"phone": "", "account_number": "12", "is_founder": "", "founder_role": ""}
    states = state_of(session, **{**ENTRIES, **gaps}).step_states(set())
    assert states[:4] == (StepState.OPEN, StepState.WRONG, StepState.AWAITED, StepState.DONE)


def test_a_roster_without_a_row_is_not_done_though_it_was_seen(session: Session):
    paid = [form for form in session.policy.forms.values() if form.pays and form.lines]
    assert paid
    for form in paid:
        state = FormState(session, start_draft(session, form.measure))
        state.judge()
        place = next(n for n in range(len(state.pages)) if form.lines.id in state.rosters_on(n))
        states = state.step_states(set(range(len(state.pages))))
        assert states[place] is not StepState.DONE, form.measure
        assert state.to_do(place), form.measure


def test_a_field_that_a_condition_waits_for_is_never_called_optional(empty: FormState):
    waiting = [
        check for check in empty.judged.finding.checks if check.outcome is CheckOutcome.MISSING
    ]
    assert waiting
    for key in empty.awaited():
        assert empty.need(key) is Need.AWAITED
    assert empty.need("address") is Need.OPTIONAL
    assert empty.need("name") is Need.REQUIRED


def test_every_missing_condition_has_a_way(empty: FormState):
    waiting = {
        check.code for check in empty.judged.finding.checks if check.outcome is CheckOutcome.MISSING
    }
    assert {code for code, ways in empty.ways.items() if ways} == waiting


@settings(max_examples=60, suppress_health_check=SHARED_FIXTURES)
@given(data=st.data())
def test_any_text_in_any_field_is_shown(empty: FormState, data: st.DataObject):
    keys = st.sampled_from(
        [*empty.form.fields, *(f"material.{m.id}" for m in empty.form.materials)]
    )
    texts = st.one_of(st.sampled_from(sorted(set(ENTRIES.values()))), st.text(max_size=30))
    empty.entries = data.draw(st.dictionaries(keys, texts, max_size=12))
    empty.judge()
    for place in range(len(empty.pages)):
        for key in empty.shown_keys(place):
            assert empty.page_of(key) == place
            if key in empty.form.fields:
                assert empty.remark(key).spoken() is not None
                empty.settle(key)
    assert 0 <= empty.first_open_page() < len(empty.pages)
    assert len(empty.step_states(set())) == len(empty.pages)
