"""Rows of an answer that match none because one cell of their key was altered."""

from collections.abc import Mapping, Sequence

from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.intake.answer_cells import (
    CellComparison,
    Likeness,
    SentCell,
    cell_at,
    key_of,
    plain_form,
    sent_key,
)

Places = dict[tuple[int, str], set[int]]


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
        self._texts = [n for n, each in compared.items() if each.is_text and n not in key]
        self._by_other: Places = {}
        self._by_text: Places = {}
        for place, row in enumerate(sent):
            for n in others:
                self._by_other.setdefault((n, sent_key(row[n])), set()).add(place)
            for n in self._texts:
                self._by_text.setdefault((n, plain_form(row[n])), set()).add(place)

    def found(self, cells: Sequence[ForeignCell]) -> dict[int, set[int]]:
        """Return the columns of the key in which alone a stranger differs from some row.

        Each with those rows, by their place in `sent`, from 0.
        """
        forms = ((n, plain_form(cell_at(cells, self._at[n]))) for n in self._texts)
        # Who shares a case is told apart by name: few are left to be compared cell by cell.
        alike = [self._by_text.get((n, form), set()) for n, form in forms if form]
        found: dict[int, set[int]] = {}
        for n in self._others:
            same = self._by_other.get((n, key_of(cell_at(cells, self._at[n]))), set())
            for place in sorted(same.intersection(*alike)):
                wrong = self._wrong(cells, self._sent[place])
                if wrong is not None:
                    found.setdefault(wrong, set()).add(place)
        return found

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
