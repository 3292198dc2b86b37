"""One case before the conditions: its facts, its dates, the figures and readings that count."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from hrdesk.rules.book import Book, ParameterRow, ParameterValue
from hrdesk.rules.fact_types import FactValue
from hrdesk.rules.submission import Application

if TYPE_CHECKING:
    from hrdesk.rules.measure import Measure


_NOTHING_ASSUMED: Mapping[str, str] = MappingProxyType({})


class Situation:
    """What conditions may look at; it notes each figure that they use.

    `on` is the day on which the application was received, `matter` the day of the event on
    which the measure turns, or None while it is unknown. `assumed` is a reading taken by way
    of trial, by its question; it goes before the office's rulings.
    """

    __slots__ = ("application", "assumed", "book", "facts", "matter", "measure", "on", "used")

    def __init__(self, application: Application, measure: "Measure", book: Book) -> None:
        self.application = application
        self.measure = measure
        self.book = book
        self.assumed: Mapping[str, str] = _NOTHING_ASSUMED
        self.on = application.on
        self.facts: Mapping[str, FactValue] = application.facts
        matter = application.facts.get(measure.matter)
        self.matter: date | None = matter if isinstance(matter, date) else None
        self.used: dict[str, ParameterRow] = {}

    def assuming(self, question: str, reading: str) -> "Situation":
        """Return the same case with one reading taken by way of trial."""
        other = Situation(self.application, self.measure, self.book)
        other.assumed = {question: reading}
        other.used = self.used
        return other

    def text(self, fact: str) -> str | None:
        """Return a text or code among the facts, or None while it is unknown."""
        value = self.facts.get(fact)
        return value if isinstance(value, str) else None

    def day(self, fact: str) -> date | None:
        """Return a date among the facts, or None while it is unknown."""
        value = self.facts.get(fact)
        return value if isinstance(value, date) else None

    def figure(self, name: str) -> ParameterValue | None:
        """Return the measure's dated figure of the day of the matter, and note its use.

        None when the day of the matter is unknown and the figure has changed over time.
        """
        rows = self._rows(name)
        return rows[0].value if len(rows) == 1 else None

    def listed(self, name: str, code: str) -> bool | None:
        """Tell whether a dated list has a code, and note its use.

        None when the day of the matter is unknown and makes a difference.
        """
        found = [isinstance(row.value, tuple) and code in row.value for row in self._rows(name)]
        if True not in found:
            return False
        return None if False in found else True

    def _rows(self, name: str) -> tuple[ParameterRow, ...]:
        known = self.used.get(name)
        if known is not None:
            return (known,)
        parameter_id = self.measure.parameter_ids[name]
        if self.matter is None:
            rows = self.book.parameters[parameter_id]
        else:
            rows = (self.book.parameter(parameter_id, self.matter),)
        if len(rows) == 1:
            self.used[name] = rows[0]
        return rows

    def reading(self, question: str) -> str | None:
        """Return the reading in force on a silent text, or None while an officer decides."""
        if question in self.assumed:
            return self.assumed[question]
        ruling = self.book.ruling(question, self.on)
        return ruling.reading if ruling else None
