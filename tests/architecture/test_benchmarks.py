"""Benchmarks are run by hand: here they are seen to be whole, and to measure like with like."""

import copy
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from benchmarks import judgement
from hrdesk.rules.application import read_application
from tests.architecture.sources import modules_of, shown
from tests.worked_cases import worked_cases

MODULES = [shown(file).removesuffix(".py").replace("/", ".") for file in modules_of("benchmarks")]
#: Rules that are written out whole, not for the cases of the benchmark alone.
WHOLE = ("agency_rating_award", "internship_subsidy", "startup_loan_firm")
#: On both sides of the document's first and last day.
DAYS = ("2021-10-23", "2021-10-24", "2026-10-23", "2026-10-24", "2026-10-25")


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_finds_what_it_imports(name: str):
    assert import_module(name).__doc__


def test_the_rule_by_hand_gives_the_finding_that_it_is_measured_against():
    unlike = {name: judgement.unlike(cases) for name, cases in judgement.batches().items()}
    assert {name: cases for name, cases in unlike.items() if cases} == {}


@pytest.mark.parametrize("measure", WHOLE)
def test_a_whole_rule_by_hand_gives_the_finding_of_each_worked_case_and_what_is_near_it(measure):
    """A rule that does less by hand would be no measure of what the whole one costs."""
    cases = [read_application(raw) for each in worked_cases(measure) for raw in near(each)]
    assert len(cases) > 300
    assert judgement.unlike(cases) == []


def near(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a case, and what it is with another day of receipt, or without one of its facts."""
    yield raw
    for day in DAYS:
        yield {**raw, "on": day}
    objects = [raw["facts"], *raw.get("lines", ())[:3], *raw.get("history", ())]
    for place, each in enumerate(objects):
        for name in each:
            if name != "measure":
                other = copy.deepcopy(raw)
                holders = [other["facts"], *other.get("lines", ())[:3], *other.get("history", ())]
                del holders[place][name]
                yield other
