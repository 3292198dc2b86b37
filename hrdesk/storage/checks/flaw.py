"""What a check found wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from hrdesk.domain.errors import Problem, Tampered


@dataclass(frozen=True, slots=True)
class Flaw:
    """One finding; `tampered`: the bytes are sound, but not what was signed or recorded."""

    problem: Problem
    tampered: bool


def damaged(key: str, **values: object) -> Flaw:
    """Return a finding of damage."""
    return Flaw(_problem(key, values), tampered=False)


def tampered(key: str, **values: object) -> Flaw:
    """Return a finding of records that are not what was recorded."""
    return Flaw(_problem(key, values), tampered=True)


def refuse(flaws: Iterator[Flaw]) -> None:
    """Raise Tampered with the first finding, if there is any."""
    for flaw in flaws:
        raise Tampered(flaw.problem.key, **flaw.problem.values)


def _problem(key: str, values: dict[str, object]) -> Problem:
    return Problem(key, values={name: str(value) for name, value in values.items()})
