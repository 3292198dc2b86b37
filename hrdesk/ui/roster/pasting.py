"""Where the cells of a pasted block go: by place, by titles, or one block over a selection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from hrdesk.domain.errors import Problem
from hrdesk.domain.long_number import is_spoiled, pasted_number
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.list_units import ListedMoney
from hrdesk.intake.listed import Block, ListedRows, read_list, totals_in
from hrdesk.intake.titles import plain_title
from hrdesk.intake.values import LONG_NUMBERS
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_texts import options


@dataclass(frozen=True, slots=True)
class Target:
    """The cells onto which is pasted: the first row and column, and how many are selected."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Paste:
    """The new texts by row and column id, and what the clerk must know of them."""

    changes: Mapping[int, Mapping[str, str]]
    problems: tuple[Problem, ...]

    def where(self, columns: Sequence[FieldSpec], target: Target) -> Target:
        """Return the rectangle of cells that the paste reaches, or the target."""
        reached = {key for cells in self.changes.values() for key in cells}
        places = [n for n, column in enumerate(columns) if column.id in reached]
        left, right = min(places, default=target.column), max(places, default=target.column)
        return Target(
            min(self.changes, default=target.row), left, max(len(self.changes), 1), right - left + 1
        )


def plan_paste(spec: RosterSpec, block: Block, target: Target) -> Paste:
    """Return what a pasted block changes.

    A row of titles is skipped, with what stands above it, and says which column is which;
    otherwise cells go by place, and a selection that holds the block several times is filled
    with it. What finds no row or no column is left out and named, and so is a row that adds
    others up; a number that a spreadsheet has damaged is named and makes its cell wrong, by a
    mark behind it where it might be a number.
    """
    columns = tuple(spec.columns.values())
    listed = read_list(block, columns)
    order: Sequence[FieldSpec | None]
    if listed is not None:
        rows, order, stray = listed.rows, listed.columns, listed.stray
    else:
        rows, order = _spread(block, columns[target.column :], target)
        stray = _past_the_edge(rows, len(order))
    totals = totals_in(rows, order, spec.name)
    kept = [row for n, row in enumerate(rows) if n not in totals]
    room = max(0, spec.most - target.row)
    units = _other_units(spec, listed)
    read = [None if n in units else each for n, each in enumerate(order)]
    takers = [("", None) if each is None else (each.id, _taker(each)) for each in read]
    changes = {
        target.row + n: {
            column: take(cell)
            for (column, take), cell in zip(takers, row, strict=False)
            if take is not None
        }
        for n, row in enumerate(kept[:room])
    }
    first = 1 if listed is None else len(block) - len(rows) + 1
    said = (
        *_of_list(spec, listed),
        *_of_units(spec, listed, units),
        *_of_totals(spec, {first + n: word for n, word in totals.items()}),
        *_problems(spec, changes, stray, len(kept) - room),
    )
    return Paste(changes, said)


def is_titled(spec: RosterSpec, block: Block) -> bool:
    """Tell whether a block says itself which column is which, wherever the cursor stands."""
    return read_list(block, tuple(spec.columns.values())) is not None


def _of_list(spec: RosterSpec, listed: ListedRows | None) -> Iterable[Problem]:
    """Yield what was taken for titles, and what stood above them."""
    if listed is None:
        return
    found = [
        column.label if plain_title(title) == plain_title(column.label) else (column.label, title)
        for column, title in listed.found
    ]
    said = {"n": str(len(found)), "columns": terms.found_columns(found)}
    yield Problem("roster.titled", spec.title, said)
    texts = [trimmed(cell) for row in listed.above for cell in row if trimmed(cell)]
    if texts:
        said = {"n": str(len(listed.above)), "texts": terms.heading(texts)}
        yield Problem("roster.above_titles", spec.title, said)


def _other_units(spec: RosterSpec, listed: ListedRows | None) -> Mapping[int, str]:
    """Return the units other than yuan in which columns of a list count, by place."""
    if listed is None:
        return {}
    named = [
        (title, "" if column is None else column.id)
        for title, column in zip(listed.titles, listed.columns, strict=True)
    ]
    above = (*listed.above, *listed.levels[:-1])
    return ListedMoney(above, named, listed.rows).other_units(spec)


def _of_units(
    spec: RosterSpec, listed: ListedRows | None, units: Mapping[int, str]
) -> Iterable[Problem]:
    """Yield which columns were left out because they count in another unit."""
    if listed is None or not units:
        return
    titles = terms.SEPARATOR.join(trimmed(listed.titles[n]) for n in units)
    said = {"columns": titles, "unit": terms.SEPARATOR.join(dict.fromkeys(units.values()))}
    yield Problem("roster.other_unit", spec.title, said)


def _of_totals(spec: RosterSpec, totals: Mapping[int, str]) -> Iterable[Problem]:
    """Yield which lines of a paste add others up; `totals` counts them from 1."""
    if totals:
        yield Problem("roster.totals", spec.title, {"rows": terms.quoted_lines(totals)})


def _taker(column: FieldSpec) -> Callable[[str], str]:
    """Return what makes of a pasted cell the text that is stored."""
    if column.type in LONG_NUMBERS:
        return pasted_number
    # A list says the same few words over and over.
    return cache(partial(taken_text, column)) if options(column) else str


def _spread(
    block: Block, columns: Sequence[FieldSpec], target: Target
) -> tuple[Block, Sequence[FieldSpec]]:
    """Return the block, repeated where the selection holds it several times."""
    high, wide = len(block), max((len(row) for row in block), default=0)
    if not wide or target.rows % high or target.columns % wide:
        return block, columns
    down, across = target.rows // high, target.columns // wide
    padded = [(*row, *[""] * (wide - len(row))) for row in block]
    return tuple(row * across for row in padded * down), columns


def _past_the_edge(rows: Block, columns: int) -> list[str]:
    """Return what stands in the first row that has texts right of the last column."""
    past = ([cell for cell in row[columns:] if trimmed(cell)] for row in rows)
    return next((cells for cells in past if cells), [])


def _problems(
    spec: RosterSpec, changes: Mapping[int, Mapping[str, str]], stray: list[str], cut: int
) -> Iterable[Problem]:
    if cut > 0:
        yield Problem("roster.full", spec.title, {"most": str(spec.most), "cut": str(cut)})
    if stray:
        yield Problem("roster.stray_columns", spec.title, {"columns": terms.SEPARATOR.join(stray)})
    damaged = sum(
        spec.columns[key].type in LONG_NUMBERS and is_spoiled(text)
        for cells in changes.values()
        for key, text in cells.items()
    )
    if damaged:
        yield Problem("roster.damaged_numbers", spec.title, {"n": str(damaged)})
