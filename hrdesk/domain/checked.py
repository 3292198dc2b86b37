"""The outcome of reading one typed text: a value or a problem, and hints beside it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from hrdesk.domain.errors import Problem

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Checked(Generic[Value_co]):
    """What a typed text gives: exactly one of `value` and `problem`.

    A problem blocks acceptance; a hint is worth a second look and blocks nothing.
    """

    value: Value_co | None = None
    problem: Problem | None = None
    hints: tuple[Problem, ...] = ()
