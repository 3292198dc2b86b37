"""Choices are stored as codes and shown as labels; what is no choice stays as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType
from hrdesk.ui.roster.cell_texts import copied_text, shown_text
from tests.shipped import policy
from tests.ui.roster.sample_roster import CATEGORIES, SPEC

CATEGORY, PROVED = SPEC.columns["category"], SPEC.columns["proved"]
#: Labels that begin like each other, stand for two codes, or look like another's code.
CROOKED = FieldSpec(
    "crooked",
    "难辨",
    FieldType.CODE,
    choices=(Choice("a", "甲"), Choice("b", "甲乙"), Choice("c", "甲"), Choice("d", "a")),
)
#: As the shipped pack words them: a label begins like a word that lists put for something else.
WORDED = FieldSpec(
    "worded",
    "类别",
    FieldType.CODE,
    choices=(
        Choice("open_ended", "无固定期限"),
        Choice("hardship", "就业困难人员（含残疾人）"),
        Choice("graduate", "毕业生（高校）", synonyms=("高校毕业生",)),
        Choice("pupil", "毕业生(中职)", synonyms=("中职毕业生",)),
    ),
)
TYPED = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=6),
    st.sampled_from([*(c.label for c in CATEGORIES), *(c.code for c in CATEGORIES), "登记", "返"]),
    st.text("甲乙abcd ", max_size=3),
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("返乡农民工", "returning_migrant"),
        ("returning_migrant", "returning_migrant"),
        (" 返乡农民工 ", "returning_migrant"),
        ("返乡", "返乡"),
        ("登记失业人员", "unemployed"),
        ("登记失业高", "登记失业高"),
        ("登记失业", "登记失业"),
        ("退休", "退休"),
        ("农民工", "农民工"),
        ("", ""),
        (" ", " "),
    ],
)
def test_a_code_or_a_label_is_that_choice_and_its_beginning_is_none(typed: str, stored: str):
    assert taken_text(CATEGORY, typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("是", "yes"),
        ("否", "no"),
        ("yes", "yes"),
        ("Y", "yes"),
        ("×", "no"),
        ("未核实", ""),
        ("也许", "也许"),
    ],
)
def test_yes_and_no_are_taken_as_people_write_them(typed: str, stored: str):
    assert taken_text(PROVED, typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("无", "无"),
        ("就业", "就业"),
        ("就业困难人员", "hardship"),
        ("就业困难人员（含残疾人）", "hardship"),
        ("高校毕业生", "graduate"),
        ("毕业生（高校）", "graduate"),
        ("毕业生", "毕业生"),
        ("毕业生（", "毕业生（"),
    ],
)
def test_a_label_may_lack_its_bracket_and_a_synonym_is_the_choice(typed: str, stored: str):
    assert taken_text(WORDED, typed) == stored


def test_choices_are_shown_by_their_labels():
    assert shown_text(CATEGORY, "graduate") == "高校毕业生"
    assert [shown_text(PROVED, text) for text in ("yes", "no", "")] == ["是", "否", ""]
    assert shown_text(CATEGORY, "退休") == "退休"


def test_a_text_of_several_lines_is_shown_in_one():
    assert shown_text(SPEC.columns["name"], "王强\r\n王刚\t3") == "王强 王刚 3"


@given(st.sampled_from([*SPEC.columns.values(), CROOKED, WORDED]), TYPED)
def test_what_a_cell_gives_to_the_clipboard_gives_the_same_cell(column: FieldSpec, typed: str):
    stored = taken_text(column, typed)
    assert taken_text(column, copied_text(column, stored)) == stored


@given(TYPED)
def test_where_nothing_is_chosen_any_text_stays_as_it_was_typed(typed: str):
    for key in ("name", "person", "hired_on", "months", "wage", "proof"):
        assert taken_text(SPEC.columns[key], typed) == typed


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("普通", "ordinary"),
        ("市、县级就业见习基地", "ordinary"),
        ("县级就业见习基地", "ordinary"),
        ("市级", "ordinary"),
        ("省级就业见习基地", "province"),
        ("国家级就业见习基地", "national"),
        # It does not say which level, and that is for the clerk to say.
        ("就业见习基地", "就业见习基地"),
        ("市级以上", "市级以上"),
    ],
)
def test_the_level_of_a_base_is_read_as_lists_write_it(written: str, level: str):
    column = policy().forms["internship_subsidy"].rosters["recognitions"].columns["level"]
    assert taken_text(column, written) == level
