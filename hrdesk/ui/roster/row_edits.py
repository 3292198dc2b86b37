"""What can be done to the rows of a roster; rows that stay as they were stay the same objects."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hrdesk.domain.roster import RosterRow

Rows = tuple[RosterRow, ...]
#: New texts of cells: by the row's place, then by column id. Places past the end add rows.
Changes = Mapping[int, Mapping[str, str]]
NewId = Callable[[], str]


def with_cells(rows: Rows, changes: Changes, new_id: NewId) -> Rows:
    """Return the rows with new texts; blank rows are not added at the end."""
    last = max((place for place, cells in changes.items() if any(cells.values())), default=-1)
    changed = list(rows)
    while len(changed) <= last:
        changed.append(RosterRow(new_id(), {}))
    for place, cells in changes.items():
        if place < len(changed):
            changed[place] = _with_texts(changed[place], cells)
    return tuple(changed)


def without_rows(rows: Rows, places: Collection[int]) -> Rows:
    """Return the rows without those at some places."""
    return tuple(row for place, row in enumerate(rows) if place not in places)


def with_blank_row(rows: Rows, place: int, new_id: NewId) -> Rows:
    """Return the rows with a blank one put in at a place."""
    return (*rows[:place], RosterRow(new_id(), {}), *rows[place:])


def in_order(rows: Rows, key: Callable[[RosterRow], Any], *, descending: bool) -> Rows:
    """Return the rows sorted; those whose key is None come last either way."""
    keyed = [(key(row), row) for row in rows]
    filled = [pair for pair in keyed if pair[0] is not None]
    filled.sort(key=lambda pair: pair[0], reverse=descending)
    return tuple(row for _key, row in (*filled, *(pair for pair in keyed if pair[0] is None)))


@dataclass(frozen=True, slots=True)
class RowsChange:
    """How rows became others: `removed` rows at `first` gave way to `added` ones.

    `moved` says that those are the same rows in another order. `touched` are the ids of rows
    that were added, removed or changed.
    """

    first: int
    removed: int
    added: int
    moved: bool
    touched: tuple[str, ...]


def compare(before: Rows, after: Rows) -> RowsChange:
    """Return how some rows became others, by their ids."""
    shorter = min(len(before), len(after))
    first = next((n for n in range(shorter) if before[n].id != after[n].id), shorter)
    tail = 0
    while tail < shorter - first and before[-1 - tail].id == after[-1 - tail].id:
        tail += 1
    gone, come = before[first : len(before) - tail], after[first : len(after) - tail]
    moved = bool(gone) and {row.id for row in gone} == {row.id for row in come}
    stood = {row.id: row for row in before}
    touched = [row.id for row in after if stood.get(row.id) is not row]
    if not moved:
        kept = {row.id for row in after}
        touched += [row.id for row in gone if row.id not in kept]
    return RowsChange(first, len(gone), len(come), moved, tuple(touched))


def _with_texts(row: RosterRow, cells: Mapping[str, str]) -> RosterRow:
    new = {key: text for key, text in cells.items() if row.entries.get(key, "") != text}
    if not new:
        return row
    entries = {**row.entries, **new}
    return replace(row, entries={key: text for key, text in entries.items() if text})
