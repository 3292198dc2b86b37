"""What one intake says of another measure: only facts that mean the same are carried."""

from datetime import date

import pytest

from hrdesk.domain.prospect import ProspectKind
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from hrdesk.rules.prospects import COMMON_FACTS, carried_over, prospect_of
from hrdesk.rules.registry import rules
from tests.rules.test_insurance import case, line
from tests.shipped import book

HARDSHIP, GRADUATES = "social_insurance_subsidy", "graduate_insurance_subsidy"


def prospect(application, measure):
    raw = carried_over(application, measure, book())
    return prospect_of([judge(read_application(raw), book())])


def test_each_common_fact_has_one_type_wherever_a_measure_has_it():
    kinds = {}
    for measure in rules().values():
        known = {**measure.taken, **(measure.roster.taken if measure.roster else {})}
        for name in COMMON_FACTS & known.keys():
            kinds.setdefault(name, set()).add(known[name])
    assert kinds.keys() == COMMON_FACTS
    assert all(len(found) == 1 for found in kinds.values())


def test_facts_of_their_own_measure_stay_behind():
    raw = carried_over(case([line()]), GRADUATES, book())
    assert raw["facts"] == {"agency_kind": "commercial", "licensed": True}
    (carried,) = raw["lines"]
    assert carried["contract_start"] == "2020-01-01"
    assert not {"used_months", "months", "first_month", "category"} & carried.keys()


@pytest.mark.parametrize(
    ("category", "expected"), [("out_of_poverty", "out_of_poverty"), ("hardship", None)]
)
def test_a_category_is_carried_only_where_it_is_listed(category, expected):
    raw = carried_over(case([line(category=category)]), "placement_service_grant", book())
    (carried,) = raw["lines"]
    assert carried.get("category") == expected
    assert ("category_proof" in carried) is (expected is not None)


def test_a_measure_for_which_all_lines_are_refused_is_refused_with_their_reasons():
    short = line(contract_kind="fixed", contract_end="2020-06-30")
    found = prospect(case([short, short | {"person": "510402199003072225"}]), GRADUATES)
    assert found.kind is ProspectKind.REFUSED
    assert (found.lines, found.listed) == (0, 2)
    assert len(found.refused) == 1


def test_one_line_without_a_refusal_keeps_a_measure_open():
    short = line(contract_kind="fixed", contract_end="2020-06-30")
    found = prospect(case([short, line(person="510402199003072225")]), GRADUATES)
    assert found.kind is ProspectKind.OPEN
    assert (found.lines, found.listed) == (1, 2)


def test_pieces_of_a_roster_count_together():
    raw = carried_over(case([line()]), GRADUATES, book())
    finding = judge(read_application(raw), book())
    found = prospect_of([finding, finding, finding])
    assert (found.lines, found.listed) == (3, 3)


def test_another_authority_decides_on_a_referral_whatever_is_known():
    found = prospect(case([line()]), "tax_relief")
    assert found.kind is ProspectKind.REFERRED
    assert found.authority


def test_a_day_out_of_force_is_no_fact_that_is_carried():
    application = case([line()], on=date(2026, 11, 3).isoformat())
    found = prospect(application, "agency_rating_award")
    assert found.kind is ProspectKind.OPEN
