"""A rule under another measure's name: its own figures and questions, the rule's right and cost."""

from collections.abc import Mapping
from dataclasses import replace

from hrdesk.rules.measure import Measure
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Verdict


def under_name(rule: Measure, measure: str) -> Measure:
    """Return a measure of its own that is judged by the rule of another.

    The right and the kind of cost stay those of the rule: nobody is paid twice for one thing
    because it has two names (`domain.right.rule_of`).
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
