"""One case or one line before the conditions: facts, dates, figures and readings that count."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from hrdesk.domain.dates import Month
from hrdesk.domain.decision import Decision
from hrdesk.domain.finding import LineFinding
from hrdesk.domain.right import rule_of
from hrdesk.rules.book import AmountTable, Book, ParameterRow, ParameterValue
from hrdesk.rules.fact_types import FactValue
from hrdesk.rules.granted_months import NO_MONTHS, NOTHING_GRANTED, Granted, GrantedMonths
from hrdesk.rules.submission import Application

if TYPE_CHECKING:
    from hrdesk.rules.measure import Measure

Found = TypeVar("Found")
#: The rows of parameters that were used, by name and first day.
Used = dict[tuple[str, date], ParameterRow]
_NOTHING_ASSUMED: Mapping[str, str] = MappingProxyType({})
_NOTHING_DECIDED: Mapping[str, Decision] = MappingProxyType({})
_NO_MONTHS: frozenset[Month] = frozenset()
#: What lists codes; a tuple of types, the quick ones first, as this is asked of every coded fact.
_LISTINGS = (tuple, AmountTable, Mapping)
#: The matter of a measure whose application is the matter.
APPLICATION = "on"


class Situation:
    """What conditions may look at; it notes each figure that they use.

    `on` is the day on which the application was received, `matter` the day of the event on
    which the measure or the line turns, or None while it is unknown. `assumed` is a reading
    taken by way of trial, by its question; it goes before what was `decided` for this case or
    line, and that before the office's rulings. `lines` are the findings of the roster, for
    conditions of the case. `worked` keeps what several conditions need and is worked out once,
    `beyond_readings` what hangs on no reading and is worked out once for all that are tried.
    """

    __slots__ = (
        "_taken",
        "application",
        "assumed",
        "beyond_readings",
        "book",
        "decided",
        "facts",
        "lines",
        "matter",
        "measure",
        "on",
        "used",
        "worked",
    )

    def __init__(
        self,
        application: Application,
        measure: "Measure",
        book: Book,
        facts: Mapping[str, FactValue] | None = None,
        matter: str = "",
    ) -> None:
        self.application = application
        self.measure = measure
        self.book = book
        self.assumed: Mapping[str, str] = _NOTHING_ASSUMED
        self.decided: Mapping[str, Decision] = _NOTHING_DECIDED
        self.on = application.on
        self.facts = application.facts if facts is None else facts
        matter = matter or measure.matter
        day = self.on if matter in (APPLICATION, "") else self.facts.get(matter)
        self.matter = day if isinstance(day, date) else None
        self.lines: tuple[LineFinding, ...] = ()
        self.used: Used = {}
        self.worked: dict[str, object] = {}
        self.beyond_readings: dict[str, object] = {}
        self._taken: dict[str, tuple[ParameterRow, ...]] = {}

    def assuming(self, question: str, reading: str) -> "Situation":
        """Return the same case with one reading taken by way of trial."""
        other = Situation(self.application, self.measure, self.book)
        other._take_over(self, {question: reading})
        other.lines = self.lines
        return other

    def _take_over(self, other: "Situation", assumed: Mapping[str, str]) -> None:
        """Stand as another does, with readings taken by way of trial; figures are noted there."""
        self.assumed, self.decided = assumed, other.decided
        self.used, self._taken = other.used, other._taken
        self.beyond_readings = other.beyond_readings

    @property
    def matter_fact(self) -> str:
        """The fact that holds the day of the matter."""
        return self.measure.matter

    def place(self, name: str) -> str:
        """Return where a fact stands in the input: `staff` is `facts.staff`."""
        return f"facts.{name}" if name.partition("[")[0] in self.measure.taken else name

    def text(self, fact: str) -> str | None:
        """Return a text or code among the facts, or None while it is unknown."""
        value = self.facts.get(fact)
        return value if isinstance(value, str) else None

    def day(self, fact: str) -> date | None:
        """Return a date among the facts, or None while it is unknown."""
        value = self.facts.get(fact)
        return value if isinstance(value, date) else None

    def count(self, fact: str) -> int | None:
        """Return a whole number among the facts, or None while it is unknown."""
        value = self.facts.get(fact)
        return value if isinstance(value, int) else None

    def money(self, fact: str) -> Decimal | None:
        """Return an amount among the facts, in yuan, or None while it is unknown."""
        value = self.facts.get(fact)
        return value if isinstance(value, Decimal) else None

    def figure(self, name: str, day: date | None = None) -> ParameterValue | None:
        """Return the measure's dated figure of a day, by default of the matter; note its use.

        None when the day of the matter is unknown and the figure has changed over time.
        """
        if day is not None:
            return self.row(name, day).value
        rows = self._taken.get(name) or self._read(name)
        return rows[0].value if len(rows) == 1 else None

    def figure_in_force(self, name: str, day: date) -> ParameterValue | None:
        """Return the figure of a day and note its use, or None before the first of its rows."""
        rows = self.book.parameters[self.measure.parameter_ids[name]]
        if not rows or rows[0].valid_from > day:
            return None
        return self.row(name, day).value

    def listed(self, name: str, code: str) -> bool | None:
        """Tell whether a dated list or table has a code, and note its use.

        None when the day of the matter is unknown and makes a difference.
        """
        rows = self._taken.get(name) or self._read(name)
        if len(rows) == 1:
            return _lists(rows[0].value, code)
        found = {_lists(row.value, code) for row in rows}
        return None if len(found) > 1 else True in found

    def pending(self, name: str) -> ParameterRow | None:
        """Return the value of a superior document that is not yet adopted, or None."""
        return self.book.pending.get(self.measure.parameter_ids[name])

    def reading(self, question: str) -> str | None:
        """Return the reading in force on a silent text, or None while an officer decides.

        `REFUSED` where it was decided that none of them is.
        """
        question = self.measure.question_ids.get(question, question)
        if question in self.assumed:
            return self.assumed[question]
        decision = self.decided.get(question)
        if decision is not None:
            return decision.reading
        ruling = self.book.ruling(question, self.on)
        return ruling.reading if ruling else None

    def noting(self, work: Callable[[], Found]) -> tuple[Found, Used]:
        """Return what some work gives, and the figures that it used, which are noted."""
        before, self.used = self.used, {}
        found = work()
        noted, self.used = self.used, before
        before.update(noted)
        return found, noted

    def row(self, name: str, day: date) -> ParameterRow:
        """Return the row that holds a figure of a day; note its use."""
        row = self.book.parameter(self.measure.parameter_ids[name], day)
        self.used[name, row.valid_from] = row
        return row

    def note(self, name: str, row: ParameterRow) -> None:
        """Note that a figure was used, which another line of the case has read."""
        self.used[name, row.valid_from] = row

    def _read(self, name: str) -> tuple[ParameterRow, ...]:
        rows = self.book.parameters[self.measure.parameter_ids[name]]
        if len(rows) == 1:
            # Whatever the day: one before the first row takes the first (Book.parameter).
            self.used[name, rows[0].valid_from] = rows[0]
        elif self.matter is not None:
            rows = (self.row(name, self.matter),)
        self._taken[name] = rows
        return rows


def _lists(value: ParameterValue, code: str) -> bool:
    return isinstance(value, _LISTINGS) and code in value


class LineSituation(Situation):
    """One line before its conditions; the facts of the case stand behind those of the line.

    `index` counts from 0. `first_line` is the earlier line of the same person, counted from
    1, or 0; `earlier_months` are the months that earlier lines of the person list, `granted`
    what the person was granted before: conditions of a line read no other part of the history.
    `of_case` keeps what holds in every line of the case and is worked out once for all of them,
    by what it hangs on besides the case: a month by its `Month.count`, the law of retirement by
    kind of person and day. The figures that it used are noted by each line that takes it.
    """

    __slots__ = ("earlier_months", "first_line", "granted", "index", "of_case", "person")

    def __init__(
        self,
        application: Application,
        measure: "Measure",
        book: Book,
        index: int,
        facts: Mapping[str, FactValue] | None = None,
    ) -> None:
        line, roster = application.lines[index], measure.roster
        facts = facts if facts is not None else {**application.facts, **line.facts}
        super().__init__(application, measure, book, facts, roster.matter if roster else "")
        self.index = index
        self.person = line.person
        self.first_line = 0
        self.earlier_months = _NO_MONTHS
        self.granted: Granted = NOTHING_GRANTED
        self.of_case: dict[object, object] = {}

    def assuming(self, question: str, reading: str) -> "LineSituation":
        """Return the same line with one reading taken by way of trial."""
        other = LineSituation(self.application, self.measure, self.book, self.index, self.facts)
        other._take_over(self, {question: reading})
        other.first_line, other.earlier_months = self.first_line, self.earlier_months
        other.granted, other.of_case = self.granted, self.of_case
        return other

    def granted_under(self, measure: str) -> GrantedMonths:
        """Return what the person of the line was granted before under the rule of a measure."""
        return self.granted.get(rule_of(measure), NO_MONTHS) if self.granted else NO_MONTHS

    @property
    def matter_fact(self) -> str:
        """The fact of the line that holds the day of its matter."""
        roster = self.measure.roster
        return (roster.matter if roster is not None else "") or self.measure.matter

    def place(self, name: str) -> str:
        """Return where a fact stands in the input: `hired_on` is `lines[3].hired_on`."""
        roster = self.measure.roster
        if roster is not None and name.partition("[")[0] in roster.taken:
            return f"lines[{self.index}].{name}"
        return super().place(name)
