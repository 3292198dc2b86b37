"""Rosters in work: rows are read once, and a changed row alone is read and judged anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import Identity
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


@dataclass(slots=True)
class _Known:
    """What was read of a row: its reading, the facts for the rule, and the line once typed.

    `person` is the number by which the person is told apart, or "". `said` is what the other
    rows make worth saying of it, `with_said` the reading with that hint.
    """

    row: RosterRow
    reading: RowReading
    facts: RowFacts
    person: str
    line: Line | None = None
    said: Problem | None = None
    with_said: RowReading | None = None

    def type(self, measure: str, number: int) -> Line:
        """Return the row as a line of the contract at its place, typed once."""
        if self.line is None or self.line.number != number:
            self.line = read_line(self.facts, measure, number)
        return self.line

    def say(self, column: str, hint: Problem) -> RowReading:
        """Return the reading with one more hint on a cell, the same one while that is the same."""
        if self.with_said is None or hint != self.said:
            hints = {**self.reading.hints, column: (*self.reading.hints.get(column, ()), hint)}
            self.said, self.with_said = hint, replace(self.reading, hints=hints)
        return self.with_said


class RosterMemory:
    """The rows of a form's rosters as they stand, with what was read and judged of them.

    `rows` may be replaced at any time; a row that is the same object as before is neither
    read nor judged again. A row's number counts the rows that are not blank.
    """

    def __init__(self, rows: Rosters) -> None:
        self.rows: dict[str, tuple[RosterRow, ...]] = dict(rows)
        self.lines = LineMemory()
        self.grants = GrantMemory()
        self.people = PeopleMemory()
        self._day: date | None = None
        self._known: dict[int, _Known] = {}
        self._judged: dict[str, list[tuple[_Known, int]]] = {}

    def read(self, form: FormSpec, day: date) -> Mapping[str, tuple[RowReading, ...]]:
        """Return every row of every roster as it is read on a day."""
        before = self._known if day == self._day else {}
        self._day, self._known, self._judged = day, {}, {}
        found = {}
        for roster, spec in form.rosters.items():
            readings = []
            judged = self._judged[roster] = []
            first: dict[str, int] = {}
            repeated: dict[str, list[int]] = {}
            number = 0
            for place, row in enumerate(self.rows.get(roster, ())):
                known = before.get(id(row))
                if known is None:
                    known = _known(spec, row, day)
                self._known[id(row)] = known
                readings.append(known.reading)
                number += not known.reading.blank
                if known.reading.judged:
                    judged.append((known, number))
                    stood = first.setdefault(known.person, place)
                    if stood != place and known.person:
                        repeated.setdefault(known.person, [stood]).append(place)
            for places in repeated.values():
                self._say_of_repeated(roster, spec.identity, places, readings)
            found[roster] = tuple(readings)
        return found

    def _say_of_repeated(
        self, roster: str, column: str, places: list[int], readings: list[RowReading]
    ) -> None:
        """Hint in each row of a person who stands in several at the others.

        The order of the rows says which one counts (CONTRACT, rosters); rows that are not
        judged have no part in it.
        """
        for place in places:
            others = ", ".join(str(other + 1) for other in places if other != place)
            key = "roster.stands_below" if place == places[0] else "roster.stands_above"
            known = self._known[id(self.rows[roster][place])]
            readings[place] = known.say(column, Problem(key, column, {"rows": others}))

    def read_some(self, form: FormSpec, day: date, most: int) -> bool:
        """Read at most so many rows that are new, and tell whether there were any."""
        if day != self._day:
            self._day, self._known = day, {}
        new = 0
        for roster, spec in form.rosters.items():
            for row in self.rows.get(roster, ()):
                if new == most:
                    return True
                if id(row) not in self._known:
                    self._known[id(row)] = _known(spec, row, day)
                    new += 1
        return new > 0

    def has_many_new(self, most: int) -> bool:
        """Tell whether more rows than so many were never read."""
        rows = sum(len(each) for each in self.rows.values())
        if rows <= most:
            return False
        new = (id(row) not in self._known for each in self.rows.values() for row in each)
        return sum(new) > most

    def judged_rows(self, roster: str) -> list[tuple[str, RowFacts]]:
        """Return id and facts of the rows of a roster that the rule gets, in their order."""
        return [(known.row.id, known.facts) for known, _ in self._judged[roster]]

    def type_ahead(self, measure: str, roster: str, piece: int) -> Iterator[None]:
        """Type the rows that are lines of the contract, so many at a time."""
        for place, (known, number) in enumerate(self._judged[roster], 1):
            known.type(measure, number)
            if not place % piece:
                yield

    def typed_lines(self, measure: str, roster: str) -> tuple[Line, ...]:
        """Return the rows that are lines of the contract, each unchanged one as it was before."""
        return tuple([known.type(measure, number) for known, number in self._judged[roster]])


def _known(spec: RosterSpec, row: RosterRow, day: date) -> _Known:
    reading = printable(read_row(spec, row, day))
    identity = reading.values.get(spec.identity)
    person = identity.number if isinstance(identity, Identity) else ""
    return _Known(row, reading, row_facts(spec, reading), person)
