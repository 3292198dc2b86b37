"""Counts that hold the rows of a roster among others: one that is smaller is worth a look."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.rosters import RowReading


def hint_at_counts(
    form: FormSpec, reading: EntryReading, rows: Mapping[str, Sequence[RowReading]]
) -> EntryReading:
    """Return a reading with the hint `count.below_rows` (rows, roster) where a count is too small.

    Blank rows are none, and rows that hold an error are people all the same.
    """
    hints = dict(reading.hints)
    for field in form.fields.values():
        count = reading.values.get(field.id)
        filled = sum(not row.blank for row in rows.get(field.includes, ()))
        if isinstance(count, int) and count < filled:
            said = {"rows": str(filled), "roster": form.rosters[field.includes].title}
            few = Problem("count.below_rows", field.id, said)
            hints[field.id] = (*hints.get(field.id, ()), few)
    return replace(reading, hints=hints)
