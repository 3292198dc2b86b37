"""What is wrong with a pack, equal faults taken together: a slip made once is told once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hrdesk.domain.errors import Problem
from hrdesk.services.presenting import present

#: How many further places of a fault are named.
_MOST_PLACES = 3
#: What examples that fail alike differ in.
_OF_AN_EXAMPLE = frozenset({"key", "name", "expected"})
_PLACE_IN_LIST = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Equal faults: the first one, how many there are, and where the next ones stand."""

    first: Problem
    count: int
    places: tuple[str, ...]


def fault_groups(problems: Iterable[Problem]) -> tuple[FaultGroup, ...]:
    """Return faults in the order of their first place, those that say the same taken together.

    Items of a list that lack the same key do, and examples that end in the same wrong way.
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    for each in problems:
        found.setdefault(_kind(each), []).append(each)
    return tuple(FaultGroup(like[0], len(like), _places(like)) for like in found.values())


def _kind(problem: Problem) -> tuple[object, ...]:
    values = dict(problem.values)
    if "expected" in values:
        rest = [(name, each) for name, each in values.items() if name not in _OF_AN_EXAMPLE]
        return (problem.key, *rest)
    if not values:
        return problem.key, problem.where
    values["key"] = _PLACE_IN_LIST.sub("", str(values.get("key", "")))
    return (problem.key, *values.items())


def _places(like: list[Problem]) -> tuple[str, ...]:
    named = dict.fromkeys(present(each).where for each in like)
    return tuple(named)[1 : _MOST_PLACES + 1]
