"""Rosters in work: rows are read once, and a changed row alone is read and judged anew."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hrdesk.domain.roster import RosterRow, Rosters
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.rosters import RowReading, read_row
from hrdesk.rules.lines import LineMemory
from hrdesk.rules.submission import Application, Line


class RosterMemory:
    """The rows of a form's rosters as they stand, with what was read and judged of them.

    `rows` may be replaced at any time; a row that is the same object as before is neither
    read nor judged again.
    """

    def __init__(self, rows: Rosters) -> None:
        self.rows: dict[str, tuple[RosterRow, ...]] = dict(rows)
        self.lines = LineMemory()
        self._day: date | None = None
        self._readings: dict[int, tuple[RosterRow, RowReading]] = {}
        self._typed: dict[str, Line] = {}
        self._numbers: dict[str, int] = {}

    def read(self, form: FormSpec, day: date) -> Mapping[str, tuple[RowReading, ...]]:
        """Return every row of every roster as it is read on a day."""
        known = self._readings if day == self._day else {}
        self._day, self._readings, self._numbers = day, {}, {}
        found = {}
        for roster, spec in form.rosters.items():
            readings = []
            number = 0
            for row in self.rows.get(roster, ()):
                kept = known.get(id(row))
                reading = kept[1] if kept is not None else read_row(spec, row, day)
                self._readings[id(row)] = (row, reading)
                if not reading.blank:
                    number += 1
                    self._numbers[row.id] = number
                readings.append(reading)
            found[roster] = tuple(readings)
        return found

    def kept_lines(self, application: Application, ids: tuple[str, ...]) -> Application:
        """Return the application with each unchanged line as the object it was before."""
        lines = []
        for row_id, read in zip(ids, application.lines, strict=True):
            line = replace(read, number=self._numbers[row_id])
            before = self._typed.get(row_id)
            lines.append(before if before is not None and before == line else line)
        self._typed = dict(zip(ids, lines, strict=True))
        return replace(application, lines=tuple(lines)) if lines else application
