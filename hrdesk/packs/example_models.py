"""The closed vocabulary of `examples.toml`."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from hrdesk.packs.models import Entry, Money, Name, Text

ExampleValue = bool | int | str | date
ExampleFacts = dict[Name, ExampleValue | list[str] | list[dict[Name, ExampleValue]]]


class ExampleLine(Entry):
    """A line of an example: what differs from the base's line.

    `times` stands for so many different people with the same facts; without it a line names
    its person among the facts, or is of somebody unknown.
    """

    times: Annotated[int, Field(ge=1, le=1000)] | None = None
    facts: ExampleFacts = {}
    without: list[Name] = []


class ExpectedLine(Entry):
    """What a line of an example must give."""

    outcome: Literal["ineligible", "incomplete", "officer", "eligible"]
    amount: Money


class Expected(Entry):
    """What an example must give; `amount` is left out where the amount stays open.

    `lines` are told one by one, or not at all; a check of lines is that of the last line.
    `notes` are the words that stand in each note, in order, as many as there are; or not told.
    """

    outcome: Literal["ineligible", "incomplete", "officer", "eligible", "referral"]
    amount: Money | None = None
    checks: dict[Name, Literal["met", "unmet", "missing", "officer"]] = {}
    lines: list[ExpectedLine] | None = None
    notes: list[Text] | None = None


class ExampleBase(Entry):
    """What a group of examples has in common; `line` are the facts of each of their lines."""

    on: date
    applicant: Text
    facts: ExampleFacts
    line: ExampleFacts = {}


class ExampleGrant(Entry):
    """An earlier grant in an example."""

    measure: Name
    person: Text | None = None
    organization: Text | None = None
    on: date
    amount: Money | None = None
    detail: ExampleFacts = {}


class Example(Entry):
    """One worked case: a base, what differs from it, what must come of it, and why."""

    name: Text
    base: Name
    on: date | None = None
    facts: ExampleFacts = {}
    without: list[Name] = []
    lines: list[ExampleLine] = []
    history: list[ExampleGrant] = []
    rulings: dict[Text, Name] = {}
    expect: Expected
    why: Text


class ExamplesFile(Entry):
    """`examples.toml`."""

    bases: dict[Name, ExampleBase]
    cases: Annotated[list[Example], Field(min_length=1)]
