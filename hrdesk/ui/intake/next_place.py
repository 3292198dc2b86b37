"""Where one key goes next: the field or cell that settles what is unknown, row after row."""

from collections.abc import Sequence

from hrdesk.intake.monthly import column_and_month
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.roster_state import Cell, cell_of


def next_place(state: FormState, current: str) -> str:
    """Return the place after this one that settles something, else an open one, or "".

    That is a field, or a cell of any row that is not known or not judged; from a cell where
    nothing is to be settled it goes on down the roster.
    """
    cells = state.rosters.waiting(state.judged, wrong=True)
    keys = list(dict.fromkeys((*state.awaited(), *(cell.key for cell in cells))))
    keys = keys or state.open_keys()
    cell = cell_of(current)
    if cell is not None and current not in keys:
        return _below(state, cell, keys) or next(iter(keys), "")
    following = keys.index(current) + 1 if current in keys else 0
    return keys[following % len(keys)] if keys else ""


def _below(state: FormState, current: Cell, keys: Sequence[str]) -> str:
    """Return the first of some cells that stands behind a cell of its roster, "" if none does."""
    rows = {row.id: n for n, row in enumerate(state.rosters.memory.rows.get(current.roster, ()))}
    columns = [*state.form.rosters[current.roster].columns]

    def place(cell: Cell) -> tuple[int, int]:
        column = column_and_month(cell.column)[0]
        row = rows.get(cell.row_id, len(rows))
        return row, columns.index(column) if column in columns else len(columns)

    cells = [cell for key in keys if (cell := cell_of(key)) and cell.roster == current.roster]
    here = place(current)
    return next((cell.key for cell in cells if place(cell) > here), "")
