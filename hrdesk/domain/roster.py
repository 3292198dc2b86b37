"""Rows of a roster as they are typed, and the people in those of an accepted case."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row; `id` stays with it through sorting and editing, `entries` may hold any text."""

    id: str
    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Who stands in a row of an accepted roster; `line` counts from 1, `identity` may be ""."""

    line: int
    name: str
    identity: str


@dataclass(frozen=True, slots=True)
class RosterPlace:
    """Where somebody was found in a roster; his identity number is masked."""

    line: int
    name: str
    masked: str


#: The rows of each roster of a case, by roster id, in the order in which they stand.
Rosters = Mapping[str, tuple[RosterRow, ...]]
