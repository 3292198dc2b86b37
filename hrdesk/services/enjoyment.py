"""What a person or an organization has enjoyed, and what is left (享受记录)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.domain.clock import today
from hrdesk.domain.credit_code import read_credit_code
from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import (
    HeldMonth,
    HeldRight,
    ListedLine,
    Mark,
    MarkKind,
    Origin,
    PendingRight,
    PeopleRights,
    PersonRecord,
    Standing,
    YearOfMonths,
)
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import CheckOutcome, MonthOutcome, Outcome
from hrdesk.domain.identity import read_identity
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.roster import RosterPlace
from hrdesk.rules.application import read_application
from hrdesk.rules.claims import MONTHS
from hrdesk.rules.insurance_standing import has_limit, insurance_standing
from hrdesk.rules.measure import Measure
from hrdesk.rules.registry import measure_of
from hrdesk.services.session import Session

_DECIDING = frozenset(each.value for each in CheckOutcome if each is not CheckOutcome.MET)


@dataclass(frozen=True, slots=True)
class MonthGrant:
    """The months that one case granted to a person; `fen` sums those that are settled.

    `open` counts the months on which an officer has to decide.
    """

    origin: Origin
    months: tuple[Month, ...]
    open: int
    fen: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The months of a person for one kind of cost, each with what cases did with it.

    `employers` are credit codes with names, in the order in which they began; `first` is the
    month of first enjoyment, `ends` the months in which the person may retire.
    """

    cost: str
    employers: Mapping[str, str]
    marks: Mapping[Month, tuple[Mark, ...]]
    first: Month | None
    ends: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """What a person has enjoyed as of a month; identity numbers are masked."""

    masked: str
    names: tuple[str, ...]
    month: Month
    rights: tuple[HeldRight, ...]
    grants: tuple[MonthGrant, ...]
    pending: tuple[PendingRight, ...]
    standings: tuple[Standing, ...]
    times: tuple[TimeLine, ...]


@dataclass(frozen=True, slots=True)
class OrganizationHistory:
    """What an organization and its people were granted."""

    code: str
    names: tuple[str, ...]
    own: tuple[HeldRight, ...]
    pending: tuple[PendingRight, ...]
    people: tuple[PeopleRights, ...]
    years: tuple[YearOfMonths, ...]


History = PersonHistory | OrganizationHistory


def history_of(session: Session, number: str) -> History:
    """Return what the holder of an identity number or a credit code has enjoyed.

    Refused `enjoyment.number` for a text that is neither.
    """
    identity = read_identity(number, today(session.clock)).value
    code = read_credit_code(number).value
    if code is not None:
        history = _of_organization(session, code)
        # A number that is both is most likely that of whom the store knows.
        if identity is None or history.names:
            return history
    if identity is None:
        raise Refused("enjoyment.number")
    return _of_person(session, identity.number)


def history_in_case(session: Session, case_id: str, line: int) -> History:
    """Return what the applicant of a case (line 0) or a person in its roster has enjoyed.

    Refused `lookup.no_case` if there is none.
    """
    with session.store.reading() as reader:
        number = reader.identity_in_case(case_id, line)
    return history_of(session, number)


def people_in_case(session: Session, case_id: str) -> tuple[RosterPlace, ...]:
    """Return who stands in the roster of a case, with masked numbers."""
    with session.store.reading() as reader:
        return reader.roster_of_case(case_id)


def _of_organization(session: Session, code: str) -> OrganizationHistory:
    with session.store.reading() as reader:
        record = reader.organization_record(code)
        known = reader.organization_by_code(code)
    names = record.names or ((known.name,) if known is not None else ())
    return OrganizationHistory(code, names, record.own, record.pending, record.people, record.years)


def _of_person(session: Session, number: str) -> PersonHistory:
    monthly = [each for each in session.known_measures() if _is_monthly(each)]
    with session.store.reading() as reader:
        record = reader.person_record(number, {each.cost for each in monthly})
    standings = tuple(_standings(session, record))
    return PersonHistory(
        masked=masked_identity(number),
        names=record.names,
        month=Month.of(today(session.clock)),
        rights=record.rights,
        grants=tuple(_grants(record.months)),
        pending=record.pending,
        standings=standings,
        times=tuple(_times(record, standings)),
    )


def _is_monthly(measure: Measure) -> bool:
    return measure.roster is not None and MONTHS in measure.roster.facts


def _standings(session: Session, record: PersonRecord) -> Iterator[Standing]:
    """Yield how the person stands under each measure with a limit, by the newest case's line."""
    newest = {line.origin.measure: line for line in record.lines if line.given}
    for measure, line in newest.items():
        if not has_limit(measure):
            continue
        application = read_application(
            {
                "measure": measure,
                "on": today(session.clock).isoformat(),
                "applicant": line.origin.organization,
                "lines": [line.given],
                "history": [_entry(line, held) for held in record.months],
            },
            draft=True,
        )
        yield insurance_standing(application, session.policy_with(measure).book)


def _entry(line: ListedLine, held: HeldMonth) -> dict[str, object]:
    return {
        "measure": held.origin.measure,
        "person": line.given.get("person", ""),
        "on": held.origin.received_on.isoformat(),
        "detail": {"months": [str(held.month)]},
    }


def _grants(held: tuple[HeldMonth, ...]) -> Iterator[MonthGrant]:
    by_case: dict[str, list[HeldMonth]] = {}
    for month in held:
        by_case.setdefault(month.origin.case_id, []).append(month)
    for months in by_case.values():
        amounts = [each.amount_fen for each in months]
        yield MonthGrant(
            months[0].origin,
            tuple(each.month for each in months),
            amounts.count(None),
            sum(amount for amount in amounts if amount is not None),
        )


def _times(record: PersonRecord, standings: tuple[Standing, ...]) -> Iterator[TimeLine]:
    """Yield a line of time for each kind of cost for which the person claimed or holds a month."""
    held = {(each.origin.case_id, each.month): each for each in record.months}
    marks: dict[str, dict[Month, list[Mark]]] = {}
    for line in record.lines:
        cost = measure_of(line.origin.measure).cost
        for judged in line.judged.get("months", ()):
            month = Month.parse(judged["month"])
            if month is not None:
                mark = _mark(line, judged, held.get((line.origin.case_id, month)))
                marks.setdefault(cost, {}).setdefault(month, []).append(mark)
    for pending in record.pending:
        cost = measure_of(pending.origin.measure).cost
        for month in pending.months:
            mark = Mark(MarkKind.HELD, pending.origin, None, "")
            marks.setdefault(cost, {}).setdefault(month, []).append(mark)
    for cost, found in marks.items():
        own = [each for each in standings if measure_of(each.measure).cost == cost]
        enjoyed = [month for month, each in found.items() if each[0].kind is MarkKind.ELIGIBLE]
        declared = [each.first for each in own if each.first is not None]
        yield TimeLine(
            cost,
            _employers(found),
            {month: tuple(found[month]) for month in sorted(found)},
            min(declared, default=min(enjoyed, default=None)),
            tuple(sorted({way.ends for each in own for way in each.ways if way.ends})),
        )


def _employers(marks: Mapping[Month, list[Mark]]) -> Mapping[str, str]:
    origins = [mark.origin for month in sorted(marks) for mark in marks[month]]
    return {each.organization: each.applicant for each in origins}


def _mark(line: ListedLine, judged: Mapping[str, Any], held: HeldMonth | None) -> Mark:
    own = str(judged["shown"]).removeprefix(str(judged["month"])).strip()
    if held is not None and judged["outcome"] in (MonthOutcome.PAID, MonthOutcome.OFFICER):
        kind = MarkKind.OFFICER if held.amount_fen is None else MarkKind.ELIGIBLE
        reason = "" if kind is MarkKind.ELIGIBLE else own or _deciding(line)
        return Mark(kind, line.origin, held.amount_fen, reason)
    outcomes = (line.judged["outcome"], line.origin.outcome)
    unknown = judged["outcome"] == MonthOutcome.MISSING or (
        judged["outcome"] != MonthOutcome.SKIPPED and Outcome.INCOMPLETE in outcomes
    )
    kind = MarkKind.OPEN if unknown else MarkKind.DROPPED
    return Mark(kind, line.origin, None, own or _deciding(line))


def _deciding(line: ListedLine) -> str:
    """Return the conditions of the line, or else of the case, that are not met."""
    for checks in (line.judged["checks"], line.checks):
        open_checks = [each for each in checks if each["outcome"] in _DECIDING]
        if open_checks:
            return "\uff1b".join(f"{each['title']}\uff1a{each['shown']}" for each in open_checks)
    return ""
