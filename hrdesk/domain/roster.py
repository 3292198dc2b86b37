"""Rows of a roster as they are typed: a stable id and raw text by column id."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row; `id` stays with it through sorting and editing, `entries` may hold any text."""

    id: str
    entries: Mapping[str, str]


#: The rows of each roster of a case, by roster id, in the order in which they stand.
Rosters = Mapping[str, tuple[RosterRow, ...]]
