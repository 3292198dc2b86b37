"""What holds for every case of the startup grant, whatever is known and in whatever order."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from hrdesk.domain.dates import Period
from hrdesk.domain.finding import CheckOutcome, Finding, Outcome
from hrdesk.domain.money import ZERO
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Book, Ruling
from hrdesk.rules.fact_types import FactValue
from hrdesk.rules.judge import judge
from hrdesk.rules.registry import measure_of
from hrdesk.rules.situation import Situation
from tests.rules.strategies import (
    BOUNDARIES,
    CATEGORIES,
    FIRM,
    OTHER_FIRM,
    YES_NO_FACTS,
    applications,
    histories,
    likely_facts,
    people,
)
from tests.shipped import book

QUESTIONS = {question: tuple(book().questions[question].readings) for question in book().questions}
#: What an unknown fact may turn out to be; enough to reach every branch.
POSSIBLE = {
    "category": (*CATEGORIES, "veteran"),
    "registered_on": tuple(day.isoformat() for day in BOUNDARIES),
    "graduated_on": tuple(day.isoformat() for day in BOUNDARIES),
    "entity": (FIRM, OTHER_FIRM, "91350100M000100Y43"),
    **dict.fromkeys(YES_NO_FACTS, (True, False)),
}
#: One case in each state of unknown facts, few enough to try every completion.
partly_known = st.fixed_dictionaries(
    {
        "measure": st.just("startup_grant"),
        "on": st.sampled_from(BOUNDARIES[:-2]).map(date.isoformat),
        "applicant": people,
        "facts": likely_facts,
        "history": histories,
    }
)
rulings = st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.integers(0, 2), max_size=3)


def judged(raw: Mapping[str, object], under: Book | None = None) -> Finding:
    return judge(read_application(raw), under or book())


def under(chosen: Mapping[str, int]) -> Book:
    settled = tuple(
        Ruling(
            question, QUESTIONS[question][index % len(QUESTIONS[question])], Period(date.min), "D"
        )
        for question, index in chosen.items()
    )
    return replace(book(), rulings=settled)


def open_readings(finding: Finding) -> tuple[object, ...]:
    """What an officer has before him: it belongs to the result as much as the amount."""
    return tuple((check.code, check.readings) for check in finding.checks if check.readings)


class FactsRead(dict[str, FactValue]):
    """Facts of a case that note which of them was looked up."""

    def __init__(self, facts: Mapping[str, FactValue]) -> None:
        super().__init__(facts)
        self.names: set[str] = set()

    def get(self, name: str, default: FactValue | None = None) -> FactValue | None:
        self.names.add(name)
        return super().get(name, default)


@given(applications, rulings)
def test_every_well_typed_case_is_judged_and_every_line_is_filled(raw, chosen):
    finding = judged(raw, under(chosen))
    typed = str(raw["facts"].get("category")) + str(raw["facts"].get("superior_document"))
    for check in finding.checks:
        assert check.shown
        assert "\n" not in check.shown
        if "{" not in typed and "}" not in typed:
            assert not re.search(r"[{}]", check.shown)
        assert (check.outcome is CheckOutcome.MISSING) == bool(check.settles)
    assert finding.as_contract()["policy"] == "panzhihua-2021-373"


@given(applications, rulings)
def test_precedence_decides_outcome_and_amount(raw, chosen):
    finding = judged(raw, under(chosen))
    found = {check.outcome for check in finding.checks}
    worst = next(
        outcome
        for sign, outcome in (
            (CheckOutcome.UNMET, Outcome.INELIGIBLE),
            (CheckOutcome.MISSING, Outcome.INCOMPLETE),
            (CheckOutcome.OFFICER, Outcome.OFFICER),
            (CheckOutcome.MET, Outcome.ELIGIBLE),
        )
        if sign in found
    )
    assert finding.outcome is worst
    if worst is Outcome.ELIGIBLE:
        registered = date.fromisoformat(raw["facts"]["registered_on"])
        assert finding.amount == book().parameter("startup_grant.amount", registered).value
    else:
        assert finding.amount == (ZERO if worst is Outcome.INELIGIBLE else None)


@given(applications, st.randoms(use_true_random=False))
def test_the_order_of_history_never_matters(raw, random):
    shuffled = list(raw["history"])
    random.shuffle(shuffled)
    assert judged({**raw, "history": shuffled}) == judged(raw)


@given(applications)
def test_identifiers_are_compared_without_case_and_outer_spaces(raw):
    def spelled(value: object) -> object:
        return f"  {value.lower()}\t" if isinstance(value, str) else value

    history = [
        {
            name: spelled(value) if name in ("person", "organization") else value
            for name, value in entry.items()
        }
        for entry in raw["history"]
    ]
    facts = {**raw["facts"], "entity": spelled(raw["facts"].get("entity"))}
    other = {**raw, "applicant": spelled(raw["applicant"]), "facts": facts, "history": history}
    assert judged(other) == judged(raw)


@given(partly_known, st.sets(st.sampled_from(sorted(POSSIBLE)), max_size=2), rulings)
def test_an_unknown_fact_decides_nothing_and_is_asked_for_only_where_it_matters(
    raw, unknown, chosen
):
    """Unknown is never no: what is decided in spite of it holds for all it may turn out to be.

    And the other way round: a case is incomplete only where what is unknown makes a difference.
    """
    office = under(chosen)
    known = {name: value for name, value in raw["facts"].items() if name not in unknown}
    finding = judged({**raw, "facts": known}, office)
    results = set()
    for values in itertools.product(*(POSSIBLE[name] for name in sorted(unknown))):
        completed = known | dict(zip(sorted(unknown), values, strict=True))
        # A fact that only another category asks for stays unknown in a completion.
        completion = judged({**raw, "facts": {**raw["facts"], **completed}}, office)
        results.add((completion.outcome, completion.amount, open_readings(completion)))
    if finding.outcome is Outcome.INCOMPLETE:
        assert len(results) > 1
    else:
        assert {result[:2] for result in results} == {(finding.outcome, finding.amount)}


@given(partly_known)
def test_a_reading_is_worth_what_its_ruling_gives(raw):
    finding = judged(raw)
    for check in finding.checks:
        if check.outcome is not CheckOutcome.OFFICER:
            assert not check.readings
            continue
        for index, reading in enumerate(check.readings):
            settled = judged(raw, under({check.question: index}))
            assert (reading.outcome, reading.amount) == (settled.outcome, settled.amount)


@given(partly_known, rulings)
def test_a_ruling_is_named_where_it_settles_and_its_question_is_not_asked_again(raw, chosen):
    finding = judged(raw, under(chosen))
    for check in finding.checks:
        if check.question in chosen:
            assert not check.readings
            assert "D" in check.shown


@given(applications, rulings)
def test_conditions_keep_to_what_they_declare(raw, chosen):
    """The pack check trusts these declarations for placeholders, wordings and readings."""
    measure = measure_of("startup_grant")
    application = read_application(raw)
    for condition in measure.conditions:
        facts = FactsRead(application.facts)
        situation = Situation(replace(application, facts=facts), measure, under(chosen))
        applies = condition.applies is None or condition.applies.test(situation)
        verdict = condition.judge(situation) if applies else None
        assert facts.names - {measure.matter} <= set(condition.facts)
        assert {name for name, _day in situation.used} <= condition.figures.keys()
        if verdict is None:
            continue
        if condition.reads.matter and situation.matter is None:
            assert verdict.outcome is CheckOutcome.MISSING
        assert set(verdict.numbers) == set(condition.wordings[verdict.wording])
        assert verdict.wording.split("_")[0] in {
            verdict.outcome.value,
            "officer" if verdict.ruled else verdict.outcome.value,
        }
        if verdict.question:
            readings = condition.questions[verdict.question]
            assert tuple(verdict.readings) in ((), readings)
            assert not verdict.ruled or verdict.ruled in readings


@given(partly_known)
def test_a_person_who_was_paid_is_never_paid_again(raw):
    own = [entry for entry in raw["history"] if entry["measure"] == "startup_grant"]
    assume(any(entry.get("person") == raw["applicant"] for entry in own))
    assert judged(raw).outcome is Outcome.INELIGIBLE
