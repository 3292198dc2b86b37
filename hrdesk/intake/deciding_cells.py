"""Cells that count only once another column is filled in: what decides is taken, or waits.

A list may put the choice itself where it does not ask for more (no end of a contract without
one): that fills the column that decides, where it is empty, and leaves the other.
"""

from collections.abc import Mapping

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import FieldSpec, FieldType, RosterSpec
from hrdesk.intake.values import NO, YES

Cells = Mapping[str, str]
#: A column, and the one that decides whether it is asked for.
Pair = tuple[str, str]


class Decider:
    """Decides the cells of the rows of one roster."""

    def __init__(self, spec: RosterSpec) -> None:
        self._spec = spec
        self._pairs: list[Pair] = [
            (column.id, other)
            for column in spec.columns.values()
            for other in column.show_when or ()
        ]
        # A list says the same few words over and over.
        self._known: dict[tuple[str, str], str] = {}

    def decide(self, before: Cells, cells: Cells) -> tuple[Cells, list[Pair]]:
        """Return the cells of a row with what they decide, and the pairs that wait."""
        decided = dict(cells)
        waiting = []
        for column, other in self._pairs:
            text = cells.get(column, "")
            if not trimmed(text) or trimmed(cells.get(other, before.get(other, ""))):
                continue
            if code := self._choice(other, text):
                decided |= {other: code, column: ""}
            else:
                waiting.append((column, other))
        return decided, waiting

    def _choice(self, other: str, text: str) -> str:
        """Return the choice that a text names in a column, or ""."""
        found = self._known.get((other, text))
        if found is None:
            column = self._spec.columns[other]
            code = taken_text(column, text)
            found = self._known[other, text] = code if code in _codes(column) else ""
        return found


def _codes(column: FieldSpec) -> set[str]:
    if column.type is FieldType.YES_NO:
        return {YES, NO}
    return {each.code for each in column.choices}
