"""Reading what was typed into a form: values, problems and hints, each at its field.

Entries are raw text by field id; the tick of a material is the entry `material.<id>` with
`original`, `copy`, `seen` (the original was looked at and given back) or "".
A draft may hold any text: nothing here raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hrdesk.domain.dates import anniversary
from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import Identity
from hrdesk.domain.names import comparable_name
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FieldSpec, FormSpec
from hrdesk.intake.values import FieldValue, is_blank, read_date, read_value, written
from hrdesk.intake.visibility import is_late_entry, shown_fields, shown_materials

#: Nobody younger may be employed (劳动法 15); a hint, which decides nothing.
WORKING_AGE = 16
MATERIAL_PREFIX = "material."
MATERIAL_TICKS = ("original", "copy", "seen")
_TODAY = "today"


@dataclass(frozen=True, slots=True)
class EntryReading:
    """A form as it stands.

    `values` are the typed values of shown fields without problem. `problems` and `hints`
    are by field id (or `material.<id>`); a hint blocks nothing. `shown` and `required` hold
    field ids, `shown_materials` material ids. `missing_required` lists field ids and
    `material.<id>` in the order of the form. `entries` is the text of every shown field
    that is not blank, normalised where it could be read and as typed where not, and the
    tick of every shown material.
    """

    values: Mapping[str, FieldValue]
    problems: Mapping[str, Problem]
    hints: Mapping[str, tuple[Problem, ...]]
    shown: frozenset[str]
    shown_materials: frozenset[str]
    required: frozenset[str]
    missing_required: tuple[str, ...]
    entries: Mapping[str, str]

    @property
    def complete(self) -> bool:
        """Whether the form may be accepted: no problem, nothing required missing."""
        return not self.problems and not self.missing_required

    def hindrance(self, key: str) -> Problem:
        """Return why a field or material hinders acceptance: its problem, or that it lacks."""
        wrong = self.problems.get(key)
        if wrong is not None:
            return wrong
        if key.startswith(MATERIAL_PREFIX):
            return Problem("material.required", key)
        return Problem("field.required", key)

    def hindrances(self) -> tuple[Problem, ...]:
        """Return everything that hinders acceptance, problems first."""
        return tuple(self.hindrance(key) for key in (*self.problems, *self.missing_required))


def read_entries(
    form: FormSpec, entries: Mapping[str, str], today: date, entered: date | None = None
) -> EntryReading:
    """Read a form's entries; hidden fields are neither judged nor required.

    `today` bounds dates that may not lie in the future; a received date beyond it is the one
    problem, and stays a value (`latest_day`). `entered` is the day on which the draft was begun
    (default: today): a received date before it is a late entry, which needs its reason and the
    number in the paper register (DESIGN 4.1). Entries of ids that the form does not have are
    left alone.
    """
    latest = latest_day(form, entries, today)
    entered = min(entered or today, today)
    shown = shown_fields(form, entries, entered)
    materials = shown_materials(form, entries, shown)
    required = _required(form, shown, is_late_entry(form, entries, entered))
    slate = Slate(form.fields, latest, {}, {}, {})
    for field in form.fields.values():
        if field.id in shown:
            slate.read_field(field, entries.get(field.id, ""))
    slate.compare_fields()
    if latest > today:
        values = {"today": today.isoformat()}
        slate.problems[form.received] = Problem("date.future", form.received, values)
    slate.hint_at_youth(form.applicant_identity, form.received)
    ticks = {item: trimmed(entries.get(MATERIAL_PREFIX + item, "")) for item in materials}
    slate.read_ticks(ticks)
    return EntryReading(
        values=slate.values,
        problems=slate.problems,
        hints=slate.hints,
        shown=shown,
        shown_materials=materials,
        required=required,
        missing_required=_missing(form, entries, required, ticks),
        entries=_entries(entries, shown, slate.values, ticks),
    )


def latest_day(form: FormSpec, entries: Mapping[str, str], today: date) -> date:
    """Return the day after which nothing may lie: today, or a received date beyond it.

    Either that date is wrong or the machine's clock was set back: in both cases the rest is read
    and judged by the day that a person typed, and the received date alone hinders (P21).
    """
    received = read_date(entries.get(form.received, "")).value
    return today if received is None else max(today, received)


def normalised_entries(reading: EntryReading) -> dict[str, str]:
    """Return what a version stores: the normalised entries, without those that have a problem."""
    return {key: text for key, text in reading.entries.items() if key not in reading.problems}


def initial_entries(form: FormSpec, today: date) -> dict[str, str]:
    """Return the entries that a new draft starts with."""
    return {
        field.id: today.isoformat() if field.prefill == _TODAY else field.prefill
        for field in form.fields.values()
        if field.prefill
    }


@dataclass(frozen=True, slots=True)
class Slate:
    """What has been read so far of a form, or of a row of a roster."""

    fields: Mapping[str, FieldSpec]
    today: date
    values: dict[str, FieldValue]
    problems: dict[str, Problem]
    hints: dict[str, tuple[Problem, ...]]

    def read_field(self, field: FieldSpec, text: str) -> None:
        """Read one field by itself."""
        if is_blank(text):
            return
        read = read_value(field, text, self.today)
        if read.value is None:
            if read.problem is not None:
                self.problems[field.id] = replace(read.problem, where=field.id)
            return
        self.values[field.id] = read.value
        if read.hints:
            self.hints[field.id] = tuple(replace(hint, where=field.id) for hint in read.hints)

    def compare_fields(self) -> None:
        """Compare values with today and with each other; a wrong one is a value no longer."""
        found = [self._order_problem(field_id) for field_id in self.values]
        for problem in found:
            if problem is not None:
                self.problems[problem.where] = problem
        for field_id in self.problems:
            self.values.pop(field_id, None)
        for field_id in self.values:
            self._hint_at_difference(self.fields[field_id])

    def read_ticks(self, ticks: Mapping[str, str]) -> None:
        """Refuse a tick that is none."""
        for item, tick in ticks.items():
            if tick and tick not in MATERIAL_TICKS:
                where = MATERIAL_PREFIX + item
                self.problems[where] = Problem("material.tick", where)

    def _order_problem(self, field_id: str) -> Problem | None:
        field, day = self.fields[field_id], self.values[field_id]
        if not isinstance(day, date):
            return None
        if day > self.today and field.not_after == _TODAY:
            return Problem("date.future", field_id, {"today": self.today.isoformat()})
        latest, earliest = self._day_of(field.not_after), self._day_of(field.not_before)
        if latest is not None and day > latest:
            values = {"other": field.not_after, "limit": latest.isoformat()}
            return Problem("date.after", field_id, values)
        if earliest is not None and day < earliest:
            values = {"other": field.not_before, "limit": earliest.isoformat()}
            return Problem("date.before", field_id, values)
        return None

    def _day_of(self, bound: str) -> date | None:
        value = self.today if bound == _TODAY else self.values.get(bound)
        return value if isinstance(value, date) else None

    def _hint_at_difference(self, field: FieldSpec) -> None:
        own, other = self.values[field.id], self.values.get(field.same_as)
        if not isinstance(own, str) or not isinstance(other, str) or own == other:
            return
        differs = Problem("name.differs", field.id, {"other": field.same_as})
        if comparable_name(own) == comparable_name(other):
            differs = Problem("name.spelled_differently", field.id, {"other": field.same_as})
        self.hints[field.id] = (*self.hints.get(field.id, ()), differs)

    def hint_at_youth(self, identity_field: str, received_field: str) -> None:
        """Say that the person of an identity number was too young to work when it was received."""
        person, received = self.values.get(identity_field), self.values.get(received_field)
        if not isinstance(person, Identity) or person.birth is None:
            return
        if isinstance(received, date) and received < anniversary(person.birth, WORKING_AGE):
            young = Problem("identity.young", identity_field, {"age": str(WORKING_AGE)})
            self.hints[identity_field] = (*self.hints.get(identity_field, ()), young)


def _required(form: FormSpec, shown: frozenset[str], late: bool) -> frozenset[str]:
    always = {field.id for field in form.fields.values() if field.required}
    if late:
        always |= {form.paper_number, form.late_reason}
    return shown & always


def _missing(
    form: FormSpec,
    entries: Mapping[str, str],
    required: frozenset[str],
    ticks: Mapping[str, str],
) -> tuple[str, ...]:
    in_order = [field_id for page in form.pages for field_id in page.fields]
    fields = [key for key in in_order if key in required and is_blank(entries.get(key, ""))]
    materials = [
        MATERIAL_PREFIX + material.id
        for material in form.materials
        if material.required and material.id in ticks and not ticks[material.id]
    ]
    return (*fields, *materials)


def _entries(
    typed: Mapping[str, str],
    shown: frozenset[str],
    values: Mapping[str, FieldValue],
    ticks: Mapping[str, str],
) -> dict[str, str]:
    kept = {}
    for field_id in sorted(shown):
        text = written(values[field_id]) if field_id in values else trimmed(typed.get(field_id, ""))
        if text:
            kept[field_id] = text
    return kept | {MATERIAL_PREFIX + item: tick for item, tick in sorted(ticks.items())}
