"""A measure that does not hold together is refused where it is declared, not at the counter."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.right import Holder
from hrdesk.rules import judge as judging
from hrdesk.rules.application import read_application
from hrdesk.rules.book import ParameterRow
from hrdesk.rules.conditions import holds, listed, when_code
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.grants import ONCE
from hrdesk.rules.judge import judge
from hrdesk.rules.monthly import PerMonth, month_conditions
from hrdesk.rules.registry import measure_of, rules
from hrdesk.rules.shapes import Fixed
from hrdesk.rules.situation import Situation
from hrdesk.rules.term import applied, in_force
from tests.shipped import book, book_with

GRANT = measure_of("startup_grant")
APPLICANT = "51042119750815412X"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"matter": "register_on"}, "the matter register_on is no date"),
        ({"matter": "category"}, "the matter category is no date"),
        ({"shape": Fixed("sum")}, "the amount uses the figure sum"),
        ({"shape": Fixed("graduate_years")}, "not declared as money"),
        ({"conditions": (in_force(), holds("founder"))}, "reads the fact founder"),
        ({"conditions": (in_force(), listed("category", "kinds"))}, "uses the figure kinds"),
        ({"conditions": (in_force(), listed("category", "amount"))}, "not declared as codes"),
        (
            {"conditions": (in_force(), holds("enrolled", when_code("kind", "student")))},
            "reads the fact kind",
        ),
        ({"conditions": (in_force(), in_force())}, "in_force stands twice"),
        ({"conditions": (applied(), holds("is_founder"))}, "for the day of the matter"),
        (
            {"conditions": (replace(in_force(), applies=when_code("category", "student")),)},
            "for the day of the matter",
        ),
        (
            {"conditions": (replace(in_force(), questions={"postdoc.day": ("a", "b")}),)},
            "in_force asks postdoc.day, which is not its measure's",
        ),
        (
            {"figures": {**GRANT.figures, "extra": Figure(FigureKind.CODES, fact="entity")}},
            "the figure extra lists codes of entity",
        ),
    ],
)
def test_a_declaration_that_does_not_hold_together_is_refused(changes, said):
    with pytest.raises(ValueError, match=said) as refused:
        replace(GRANT, **changes)
    assert str(refused.value).startswith("startup_grant: ")


def test_every_fault_of_a_declaration_is_named_at_once():
    with pytest.raises(ValueError, match=r"sum.*founder"):
        replace(GRANT, shape=Fixed("sum"), conditions=(in_force(), holds("founder")))


def test_a_measure_may_leave_a_condition_and_a_fact_out():
    fewer = replace(GRANT, conditions=GRANT.conditions[:-1], right=None)
    assert fewer.parameter_ids == GRANT.parameter_ids


@pytest.mark.parametrize("measure", rules().values(), ids=rules())
def test_a_one_off_right_of_the_person_is_declared_where_the_condition_stands(measure):
    of_person = measure.right is not None and measure.right.holder is Holder.PERSON
    assert of_person == (ONCE in {condition.code for condition in measure.conditions})


@pytest.mark.parametrize("measure", rules().values(), ids=rules())
def test_a_case_of_which_nothing_is_known_is_asked_for_the_day_of_its_matter(measure):
    blank = {"measure": measure.id, "on": "2024-07-10", "applicant": APPLICANT}
    finding = judge(read_application(blank), book())
    asked = {path for check in finding.checks for path in check.settles}
    assert measure.matter in ("on", "") or f"facts.{measure.matter}" in asked
    for condition in measure.conditions:
        if condition.reads.matter and measure.matter in measure.facts:
            (check,) = (each for each in finding.checks if each.code == condition.code)
            assert check.outcome is CheckOutcome.MISSING


@pytest.mark.parametrize(
    ("measure", "question"),
    [
        ("internship_subsidy", "internship_subsidy.partial_month"),
        ("social_insurance_subsidy", "social_insurance_subsidy.at_margin"),
    ],
)
def test_a_second_measure_of_the_shape_has_questions_of_its_own(measure, question):
    """The rule of months carries the question: a copy of the measure cannot ask its model's."""
    with pytest.raises(ValueError, match=question):
        replace(measure_of(measure), id="second_subsidy")
    roster = measure_of(measure).roster
    rule = roster.shape.rule
    field = next(each.name for each in fields(rule) if getattr(rule, each.name) == question)
    own = replace(rule, **{field: question.replace(measure, "second_subsidy")})
    kept = [each for each in roster.conditions if question not in each.questions]
    asking = [each for each in month_conditions(own) if each.code not in {k.code for k in kept}]
    conditions = (*kept, *asking)
    second = replace(
        measure_of(measure),
        id="second_subsidy",
        roster=replace(roster, conditions=conditions, shape=PerMonth(own)),
    )
    assert {"second_subsidy." + question.partition(".")[2]} == {
        each for one in second.all_conditions for each in one.questions if "." in each
    }


OLD = ParameterRow(date(2021, 10, 24), Decimal("8000.00"), "旧文件", "一")
NEW = ParameterRow(date(2025, 1, 1), Decimal("9000.00"), "新文件", "一")
CHANGED = book_with("startup_grant.amount", OLD, NEW)

FACTS = {
    "founded_agency": True,
    "is_founder": True,
    "entity": "91510402MA62123453",
    "category": "hardship",
    "category_proof": True,
}


def test_nothing_is_granted_while_the_day_of_a_changed_amount_is_unknown():
    raw = {"measure": "startup_grant", "on": "2025-07-10", "applicant": APPLICANT, "facts": FACTS}
    finding = judge(read_application(raw), CHANGED)
    assert (finding.outcome, finding.amount) == (Outcome.INCOMPLETE, None)
    known = {**raw, "facts": {**FACTS, "registered_on": "2025-07-01"}}
    finding = judge(read_application(known), CHANGED)
    assert (finding.outcome, finding.amount) == (Outcome.ELIGIBLE, NEW.value)


def test_a_condition_that_breaks_its_word_about_the_matter_is_loud(monkeypatch):
    """A condition may say that it asks for the matter and not do so: nothing is paid blindly."""
    careless = replace(holds("is_founder"), reads=in_force().reads)
    broken = replace(GRANT, conditions=(careless,))
    monkeypatch.setattr(judging, "measure_of", lambda _id: broken)
    raw = {"measure": "startup_grant", "on": "2025-07-10", "applicant": APPLICANT, "facts": FACTS}
    with pytest.raises(LookupError, match="startup_grant"):
        judge(read_application(raw), CHANGED)


def test_the_amount_of_an_unknown_day_is_known_while_it_never_changed():
    case = read_application({"measure": "startup_grant", "on": "2024-07-10", "applicant": "1"})
    single = book_with("startup_grant.amount", OLD)
    situation = Situation(case, GRANT, single)
    assert GRANT.shape.amount(situation, Outcome.ELIGIBLE) == OLD.value
