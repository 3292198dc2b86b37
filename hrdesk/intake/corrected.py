"""Entries of an accepted case before and after a correction: what differs, and how it is applied.

Rows of a roster are told apart by their line, as rows that were sent are: a correction adds none,
takes none away and moves none.
"""

from collections.abc import Iterable, Iterator, Mapping

from hrdesk.domain.correction import Change
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text, rows_of


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what differs between two states of the entries of a case, in order of place.

    Raises ValueError when a roster has other rows than before.
    """
    found = list(_differing("", 0, _fields(before), _fields(after)))
    for name in sorted(_rosters(before) | _rosters(after)):
        old, new = rows_of(before.get(name, "")), rows_of(after.get(name, ""))
        if [row.id for row in old] != [row.id for row in new]:
            raise ValueError("a correction leaves every row in its place")
        roster = name.removeprefix(ROSTER_PREFIX)
        for line, (was, now) in enumerate(zip(old, new, strict=True), 1):
            found += _differing(roster, line, was.entries, now.entries)
    return tuple(found)


def edited(entries: Mapping[str, str], texts: Mapping[tuple[str, int, str], str]) -> dict[str, str]:
    """Return entries with what was typed at places, whatever it says; see `Change` for a place.

    Raises ValueError for a row that is not there.
    """
    changes = []
    for (roster, line, key), text in texts.items():
        before = _standing(entries, roster, line).get(key, "")
        changes.append(Change(roster, line, key, before, text))
    return corrected(entries, [each for each in changes if each.before != each.after])


def corrected(entries: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """Return entries with changes applied.

    Raises ValueError for a change of an entry that does not say what it is changed from, or of
    a row that is not there.
    """
    whole = dict(entries)
    rosters: dict[str, list[RosterRow]] = {}
    for change in changes:
        if not change.roster:
            _apply(whole, change)
            continue
        rows = rosters.get(change.roster)
        if rows is None:
            kept = whole.get(ROSTER_PREFIX + change.roster, "")
            rows = rosters[change.roster] = list(rows_of(kept))
        if not 1 <= change.line <= len(rows):
            raise ValueError("a change of a row that is not there")
        row = rows[change.line - 1]
        cells = dict(row.entries)
        _apply(cells, change)
        rows[change.line - 1] = RosterRow(row.id, cells)
    texts = {ROSTER_PREFIX + roster: roster_text(tuple(rows)) for roster, rows in rosters.items()}
    return whole | texts


def _standing(entries: Mapping[str, str], roster: str, line: int) -> Mapping[str, str]:
    if not roster:
        return entries
    rows = rows_of(entries.get(ROSTER_PREFIX + roster, ""))
    if not 1 <= line <= len(rows):
        raise ValueError("a change of a row that is not there")
    return rows[line - 1].entries


def _apply(entries: dict[str, str], change: Change) -> None:
    if entries.get(change.key, "") != change.before:
        raise ValueError("a change of an entry that says something else")
    if change.after:
        entries[change.key] = change.after
    else:
        del entries[change.key]


def _differing(
    roster: str, line: int, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Change]:
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            yield Change(roster, line, key, was, now)


def _rosters(entries: Mapping[str, str]) -> set[str]:
    return {name for name in entries if name.startswith(ROSTER_PREFIX)}


def _fields(entries: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in entries.items() if not name.startswith(ROSTER_PREFIX)}
