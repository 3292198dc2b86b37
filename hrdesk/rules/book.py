"""The Book: every dated figure, every wording and every ruling that a judgement may use.

It is an immutable value. Packs build it, services pass it in, rules only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hrdesk.domain.dates import Period


@dataclass(frozen=True, slots=True)
class AmountTable:
    """Amounts by code, in yuan."""

    amounts: Mapping[str, Decimal]

    def __contains__(self, code: str) -> bool:
        return code in self.amounts


#: What a parameter may hold: a count or percentage, an amount in yuan, a list of codes, a
#: percentage, count or amount by code.
ParameterValue = int | Decimal | tuple[str, ...] | Mapping[str, int] | AmountTable


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One dated value with its source; it counts from `valid_from` until the next row.

    `confirmed` says by whom and when an office confirmed it, "" for a shipped one; of a shipped
    one that is not `verified` nobody has seen the document or the clause.
    """

    valid_from: date
    value: ParameterValue
    document: str
    clause: str
    confirmed: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Ruling:
    """The office's recorded reading of a silent clause, in force for deciding dates in `period`.

    The deciding date is the day on which the application was received: it is the office's
    own practice of deciding that changes, not the matter.
    """

    question: str
    reading: str
    period: Period
    document: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A document that moves the last day, and thereby ends any dispute about it."""

    last_day: date
    document: str


@dataclass(frozen=True, slots=True)
class OfficeDecisions:
    """What one office adds to the shipped pack; `parameters` are dated rows by parameter id."""

    parameters: Mapping[str, tuple[ParameterRow, ...]]
    rulings: tuple[Ruling, ...]
    extension: Extension | None


@dataclass(frozen=True, slots=True)
class CheckWording:
    """Clause, title and sentences of one condition; sentences carry named placeholders.

    The key of a sentence is an outcome, or an outcome with a variant behind an underscore
    (`unmet_over`), as the condition declares.
    """

    clause: str
    title: str
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QuestionWording:
    """A silence of the text: the question, its clause, and the words of each reading by its id."""

    question: str
    clause: str
    readings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MeasureWording:
    """What the pack says about a measure.

    `labels` are the words for coded facts, by `fact.code`.
    """

    measure: str
    title: str
    clause: str
    authority: str
    checks: Mapping[str, CheckWording]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """Parameters, wording and rulings of one policy version.

    `last_day` is the last day by the office's usage, `disputed_last_day` the day that
    another counting adds (民法典 202), or None once an extension document settles the end;
    `term_document` is the document that sets the last day. `questions` are the silences of
    the text by id, `words` the pack's words that belong to no single check, `titles` the
    pack's names of the parameters. `fits` is False for an older pack that the rules of this
    release cannot judge by. `pending` are values of superior documents that nobody
    has adopted yet, by parameter id: they decide nothing. `memo` keeps what judging builds
    once for a Book; it grows with the pack, not with the cases.
    """

    policy: str
    version: str
    document: str
    first_day: date
    last_day: date
    disputed_last_day: date | None
    parameters: Mapping[str, tuple[ParameterRow, ...]]
    measures: Mapping[str, MeasureWording]
    questions: Mapping[str, QuestionWording]
    words: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rulings: tuple[Ruling, ...] = ()
    term_document: str = ""
    content_hash: str = ""
    fits: bool = True
    pending: Mapping[str, ParameterRow] = field(default_factory=lambda: MappingProxyType({}))
    memo: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def parameter(self, parameter_id: str, day: date) -> ParameterRow:
        """Return the row in force on a day, of a parameter that has at least one row.

        A day before the first row takes the first row: such a matter lies before the
        document and goes to an officer anyway, who is shown this document's figure.
        """
        rows = self.parameters[parameter_id]
        found = rows[0]
        for row in rows:
            if row.valid_from > day:
                break
            found = row
        return found

    def ruling(self, question: str, day: date) -> Ruling | None:
        """Return the ruling on a question that is in force on a deciding date, or None."""
        for ruling in self.rulings:
            if ruling.question == question and day in ruling.period:
                return ruling
        return None

    def takes_value(self, parameter_id: str, value: ParameterValue) -> bool:
        """Tell whether a parameter is known here, and of the kind of a value."""
        rows = self.parameters.get(parameter_id)
        return rows is not None and (
            not rows or any(isinstance(value, type(row.value)) for row in rows)
        )

    def takes_ruling(self, question: str, reading: str) -> bool:
        """Tell whether a question is a silence of this text, and a reading one of its readings."""
        return question in self.questions and reading in self.questions[question].readings

    def with_office(self, decisions: OfficeDecisions) -> "Book":
        """Return this Book with the decisions of an office laid over it.

        An office's row of the same day takes the place of the shipped one. What this Book does
        not know (made under another pack) changes nothing here.
        """
        extension = decisions.extension
        return replace(
            self,
            parameters=MappingProxyType(
                {
                    parameter_id: _merged(rows, self._own(parameter_id, decisions))
                    for parameter_id, rows in self.parameters.items()
                }
            ),
            rulings=(
                *(
                    each
                    for each in decisions.rulings
                    if self.takes_ruling(each.question, each.reading)
                ),
                *self.rulings,
            ),
            last_day=extension.last_day if extension else self.last_day,
            disputed_last_day=None if extension else self.disputed_last_day,
            term_document=extension.document if extension else self.term_document,
        )

    def _own(self, parameter_id: str, decisions: OfficeDecisions) -> tuple[ParameterRow, ...]:
        """Return the office's rows of a parameter that this Book can take."""
        rows = decisions.parameters.get(parameter_id, ())
        return tuple(row for row in rows if self.takes_value(parameter_id, row.value))


def _merged(
    shipped: tuple[ParameterRow, ...], own: tuple[ParameterRow, ...]
) -> tuple[ParameterRow, ...]:
    rows = {row.valid_from: row for row in (*shipped, *own)}
    return tuple(rows[day] for day in sorted(rows))
