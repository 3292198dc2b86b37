"""Most lines of a roster are met or unmet and nothing beside: they are judged on a shorter way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.dates import Period
from hrdesk.rules.application import read_application
from hrdesk.rules.book import OfficeDecisions, ParameterRow, Ruling
from hrdesk.rules.checking import asked, plainly, said, tried
from hrdesk.rules.judge import judge
from hrdesk.rules.lines import LineMemory
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
            found = plainly(situation, *asked(situation, plan.line))
            by_steps = LineSituation(application, plan.measure, book(), index)
            trial = tried(by_steps, plan.line)
            if found is not None:
                in_one_go += 1
                assert found == (trial.outcome, said(trial).checks)
                assert not any(said(trial)[1:])
                assert roster.shape.amount(situation, found[0], frozenset()) == trial.amount
                assert situation.used == by_steps.used
    assert in_one_go > 0


def ruled(question: str, reading: str):
    ruling = Ruling(question, reading, Period(date(2000, 1, 1)), "口径文件")
    return book().with_office(OfficeDecisions({}, (ruling,), None))


@pytest.mark.parametrize("measure", ROSTERS)
def test_a_reading_laid_out_of_a_line_is_what_a_ruling_would_make_of_it(measure):
    laid_out = 0
    for example in worked_cases(measure):
        application = read_application(example)
        for line in judge(application, book()).lines:
            for check in line.checks:
                for reading in check.readings:
                    laid_out += 1
                    under = judge(application, ruled(check.question, reading.id))
                    found = under.lines[line.line - 1]
                    assert (found.outcome, found.amount) == (reading.outcome, reading.amount)
    assert laid_out or not any(each.questions for each in measure_of(measure).roster.conditions)


def test_a_figure_of_a_month_stays_named_when_the_line_that_first_used_it_is_gone():
    confirmed = ParameterRow(date(2022, 4, 1), Decimal("1970.00"), "某府发〔2022〕1号", "一", "甲")
    office = OfficeDecisions({"internship_subsidy.minimum_wage": (confirmed,)}, (), None)
    shipped, memory = book().with_office(office), LineMemory()
    intern = {"started_on": "2024-01-01", "months": ["2024-03"]}
    raw = {
        "measure": "internship_subsidy",
        "on": "2024-07-10",
        "applicant": "91510402MA62123453",
        "facts": {"recognitions": [{"level": "province", "from": "2021-01-01"}]},
        "lines": [intern, intern],
    }
    both = read_application(raw)
    named = judge(both, shipped, memory).parameters
    assert "internship_subsidy.minimum_wage" in {use.id for use in named}
    left = replace(both, lines=(replace(both.lines[0], facts={}), both.lines[1]))
    assert judge(left, shipped, memory) == judge(left, shipped)
    assert judge(left, shipped, memory).parameters == named
