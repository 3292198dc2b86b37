"""Retirement as a limit of subsidies (三（九）): the law of a day, and who is near it."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import CheckOutcome
from hrdesk.domain.retirement import RetirementLaw, retirement_month
from hrdesk.rules.book import ParameterValue
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import LineSituation, Situation, Used
from hrdesk.rules.verdict import Applies, Coded, Condition, Number, Reads, Verdict

BIRTH, KIND, DOCUMENTED, FIRST = "birth", "retirement_kind", "retirement_month", "first_month"
#: The facts on which retirement and nearness to it hang.
RETIREMENT_FACTS = {
    BIRTH: FactType.DATE,
    KIND: FactType.CODE,
    DOCUMENTED: FactType.MONTH,
    FIRST: FactType.MONTH,
}
AGES, INTERVALS, DELAYS = "retirement_ages", "retirement_intervals", "retirement_delays"
#: The dated figures of the law, each by kind of person.
RETIREMENT_FIGURES = {
    AGES: FigureKind.COUNTS,
    INTERVALS: FigureKind.COUNTS,
    DELAYS: FigureKind.COUNTS,
}
_NEWEST = date.max
#: What a table may be; a tuple of types, the quick ones first.
_TABLES = (dict, MappingProxyType, Mapping)


class Nearness(Enum):
    """How far retirement was when the subsidy was first enjoyed, beside the margin."""

    NEAR = auto()
    AT_MARGIN = auto()
    FAR = auto()
    UNKNOWN = auto()


class Retirement(NamedTuple):
    """One way in which a person may retire.

    `month` ends the subsidy, by the newest law; None while it is unknown. `then` is the
    retirement month by the law of the first month of the subsidy, `span` the months between.
    """

    month: Month | None
    nearness: Nearness
    then: Month | None = None
    span: int | None = None
    unknown: tuple[str, ...] = ()


class _Person(NamedTuple):
    """What is known of a person besides the kind: documented retirement, birth, first month.

    `latest_first` is the latest month that the first one can be while it is unknown.
    """

    documented: Month | None
    birth: Month | None
    first: Month | None
    latest_first: Month


class _KnownLaw(NamedTuple):
    """The law of a day for a kind of person, and the figures that say it."""

    law: RetirementLaw
    used: Used


def retirements(
    situation: LineSituation, margin: str, latest_first: Month
) -> tuple[Retirement, ...]:
    """Return the ways in which a person may retire: several while the kind is unknown.

    `margin` is the figure of months that must be left for the usual limit to count;
    `latest_first` the latest month that the first one can be while it is unknown.
    """
    documented, birth = _month(situation, DOCUMENTED), situation.day(BIRTH)
    if documented is None and birth is None:
        unknown = (BIRTH,) if situation.text(KIND) else (BIRTH, KIND)
        return (Retirement(None, Nearness.UNKNOWN, unknown=unknown),)
    kinds = _kinds(situation) if documented is None else ("",)
    person = _Person(
        documented,
        Month.of(birth) if birth is not None else None,
        _month(situation, FIRST),
        latest_first,
    )
    return tuple([_retirement(situation, person, margin, kind) for kind in kinds])


def listed_kind() -> Condition:
    """Return the condition that a kind of person is one that the law knows, where it is given.

    With a documented month of retirement it is not asked, and an unknown kind may not matter.
    """

    def judge(situation: Situation) -> Verdict:
        kind = situation.text(KIND) or ""
        stands = kind in _table(situation, AGES, _NEWEST)
        numbers: dict[str, Number] = {"code": Coded(KIND, kind)}
        return Verdict(
            CheckOutcome.MET if stands else CheckOutcome.UNMET,
            "met" if stands else "unmet",
            numbers,
        )

    def applies(situation: Situation) -> bool:
        return KIND in situation.facts and DOCUMENTED not in situation.facts

    return Condition(
        KIND,
        judge,
        {"met": ("code",), "unmet": ("code",)},
        applies=Applies(applies, (KIND, DOCUMENTED)),
        reads=Reads((KIND,), {AGES: FigureKind.COUNTS}),
    )


def _kinds(situation: Situation) -> tuple[str, ...]:
    listed = _table(situation, AGES, _NEWEST)
    kind = situation.text(KIND)
    # A kind that no law lists is refused by a condition of its own.
    return (kind,) if kind is not None and kind in listed else tuple(listed)


def _retirement(situation: LineSituation, person: _Person, margin: str, kind: str) -> Retirement:
    ends = _retires(situation, person, kind, _NEWEST)
    first = person.first
    if first is None:
        near = any(
            _span(situation, person, kind, month) <= _count(situation, margin, month)
            for month in _latest_of_each_law(situation, person.latest_first)
        )
        return Retirement(ends, Nearness.UNKNOWN if near else Nearness.FAR, unknown=(FIRST,))
    then = _retires(situation, person, kind, first.first_day)
    span = then.count - first.count
    least = _count(situation, margin, first)
    if span == least:
        nearness = Nearness.AT_MARGIN
    else:
        nearness = Nearness.NEAR if span < least else Nearness.FAR
    return Retirement(ends, nearness, then, span)


def _latest_of_each_law(situation: Situation, latest: Month) -> Iterator[Month]:
    """Yield the latest month under each law up to a month: nearest to retirement under it."""
    yield latest
    for row in situation.book.parameters[situation.measure.parameter_ids[DELAYS]]:
        before = Month.of(row.valid_from).later(-1)
        if before < latest:
            yield before


def _span(situation: LineSituation, person: _Person, kind: str, first: Month) -> int:
    return _retires(situation, person, kind, first.first_day).count - first.count


def _retires(situation: LineSituation, person: _Person, kind: str, day: date) -> Month:
    """Return the month of retirement by the law of a day, or the documented one."""
    if person.documented is not None:
        return person.documented
    if person.birth is None:
        raise LookupError("retirement of somebody whose birth is unknown")
    return retirement_month(person.birth, _law(situation, kind, day))


def _law(situation: LineSituation, kind: str, day: date) -> RetirementLaw:
    """Return the law of a day for a kind of person, the same in every line; note its figures."""
    known = situation.of_case.get((kind, day))
    if isinstance(known, _KnownLaw):
        situation.used.update(known.used)
        return known.law
    law, used = situation.noting(lambda: _read_law(situation, kind, day))
    situation.of_case[kind, day] = _KnownLaw(law, used)
    return law


def _read_law(situation: Situation, kind: str, day: date) -> RetirementLaw:
    ages, intervals = _table(situation, AGES, day), _table(situation, INTERVALS, day)
    row = situation.row(DELAYS, day)
    return RetirementLaw(
        age=ages[kind],
        delayed_from=Month.of(row.valid_from),
        interval=intervals[kind],
        longest_delay=_listed(situation, DELAYS, row.value)[kind],
    )


def _table(situation: Situation, figure: str, day: date) -> Mapping[str, int]:
    return _listed(situation, figure, situation.row(figure, day).value)


def _listed(situation: Situation, figure: str, table: ParameterValue) -> Mapping[str, int]:
    if not isinstance(table, _TABLES):
        raise LookupError(f"{situation.measure.id}: {figure} is no table")
    return table


def _count(situation: Situation, figure: str, month: Month) -> int:
    value = situation.figure(figure, month.first_day)
    if not isinstance(value, int):
        raise LookupError(f"{situation.measure.id}: {figure} is no count")
    return value


def _month(situation: Situation, fact: str) -> Month | None:
    value = situation.facts.get(fact)
    return value if isinstance(value, Month) else None
