"""One case before the conditions: its facts, its dates, the figures and readings that count."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from hrdesk.rules.book import Book, ParameterRow, ParameterValue
from hrdesk.rules.fact_types import FactValue
from hrdesk.rules.submission import Application

if TYPE_CHECKING:
    from hrdesk.rules.measure import Measure


class Situation:
    """What conditions may look at; it notes each figure that they use.

    `on` is the day on which the application was received, `matter` the day of the event on
    which the measure turns, or None while it is unknown. `assumed` are readings taken by
    way of trial, by question; they go before the office's rulings.
    """

    __slots__ = ("application", "assumed", "book", "facts", "matter", "measure", "on", "used")

    def __init__(
        self,
        application: Application,
        measure: "Measure",
        book: Book,
        assumed: Mapping[str, str],
    ) -> None:
        self.application = application
        self.measure = measure
        self.book = book
        self.assumed = assumed
        self.on = application.on
        self.facts: Mapping[str, FactValue] = application.facts
        matter = application.facts.get(measure.matter)
        self.matter: date | None = matter if isinstance(matter, date) else None
        self.used: dict[str, ParameterRow] = {}

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
        if len(rows) != 1:
            return None
        self.used[name] = rows[0]
        return rows[0].value

    def possible_lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the dated list of the day of the matter, or all while that day is unknown."""
        rows = self._rows(name)
        if len(rows) == 1:
            self.used[name] = rows[0]
        return tuple(row.value for row in rows if isinstance(row.value, tuple))

    def _rows(self, name: str) -> tuple[ParameterRow, ...]:
        parameter_id = self.measure.parameter_ids[name]
        if self.matter is None:
            return self.book.parameters[parameter_id]
        return (self.book.parameter(parameter_id, self.matter),)

    def reading(self, question: str) -> str | None:
        """Return the reading in force on a silent text, or None while an officer decides."""
        if question in self.assumed:
            return self.assumed[question]
        ruling = self.book.ruling(question, self.on)
        return ruling.reading if ruling else None
