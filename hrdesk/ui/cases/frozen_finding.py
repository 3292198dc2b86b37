"""The finding as a case version keeps it, read back for the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.money import grouped
from hrdesk.ui.outcome_words import OUTCOMES


@dataclass(frozen=True, slots=True)
class FrozenCheck:
    """One condition as it stood when the version was signed."""

    outcome: CheckOutcome
    clause: str
    title: str
    shown: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrozenFinding:
    """The whole judgement of a version; `amount` is "" where it was left open.

    `ceiling` is the most that a loan may reach, or "" where the measure pays.
    """

    outcome: Outcome
    amount: str
    ceiling: str
    checks: tuple[FrozenCheck, ...]
    notes: tuple[str, ...]


def frozen_finding(record: Mapping[str, object], *, pays: bool) -> FrozenFinding:
    """Return a version's finding from its kept record; `pays` is that of its form."""
    return FrozenFinding(
        outcome=Outcome(str(record["outcome"])),
        amount=_money(record["amount"]),
        ceiling="" if pays else _money(record.get("ceiling")),
        checks=tuple(_check(check) for check in _mappings(record["checks"])),
        notes=tuple(str(note) for note in _items(record["notes"])),
    )


def _money(amount: object) -> str:
    return "" if amount is None else grouped(Decimal(str(amount)))


def _check(record: Mapping[str, object]) -> FrozenCheck:
    return FrozenCheck(
        outcome=CheckOutcome(str(record["outcome"])),
        clause=str(record["clause"]),
        title=str(record["title"]),
        shown=str(record["shown"]),
        readings=tuple(_reading(reading) for reading in _mappings(record.get("readings", []))),
    )


def _reading(record: Mapping[str, object]) -> str:
    words = f"{record['text']}：{OUTCOMES[Outcome(str(record['outcome']))]}"
    amount = record["amount"]
    # Nought says no more than the outcome, and of a loan it says something wrong.
    if amount is None or not Decimal(str(amount)):
        return words
    return f"{words}，{grouped(Decimal(str(amount)))} 元"


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [item for item in _items(value) if isinstance(item, Mapping)]
