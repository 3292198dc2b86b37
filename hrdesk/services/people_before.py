"""What earlier cases here say otherwise of a person: hints at the cells, and nothing hangs on them.

A number under another name is a slip in one of the two, and a month of first enjoyment that
was retyped begins a limit anew: whoever takes the case in wants to know.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from hrdesk.domain.differing import differing
from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import Identity
from hrdesk.domain.names import comparable_name
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.rosters import RowReading
from hrdesk.intake.values import written
from hrdesk.rules.insurance_months import USED
from hrdesk.rules.retirement import FIRST
from hrdesk.services.session import Session
from hrdesk.storage.reader import Reader
from hrdesk.storage.said_before import SaidBefore

#: What a line declares of the time before, which no record here proves.
_DECLARED = (FIRST, USED)
_NOTHING = SaidBefore()
#: Of so many people the store is asked at once.
_PIECE = 50


class PeopleMemory:
    """What the store said of people, each asked for once until the next act, and hinted rows.

    A row keeps its reading with the hints while it and what was said are the same; rows that
    are the same objects as before are not looked at while the store says the same.
    """

    def __init__(self) -> None:
        self._as_of: tuple[object, ...] = ()
        self._said: dict[str, SaidBefore] = {}
        self._hinted: dict[str, tuple[RowReading, SaidBefore, RowReading]] = {}
        self._before: tuple[tuple[object, ...], tuple[RowReading, ...], list[RowReading]]
        self._before = ((), (), [])

    def hinted_rows(
        self, reader: Reader, form: FormSpec, spec: RosterSpec, rows: tuple[RowReading, ...]
    ) -> tuple[RowReading, ...]:
        """Return rows with their hints; the store is asked of people who are new."""
        self._hold(reader, form)
        as_of, before, hinted = self._before
        places = differing(before, rows) if as_of == self._as_of else None
        if places is None:
            places, hinted = list(range(len(rows))), list(rows)
        people = {_number(rows[place].values.get(spec.identity)) for place in places} - {""}
        self._ask(reader, form, people)
        declared = _declared(spec)
        for place in places:
            hinted[place] = self._hinted_row(spec, declared, rows[place])
        self._before = self._as_of, rows, hinted
        return tuple(hinted)

    def hint_ahead(
        self, session: Session, form: FormSpec, spec: RosterSpec, rows: tuple[RowReading, ...]
    ) -> Iterator[None]:
        """Find the hints of rows a piece at a time; `hinted_rows` finds them known."""
        declared, asked = _declared(spec), set()
        hinted: list[RowReading] = []
        for start in range(0, len(rows), _PIECE):
            some = rows[start : start + _PIECE]
            with session.store.reading() as reader:
                people = {_number(row.values.get(spec.identity)) for row in some} - {""}
                self.ask(reader, form, people)
            asked.add(self._as_of)
            hinted += [self._hinted_row(spec, declared, row) for row in some]
            yield
        # An act between two pieces makes what was asked before it old.
        if asked == {self._as_of}:
            self._before = self._as_of, rows, hinted

    def ask(self, reader: Reader, form: FormSpec, people: Collection[str]) -> None:
        """Ask the store of those people who are new."""
        self._hold(reader, form)
        self._ask(reader, form, people)

    def _hold(self, reader: Reader, form: FormSpec) -> None:
        """Let go of what was said of another measure or before the last act."""
        as_of = (form.measure, reader.audit_head())
        if as_of != self._as_of:
            self._as_of, self._said = as_of, {}

    def _ask(self, reader: Reader, form: FormSpec, people: Collection[str]) -> None:
        new = [person for person in people if person not in self._said]
        if new:
            measure = form.measure if form.lines and _declared(form.lines) else ""
            found = reader.said_before(measure, new)
            self._said.update((person, found.get(person, _NOTHING)) for person in new)

    def said_of(self, person: str) -> SaidBefore:
        """Return what cases say of a person who was asked for."""
        return self._said[person]

    def _hinted_row(
        self, spec: RosterSpec, declared: Mapping[str, str], row: RowReading
    ) -> RowReading:
        person = _number(row.values.get(spec.identity))
        if not person:
            return row
        said = self._said[person]
        before = self._hinted.get(row.row_id)
        if before is not None and before[0] is row and before[1] is said:
            return before[2]
        found = dict(row.hints)
        for column, hint in _hints(spec, declared, row, said):
            found[column] = (*found.get(column, ()), hint)
        after = row if found == row.hints else replace(row, hints=found)
        self._hinted[row.row_id] = row, said, after
        return after


def hint_at_people(
    session: Session, form: FormSpec, rows: tuple[RowReading, ...], memory: PeopleMemory
) -> tuple[RowReading, ...]:
    """Return the rows of the roster of lines with hints at what earlier cases say otherwise.

    `name.before` (number, name) at the name, `roster.said_before` (number, value) at the month of
    first enjoyment and at the months used elsewhere.
    """
    spec = form.lines
    if spec is None or not spec.identity or not rows:
        return rows
    with session.store.reading() as reader:
        return memory.hinted_rows(reader, form, spec, rows)


def hint_at_applicant(
    session: Session, form: FormSpec, reading: EntryReading, memory: PeopleMemory
) -> EntryReading:
    """Return a reading with `name.before` (number, name) at the name of a person who applies."""
    field = form.applicant_name
    person, name = _number(reading.values.get(form.applicant_identity)), reading.values.get(field)
    if not person or name is None:
        return reading
    with session.store.reading() as reader:
        memory.ask(reader, form, (person,))
    hint = _other_name(field, str(name), memory.said_of(person))
    if hint is None:
        return reading
    return replace(reading, hints={**reading.hints, field: (*reading.hints.get(field, ()), hint)})


def _number(value: object) -> str:
    return value.number if isinstance(value, Identity) else ""


def _declared(spec: RosterSpec) -> dict[str, str]:
    """Return the columns that hold what a line declares, by fact."""
    return {each.fact: each.fields[0] for each in spec.facts if each.fact in _DECLARED}


def _hints(
    spec: RosterSpec, declared: Mapping[str, str], row: RowReading, said: SaidBefore
) -> Iterator[tuple[str, Problem]]:
    """Yield the hints of a row with their columns."""
    name = row.values.get(spec.name)
    if name is not None:
        other = _other_name(spec.name, str(name), said)
        if other is not None:
            yield spec.name, other
    for fact, column in declared.items():
        if column not in row.values:
            continue
        typed = written(row.values[column])
        for number, given in said.lines:
            value = given.get(fact)
            if value is not None and str(value) != typed:
                values = {"number": number, "value": str(value)}
                yield column, Problem("roster.said_before", column, values)
                break


def _other_name(place: str, name: str, said: SaidBefore) -> Problem | None:
    """Return the hint at the newest name that is another one, whatever its spelling."""
    for number, other in said.names:
        if other != name and comparable_name(other) != comparable_name(name):
            return Problem("name.before", place, {"number": number, "name": other})
    return None
