"""One case as the rules get it: typed facts, dates and earlier grants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hrdesk.rules.fact_types import FactValue


@dataclass(frozen=True, slots=True)
class Grant:
    """What was granted before to a person or for an organization; "" and None are unknown."""

    measure: str
    organization: str
    person: str
    on: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Application:
    """A typed case: the day it was received, who applies, known facts by name, earlier grants.

    `applicant` is in the form of comparison, and "" only while a form is being filled.
    """

    measure: str
    on: date
    applicant: str
    facts: Mapping[str, FactValue]
    history: tuple[Grant, ...]
