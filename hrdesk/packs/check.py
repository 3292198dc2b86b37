"""Checking a whole pack before it is trusted: its files, its fit with the rules, its examples."""

from dataclasses import dataclass

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.examples import check_examples, read_examples
from hrdesk.packs.policy import Policy, policy_of
from hrdesk.packs.reading import read_pack


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """A pack that is sound: its policy, and how many examples of its own it was held against."""

    policy: Policy
    examples: int


def check_pack(pack: PackFiles) -> CheckedPack:
    """Check everything in a pack and what lies beside it.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file, line and
    remedy. Examples are judged once the files themselves are sound.
    """
    problems = [*pack.problems, *(Problem("pack.not_data", name) for name in pack.strangers)]
    try:
        parts = read_pack(pack)
    except InvalidInput as refusal:
        raise _invalid([*problems, *refusal.problems]) from None
    policy = policy_of(parts)
    for measure in parts.measures:
        problems.extend(check_examples(measure, policy.book))
    if problems:
        raise _invalid(problems)
    return CheckedPack(policy, sum(len(read_examples(measure)) for measure in parts.measures))


def _invalid(problems: list[Problem]) -> InvalidInput:
    return InvalidInput("pack.invalid", tuple(problems), count=len(problems))
