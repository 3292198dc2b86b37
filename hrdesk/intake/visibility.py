"""Which fields and materials of a form matter for the entries as they stand."""

from collections.abc import Mapping
from datetime import date

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FieldSpec, FormSpec, RosterSpec
from hrdesk.intake.values import read_date

Condition = Mapping[str, tuple[str, ...]] | None


def is_late_entry(form: FormSpec, entries: Mapping[str, str], entered: date) -> bool:
    """Tell whether the received date lies before the day on which the case was entered."""
    received = read_date(entries.get(form.received, "")).value
    return received is not None and received < entered


def shown_fields(form: FormSpec, entries: Mapping[str, str], entered: date) -> frozenset[str]:
    """Return the ids of the fields that matter: `show_when` holds along the whole chain."""
    hidden = set() if is_late_entry(form, entries, entered) else {form.late_reason}
    return _shown([field for field in form.fields.values() if field.id not in hidden], entries)


def shown_columns(roster: RosterSpec, entries: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of the columns that matter in a row."""
    return _shown(list(roster.columns.values()), entries)


def _shown(pending: list[FieldSpec], entries: Mapping[str, str]) -> frozenset[str]:
    chosen = {field.id: trimmed(entries.get(field.id, "")) for field in pending}
    shown: set[str] = set()
    while pending:
        now = [field for field in pending if holds(field.show_when, chosen, shown)]
        if not now:
            break
        shown.update(field.id for field in now)
        pending = [field for field in pending if field.id not in shown]
    return frozenset(shown)


def shown_materials(
    form: FormSpec, entries: Mapping[str, str], shown: frozenset[str]
) -> frozenset[str]:
    """Return the ids of the materials that matter, given the fields that are shown."""
    chosen = {field_id: trimmed(entries.get(field_id, "")) for field_id in form.fields}
    return frozenset(
        material.id for material in form.materials if holds(material.show_when, chosen, shown)
    )


def holds(
    condition: Condition, chosen: Mapping[str, str], shown: set[str] | frozenset[str]
) -> bool:
    """Tell whether each named field is shown and holds one of its values."""
    return not condition or all(
        field_id in shown and chosen.get(field_id, "") in values
        for field_id, values in condition.items()
    )
