"""Reading a form: problems at their fields, nothing hidden is judged, nothing raises."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.identity import Identity, Sex
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.reading import initial_entries, normalised_entries, read_entries
from tests import people
from tests.intake.forms import COMPLETE, FORM

TODAY = date(2026, 3, 18)


def reading(**changes):
    entries = COMPLETE | {key.replace("__", "."): text for key, text in changes.items()}
    return read_entries(FORM, entries, TODAY)


def keys(problems):
    return {field: problem.key for field, problem in problems.items()}


def test_a_complete_form():
    read = reading()
    assert read.complete
    assert (read.problems, read.missing_required, read.hints) == ({}, (), {})
    assert read.values["registered_on"] == date(2026, 3, 1)
    identity = read.values["identity_number"]
    assert isinstance(identity, Identity)
    assert (identity.birth, identity.sex) == (date(1990, 3, 7), Sex.MALE)


def test_an_empty_form_misses_what_it_needs_in_the_order_of_its_pages():
    read = read_entries(FORM, {}, TODAY)
    assert read.problems == {}
    assert read.missing_required == (
        "on",
        "name",
        "identity_number",
        "holder",
        "account",
        "category",
        "registered_on",
        "material.licence",
    )
    assert not read.complete


def test_values_have_their_types():
    read = reading(invested="10,000元", staff="12", is_founder="yes", phone="138 0013 8000")
    assert read.values["invested"] == Decimal("10000.00")
    assert read.values["staff"] == 12
    assert read.values["is_founder"] is True
    assert read.values["phone"] == "13800138000"


def test_each_error_stands_at_its_field():
    read = reading(
        identity_number="510402199003072218", account="x1", registered_on="2026-02-30", entity="9"
    )
    assert keys(read.problems) == {
        "identity_number": "identity.check_character",
        "account": "account.character",
        "registered_on": "date.impossible",
        "entity": "credit_code.length",
    }
    assert all(problem.where == field for field, problem in read.problems.items())
    assert not read.problems.keys() & read.values.keys()
    # A wrong entry is wrong, not missing.
    assert read.missing_required == ()


class TestVisibility:
    def test_fields_appear_only_when_they_matter(self):
        assert "graduated_on" not in reading().shown
        assert "graduated_on" in reading(category="unemployed_graduate").shown

    def test_a_field_behind_a_hidden_one_is_hidden(self):
        assert "proof_number" in reading(category="hardship", proof_seen="yes").shown
        assert "proof_number" not in reading(category="student", proof_seen="yes").shown

    def test_hidden_fields_are_neither_judged_nor_required_nor_kept(self):
        read = reading(category="student", graduated_on="no date", proof_seen="yes")
        assert read.complete
        assert "graduated_on" not in read.entries
        assert "proof_seen" not in read.entries
        assert "proof_seen" not in read.required

    def test_shown_fields_are_required(self):
        assert reading(category="hardship").missing_required == ("proof_seen", "material.proof")
        read = reading(category="hardship", proof_seen="yes")
        assert read.missing_required == ("proof_number", "material.proof")

    def test_the_order_of_fields_does_not_matter(self):
        backwards = replace(FORM, fields=dict(reversed(FORM.fields.items())))
        entries = COMPLETE | {"category": "hardship", "proof_seen": "yes"}
        assert (
            read_entries(backwards, entries, TODAY).shown
            == read_entries(FORM, entries, TODAY).shown
        )

    def test_conditions_in_a_circle_show_nothing_and_end(self):
        circle = {
            "a": FieldSpec("a", "甲", FieldType.TEXT, show_when={"b": ("1",)}, required=True),
            "b": FieldSpec("b", "乙", FieldType.TEXT, show_when={"a": ("1",)}, required=True),
        }
        form = replace(FORM, fields=FORM.fields | circle)
        read = read_entries(form, COMPLETE | {"a": "1", "b": "1"}, TODAY)
        assert not read.shown & {"a", "b"}
        assert read.complete


class TestReceivedDate:
    @pytest.mark.parametrize(("days", "key"), [(0, None), (1, "date.future")])
    def test_it_may_be_today_and_not_tomorrow(self, days, key):
        read = reading(on=(TODAY + timedelta(days)).isoformat())
        assert keys(read.problems).get("on") == key

    def test_the_past_needs_its_reason_and_its_paper_number(self):
        read = reading(on="2026-03-17")
        assert read.missing_required == ("paper_number", "late_reason")
        assert {"paper_number", "late_reason"} <= read.required
        read = reading(on="2026-03-17", paper_number="2026-18", late_reason="系统停电")
        assert read.complete

    def test_today_asks_for_no_reason(self):
        read = reading(late_reason="系统停电")
        assert "late_reason" not in read.shown
        assert "paper_number" in read.shown - read.required

    def test_a_draft_of_yesterday_is_no_late_entry(self):
        entries = COMPLETE | {"on": "2026-03-17"}
        assert read_entries(FORM, entries, TODAY, entered=TODAY - timedelta(1)).complete
        late = read_entries(FORM, entries | {"on": "2026-03-16"}, TODAY, TODAY - timedelta(1))
        assert late.missing_required == ("paper_number", "late_reason")

    def test_a_clock_set_back_does_not_make_an_entry_late(self):
        assert read_entries(FORM, COMPLETE, TODAY, entered=TODAY + timedelta(5)).complete

    def test_a_form_without_those_fields_asks_for_none(self):
        fields = {k: v for k, v in FORM.fields.items() if k not in {"paper_number", "late_reason"}}
        form = replace(FORM, fields=fields, paper_number="", late_reason="")
        assert read_entries(form, COMPLETE | {"on": "2026-03-17"}, TODAY).complete


class TestOrderOfDates:
    @pytest.mark.parametrize(("typed", "key"), [("2026-03-18", None), ("2026-03-19", "date.after")])
    def test_not_after_another_field(self, typed, key):
        read = reading(registered_on=typed)
        assert keys(read.problems).get("registered_on") == key
        if key:
            assert read.problems["registered_on"].values == {"other": "on", "limit": "2026-03-18"}

    @pytest.mark.parametrize(
        ("typed", "key"), [("2026-03-01", None), ("2026-02-28", "date.before")]
    )
    def test_not_before_another_field(self, typed, key):
        assert keys(reading(opened_on=typed).problems).get("opened_on") == key

    @pytest.mark.parametrize(
        ("typed", "key"), [("2026-03-18", None), ("2026-03-19", "date.future")]
    )
    def test_not_after_today(self, typed, key):
        read = reading(category="unemployed_graduate", graduated_on=typed)
        assert keys(read.problems).get("graduated_on") == key

    def test_an_open_or_unreadable_bound_bounds_nothing(self):
        assert "opened_on" not in reading(registered_on="", opened_on="2020-01-01").problems
        assert "opened_on" not in reading(registered_on="?", opened_on="2020-01-01").problems


class TestHolderOfTheAccount:
    def test_the_same_name_is_quiet(self):
        assert "holder" not in reading(holder="吉克　伍呷木").hints

    def test_another_name_is_a_hint_and_blocks_nothing(self):
        read = reading(holder="王强")
        assert [hint.key for hint in read.hints["holder"]] == ["name.differs"]
        assert read.hints["holder"][0].values == {"other": "name"}
        assert read.complete

    def test_the_same_name_spelled_differently_says_so(self):
        read = reading(name="买买提·艾力", holder="买买提艾力")
        assert [hint.key for hint in read.hints["holder"]] == ["name.spelled_differently"]


class TestMaterials:
    @pytest.mark.parametrize("tick", ["original", "copy", "seen"])
    def test_each_tick_counts(self, tick):
        assert reading(material__licence=tick).complete

    def test_an_open_required_material_is_missing(self):
        assert reading(material__licence="").missing_required == ("material.licence",)

    def test_an_optional_material_is_not(self):
        assert reading(material__photos="").complete

    def test_materials_follow_their_condition(self):
        assert reading().shown_materials == {"licence", "photos"}
        assert reading(category="hardship").shown_materials == {"licence", "photos", "proof"}

    def test_a_tick_that_is_none_is_a_problem(self):
        read = reading(material__licence="3")
        assert keys(read.problems) == {"material.licence": "material.tick"}
        assert "material.licence" not in normalised_entries(read)


class TestEntries:
    def test_a_version_stores_the_normal_form(self):
        read = reading(
            name=" 吉克 伍呷木 ",
            identity_number="510402 19900307 2217",
            registered_on="2026年3月1日",
            invested="1,000",
        )
        stored = normalised_entries(read)
        assert stored["name"] == "吉克伍呷木"
        assert stored["identity_number"] == "510402199003072217"
        assert stored["registered_on"] == "2026-03-01"
        assert stored["invested"] == "1000.00"
        assert stored["material.licence"] == "copy"
        assert stored["material.photos"] == ""
        assert "phone" not in stored

    def test_a_former_number_is_stored_with_its_18_digits(self):
        former = people.former_number(date(1965, 3, 7), 221)
        read = reading(identity_number=former)
        assert read.entries["identity_number"] == "51040219650307221X"
        assert [hint.key for hint in read.hints["identity_number"]] == ["identity.former_citizen"]
        assert read.complete

    def test_what_cannot_be_read_stays_as_typed_and_is_not_stored(self):
        read = reading(registered_on=" 昨天 ")
        assert read.entries["registered_on"] == "昨天"
        assert "registered_on" not in normalised_entries(read)

    def test_entries_of_another_form_are_left_alone(self):
        read = reading(unknown="1", material__unknown="copy")
        assert read.complete
        assert not {"unknown", "material.unknown"} & read.entries.keys()

    def test_reading_what_was_stored_gives_the_same(self):
        read = reading(category="hardship", proof_seen="yes", proof_number="A 1", staff="1,200")
        again = read_entries(FORM, normalised_entries(read), TODAY)
        assert again == read

    def test_a_new_draft_starts_with_its_prefilled_values(self):
        assert initial_entries(FORM, TODAY) == {"on": "2026-03-18", "is_founder": "no"}


entry_texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["yes", "no", "hardship", "2026-03-18", "2026.3.17", "1,000", "copy"]),
    people.identity_numbers(),
    people.names(),
)
entry_keys = st.sampled_from([*FORM.fields, "material.licence", "material.proof", "other"])


@given(st.dictionaries(entry_keys, entry_texts), st.dates(), st.none() | st.dates())
def test_no_draft_breaks_the_reading(entries, today, entered):
    read = read_entries(FORM, entries, today, entered)
    assert read.shown <= FORM.fields.keys()
    assert read.required <= read.shown
    assert read.values.keys() & read.problems.keys() <= {FORM.received}
    assert read.values.keys() <= read.shown
    assert read.complete == (not read.problems and not read.missing_required)
    stored = normalised_entries(read)
    assert not stored.keys() & read.problems.keys()


@given(st.dictionaries(entry_keys, entry_texts))
def test_the_stored_form_is_stable(entries):
    stored = normalised_entries(read_entries(FORM, entries, TODAY))
    again = normalised_entries(read_entries(FORM, stored, TODAY))
    assert {key: text for key, text in again.items() if text or key in stored} == stored


@pytest.mark.parametrize(
    ("birth", "received", "hinted"),
    [
        (date(2015, 3, 7), "2026-03-18", True),
        (date(2010, 3, 18), "2026-03-18", False),
        (date(2010, 3, 19), "2026-03-18", True),
        (date(2010, 3, 18), "2026-03-17", True),
        (date(2015, 3, 7), "2026-02-30", False),
    ],
)
def test_a_person_below_16_on_the_day_of_receipt_is_only_hinted_at(birth, received, hinted):
    read = reading(identity_number=people.identity_number(birth), on=received)
    hints = [(hint.key, hint.where) for hint in read.hints.get("identity_number", ())]
    assert hints == ([("identity.young", "identity_number")] if hinted else [])
    assert "identity_number" in read.values
