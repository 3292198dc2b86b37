"""Months as rights: a person is granted a measure once for a month, whatever the case.

What a case claims stands in its finding; the store takes it from there and from nowhere else.
The version holds a digest over its claims, so that its signature stands for each row.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import MonthOutcome, Outcome
from hrdesk.storage.canonical import digest
from hrdesk.storage.ground import Ground, new_id
from hrdesk.storage.many_rows import insert_rows
from hrdesk.storage.tables import CaseRow, RightMonth

#: A case or a line of another outcome holds no right.
CLAIMING = frozenset({Outcome.ELIGIBLE, Outcome.OFFICER})
_CLAIMED = frozenset({MonthOutcome.PAID, MonthOutcome.OFFICER})
#: SQLite takes a limited number of values with one statement.
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MonthClaim:
    """A month `2024-05` that a row of a roster claims for a person, by his keyed identity."""

    row: int
    person: str
    month: str


def claimed_months(
    ground: Ground, application: Mapping[str, Any], finding: Mapping[str, Any]
) -> tuple[MonthClaim, ...]:
    """Return the months that a case claims, row by row: paid ones, and those for an officer.

    A case that counts a month of one person twice is a bug (RuntimeError).
    """
    if finding["outcome"] not in CLAIMING:
        return ()
    judged = finding.get("lines", ())
    pairs = zip(application.get("lines", ()), judged, strict=True) if judged else ()
    claims = tuple(
        MonthClaim(line["line"], person, month["month"])
        for given, line in pairs
        if line["outcome"] in CLAIMING and line.get("months")
        for person in (ground.keyed_identity(given["person"]),)
        for month in line["months"]
        if month["outcome"] in _CLAIMED
    )
    if len({(claim.person, claim.month) for claim in claims}) < len(claims):
        raise RuntimeError("a case counts a month of one person twice")
    return claims


def months_digest(claims: Iterable[tuple[str, str]]) -> str:
    """Return the digest of claims, each a keyed identity and a month, or "" if there are none."""
    ordered = sorted(claims)
    return digest(ordered) if ordered else ""


def claim_months(
    ground: Ground, measure: str, case_id: str, claims: tuple[MonthClaim, ...]
) -> None:
    """Use the months for a case; Refused `right.month_taken` (number, month, row) if one is held.

    A unique index stands behind the question.
    """
    held = {
        (person, month): number
        for person, month, number, _ in _held(ground, measure, {each.person for each in claims})
    }
    for claim in claims:
        number = held.get((claim.person, claim.month))
        if number is not None:
            raise Refused("right.month_taken", number=number, month=claim.month, row=claim.row)
    rows = [
        {
            "id": new_id(),
            "measure": measure,
            "identity_key": claim.person,
            "month": claim.month,
            "case_id": case_id,
            "active": 1,
        }
        for claim in claims
    ]
    insert_rows(ground.db, "right_month", rows)


def months_granted(
    ground: Ground, measure: str, people: Collection[str]
) -> tuple[Mapping[str, object], ...]:
    """Return the months that were granted to people for a measure, by case and person.

    Each entry has the shape of `history` in the assessment contract, with the person's number
    as it was asked for, and `number`, the case. Numbers are compared normalised.
    """
    asked = {ground.keyed_identity(person): person for person in people if person}
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for person, month, number, on in _held(ground, measure, asked.keys()):
        found.setdefault((number, asked[person]), (on, []))[1].append(month)
    return tuple(
        {
            "measure": measure,
            "person": person,
            "on": on,
            "number": number,
            "detail": {"months": sorted(months)},
        }
        for (number, person), (on, months) in sorted(found.items())
    )


def _held(
    ground: Ground, measure: str, people: Collection[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield keyed identity, month, case number and day of receipt of each month that is held."""
    ordered = sorted(people)
    for start in range(0, len(ordered), _MOST_AT_ONCE):
        some = ordered[start : start + _MOST_AT_ONCE]
        query = (
            RightMonth.select(
                RightMonth.identity_key, RightMonth.month, CaseRow.number, CaseRow.received_on
            )
            .join(CaseRow, on=(RightMonth.case == CaseRow.id))
            .where(
                (RightMonth.measure == measure)
                & (RightMonth.active == 1)
                & RightMonth.identity_key.in_(some)
            )
        )
        yield from query.tuples().execute(ground.db)
