"""Troubles in three parts, and amounts in capital words."""

import pytest

from hrdesk.domain.errors import EnvironmentFault, Problem, Refused
from hrdesk.services.presenting import capital_words, present


def test_a_problem_stands_at_the_label_of_its_field():
    message = present(Problem("field.required", "phone"), {"phone": "联系电话"})
    assert message.where == "联系电话"
    assert message.problem
    assert message.remedy


def test_a_problem_between_two_fields_names_both_by_their_labels():
    problem = Problem("date.after", "a", {"other": "b", "limit": "2026-03-18"})
    message = present(problem, {"a": "核验日期", "b": "收件日期"})
    assert message.where == "核验日期"
    assert "“收件日期”（2026-03-18）" in message.problem


def test_a_fault_brings_its_values():
    message = present(Refused("right.taken", number="510411-2026-0381"))
    assert "510411-2026-0381" in message.problem
    assert "D:" in present(EnvironmentFault("disk.full", drive="D:", needed=64)).where


@pytest.mark.parametrize(
    ("fen", "words"),
    [(1_000_000, "壹万元整"), (0, "零元整"), (1, "壹分"), (10_010_050, "壹拾万零壹佰元零伍角")],
)
def test_amounts_are_said_in_capital_words(fen, words):
    assert capital_words(fen) == words
