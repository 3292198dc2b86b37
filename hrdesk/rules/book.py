"""The Book: every dated figure, every wording and every ruling that a judgement may use.

It is an immutable value. Packs build it, services pass it in, rules only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hrdesk.domain.dates import Period
from hrdesk.domain.finding import CheckOutcome

#: What a parameter may hold: a count or percentage, an amount in yuan, a list of codes.
ParameterValue = int | Decimal | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One dated value with its source; it counts from `valid_from` until the next row."""

    valid_from: date
    value: ParameterValue
    document: str
    clause: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """The office's recorded reading of a silent clause, in force for deciding dates in `period`."""

    question: str
    reading: str
    period: Period
    document: str


@dataclass(frozen=True, slots=True)
class CheckWording:
    """Clause, title and sentences of one condition; sentences carry named placeholders."""

    clause: str
    title: str
    sentences: Mapping[str, str]
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class MeasureWording:
    """What the pack says about a measure."""

    measure: str
    title: str
    clause: str
    authority: str
    checks: Mapping[str, CheckWording]
    labels: Mapping[str, str]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """Parameters, wording and rulings of one policy version.

    `last_day` is the last day by the office's usage, `disputed_last_day` the day that
    another counting adds (民法典 202), or None once an extension document settles the end.
    `wording_for_outcomes` are the sentences' keys; see `CheckOutcome`.
    """

    policy: str
    version: str
    document: str
    first_day: date
    last_day: date
    disputed_last_day: date | None
    parameters: Mapping[str, tuple[ParameterRow, ...]]
    measures: Mapping[str, MeasureWording]
    rulings: tuple[Ruling, ...] = ()
    content_hash: str = ""

    def parameter(self, parameter_id: str, day: date) -> ParameterRow | None:
        """Return the row in force on a day, or None.

        A day before the first row takes the first row: such a matter lies before the
        document and goes to an officer anyway, who is shown this document's figure.
        """
        rows = self.parameters.get(parameter_id, ())
        in_force = [row for row in rows if row.valid_from <= day]
        if in_force:
            return in_force[-1]
        return rows[0] if rows else None

    def ruling(self, question: str, day: date) -> Ruling | None:
        """Return the ruling on a question that is in force on a day, or None."""
        for ruling in self.rulings:
            if ruling.question == question and day in ruling.period:
                return ruling
        return None

    def sentence(self, measure: str, check: str, outcome: CheckOutcome) -> str:
        """Return the sentence template for a condition's outcome; a pack has all that exist."""
        return self.measures[measure].checks[check].sentences[outcome.value]
