"""Benchmarks are run by hand: here they are seen to be whole, and to measure like with like."""

from importlib import import_module

import pytest

from benchmarks import judgement
from tests.architecture.sources import modules_of, shown

MODULES = [shown(file).removesuffix(".py").replace("/", ".") for file in modules_of("benchmarks")]


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_finds_what_it_imports(name: str):
    assert import_module(name).__doc__


def test_the_rule_by_hand_gives_the_finding_that_it_is_measured_against():
    unlike = {name: judgement.unlike(cases) for name, cases in judgement.batches().items()}
    assert {name: cases for name, cases in unlike.items() if cases} == {}
