"""Most lines of a roster are met or unmet and nothing beside: they are judged on a shorter way."""

import pytest

from hrdesk.rules.application import read_application
from hrdesk.rules.checking import plainly, said, tried
from hrdesk.rules.plan import plan_of
from hrdesk.rules.registry import measure_of, rules
from hrdesk.rules.situation import LineSituation
from tests.shipped import book
from tests.worked_cases import worked_cases

ROSTERS = [measure for measure in rules() if measure_of(measure).roster is not None]


@pytest.mark.parametrize("measure", ROSTERS)
def test_a_line_judged_in_one_go_is_what_it_is_step_by_step(measure):
    plan, roster = plan_of(measure_of(measure), book()), measure_of(measure).roster
    in_one_go = 0
    for example in worked_cases(measure):
        application = read_application(example)
        for index in range(len(application.lines)):
            situation = LineSituation(application, plan.measure, book(), index)
            found = plainly(situation, plan.line)
            by_steps = LineSituation(application, plan.measure, book(), index)
            trial = tried(by_steps, plan.line)
            if found is not None:
                in_one_go += 1
                assert found == (trial.outcome, said(trial).checks)
                assert not any(said(trial)[1:])
                assert roster.shape.amount(situation, found[0], frozenset()) == trial.amount
                assert situation.used == by_steps.used
    assert in_one_go > 0
