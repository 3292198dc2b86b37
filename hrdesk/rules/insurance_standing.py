"""How long a person may still be paid for insurance, by what is on record (三（九）)."""

from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import Limit, Outlook, Standing
from hrdesk.rules.book import Book
from hrdesk.rules.granted_months import NOTHING_GRANTED, GrantedByPerson
from hrdesk.rules.insurance_months import USED, InsuranceMonths, ground_of, latest_first
from hrdesk.rules.monthly import PerMonth
from hrdesk.rules.payments import payments_of
from hrdesk.rules.registry import measure_of
from hrdesk.rules.retirement import FIRST, Nearness, Retirement, retirements
from hrdesk.rules.situation import LineSituation
from hrdesk.rules.submission import Application

_BY_READING = {"near": Limit.RETIREMENT, "far": Limit.QUOTA}
_BY_NEARNESS = {
    Nearness.NEAR: Limit.RETIREMENT,
    Nearness.FAR: Limit.QUOTA,
    Nearness.UNKNOWN: Limit.UNKNOWN,
}


def has_limit(measure: str) -> bool:
    """Tell whether a measure pays a person for a number of months in all."""
    return _rule(measure) is not None


def insurance_standing(application: Application, book: Book) -> Standing:
    """Return how the person of an application's first line stands on the day of receipt.

    `history` holds what the person was granted so far. A measure without such a limit, and
    an application without a line, is a ValueError.
    """
    rule = _rule(application.measure)
    if rule is None or not application.lines:
        raise ValueError(f"{application.measure} has no line with a limit of months")
    situation = LineSituation(application, measure_of(application.measure), book, 0)
    situation.granted = GrantedByPerson().of(application).get(situation.person, NOTHING_GRANTED)
    elsewhere = situation.count(USED)
    ground = ground_of(rule, situation, elsewhere or 0)
    first = situation.facts.get(FIRST)
    claimed = payments_of(situation)[0]
    begins = latest_first(ground, claimed[0].month if claimed else Month.of(application.on))
    ways = retirements(situation, rule.margin, begins) if rule.margin else ()
    outlooks = dict.fromkeys(_outlook(situation, way, rule.at_margin) for way in ways)
    return Standing(
        measure=application.measure,
        quota=ground.month(Month.of(application.on)).most,
        here=len(ground.own.months),
        elsewhere=elsewhere,
        first=first if isinstance(first, Month) else None,
        retires=bool(rule.margin),
        ways=tuple(outlooks) or (Outlook(Limit.QUOTA),),
    )


def _rule(measure: str) -> InsuranceMonths | None:
    roster = measure_of(measure).roster
    shape = roster.shape if roster is not None else None
    rule = shape.rule if isinstance(shape, PerMonth) else None
    return rule if isinstance(rule, InsuranceMonths) else None


def _outlook(situation: LineSituation, way: Retirement, at_margin: str) -> Outlook:
    if way.nearness is Nearness.AT_MARGIN:
        reading = situation.reading(at_margin)
        limit = _BY_READING.get(reading or "", Limit.EITHER)
    else:
        limit = _BY_NEARNESS[way.nearness]
    return Outlook(limit, way.then, way.span, way.month)
