"""Rosters in work: rows are read once, and a changed row alone is read and judged anew."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hrdesk.domain.differing import differing
from hrdesk.domain.errors import Problem
from hrdesk.domain.roster import RosterRow, Rosters
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.rosters import RowReading, read_row, row_facts
from hrdesk.rules.application import read_line
from hrdesk.rules.lines import LineMemory
from hrdesk.rules.submission import Line
from hrdesk.services.granted_before import GrantMemory
from hrdesk.services.paper_fonts import printable
from hrdesk.services.people_before import PeopleMemory

RowFacts = dict[str, object]
#: The fact of a line by which the rule tells people apart.
_PERSON = "person"


@dataclass(slots=True)
class _Known:
    """What was read of a row: its reading, the facts for the rule, and the line once typed.

    `person` is by what the rule tells people apart, or "", `number` the row's among
    the rows that are not blank. `said` is what the other rows make worth saying of it,
    `with_said` the reading with that hint.
    """

    row: RosterRow
    reading: RowReading
    facts: RowFacts
    person: str
    number: int = 0
    line: Line | None = None
    said: Problem | None = None
    with_said: RowReading | None = None

    def type(self, measure: str) -> Line:
        """Return the row as a line of the contract at its place, typed once."""
        if self.line is None or self.line.number != self.number:
            self.line = read_line(self.facts, measure, self.number)
        return self.line

    def say(self, column: str, hint: Problem) -> RowReading:
        """Return the reading with one more hint on a cell, the same one while that is the same."""
        if self.with_said is None or hint != self.said:
            hints = {**self.reading.hints, column: (*self.reading.hints.get(column, ()), hint)}
            self.said, self.with_said = hint, replace(self.reading, hints=hints)
        return self.with_said


class _ReadRoster:
    """One roster as it was last read on a day; only rows that are other objects are looked at.

    `readings` are those of all rows in order, `judged` what the rule gets of them.
    """

    def __init__(self, spec: RosterSpec, day: date) -> None:
        self._spec = spec
        self._day = day
        self._known: dict[int, _Known] = {}
        self._rows: tuple[RosterRow, ...] = ()
        self._standing: list[_Known] = []
        #: Where the rows stand that the rule gets, all of them and those of each person.
        self._places: list[int] = []
        self._people: dict[str, list[int]] = {}
        #: Places among `judged` of rows that were not typed since they came.
        self._untyped: list[int] = []
        self._lines: list[Line] = []
        self.readings: list[RowReading] = []
        self.judged: list[_Known] = []
        self.row_ids: list[str] = []
        self.facts: list[RowFacts] = []
        self.people: frozenset[str] = frozenset()

    def knows(self, row: RosterRow) -> bool:
        """Tell whether a row was read."""
        return id(row) in self._known

    def get(self, row: RosterRow) -> _Known:
        """Return what is known of a row; it is read when it is new."""
        known = self._known.get(id(row))
        if known is None:
            known = self._known[id(row)] = _known(self._spec, row, self._day)
        return known

    def stand(self, rows: tuple[RosterRow, ...]) -> None:
        """Read the rows as they stand now."""
        places = differing(self._rows, rows)
        if places is None or not self._replaced(rows, places):
            self._anew(rows)
        self._rows = rows

    def typed(self, measure: str) -> list[Line]:
        """Return the rows that are lines of the contract, each unchanged one as it was before."""
        if len(self._lines) != len(self.judged):
            self._lines, self._untyped = [known.type(measure) for known in self.judged], []
        for place in self._untyped:
            self._lines[place] = self.judged[place].type(measure)
        self._untyped = []
        return self._lines

    def _anew(self, rows: tuple[RosterRow, ...]) -> None:
        self._standing = [self.get(row) for row in rows]
        self._known = {id(known.row): known for known in self._standing}
        self.readings = [known.reading for known in self._standing]
        self._places, self._people, number = [], {}, 0
        for place, known in enumerate(self._standing):
            number += not known.reading.blank
            known.number = number
            if known.reading.judged:
                self._places.append(place)
                if known.person:
                    self._people.setdefault(known.person, []).append(place)
        self.judged = [self._standing[place] for place in self._places]
        self.facts = [known.facts for known in self.judged]
        self.row_ids = [known.row.id for known in self.judged]
        self.people = frozenset(self._people)
        self._lines, self._untyped = [], []
        for person, places in self._people.items():
            if len(places) > 1:
                self._say_of_repeated(person)

    def _replaced(self, rows: tuple[RosterRow, ...], places: list[int]) -> bool:
        """Take other rows in at some places, unless more hangs on them than their people."""
        gone = [self._standing[place] for place in places]
        come = [self.get(rows[place]) for place in places]
        if [_counts_as(known) for known in gone] != [_counts_as(known) for known in come]:
            return False
        numbers = [known.number for known in gone]
        for place, known in zip(places, gone, strict=True):
            self._known.pop(id(known.row), None)
            if known.reading.judged and known.person:
                self._people[known.person].remove(place)
        for place, known, number in zip(places, come, numbers, strict=True):
            known.number = number
            self._known[id(known.row)] = known
            self._standing[place] = known
            self.readings[place] = known.reading
            if known.reading.judged:
                self._judge_other(place, known)
        people = {known.person for known in (*gone, *come) if known.reading.judged} - {""}
        for person in people:
            self._say_of_repeated(person)
        if people - self.people or not all(self._people.get(person) for person in people):
            self._people = {person: places for person, places in self._people.items() if places}
            self.people = frozenset(self._people)
        return True

    def _judge_other(self, place: int, known: _Known) -> None:
        """Let the rule get another row at a place."""
        at = bisect_left(self._places, place)
        self.judged[at], self.facts[at], self.row_ids[at] = known, known.facts, known.row.id
        self._untyped.append(at)
        if known.person:
            insort(self._people.setdefault(known.person, []), place)

    def _say_of_repeated(self, person: str) -> None:
        """Hint in each row of a person who stands in several at the others.

        The order of the rows says which one counts (CONTRACT, rosters); rows that are not
        judged have no part in it.
        """
        places, column = self._people.get(person, []), self._spec.identity
        for place in places:
            known = self._standing[place]
            others = ", ".join(str(other + 1) for other in places if other != place)
            key = "roster.stands_below" if place == places[0] else "roster.stands_above"
            self.readings[place] = (
                known.say(column, Problem(key, column, {"rows": others}))
                if others
                else known.reading
            )


class RosterMemory:
    """The rows of a form's rosters as they stand, with what was read and judged of them.

    `rows` may be replaced at any time; a row that is the same object as before is neither
    read nor judged again. A row's number counts the rows that are not blank. `own` is the number
    of a case that is judged once more, see `GrantMemory`.
    """

    def __init__(self, rows: Rosters, own: str = "") -> None:
        self.rows: dict[str, tuple[RosterRow, ...]] = dict(rows)
        self.lines = LineMemory()
        self.grants = GrantMemory(own)
        self.people = PeopleMemory()
        self._day: date | None = None
        self._read: dict[str, _ReadRoster] = {}

    def read(self, form: FormSpec, day: date) -> Mapping[str, tuple[RowReading, ...]]:
        """Return every row of every roster as it is read on a day."""
        found = {}
        for roster, read in self._on(form, day).items():
            read.stand(self.rows.get(roster, ()))
            found[roster] = tuple(read.readings)
        return found

    def read_ahead(self, form: FormSpec, day: date, piece: int) -> Iterator[None]:
        """Read the rows that are new, so many at a time; `read` finds them known."""
        new = 0
        for roster, read in self._on(form, day).items():
            for row in self.rows.get(roster, ()):
                if not read.knows(row):
                    read.get(row)
                    new += 1
                    if not new % piece:
                        yield

    def _on(self, form: FormSpec, day: date) -> Mapping[str, _ReadRoster]:
        """Return the rosters of a form as they are read on a day; another day reads all anew."""
        if day != self._day or self._read.keys() != form.rosters.keys():
            self._read = {roster: _ReadRoster(spec, day) for roster, spec in form.rosters.items()}
            self._day = day
        return self._read

    def has_many_new(self, most: int) -> bool:
        """Tell whether more rows than so many were never read."""
        rows = sum(len(each) for each in self.rows.values())
        if rows <= most:
            return False
        new = (
            roster not in self._read or not self._read[roster].knows(row)
            for roster, each in self.rows.items()
            for row in each
        )
        return sum(new) > most

    def row_ids(self, roster: str) -> tuple[str, ...]:
        """Return the ids of the rows of a roster that the rule gets, in their order."""
        return tuple(self._read[roster].row_ids)

    def row_facts(self, roster: str) -> list[RowFacts]:
        """Return the facts of the rows of a roster that the rule gets, in their order."""
        return list(self._read[roster].facts)

    def people_in(self, roster: str) -> frozenset[str]:
        """Return the people of the rows that the rule gets; the same object while they are."""
        return self._read[roster].people

    def type_ahead(self, measure: str, roster: str, piece: int) -> Iterator[None]:
        """Type the rows that are lines of the contract, so many at a time."""
        for place, known in enumerate(self._read[roster].judged, 1):
            known.type(measure)
            if not place % piece:
                yield

    def typed_lines(self, measure: str, roster: str) -> tuple[Line, ...]:
        """Return the rows that are lines of the contract, each unchanged one as it was before."""
        return tuple(self._read[roster].typed(measure))


def _counts_as(known: _Known) -> tuple[bool, bool]:
    """Return what of a row moves the rows behind it: whether it is blank, and judged."""
    return known.reading.blank, known.reading.judged


def _known(spec: RosterSpec, row: RosterRow, day: date) -> _Known:
    reading = printable(read_row(spec, row, day))
    facts = row_facts(spec, reading)
    return _Known(row, reading, facts, str(facts.get(_PERSON, "")))
