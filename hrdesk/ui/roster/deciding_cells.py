"""Pasted cells that count only once another column is filled in: what decides is taken or named."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial

from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_texts import options
from hrdesk.ui.roster.pasting import Paste
from hrdesk.ui.roster.row_edits import Rows

Cells = Mapping[str, str]
#: A column, and the one that decides whether it is asked for.
Pair = tuple[str, str]


def decided(spec: RosterSpec, rows: Rows, paste: Paste) -> Paste:
    """Return a paste whose cells are shown, or that names the column on which they wait.

    A list may put the choice itself where it does not ask for more (no end of a contract without
    one): that fills the column that decides, where it is empty, and leaves the other.
    """
    changes = dict(paste.changes)
    waiting: Counter[Pair] = Counter()
    pairs = [
        (column.id, other) for column in spec.columns.values() for other in column.show_when or ()
    ]
    # A list says the same few words over and over.
    choices = {other: cache(partial(_choice, spec.columns[other])) for _, other in pairs}
    for place, cells in paste.changes.items():
        before = rows[place].entries if place < len(rows) else {}
        for column, other in _undecided(pairs, before, cells):
            if code := choices[other](cells[column]):
                changes[place] = {**changes[place], other: code, column: ""}
            else:
                waiting[column, other] += 1
    said = tuple(_problem(spec, *pair, n) for pair, n in waiting.items())
    return Paste(changes, (*paste.problems, *said))


def _choice(column: FieldSpec, text: str) -> str:
    """Return the choice that a text names in a column, or ""."""
    code = taken_text(column, text)
    return code if any(each.code == code for each in options(column)) else ""


def _undecided(pairs: list[Pair], before: Cells, cells: Cells) -> Iterator[Pair]:
    """Yield each column that a row is given a text for, with an empty one that decides on it."""
    for column, other in pairs:
        if trimmed(cells.get(column, "")) and not trimmed(cells.get(other, before.get(other, ""))):
            yield column, other


def _problem(spec: RosterSpec, column: str, other: str, count: int) -> Problem:
    values = (spec.columns[column].show_when or {})[other]
    choices = [each.label for each in options(spec.columns[other]) if each.code in values]
    said = {
        "n": str(count),
        "column": spec.columns[column].label,
        "deciding": spec.columns[other].label,
        "choices": terms.SEPARATOR.join(choices),
    }
    return Problem("roster.waits_for_column", spec.title, said)
