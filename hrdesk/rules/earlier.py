"""What was granted before under the same rule, and what that does to a new application.

An earlier grant refuses, leaves it to an officer, or does nothing; where a detail of the
record is unknown it may do several of these, and is asked for only if it makes a difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import anniversary
from hrdesk.domain.finding import CheckOutcome
from hrdesk.domain.money import ZERO
from hrdesk.domain.right import same_detail
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.roster import PERSON
from hrdesk.rules.situation import LineSituation, Situation
from hrdesk.rules.submission import Grant
from hrdesk.rules.verdict import MET, Applies, Condition, Number, Reads, Verdict, silent

FULL, DIFFERENCE, NONE = "full", "difference", "none"
#: A second grant in full, the difference to the first, or nothing.
UPGRADE_READINGS: Mapping[str, CheckOutcome] = MappingProxyType(
    {FULL: CheckOutcome.MET, DIFFERENCE: CheckOutcome.MET, NONE: CheckOutcome.UNMET}
)
#: A second grant in full, or nothing.
AGAIN_READINGS: Mapping[str, CheckOutcome] = MappingProxyType(
    {FULL: CheckOutcome.MET, NONE: CheckOutcome.UNMET}
)


class Effect(IntEnum):
    """What an earlier grant does, the weakest first."""

    NOTHING = 0
    SILENT = 1
    REFUSES = 2


class Bearing(NamedTuple):
    """What one earlier grant may do; `unknown` names its details and the facts it hangs on.

    A detail is named as in the record: `detail.rating`, `on`.
    """

    least: Effect
    most: Effect
    unknown: tuple[str, ...] = ()


#: A grant with its place in the history, and what it does.
_Borne = tuple[int, Grant, Bearing]
NOTHING = Bearing(Effect.NOTHING, Effect.NOTHING)
SILENT = Bearing(Effect.SILENT, Effect.SILENT)
REFUSES = Bearing(Effect.REFUSES, Effect.REFUSES)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The condition on earlier grants, of the applicant or of the person of a line.

    `bearing` says what one grant does. Without a `question` no grant leaves it to an officer.
    """

    code: str
    bearing: Callable[[Situation, Grant], Bearing]
    facts: tuple[str, ...]
    question: str = ""
    readings: Mapping[str, CheckOutcome] = field(default_factory=lambda: AGAIN_READINGS)
    figures: Mapping[str, FigureKind] = field(default_factory=dict)
    applies: Applies | None = None

    @property
    def condition(self) -> Condition:
        """The condition that no earlier grant stands against a new one."""
        wordings: dict[str, tuple[str, ...]] = {
            "met": (),
            "unmet": ("paid_on",),
            "missing": ("paid_on",),
        }
        if self.question:
            wordings["officer"] = ("paid_on",)
        return Condition(
            self.code,
            self._judge,
            wordings,
            {self.question: tuple(self.readings)} if self.question else {},
            self.applies,
            Reads(self.facts, self.figures),
            priced=DIFFERENCE in self.readings,
        )

    def deducted(self, situation: Situation) -> Decimal:
        """Return what earlier grants take off a new one where the difference is paid, in yuan."""
        if DIFFERENCE not in self.readings or situation.reading(self.question) != DIFFERENCE:
            return ZERO
        found = self._found(situation)
        return sum(
            (grant.amount or ZERO for _, grant, bears in found if bears.most is Effect.SILENT), ZERO
        )

    def _judge(self, situation: Situation) -> Verdict:
        found = self._found(situation)
        if not found:
            return MET
        least = max([bears.least for _, _, bears in found])
        most = max([bears.most for _, _, bears in found])
        if most is Effect.NOTHING:
            return MET
        bearing = [(index, grant) for index, grant, bears in found if bears.most is most]
        days = [grant.on for _, grant in bearing if grant.on is not None]
        numbers: dict[str, Number] = {"paid_on": min(days, default=None)}
        if least is Effect.REFUSES:
            return Verdict(CheckOutcome.UNMET, "unmet", numbers)
        if least is not most:
            unknown = tuple(
                dict.fromkeys(
                    _place(index, name) for index, _, bears in found for name in bears.unknown
                )
            )
            return Verdict(CheckOutcome.MISSING, "missing", numbers, unknown)
        amounts = tuple(
            f"history[{index}].amount" for index, grant in bearing if grant.amount is None
        )
        readings = self.readings
        if amounts and DIFFERENCE in readings:
            if situation.reading(self.question) == DIFFERENCE:
                return Verdict(CheckOutcome.MISSING, "missing", numbers, amounts)
            readings = {**readings, DIFFERENCE: CheckOutcome.MISSING}
        officer = Verdict(CheckOutcome.OFFICER, "officer", numbers)
        return silent(situation, self.question, readings, officer)

    def _found(self, situation: Situation) -> list[_Borne]:
        """Return the grants that bear on this one; no reading changes which, or what each does."""
        known = situation.beyond_readings.get(self.code)
        if isinstance(known, list):
            return known
        rule = situation.measure.rule
        found = [
            (index, grant, self.bearing(situation, grant))
            for index, grant in enumerate(situation.application.history)
            if grant.rule == rule and _of(situation, grant)
        ]
        situation.beyond_readings[self.code] = found
        return found


def _of(situation: Situation, grant: Grant) -> bool:
    """Tell whether a grant is one of the person of a line, or of the organization that applies."""
    if isinstance(situation, LineSituation):
        return bool(grant.person) and grant.person == situation.person
    return bool(grant.organization) and grant.organization == situation.application.applicant


def _place(index: int, name: str) -> str:
    """Return where a detail of a record stands; a fact of the case or line stays as it is."""
    recorded = name == "on" or name.startswith("detail.")
    return f"history[{index}].{name}" if recorded else name


def per_detail(
    fact: str,
    detail: str,
    another: Callable[[Situation, Grant], Bearing],
    unrecorded: Bearing | None = None,
) -> Callable[[Situation, Grant], Bearing]:
    """Return what a grant does by one detail: the same value refuses.

    Texts are compared whatever their spelling, as the store does that guards the right.
    `another` says what a grant with another value does, `unrecorded` one that records none;
    without it such a grant may be either.
    """

    def bearing(situation: Situation, grant: Grant) -> Bearing:
        value, recorded = situation.facts.get(fact), grant.detail.get(detail)
        if recorded is None and unrecorded is not None:
            return unrecorded
        if value is not None and recorded is not None:
            return REFUSES if same_detail(value, recorded) else another(situation, grant)
        other = another(situation, grant)
        unknown = f"detail.{detail}" if recorded is None else fact
        return Bearing(other.least, Effect.REFUSES, (unknown, *other.unknown))

    return bearing


def silent_within_years(years: str) -> Callable[[Situation, Grant], Bearing]:
    """Return what a grant does that is silent only until its N-th anniversary, left out."""

    def bearing(situation: Situation, grant: Grant) -> Bearing:
        span = situation.figure(years, situation.on)
        if not isinstance(span, int):
            raise LookupError(f"{situation.measure.id}: {years} is no count")
        if grant.on is None:
            return Bearing(Effect.NOTHING, Effect.SILENT, ("on",))
        return SILENT if situation.on < anniversary(grant.on, span) else NOTHING

    return bearing


def always(bearing: Bearing) -> Callable[[Situation, Grant], Bearing]:
    """Return what every grant does."""
    return lambda _situation, _grant: bearing


#: Whether the person of a line is known, so that anything can be on record.
OF_PERSON = Applies(
    lambda situation: isinstance(situation, LineSituation) and bool(situation.person), (PERSON,)
)
