"""Columns of a list that count money in another unit than yuan: nothing of them is taken."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from hrdesk.domain.errors import Problem
from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.intake.foreign_cells import JudgedCell
from hrdesk.intake.form_spec import FieldType, RosterSpec
from hrdesk.intake.money_units import other_unit, unit_above, unit_beside
from hrdesk.intake.named_columns import holds

Line = Sequence[ForeignCell]


@dataclass(frozen=True, slots=True)
class ListedMoney:
    """A list as its amounts are looked at: the lines above its titles, of each column the title
    and the column of the roster that it is, or "", and the lines below.
    """

    above: Sequence[Line]
    columns: Sequence[tuple[str, str]]
    below: Sequence[Line]

    def other_units(self, spec: RosterSpec) -> dict[int, str]:
        """Return the units other than yuan by the place of each column of money.

        What stands in no title counts for all amounts: in a line above, in one below that is
        nobody's, in a column that is not read.
        """
        money = [n for n, (_, name) in enumerate(self.columns) if _is_money(spec, name)]
        said = self._said(spec) if money else ""
        found = {n: other_unit(self.columns[n][0], said) for n in money}
        return {n: unit for n, unit in found.items() if unit}

    def _said(self, spec: RosterSpec) -> str:
        unread = {n: title for n, (title, name) in enumerate(self.columns) if not name}
        people = [n for n, (_, name) in enumerate(self.columns) if name == spec.identity]
        # Of a list without numbers of people each line would be nobody's.
        notes = self.below if people else ()
        for n in people:
            notes = [line for line in notes if n >= len(line) or not holds(line[n])]
        texts = dict.fromkeys(cell for line in (*self.above, *notes) for cell in line)
        narrow = min(map(len, self.below), default=0)
        beside = (
            unit_beside(title, _words(self._column(n, narrow))) for n, title in unread.items()
        )
        return unit_above(_words(texts), unread.values()) or next(filter(None, beside), "")

    def _column(self, place: int, narrow: int) -> Iterable[ForeignCell]:
        """Return what a column holds, each cell once: most say the same again and again.

        No line has fewer cells than `narrow`.
        """
        lines = self.below
        if place >= narrow:
            lines = [line for line in lines if place < len(line)]
        return dict.fromkeys(map(itemgetter(place), lines))


def _is_money(spec: RosterSpec, name: str) -> bool:
    return bool(name) and spec.columns[name].type is FieldType.MONEY


def _words(cells: Iterable[ForeignCell]) -> Iterator[str]:
    return (cell for cell in cells if isinstance(cell, str) and cell)


def refusing(unit: str) -> Callable[[ForeignCell], JudgedCell]:
    """Return what refuses every cell of a column that counts in a unit."""
    refused = JudgedCell("", problem=Problem("list_cell.unit", values={"unit": unit}), lost=True)
    return lambda _: refused
