"""Where two sequences of values hold other objects: work in progress looks at nothing else."""

from collections.abc import Sequence
from operator import is_


def differing(before: Sequence[object], now: Sequence[object]) -> list[int] | None:
    """Return the places, from 0, at which another object stands; None when they are not as long.

    An equal object that is not the same one differs.
    """
    if len(before) != len(now):
        return None
    return [place for place, same in enumerate(map(is_, before, now)) if not same]
