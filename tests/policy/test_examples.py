"""The pack's own worked cases, one test each, and what they must reach."""

import pytest

from hrdesk.domain.finding import CheckOutcome
from hrdesk.packs.check import check_pack
from hrdesk.packs.examples import differing, judged, read_examples
from hrdesk.packs.pack_folder import files_of
from hrdesk.packs.reading import read_pack
from hrdesk.rules.registry import measure_of, rules
from tests.shipped import PACK, book

PARTS = read_pack(files_of(PACK))
EXAMPLES = [(parts.id, example) for parts in PARTS.measures for example in read_examples(parts)]


@pytest.mark.parametrize(
    "example",
    [example for _, example in EXAMPLES],
    ids=[f"{measure}: {example.name}" for measure, example in EXAMPLES],
)
def test_example(example):
    assert list(differing(example, book())) == []


def test_the_pack_check_judges_every_example():
    assert check_pack(files_of(PACK)).examples == len(EXAMPLES)


@pytest.mark.parametrize("measure", rules())
def test_the_examples_reach_every_condition_in_each_outcome_that_it_declares(measure):
    """A sentence that no example shows is a sentence that nobody has read."""
    shown = {
        (check.code, check.outcome.value)
        for owner, example in EXAMPLES
        if owner == measure
        for finding in (judged(example, book()),)
        for check in (*finding.checks, *(each for line in finding.lines for each in line.checks))
    }
    declared = {
        (condition.code, wording.split("_")[0])
        for condition in measure_of(measure).all_conditions
        for wording in condition.wordings
        if wording.split("_")[0] in set(CheckOutcome)
    }
    assert declared - shown == set()
