"""Taking a list into a roster, and undoing that later: what was edited since is kept.

What a draft keeps of an import says of each row by its id what undoing needs: `[digest, null]` of
a new one, `[digest, texts before]` of a changed one, `[null, entries, place]` of one taken out.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.list_import import Fate, PersonChange

Rows = tuple[RosterRow, ...]
#: The entry of a draft that holds what was imported into a roster.
IMPORT_PREFIX = "import."
#: So many imports of a roster can be undone, the newest first.
_MOST_KEPT = 3
_DIGITS = 16


@dataclass(slots=True)
class Taking:
    """The rows of a roster while the changes of a list are put in, one person at a time."""

    rows: Rows
    new_id: Callable[[], str]
    _new: list[RosterRow] = field(default_factory=list)
    _changed: dict[str, RosterRow] = field(default_factory=dict)
    _out: set[str] = field(default_factory=set)
    _record: dict[str, list[object]] = field(default_factory=dict)
    _places: dict[str, RosterRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {row.id: row for row in self.rows}

    def put(self, change: PersonChange) -> None:
        """Put one person in; who is the same, waits or is refused changes nothing."""
        if change.fate is Fate.NEW:
            row = RosterRow(self.new_id(), dict(change.texts))
            self._new.append(row)
            self._record[row.id] = [_digest(row), None]
        elif change.fate is Fate.CHANGED:
            old = self._places[change.row_id]
            entries = {**old.entries, **change.texts}
            row = replace(old, entries={key: text for key, text in entries.items() if text})
            self._changed[row.id] = row
            before = {key: old.entries.get(key, "") for key in change.texts}
            self._record[row.id] = [_digest(row), before]

    def take_out(self, ids: Collection[str]) -> None:
        """Leave rows out of the roster: people whom the list does not name any more."""
        for place, row in enumerate(self.rows):
            if row.id in ids:
                self._record[row.id] = [None, dict(row.entries), place]
                self._out.add(row.id)

    def taken(self) -> Rows:
        """Return the rows with all changes, new people after the last row."""
        stood = (self._changed.get(row.id, row) for row in self.rows if row.id not in self._out)
        return (*stood, *self._new)

    def record(self, kept: str) -> str:
        """Return the draft's entry with this import after those that it held before."""
        imports = [*_imports(kept), self._record]
        return json.dumps(imports[-_MOST_KEPT:], ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Undone:
    """What is left when an import is undone: `kept` are the ids of rows edited since."""

    rows: Rows
    kept: tuple[str, ...]
    taken_out: int
    restored: int
    record: str


def can_be_undone(kept: str) -> bool:
    """Tell whether a draft's entry holds an import."""
    return bool(_imports(kept))


def undone(rows: Rows, kept: str, identity: str) -> Undone:
    """Return the rows without the newest import; rows that were edited since stay as they are.

    Who was taken out comes back to his place, unless he stands in the roster again by now: in
    his row, or in another one with his number (the column `identity`), which counts as edited.
    """
    imports = _imports(kept)
    record: Mapping[str, list[object]] = imports[-1] if imports else {}
    left, edited, restored = [], [], 0
    for row in rows:
        after, before, *_ = record.get(row.id, (None, None))
        if after is None:
            left.append(row)
        elif _digest(row) != after:
            edited.append(row.id)
            left.append(row)
        elif isinstance(before, dict):
            restored += 1
            entries = {**row.entries, **before}
            left.append(replace(row, entries={key: text for key, text in entries.items() if text}))
    out = len(rows) - len(left)
    stands = {row.id for row in rows}
    again = {number: row.id for row in left if (number := _number(row.entries, identity))}
    for row_id, (after, entries_before, *place) in record.items():
        if after is not None or row_id in stands or not isinstance(entries_before, dict):
            continue
        typed = again.get(_number(entries_before, identity))
        if typed is None:
            restored += 1
            left.insert(int(str(place[0])), RosterRow(row_id, entries_before))
        elif typed not in edited:
            edited.append(typed)
    rest = json.dumps(imports[:-1], ensure_ascii=False, separators=(",", ":"))
    return Undone(tuple(left), tuple(edited), out, restored, rest if imports[:-1] else "")


def _number(entries: Mapping[str, str], identity: str) -> str:
    return normalised_identity(entries.get(identity, ""))


def _digest(row: RosterRow) -> str:
    entries = json.dumps(sorted(row.entries.items()), ensure_ascii=False)
    return hashlib.sha256(entries.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _imports(kept: str) -> list[dict[str, list[object]]]:
    found = json.loads(kept) if kept else []
    return found if isinstance(found, list) else []
