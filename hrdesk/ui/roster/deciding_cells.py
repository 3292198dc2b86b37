"""Pasted cells that count only once another column is filled in: what decides is taken or named."""

from collections import Counter

from hrdesk.domain.errors import Problem
from hrdesk.intake.deciding_cells import Decider, Pair
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_texts import options
from hrdesk.ui.roster.pasting import Paste
from hrdesk.ui.roster.row_edits import Rows


def decided(spec: RosterSpec, rows: Rows, paste: Paste) -> Paste:
    """Return a paste whose cells are shown, or that names the column on which they wait."""
    decider, changes = Decider(spec), dict(paste.changes)
    waiting: Counter[Pair] = Counter()
    for place, cells in paste.changes.items():
        before = rows[place].entries if place < len(rows) else {}
        changes[place], pairs = decider.decide(before, cells)
        waiting.update(pairs)
    said = tuple(waits_for_column(spec, *pair, n) for pair, n in waiting.items())
    return Paste(changes, (*paste.problems, *said))


def waits_for_column(spec: RosterSpec, column: str, other: str, count: int) -> Problem:
    """Return that so many cells of a column wait for another one."""
    values = (spec.columns[column].show_when or {})[other]
    choices = [each.label for each in options(spec.columns[other]) if each.code in values]
    said = {
        "n": str(count),
        "column": spec.columns[column].label,
        "deciding": spec.columns[other].label,
        "choices": terms.SEPARATOR.join(choices),
    }
    return Problem("roster.waits_for_column", spec.title, said)
