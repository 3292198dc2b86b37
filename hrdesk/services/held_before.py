"""Rights and months that another case used before it was corrected: hints at whom they concern.

The platform may still pay what was sent, so the finding counts them as granted; the hint says why
the case that has them no more holds them yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import Identity
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.rosters import RowReading

#: Under this name an entry of the history names the batch that sent what is held.
_HELD = "held"


def hint_at_held(form: FormSpec, reading: EntryReading, history: Sequence[Any]) -> EntryReading:
    """Return a reading with `grant.held` (number, batch) at the applicant of what is held so."""
    field = form.applicant_identity
    person = reading.values.get(field)
    if person is None:
        return reading
    applicant = person.number if isinstance(person, Identity) else str(person)
    hints = [
        _hint(field, each) for each in _held(history) if each.get("person", applicant) == applicant
    ]
    if not hints:
        return reading
    return replace(reading, hints={**reading.hints, field: (*reading.hints.get(field, ()), *hints)})


def hint_at_held_people(
    form: FormSpec, rows: tuple[RowReading, ...], history: Sequence[Any]
) -> tuple[RowReading, ...]:
    """Return the rows of the roster of lines with `grant.held` at the numbers of such people."""
    spec = form.lines
    held = {each["person"]: each for each in _held(history) if "person" in each}
    if spec is None or not spec.identity or not held:
        return rows
    return tuple(_hinted(spec.identity, row, held) for row in rows)


def _hinted(column: str, row: RowReading, held: Mapping[str, Mapping[str, Any]]) -> RowReading:
    person = row.values.get(column)
    entry = held.get(person.number) if isinstance(person, Identity) else None
    if entry is None:
        return row
    hints = (*row.hints.get(column, ()), _hint(column, entry))
    return replace(row, hints={**row.hints, column: hints})


def _held(history: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [each for each in history if _HELD in each]


def _hint(place: str, entry: Mapping[str, Any]) -> Problem:
    return Problem("grant.held", place, {"number": entry["number"], "batch": entry[_HELD]})
