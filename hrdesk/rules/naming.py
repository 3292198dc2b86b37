"""A rule under another measure's name: its own figures, questions, right and kind of cost."""

from collections.abc import Mapping
from dataclasses import replace

from hrdesk.rules.measure import Measure
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Verdict


def under_name(rule: Measure, measure: str) -> Measure:
    """Return a measure of its own that is judged by the rule of another.

    A kind of cost that several measures share stays shared: a month is paid once for it.
    """
    prefix = f"{rule.id}."
    own = {
        question: f"{measure}.{question.removeprefix(prefix)}"
        for condition in rule.all_conditions
        for question in condition.questions
        if question.startswith(prefix)
    }
    roster = rule.roster
    return replace(
        rule,
        id=measure,
        conditions=tuple(_asking(each, own) for each in rule.conditions),
        cost="" if rule.cost == rule.id else rule.cost,
        roster=roster
        and replace(roster, conditions=tuple(_asking(each, own) for each in roster.conditions)),
        question_ids=own,
    )


def _asking(condition: Condition, own: Mapping[str, str]) -> Condition:
    """Return a condition that asks its questions under their own names."""
    if own.keys().isdisjoint(condition.questions):
        return condition

    def judge(situation: Situation) -> Verdict:
        verdict = condition.judge(situation)
        return verdict._replace(question=own.get(verdict.question, verdict.question))

    questions = {own.get(name, name): readings for name, readings in condition.questions.items()}
    return replace(condition, judge=judge, questions=questions)
