"""Columns of a list that count money in another unit than yuan: nothing of them is taken."""

from collections.abc import Callable, Iterable, Sequence

from hrdesk.domain.errors import Problem
from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.intake.foreign_cells import JudgedCell
from hrdesk.intake.form_spec import FieldType, RosterSpec
from hrdesk.intake.money_units import other_unit, unit_above


def other_units(
    spec: RosterSpec, head: Sequence[Sequence[ForeignCell]], named: Iterable[tuple[str, str]]
) -> dict[int, str]:
    """Return the units other than yuan by the place of each column of money.

    `head` are the lines down to the titles, the last of them; `named` gives for each column of
    the sheet its title and the column of the roster that it is, or "".
    """
    columns = tuple(named)
    cells = [cell for line in head[:-1] for cell in line if isinstance(cell, str)]
    above = unit_above(cells, [title for title, name in columns if not name])
    found = {
        n: other_unit(title, above)
        for n, (title, name) in enumerate(columns)
        if name and spec.columns[name].type is FieldType.MONEY
    }
    return {n: unit for n, unit in found.items() if unit}


def refusing(unit: str) -> Callable[[ForeignCell], JudgedCell]:
    """Return what refuses every cell of a column that counts in a unit."""
    refused = JudgedCell("", problem=Problem("list_cell.unit", values={"unit": unit}), lost=True)
    return lambda _: refused
