"""The months that a line claims, as a rule works them out one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, Protocol

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.rules.situation import LineSituation
from hrdesk.rules.verdict import Reads, Verdict

MONTHS = "months"
_NO_MONTHS: Mapping[str, tuple[Month, ...]] = MappingProxyType({})


class MonthClaim(NamedTuple):
    """A claimed month: what it gives, the key of the sentence that says why, its amount.

    `base` and `percent` make the amount, in yuan. `settles` names unknown facts.
    """

    month: Month
    outcome: MonthOutcome
    reason: str = ""
    amount: Decimal = Decimal("0.00")
    base: Decimal | None = None
    percent: int | None = None
    settles: tuple[str, ...] = ()


class Lacking(NamedTuple):
    """What a line lacks before any of its months can be worked out: a reason, unknown facts."""

    reason: str
    settles: tuple[str, ...]


class WorkedMonths(NamedTuple):
    """The claimed months in order of time, and those for which the text is silent, by code.

    `limit` says how long the person may be paid, where the rule knows such a limit.
    """

    claims: tuple[MonthClaim, ...]
    silent: Mapping[str, tuple[Month, ...]] = _NO_MONTHS
    lacking: Lacking | None = None
    limit: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Months for which the text is silent: the condition's code, its question and readings."""

    code: str
    question: str
    readings: tuple[str, ...]


#: Months that lie wholly after the document's last day (五).
LAPSED = Silence("lapsed_months", "lapsed_months", ("pays", "stops"))


class MonthRule(Protocol):
    """How the months of a line are worked out.

    `reasons` are the keys of the sentences that say why a month is not paid, `lacking` those
    of them that say what is unknown, `silences` what an officer decides on.
    """

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a month is not paid."""

    @property
    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """What may be unknown, each with the placeholders of a sentence of its own."""

    @property
    def silences(self) -> tuple[Silence, ...]:
        """For which months the text is silent."""

    @property
    def reads(self) -> Reads:
        """The facts and dated figures that are read."""

    def worked(self, situation: LineSituation, /) -> WorkedMonths:
        """Return the claimed months of a line in order of time."""


class MonthOfCase:
    """What holds for a month in every line of a case.

    `never` says why it counts in none of them, or ""; `lapsed` that it lies wholly after the
    document's last day.
    """

    __slots__ = ("first_day", "lapsed", "last_day", "month", "never")

    def __init__(self, situation: LineSituation, month: Month) -> None:
        book = situation.book
        self.month, self.first_day, self.last_day = month, month.first_day, month.last_day
        self.lapsed = self.first_day > book.last_day
        if self.last_day < book.first_day:
            self.never = "too_early"
        else:
            self.never = "not_over" if self.last_day > situation.on else ""

    def surely_skipped(self, situation: LineSituation, granted: frozenset[Month]) -> str:
        """Return why the month counts under no measure, whatever is still unknown, or ""."""
        if granted and self.month in granted:
            return "granted"
        if situation.earlier_months and self.month in situation.earlier_months:
            return "listed_before"
        return self.never


def undecided(situation: LineSituation, month: Month, silence: Silence) -> MonthClaim | None:
    """Return what a month gives for which the text is silent, or None where it is read to pay.

    The first reading of a silence is the one by which the months are paid.
    """
    reading = situation.reading(silence.question)
    if reading == silence.readings[0]:
        return None
    outcome = MonthOutcome.OFFICER if reading is None else MonthOutcome.SKIPPED
    return MonthClaim(month, outcome, silence.code)


def unknown_month(month: Month, reason: str, facts: tuple[str, ...]) -> MonthClaim:
    """Return a month that hangs on unknown facts."""
    return MonthClaim(month, MonthOutcome.MISSING, reason, settles=facts)
