"""What the register of organizations holds at the fields and rosters of a form.

Nothing that was typed is replaced: an empty field may be filled, a fact of the register may
stand for one that stays empty, and what differs is a hint at its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from hrdesk.domain.errors import Problem
from hrdesk.domain.names import comparable_name
from hrdesk.domain.organization import Organization, agency_facts
from hrdesk.domain.register_details import (
    COMPARED,
    STANDING,
    Held,
    RegisterDetail,
    base_rows,
    held_on,
)
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.rosters import RowReading
from hrdesk.intake.values import NO, written
from hrdesk.rules.registry import measure_of
from hrdesk.services.displaying import displayed_field, in_a_row

#: Under these names a finding keeps what of the register stood for the form's own entries.
REGISTER, FIELDS, ROWS = "register", "fields", "rows"
#: Two rows of a base that agree in these are the same row.
_SPAN = (RegisterDetail.BASE_LEVEL, RegisterDetail.BASE_FROM, RegisterDetail.BASE_TO)
Row = Mapping[str, str]
RowReadings = Mapping[str, tuple[RowReading, ...]]


@dataclass(frozen=True, slots=True)
class AtForm:
    """What the register holds of the organization of a form on the day of receipt.

    `fields` holds it by field, `rows` by roster: rows of entries by column, which count beside
    those that are typed. `organization` is its id, or "" for one that the register lacks.
    """

    organization: str = ""
    fields: Mapping[str, Held] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)


def register_at(form: FormSpec, organization: Organization | None, on: date) -> AtForm:
    """Return what the register holds at a form; nothing of an organization that it lacks."""
    if organization is None:
        return AtForm()
    held = held_on(organization, on)
    fields = {
        spec.id: held[spec.register]
        for spec in form.fields.values()
        if spec.register is not None and spec.register in held
    }
    rows = {}
    for roster in form.rosters.values():
        columns = _columns(roster)
        if columns:
            rows[roster.id] = tuple(
                {columns[detail]: text for detail, text in row.items() if detail in columns}
                for row in base_rows(organization)
            )
    return AtForm(organization.id, fields, rows)


def with_register(
    measure: str, facts: Mapping[str, object], organization: Organization, on: date
) -> dict[str, object]:
    """Return facts with what the register knows on the deciding date and the measure asks.

    What stands on the form goes before it: there a clerk has just looked. A list, as that of
    recognitions, holds the rows of both: to type one more takes none away.
    """
    asked = measure_of(measure).asked
    known = {fact: value for fact, value in agency_facts(organization, on).items() if fact in asked}
    whole = {**known, **facts}
    for fact, rows in known.items():
        typed = facts.get(fact)
        if isinstance(rows, list) and isinstance(typed, list):
            whole[fact] = [*rows, *(row for row in typed if row not in rows)]
    return whole


def with_differences(form: FormSpec, reading: EntryReading, register: AtForm) -> EntryReading:
    """Return a reading with a hint at each field that says something else than the register."""
    hints = dict(reading.hints)
    for field_id, held in register.fields.items():
        spec = form.fields[field_id]
        if spec.register not in COMPARED or field_id not in reading.values:
            continue
        key = _difference(reading.entries[field_id], held)
        if key:
            hint = Problem(key, field_id, {"held": displayed_field(spec, held.text)})
            hints[field_id] = (*hints.get(field_id, ()), hint)
    return replace(reading, hints=hints)


def with_contradictions(form: FormSpec, rows: RowReadings, register: AtForm) -> RowReadings:
    """Return rows with a hint in each that contradicts a row of the register for the same time."""
    found = dict(rows)
    for roster, held in register.rows.items():
        spec = form.rosters[roster]
        found[roster] = tuple(_compared(spec, row, held) for row in rows[roster])
    return found


def standing_fields(form: FormSpec, reading: EntryReading, register: AtForm) -> dict[str, str]:
    """Return what of the register stands for fields that were left empty, by field.

    Where a clerk found no licence, none of the register stands beside it.
    """
    details = {spec.register: spec.id for spec in form.fields.values() if spec.register}
    denied = reading.entries.get(details.get(RegisterDetail.LICENCE, "")) == NO
    of_licence = (RegisterDetail.LICENCE_NUMBER, RegisterDetail.LICENCE_SEEN_ON)
    return {
        field_id: held.text
        for field_id, held in register.fields.items()
        if (detail := form.fields[field_id].register) in STANDING
        and field_id not in reading.entries
        and not (denied and detail in of_licence)
    }


def _columns(roster: RosterSpec) -> dict[RegisterDetail, str]:
    return {spec.register: spec.id for spec in roster.columns.values() if spec.register}


def _difference(text: str, held: Held) -> str:
    """Return the key of what is to be said of an entry, or "" when it says the same."""
    own = comparable_name(text)
    if own == comparable_name(held.text):
        return ""
    if own in map(comparable_name, held.other_names):
        return "register.other_name"
    return "register.differs"


def _compared(spec: RosterSpec, row: RowReading, held: tuple[Row, ...]) -> RowReading:
    columns = _columns(spec)
    typed = {column: written(row.values[column]) for column in spec.columns if column in row.values}
    for other in held:
        column = next(_contradicted(columns, typed, other), "")
        if column:
            words = in_a_row(
                displayed_field(each, other[each.id])
                for each in spec.columns.values()
                if each.id in other
            )
            hint = Problem("register.row_differs", column, {"held": words})
            hints = {**row.hints, column: (*row.hints.get(column, ()), hint)}
            return replace(row, hints=hints)
    return row


def _contradicted(columns: Mapping[RegisterDetail, str], typed: Row, held: Row) -> Iterator[str]:
    """Yield the columns in which a typed row contradicts one of the register, if it does.

    Two levels at once are none: a base that is raised keeps the lower recognition. The same
    level with other days, the same day with another level, and another row of the same
    document are.
    """
    level, first = columns[RegisterDetail.BASE_LEVEL], columns[RegisterDetail.BASE_FROM]
    document = columns[RegisterDetail.BASE_DOCUMENT]
    if level not in typed or first not in typed:
        return
    overlap = _overlap(columns, typed, held)
    same_level, same_day = typed[level] == held[level], typed[first] == held[first]
    same_document = bool(held.get(document)) and typed.get(document) == held[document]
    if (same_level and overlap) or same_day or same_document:
        span = [columns[detail] for detail in _SPAN]
        yield from (column for column in span if typed.get(column) != held.get(column))


def _overlap(columns: Mapping[RegisterDetail, str], one: Row, other: Row) -> bool:
    """Tell whether two rows share a day; ISO dates are ordered as texts, an open end is last."""
    first, last = columns[RegisterDetail.BASE_FROM], columns[RegisterDetail.BASE_TO]
    never = date.max.isoformat()
    return one[first] <= other.get(last, never) and other[first] <= one.get(last, never)
