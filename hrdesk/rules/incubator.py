"""What an incubator was granted before, and its yearly assessment (三（六）)."""

from datetime import date

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.conditions import when_code
from hrdesk.rules.earlier import AGAIN_READINGS, NOTHING, REFUSES, SILENT, Bearing, Effect
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Grant
from hrdesk.rules.verdict import (
    MET,
    Condition,
    Number,
    Reads,
    Verdict,
    missing,
    silent,
)

EVENT, EVENT_ON, YEAR = "event", "event_on", "assessment_year"
CITY, ANNUAL, PROVINCE = "city_first", "annual_pass", "province"
EVENTS_OF_ONCE = when_code(EVENT, CITY, ANNUAL, PROVINCE)
OF_ANNUAL = when_code(EVENT, ANNUAL)
_UNRECORDED, _SAME_YEAR = "incubator_grant.unrecorded_city", "incubator_grant.same_year"


def once(situation: Situation, grant: Grant) -> Bearing:
    """Return what an earlier grant does: a recognition is paid once, an assessment once a year."""
    event, before = situation.text(EVENT), grant.detail.get(EVENT)
    if before is not None and before != event:
        return NOTHING
    year, its = situation.count(YEAR), grant.detail.get(YEAR)
    if event != ANNUAL:
        return REFUSES if before else Bearing(Effect.NOTHING, Effect.REFUSES, (_EVENT_BEFORE,))
    if year is not None and its is not None and year != its:
        return NOTHING
    unknown = [] if before else [_EVENT_BEFORE]
    unknown += [YEAR] if year is None else []
    unknown += [f"detail.{YEAR}"] if its is None else []
    return Bearing(Effect.NOTHING, Effect.REFUSES, tuple(unknown)) if unknown else REFUSES


def province_before(_situation: Situation, grant: Grant) -> Bearing:
    """Return what an earlier recognition by the province does to an assessment: it is silent."""
    before = grant.detail.get(EVENT)
    if before is None:
        return Bearing(Effect.NOTHING, Effect.SILENT, (_EVENT_BEFORE,))
    return SILENT if before == PROVINCE else NOTHING


def assessed_year() -> Condition:
    """Return the condition that the year of an assessment is not later than its event."""

    def judge(situation: Situation) -> Verdict:
        year, day = situation.count(YEAR), situation.day(EVENT_ON)
        if year is None or day is None:
            facts = {YEAR: year, EVENT_ON: day}
            return missing(*(name for name, value in facts.items() if value is None))
        numbers: dict[str, Number] = {"year": str(year), "day": day}
        if year <= day.year:
            return Verdict(CheckOutcome.MET, "met", numbers)
        return Verdict(CheckOutcome.UNMET, "unmet", numbers)

    names = ("year", "day")
    wordings = {"met": names, "unmet": names, "missing": ()}
    return Condition(YEAR, judge, wordings, applies=OF_ANNUAL, reads=Reads((YEAR, EVENT_ON)))


def city_recognised() -> Condition:
    """Return the condition that the city's recognition is on record; else an officer decides."""

    def judge(situation: Situation) -> Verdict:
        known, unknown = _city_grants(situation)
        if known:
            return Verdict(CheckOutcome.MET, "met", {"recognised": _first_day(known)})
        if unknown:
            return missing(*unknown)
        unrecorded = Verdict(CheckOutcome.OFFICER, "officer")
        return silent(situation, _UNRECORDED, AGAIN_READINGS, unrecorded)

    wordings: dict[str, tuple[str, ...]] = {"met": ("recognised",), "missing": (), "officer": ()}
    return Condition(
        "city_recognised",
        judge,
        wordings,
        {_UNRECORDED: tuple(AGAIN_READINGS)},
        OF_ANNUAL,
        Reads((EVENT,)),
    )


def year_after_recognition() -> Condition:
    """Return the condition that the year lies after that of the city's first recognition.

    In the same year, or before, the text is silent. Without a recognition on record it is
    met: whether there is one is a condition of its own.
    """

    def judge(situation: Situation) -> Verdict:
        known, unknown = _city_grants(situation)
        year, first = situation.count(YEAR), _first_day(known)
        undated = [f"history[{index}].detail.{EVENT_ON}" for index, day in known if day is None]
        if not known and not unknown:
            return MET
        if year is None:
            return missing(YEAR)
        early = first is not None and year > first.year
        if not early and first is not None:
            numbers: dict[str, Number] = {"year": str(year), "recognised": first}
            same = Verdict(CheckOutcome.OFFICER, "officer", numbers)
            return silent(situation, _SAME_YEAR, AGAIN_READINGS, same)
        if first is None:
            return missing(*unknown, *undated)
        return Verdict(CheckOutcome.MET, "met_after", {"year": str(year), "recognised": first})

    names = ("year", "recognised")
    wordings = {"met": (), "met_after": names, "missing": (), "officer": names}
    return Condition(
        "year_after",
        judge,
        wordings,
        {_SAME_YEAR: tuple(AGAIN_READINGS)},
        OF_ANNUAL,
        Reads((EVENT, YEAR)),
    )


_EVENT_BEFORE = f"detail.{EVENT}"


def _city_grants(
    situation: Situation,
) -> tuple[list[tuple[int, date | None]], tuple[str, ...]]:
    """Return the city's recognitions on record with their days, and records that may be one."""
    known: list[tuple[int, date | None]] = []
    unknown = []
    for index, grant in enumerate(situation.application.history):
        own = grant.organization and grant.organization == situation.application.applicant
        if not own or grant.rule != situation.measure.rule:
            continue
        event = grant.detail.get(EVENT)
        if event is None:
            unknown.append(f"history[{index}].{_EVENT_BEFORE}")
        elif event == CITY:
            day = grant.detail.get(EVENT_ON)
            known.append((index, day if isinstance(day, date) else grant.on))
    return known, tuple(unknown)


def _first_day(grants: list[tuple[int, date | None]]) -> date | None:
    days = [day for _, day in grants if day is not None]
    return min(days, default=None)
