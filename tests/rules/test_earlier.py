"""Properties of what was granted before to an organization or a person, in four measures."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.dates import Period
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Ruling
from hrdesk.rules.judge import judge
from tests.shipped import book

FIRM, OTHER = "91510402MA62123453", "91510411MA62ABCD0P"
AGENCY = {"agency_kind": "commercial", "licensed": True}
#: What a record of a measure may say, and what a new application says.
DETAILS = {
    "agency_rating_award": {"rating": ("2A", "3A", "4A", "5A")},
    "postdoc_platform_grant": {
        "platform": ("workstation", "practice_base"),
        "approval_document": ("A", "B"),
    },
    "skills_platform_grant": {
        "platform": ("training_base", "master_studio"),
        "approval_document": ("A", "B"),
    },
    "incubator_grant": {
        "event": ("city_first", "annual_pass", "province"),
        "event_on": ("2022-06-01", "2023-06-01"),
        "assessment_year": (2022, 2023),
    },
}
FACTS = {
    "agency_rating_award": {
        "rating": ("3A", "4A", "5A"),
        "rating_level": ("province",),
        "rated_on": ("2023-11-01",),
    },
    "postdoc_platform_grant": {
        "platform": ("workstation", "practice_base"),
        "approval_document": ("A", "B"),
        "approved_on": ("2023-11-01",),
        "newly_built": (True,),
    },
    "skills_platform_grant": {
        "platform": ("training_base", "master_studio"),
        "level": ("national", "province"),
        "approval_document": ("A", "B"),
        "approved_on": ("2023-11-01",),
        "approved_amount": ("90000.00",),
        "newly_created": (True,),
    },
    "incubator_grant": {
        "event": ("city_first", "annual_pass", "province"),
        "event_on": ("2023-11-01",),
        "assessment_year": (2022, 2023),
        "assessment_passed": (True,),
    },
}


@st.composite
def cases(draw):
    measure = draw(st.sampled_from(sorted(FACTS)))
    facts = {name: draw(st.sampled_from(values)) for name, values in FACTS[measure].items()}
    history = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "measure": st.sampled_from([measure, measure, "tax_relief"]),
                    "organization": st.sampled_from([FIRM, FIRM, OTHER]),
                    "on": st.sampled_from(["2022-09-01", "2023-09-01"]),
                    "amount": st.sampled_from(["10000.00", "100000.00"]),
                    "detail": st.fixed_dictionaries(
                        {},
                        optional={
                            name: st.sampled_from(values)
                            for name, values in DETAILS[measure].items()
                        },
                    ),
                }
            ),
            max_size=3,
        )
    )
    return {
        "measure": measure,
        "on": "2023-12-01",
        "applicant": FIRM,
        "facts": AGENCY | facts,
        "history": history,
    }


def judged(raw, **rulings):
    settled = tuple(
        Ruling(question, reading, Period(date.min), "D") for question, reading in rulings.items()
    )
    return judge(read_application(raw), replace(book(), rulings=settled))


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_history_never_matters(raw, random):
    shuffled = list(raw["history"])
    random.shuffle(shuffled)
    before, after = judged(raw), judged({**raw, "history": shuffled})
    settled = lambda finding: [(check.code, check.outcome) for check in finding.checks]  # noqa: E731
    assert (before.outcome, before.amount) == (after.outcome, after.amount)
    assert settled(before) == settled(after)


@given(cases())
def test_grants_of_others_and_of_other_measures_do_nothing(raw):
    own = [
        entry
        for entry in raw["history"]
        if entry["measure"] == raw["measure"] and entry["organization"] == FIRM
    ]
    assert judged({**raw, "history": own}).outcome == judged(raw).outcome


@given(cases())
def test_what_is_decided_without_a_detail_holds_for_all_it_may_be(raw):
    """A record that does not say which it was: unknown is never no."""
    finding = judged(raw)
    if finding.outcome is Outcome.INCOMPLETE:
        return
    gaps = [
        (index, name)
        for index, entry in enumerate(raw["history"])
        for name in DETAILS[raw["measure"]]
        if name not in entry["detail"] and name != "event_on"
    ]
    choices = [DETAILS[raw["measure"]][name] for _, name in gaps]
    for values in itertools.islice(itertools.product(*choices), 64):
        history = [{**entry, "detail": dict(entry["detail"])} for entry in raw["history"]]
        for (index, name), value in zip(gaps, values, strict=True):
            history[index]["detail"][name] = value
        other = judged({**raw, "history": history})
        assert (other.outcome, other.amount) == (finding.outcome, finding.amount)


@given(cases())
def test_a_reading_is_worth_what_its_ruling_gives(raw):
    finding = judged(raw)
    for check in finding.checks:
        if check.outcome is not CheckOutcome.OFFICER:
            continue
        keys = list(book().questions[check.question].readings)
        for key, reading in zip(keys, check.readings, strict=True):
            settled = judged(raw, **{check.question: key})
            assert (reading.outcome, reading.amount) == (settled.outcome, settled.amount)


@pytest.mark.parametrize(
    ("rated", "amount"), [("4A", "20000.00"), ("5A", "40000.00")], ids=["one up", "two up"]
)
def test_the_difference_takes_off_what_was_paid(rated, amount):
    raw = {
        "measure": "agency_rating_award",
        "on": "2024-04-01",
        "applicant": FIRM,
        "facts": AGENCY | {"rating": rated, "rating_level": "province", "rated_on": "2024-03-01"},
        "history": [
            {
                "measure": "agency_rating_award",
                "organization": FIRM,
                "on": "2022-04-01",
                "amount": "10000.00",
                "detail": {"rating": "3A"},
            }
        ],
    }
    finding = judged(raw, **{"agency_rating_award.upgrade": "difference"})
    assert f"{finding.amount:.2f}" == amount


@pytest.mark.parametrize("document", ["A（1）", "a(1)", "Ａ （１）", "A〔1〕", "A\u200b(1)"])
def test_the_same_document_spelled_otherwise_refuses(document):
    measure = "postdoc_platform_grant"
    approved = {"approval_document": "A(1)", "platform": "workstation"}
    raw = {
        "measure": measure,
        "on": "2023-12-01",
        "applicant": FIRM,
        "facts": AGENCY | approved | {"approved_on": "2023-11-01", "newly_built": True},
        "history": [
            {
                "measure": measure,
                "organization": FIRM,
                "detail": approved | {"approval_document": document},
            }
        ],
    }
    assert judged(raw).outcome is Outcome.INELIGIBLE


@pytest.mark.parametrize(
    ("course", "outcome"),
    [("ａｂｃ班 （一）", CheckOutcome.UNMET), ("ABC班（二）", CheckOutcome.MET)],
)
def test_the_same_course_spelled_otherwise_refuses(course, outcome):
    person = "510402199001011234"
    raw = {
        "measure": "training_subsidy",
        "on": "2023-12-01",
        "applicant": FIRM,
        "facts": {"course": "ABC班（一）"},
        "lines": [{"person": person}],
        "history": [
            {"measure": "training_subsidy", "person": person, "detail": {"course": course}}
        ],
    }
    (line,) = judged(raw).lines
    (check,) = (each for each in line.checks if each.code == "trained_before")
    assert check.outcome is outcome
