"""Facts of the rule from a form: unknown is absent, never "no"."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.intake.facts import facts_of, field_for_fact
from hrdesk.intake.form_spec import Derivation, FactSpec
from hrdesk.intake.reading import read_entries
from tests.intake.forms import COMPLETE, FORM
from tests.intake.test_reading import entry_keys, entry_texts

TODAY = date(2026, 3, 18)


def read(**changes):
    return read_entries(FORM, COMPLETE | changes, TODAY)


def facts(**changes):
    return facts_of(FORM, read(**changes))


def settles(fact, **changes):
    return field_for_fact(FORM, read(**changes), fact)


def test_facts_have_the_shape_of_the_contract():
    found = facts(
        entity="91510402ma62123453",
        is_founder="no",
        invested="10,000",
        staff="12",
        category="unemployed_graduate",
        graduated_on="2024.6.30",
        address="仁和区",
    )
    assert found == {
        "category": "unemployed_graduate",
        "graduated_on": "2024-06-30",
        "registered_on": "2026-03-01",
        "entity": "91510402MA62123453",
        "is_founder": False,
        "invested": "10000.00",
        "staff": 12,
        "located": True,
        "birth": "1990-03-07",
        "sex": "male",
        "person": "510402199003072217",
    }


def test_what_is_not_known_is_absent():
    assert facts_of(FORM, read_entries(FORM, {}, TODAY)) == {}


def test_what_is_wrong_is_not_known():
    found = facts(registered_on="2026-02-30", entity="9", identity_number="1")
    assert not found.keys() & {"registered_on", "entity", "birth", "sex", "person"}


@pytest.mark.parametrize(
    ("entries", "fact"),
    [
        ({"proof_seen": "yes", "proof_number": "A1", "proof_date": "2026-01-01"}, True),
        ({"proof_seen": "yes", "proof_number": "A1"}, None),
        ({"proof_seen": "yes", "proof_number": "A1", "proof_date": "2027-01-01"}, None),
        ({"proof_seen": "yes"}, None),
        ({"proof_seen": "no"}, False),
        ({"proof_seen": "no", "proof_number": "A1", "proof_date": "2026-01-01"}, False),
        ({"proof_seen": "?"}, None),
        ({}, None),
    ],
)
def test_attested(entries, fact):
    assert facts(category="hardship", **entries).get("category_proof") is fact


def test_an_attested_fact_of_hidden_fields_is_unknown():
    assert "category_proof" not in facts(category="student", proof_seen="no")


def test_an_attested_text_alone_is_true_or_unknown():
    assert facts(address="仁和区")["located"] is True
    assert "located" not in facts(address="")


def test_a_hidden_later_field_is_not_waited_for():
    spec = FactSpec("both", Derivation.ATTESTED, ("address", "graduated_on"))
    form = replace(FORM, facts=(spec,))
    assert facts_of(form, read(address="仁和区")) == {"both": True}
    graduate = read(address="仁和区", category="unemployed_graduate")
    assert facts_of(form, graduate) == {}


def test_a_permit_without_a_birth_date_leaves_it_unknown():
    found = facts(identity_number="USA510400850101")
    assert found["person"] == "USA510400850101"
    assert not found.keys() & {"birth", "sex"}


class TestFieldForFact:
    def test_the_open_field_of_the_fact(self):
        assert settles("entity") == "entity"

    def test_a_field_with_a_problem_is_open(self):
        assert settles("registered_on", registered_on="?") == "registered_on"

    def test_the_first_open_one_of_several(self):
        assert settles("category_proof", category="hardship") == "proof_seen"
        seen = {"category": "hardship", "proof_seen": "yes"}
        assert settles("category_proof", **seen) == "proof_number"
        assert settles("category_proof", **seen, proof_number="A1") == "proof_date"

    def test_a_hidden_field_leads_to_the_open_one_that_decides(self):
        assert settles("graduated_on", category="") == "category"
        assert settles("category_proof", category="") == "category"

    def test_a_field_that_the_choice_hides_is_not_offered(self):
        assert settles("graduated_on", category="student") is None

    def test_a_filled_field_is_offered_to_be_corrected(self):
        assert settles("invested", invested="1") == "invested"

    @pytest.mark.parametrize(
        ("fact", "field"), [("on", "on"), ("applicant", "identity_number"), ("nothing", None)]
    )
    def test_the_cases_own_facts(self, fact, field):
        found = field_for_fact(FORM, read_entries(FORM, {}, TODAY), fact)
        assert found == field

    def test_indexed_facts_of_a_roster_have_no_field_here(self):
        assert settles("lines[0].person") is None


@given(st.dictionaries(entry_keys, entry_texts), st.sampled_from([f.fact for f in FORM.facts]))
def test_any_draft_gives_facts_that_are_json(entries, fact):
    reading = read_entries(FORM, entries, TODAY)
    found = facts_of(FORM, reading)
    assert json.loads(json.dumps(found)) == found
    field = field_for_fact(FORM, reading, fact)
    assert field is None or field in reading.shown
