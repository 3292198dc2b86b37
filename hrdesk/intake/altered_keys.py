"""Rows of an answer that match none because one cell of their key was altered."""

from collections.abc import Mapping, Sequence
from itertools import islice

from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.intake.answer_cells import (
    CellComparison,
    Likeness,
    SentCell,
    cell_at,
    ends_of,
    seen_ends,
)

#: Of a column and how what stands in it is compared, the rows that have it.
Places = dict[tuple[int, str], set[int]]
#: Of a column and how many characters are seen before and behind a mask: the rows by these.
Ends = dict[tuple[int, int, int], dict[tuple[str, str], set[int]]]


class AlteredKeys:
    """What strangers are held against: the rows that were sent and of which nothing is told.

    `compared` tells how the cells of a column compare, `at` where the file has it; of the
    identifying columns `key` tells rows apart, and `others` name their row besides.
    """

    def __init__(
        self,
        compared: Mapping[int, CellComparison],
        at: Mapping[int, int],
        key: Sequence[int],
        others: Sequence[int],
        sent: Sequence[Sequence[SentCell]],
    ) -> None:
        self._compared, self._at = compared, at
        self._key, self._others, self._sent = key, others, sent
        self._by_other: Places = {}
        self._by_form: Places = {}
        self._by_ends: Ends = {}
        for place, row in enumerate(sent):
            for n in others:
                self._by_other.setdefault((n, compared[n].sent_key(row[n])), set()).add(place)
            for n, comparison in compared.items():
                self._by_form.setdefault((n, comparison.sent_form(row[n])), set()).add(place)

    def found(self, cells: Sequence[ForeignCell]) -> dict[int, list[int]]:
        """Return the columns of the key in which alone a stranger differs from some row.

        Each with that row, by its place in `sent` from 0, or with two of several.
        """
        forms = {}
        for n, comparison in self._compared.items():
            cell = cell_at(cells, self._at[n])
            if form := comparison.form(cell):
                forms[n, form] = self._by_form.get((n, form), set())
            elif ends := seen_ends(cell):
                forms[n, ""] = self._with_ends(n, *ends)
        found = {n: self._altered(n, cells, forms) for n in self._key}
        return {n: places for n, places in found.items() if places}

    def _with_ends(self, column: int, head: str, tail: str) -> set[int]:
        """Return the rows of which what stands before and behind a mask can be the ends."""
        shape = column, len(head), len(tail)
        rows = self._by_ends.get(shape)
        if rows is None:
            rows = self._by_ends[shape] = {}
            for place, row in enumerate(self._sent):
                rows.setdefault(ends_of(row[column], len(head), len(tail)), set()).add(place)
        return rows.get((head, tail), set())

    def _altered(self, key: int, cells: Sequence[ForeignCell], forms: Places) -> list[int]:
        """Return rows from which a line differs in one column of the key and nowhere else."""
        # Equal forms leave few rows, or rows that are all alike: the first two of them will do.
        rest = sorted((places for (n, _), places in forms.items() if n != key), key=len)
        alike: set[int] = set()
        for n in self._others:
            said = self._compared[n].key(cell_at(cells, self._at[n]))
            same = self._by_other.get((n, said), set())
            alike |= same.intersection(*rest)
        fitting = (place for place in sorted(alike) if self._wrong(cells, self._sent[place]) == key)
        return list(islice(fitting, 2))

    def _wrong(self, cells: Sequence[ForeignCell], sent: Sequence[SentCell]) -> int | None:
        """Return the cell of the key that is all in which a line differs from a row."""
        wrong = None
        for n, comparison in self._compared.items():
            cell = cell_at(cells, self._at[n])
            if comparison.compare(sent[n], cell) is Likeness.DIFFERENT:
                if wrong is not None or n not in self._key:
                    return None
                wrong = n
        return wrong
