"""Checking a whole pack before it is trusted: its files, its fit with the rules, its examples."""

from pathlib import Path

from hrdesk.domain.errors import InvalidInput
from hrdesk.packs.examples import check_examples, read_examples
from hrdesk.packs.policy import policy_of
from hrdesk.packs.reading import read_pack


def check_pack(folder: Path) -> int:
    """Check everything under a pack's folder and return the number of examples judged.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file, line and
    remedy. Examples are judged once the files themselves are sound.
    """
    parts = read_pack(folder)
    book = policy_of(parts).book
    problems = [problem for measure in parts.measures for problem in check_examples(measure, book)]
    if problems:
        raise InvalidInput("pack.invalid", tuple(problems), count=len(problems))
    return sum(len(read_examples(measure)) for measure in parts.measures)
