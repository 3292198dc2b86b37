"""Which fields and materials of a form matter for the entries as they stand."""

from collections.abc import Mapping
from datetime import date

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.values import read_date

Condition = Mapping[str, tuple[str, ...]] | None


def is_late_entry(form: FormSpec, entries: Mapping[str, str], entered: date) -> bool:
    """Tell whether the received date lies before the day on which the case was entered."""
    received = read_date(entries.get(form.received, "")).value
    return received is not None and received < entered


def shown_fields(form: FormSpec, entries: Mapping[str, str], entered: date) -> frozenset[str]:
    """Return the ids of the fields that matter: `show_when` holds along the whole chain."""
    hidden = set() if is_late_entry(form, entries, entered) else {form.late_reason}
    chosen = {field_id: trimmed(entries.get(field_id, "")) for field_id in form.fields}
    shown: set[str] = set()
    pending = [field for field in form.fields.values() if field.id not in hidden]
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
