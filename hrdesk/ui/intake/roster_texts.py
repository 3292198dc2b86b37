"""Rosters as the draft keeps them: a row is written once, and a changed one alone anew."""

from collections.abc import Iterator

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import joined_rows, row_text
from hrdesk.ui.roster.row_edits import Rows

_PIECE = 20


class RosterTexts:
    """The texts of the rows of one roster; rows that stay are the same objects."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[RosterRow, str]] = {}
        self._rows: Rows = ()
        self._text = ""

    def text(self, rows: Rows) -> str:
        """Return the text of rows, that of before while they are the same."""
        if rows is not self._rows:
            known = {id(row): self._known.get(id(row)) or (row, row_text(row)) for row in rows}
            self._known, self._rows = known, rows
            self._text = joined_rows(text for _, text in known.values())
        return self._text

    def write_ahead(self, rows: Rows) -> Iterator[None]:
        """Write rows that are about to stand, a piece at a time."""
        for place, row in enumerate(rows, 1):
            if id(row) not in self._known:
                self._known[id(row)] = (row, row_text(row))
            if not place % _PIECE:
                yield
        self.text(rows)
        yield
