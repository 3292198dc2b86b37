"""Tables that several forms of a policy take by name from its `shared.toml`.

A form says `use = ["receipt", "agency"]` and holds from then on what those tables hold; what
it writes itself goes before them, key by key. A roster, a section of the printed form, a table
of its annex and a column of the upload workbook take theirs the same way. What a form mentions
stands where it mentions it, all else before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from hrdesk.domain.errors import Problem
from hrdesk.packs.toml_file import Origins, Step, TomlFile

#: The tables of `shared.toml`: parts of a form and of a roster, sections of a printed form and
#: tables of its annex, columns of an upload workbook.
_FORM, _ROSTER, _SECTION, _ANNEX, _COLUMN = _KINDS = (
    "form",
    "roster",
    "section",
    "annex",
    "column",
)
_USE = "use"
_NOWHERE = TomlFile("shared.toml", "", {})

Table = dict[str, object]


@dataclass(frozen=True, slots=True)
class SharedTables:
    """What `shared.toml` offers, and what of it has been taken so far."""

    problems: list[Problem]
    file: TomlFile = _NOWHERE
    taken: set[tuple[str, str]] = field(default_factory=set)

    def of_form(self, file: TomlFile) -> TomlFile:
        """Return a `form.toml` with what it takes; faults are added to `problems`."""
        merging = _Merging(self, file, dict(file.origins))
        data = merging.table((), file.data, _FORM)
        rosters = data.get("rosters")
        if isinstance(rosters, dict):
            data["rosters"] = {
                name: merging.part(("rosters", name), roster, _ROSTER)
                for name, roster in rosters.items()
            }
        return replace(file, data=data, origins=merging.origins)

    def of_print(self, file: TomlFile) -> TomlFile:
        """Return a `print.toml` with sections and tables that it takes; faults as `of_form`."""
        whole = self._of_items(self._of_items(file, "sections", _SECTION), "annex", _ANNEX)
        return self._of_items(whole, "sections", _SECTION, below="notice")

    def of_batch(self, file: TomlFile) -> TomlFile:
        """Return a `batch.toml` with the columns that it takes; faults as `of_form`."""
        return self._of_items(file, "columns", _COLUMN)

    def _of_items(self, file: TomlFile, key: str, kind: str, *, below: str = "") -> TomlFile:
        """Return a file with the items of a list that it takes, at the top or `below` a table."""
        holder = file.data.get(below) if below else file.data
        items = holder.get(key) if isinstance(holder, dict) else None
        if not isinstance(holder, dict) or not isinstance(items, list):
            return file
        merging = _Merging(self, file, dict(file.origins))
        place: tuple[Step, ...] = (below, key) if below else (key,)
        whole = [merging.part((*place, index), item, kind) for index, item in enumerate(items)]
        held = {**holder, key: whole}
        data = {**file.data, below: held} if below else held
        return replace(file, data=data, origins=merging.origins)

    def table(self, kind: str, name: str) -> Table | None:
        """Return a table that is taken, or None when there is none of this name."""
        tables = self.file.data.get(kind)
        found = tables.get(name) if isinstance(tables, dict) else None
        if not isinstance(found, dict):
            return None
        self.taken.add((kind, name))
        return found

    def faults(self) -> Iterator[Problem]:
        """Yield what is wrong with the file itself, once every form has taken its part."""
        for kind, tables in self.file.data.items():
            if kind not in _KINDS:
                yield self.file.problem("pack.unknown_key", (kind,))
            elif not isinstance(tables, dict):
                yield self.file.problem("pack.not_table", (kind,))
            else:
                for name in tables:
                    if (kind, name) not in self.taken:
                        yield self.file.problem("pack.unused_shared", (kind, name))


@dataclass(frozen=True, slots=True)
class _Merging:
    """One file while its tables are laid over those that it takes.

    `origins` say where what stands under a path of the whole was written; what is not in it
    stands in the file itself, under the same path.
    """

    shared: SharedTables
    file: TomlFile
    origins: Origins

    def part(self, path: tuple[Step, ...], mine: object, kind: str) -> object:
        """Return a roster or an item with what it takes; its model refuses what is no table."""
        return self.table(path, mine, kind) if isinstance(mine, dict) else mine

    def table(self, path: tuple[Step, ...], mine: Table, kind: str) -> Table:
        """Return a table of the file with what it takes of a kind."""
        whole = {key: value for key, value in mine.items() if key != _USE}
        for name in reversed(self._names(path, mine.get(_USE), kind)):
            table = self.shared.table(kind, name)
            if table is None:
                self._fault("pack.unknown_shared", (*path, _USE), name=name)
            else:
                whole = self._over(path, whole, table, (kind, name))
        return whole

    def _names(self, path: tuple[Step, ...], use: object, kind: str) -> Sequence[str]:
        if use is None:
            return ()
        if kind in (_SECTION, _ANNEX, _COLUMN):
            if isinstance(use, str):
                return (use,)
            self._fault("pack.not_text", (*path, _USE))
            return ()
        if isinstance(use, list) and all(isinstance(name, str) for name in use):
            return use
        self._fault("pack.not_list", (*path, _USE))
        return ()

    def _over(
        self, path: tuple[Step, ...], mine: Table, theirs: Table, source: tuple[Step, ...]
    ) -> Table:
        whole = {}
        for key, value in theirs.items():
            if key not in mine:
                whole[key] = value
                self.origins[*path, key] = (self.shared.file, (*source, key))
        for key, value in mine.items():
            whole[key] = value
            if key in theirs:
                whole[key] = self._both((*path, key), value, theirs[key], (*source, key))
        return whole

    def _both(
        self, path: tuple[Step, ...], mine: object, theirs: object, source: tuple[Step, ...]
    ) -> object:
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._over(path, mine, theirs, source)
        if _has_ids(mine) and _has_ids(theirs):
            return self._items(path, mine, theirs, source)
        if path in self.origins:
            self.shared.problems.append(
                self.shared.file.problem("pack.twice", source, name=str(path[-1]))
            )
        elif mine == theirs:
            self._fault("pack.same_as_shared", path)
        return mine

    def _items(
        self,
        path: tuple[Step, ...],
        mine: list[Table],
        theirs: list[Table],
        source: tuple[Step, ...],
    ) -> list[Table]:
        """Return both lists as one: an item of the same id is one item."""
        places = {item["id"]: index for index, item in enumerate(mine)}
        added = [index for index, item in enumerate(theirs) if item["id"] not in places]
        self._move(path, len(mine), len(added))
        whole = [theirs[index] for index in added]
        for place, index in enumerate(added):
            self.origins[*path, place] = (self.shared.file, (*source, index))
        others = {item["id"]: index for index, item in enumerate(theirs)}
        for place, item in enumerate(mine, start=len(added)):
            other = others.get(item["id"])
            if other is None:
                whole.append(item)
                continue
            bare = {key: value for key, value in item.items() if key != "id"}
            merged = self._over((*path, place), bare, theirs[other], (*source, other))
            whole.append(merged)
        return whole

    def _move(self, path: tuple[Step, ...], count: int, by: int) -> None:
        """Note where the items of a list were written before they move down."""
        depth = len(path)
        below = {
            each: self.origins.pop(each)
            for each in [*self.origins]
            if len(each) > depth and each[:depth] == path
        }
        for index in range(count):
            self.origins[*path, index + by] = below.get((*path, index), (self.file, (*path, index)))
        for each, origin in below.items():
            place = each[depth]
            if isinstance(place, int):
                self.origins[*path, place + by, *each[depth + 1 :]] = origin

    def _fault(self, key: str, path: tuple[Step, ...], **values: str) -> None:
        self.shared.problems.append(self.file.problem(key, path, **values))


def _has_ids(value: object) -> TypeGuard[list[Table]]:
    return isinstance(value, list) and all(
        isinstance(item, dict) and isinstance(item.get("id"), str) for item in value
    )
