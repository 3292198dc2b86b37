"""Where the cells of a pasted block go: by place, by titles, or one block over a selection."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from hrdesk.domain.errors import Problem
from hrdesk.domain.long_number import is_spoiled, pasted_number
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.values import LONG_NUMBERS
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_texts import options, taken_text
from hrdesk.ui.roster.clipboard_text import Block

_MARKS = re.compile(r"[\s*＊:：]+")


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

    A first row of titles is skipped and says which column is which; otherwise cells go by
    place, and a selection that holds the block several times is filled with it. What finds
    no row or no column is left out and named; a number that a spreadsheet has damaged is
    named and makes its cell wrong, by a mark behind it where it might be a number.
    """
    columns = tuple(spec.columns.values())
    titles = _titles_over(block, columns)
    order: Sequence[FieldSpec | None]
    if titles is not None:
        rows, order = block[1:], titles
        stray = [
            trimmed(title)
            for title, column in zip(block[0], titles, strict=True)
            if column is None and trimmed(title) and not _is_number_title(title)
        ]
    else:
        rows, order = _spread(block, columns[target.column :], target)
        stray = _past_the_edge(rows, len(order))
    room = max(0, spec.most - target.row)
    takers = [("", None) if each is None else (each.id, _taker(each)) for each in order]
    changes = {
        target.row + n: {
            column: take(cell)
            for (column, take), cell in zip(takers, row, strict=False)
            if take is not None
        }
        for n, row in enumerate(rows[:room])
    }
    return Paste(changes, tuple(_problems(spec, changes, stray, len(rows) - room)))


def is_titled(spec: RosterSpec, block: Block) -> bool:
    """Tell whether a block says itself which column is which, wherever the cursor stands."""
    return _titles_over(block, tuple(spec.columns.values())) is not None


def _titles_over(block: Block, columns: Sequence[FieldSpec]) -> tuple[FieldSpec | None, ...] | None:
    """Return the column of each title in the first row; a single word is a text like others."""
    if not block or (len(block) == 1 and len(block[0]) == 1):
        return None
    return _titles(block[0], columns)


def _taker(column: FieldSpec) -> Callable[[str], str]:
    """Return what makes of a pasted cell the text that is stored."""
    if column.type in LONG_NUMBERS:
        return pasted_number
    # A list says the same few words over and over.
    return cache(partial(taken_text, column)) if options(column) else str


def _titles(
    row: Sequence[str], columns: Sequence[FieldSpec]
) -> tuple[FieldSpec | None, ...] | None:
    """Return the column of each title, or None when the row is no row of titles.

    It is one when all its texts are titles, or at least two are: a list from elsewhere may
    hold further columns.
    """
    by_title = {_plain(column.label): column for column in columns}
    found: list[FieldSpec | None] = []
    for title in row:
        column = by_title.get(_plain(title))
        found.append(None if column in found else column)
    known = [column for column in found if column is not None]
    others = [title for title in row if trimmed(title) and not _is_number_title(title)]
    if not known or (len(known) < len(others) and len(known) == 1):
        return None
    return tuple(found)


def _plain(title: str) -> str:
    return _MARKS.sub("", trimmed(title))


def _is_number_title(title: str) -> bool:
    return _plain(title) in {*terms.NUMBER_TITLES, terms.OUTCOME_TITLE}


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
        yield Problem("roster.stray_columns", spec.title, {"columns": "、".join(stray)})
    damaged = sum(
        spec.columns[key].type in LONG_NUMBERS and is_spoiled(text)
        for cells in changes.values()
        for key, text in cells.items()
    )
    if damaged:
        yield Problem("roster.damaged_numbers", spec.title, {"n": str(damaged)})
