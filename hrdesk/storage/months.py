"""Months as rights: a person is granted a measure once for a month, whatever the case.

What a case claims stands in its finding; the store takes it from there and from nowhere else.
The version holds a digest over its claims, so that its signature stands for each row.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import CheckOutcome, MonthOutcome, Outcome
from hrdesk.domain.money import to_fen
from hrdesk.storage.canonical import canonical_text, digest
from hrdesk.storage.ground import Ground, new_id
from hrdesk.storage.many_rows import insert_rows
from hrdesk.storage.tables import CaseRow, RightMonth

#: A case or a line of another outcome holds no right. What is still incomplete holds none either:
#: the complete form that the applicant brings later must not meet his own unfinished one.
CLAIMING = frozenset({Outcome.ELIGIBLE, Outcome.OFFICER})
_CLAIMED = frozenset({MonthOutcome.PAID, MonthOutcome.OFFICER})
#: SQLite takes a limited number of values with one statement.
_MOST_AT_ONCE = 500
#: What older versions of cases used and the platform may still pay; see `hold_schema`.
_PENDING = """
select identity_key, month, measure, number, received_on, case_id, line, batch
from month_held where cost = ? and identity_key in (select value from json_each(?))
"""


@dataclass(frozen=True, slots=True)
class MonthClaim:
    """A month `2024-05` that a row of a roster claims for a person, by his keyed identity.

    `amount_fen` is None while an officer has to decide on the month, its row or its case.
    """

    row: int
    person: str
    month: str
    amount_fen: int | None

    @property
    def granted(self) -> tuple[str, str, int | None]:
        """What of it the digest of the version covers: whom, which month, how much."""
        return self.person, self.month, self.amount_fen


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
    paid = [
        (given, line) for given, line in pairs if line["outcome"] in CLAIMING and line.get("months")
    ]
    if not paid:
        return ()
    settled = all(each["outcome"] != CheckOutcome.OFFICER for each in finding["checks"])
    claims = tuple(
        MonthClaim(line["line"], person, month["month"], _fen(line, month) if settled else None)
        for given, line in paid
        for person in (ground.keyed_identity(given["person"]),)
        for month in line["months"]
        if month["outcome"] in _CLAIMED
    )
    if len({(claim.person, claim.month) for claim in claims}) < len(claims):
        raise RuntimeError("a case counts a month of one person twice")
    return claims


def months_digest(claims: Iterable[tuple[str, str, int | None]]) -> str:
    """Return the digest of claims, each a keyed identity, a month and an amount, or "" of none."""
    # Nobody claims a month twice, so that no two amounts are compared.
    ordered = sorted(claims)
    return digest(ordered) if ordered else ""


def _fen(line: Mapping[str, Any], month: Mapping[str, Any]) -> int | None:
    """Return what a month is settled to pay, in fen, or None while an officer has to decide."""
    open_line = line["outcome"] != Outcome.ELIGIBLE and Decimal(line["amount"]) == 0
    if open_line or month["outcome"] != MonthOutcome.PAID:
        return None
    return to_fen(Decimal(month["amount"]))


@dataclass(frozen=True, slots=True)
class MonthFrame:
    """What the rows of a case's months have in common; `cost` is the kind of cost they pay for."""

    cost: str
    measure: str
    case_id: str
    version: int


def claim_months(ground: Ground, frame: MonthFrame, claims: tuple[MonthClaim, ...]) -> None:
    """Use the months for a case; a unique index and a trigger stand behind the questions.

    Refused `right.month_taken` (number, month, row) when another case uses one, `right.month_held`
    (number, batch, month, row, line) when another case or row did and the platform may still pay
    it; `line` is the one that the case of `number` had it on.
    """
    held = {
        (row.person, row.month): row.number
        for row in _held(ground, frame.cost, {each.person for each in claims})
    }
    for claim in claims:
        number = held.get((claim.person, claim.month))
        if number is not None:
            raise Refused("right.month_taken", number=number, month=claim.month, row=claim.row)
    _refuse_held(ground, frame, claims)
    rows = [
        {
            "id": new_id(),
            "cost": frame.cost,
            "measure": frame.measure,
            "identity_key": claim.person,
            "month": claim.month,
            "amount_fen": claim.amount_fen,
            "case_id": frame.case_id,
            "version": frame.version,
            "line": claim.row,
            "active": 1,
        }
        for claim in claims
    ]
    insert_rows(ground.db, "right_month", rows)


def months_granted(
    ground: Ground, cost: str, people: Collection[str]
) -> tuple[Mapping[str, object], ...]:
    """Return the months that were granted to people for a kind of cost, by case and person.

    Each entry has the shape of `history` in the assessment contract, with the person's number
    as it was asked for, and `number`, the case. Numbers are compared normalised. Months are among
    them that a case used before it was corrected and the platform may still pay: `held` names the
    batch that sent them.
    """
    asked = {ground.keyed_identity(person): person for person in people if person}
    found: dict[tuple[str, str], list[_Month]] = {}
    for row in _held(ground, cost, asked.keys()):
        found.setdefault((row.number, asked[row.person]), []).append(row)
    held: dict[tuple[str, str], str] = {}
    for month, _, _, batch in _pending(ground, cost, asked.keys()):
        key = (month.number, asked[month.person])
        rows = found.setdefault(key, [])
        if month not in rows:
            rows.append(month)
            held[key] = batch
    return tuple(
        {
            "measure": rows[0].measure,
            "person": person,
            "on": rows[0].received_on,
            "number": number,
            "detail": {"months": sorted(row.month for row in rows)},
            **({"held": held[number, person]} if (number, person) in held else {}),
        }
        for (number, person), rows in sorted(found.items())
    )


def _refuse_held(ground: Ground, frame: MonthFrame, claims: tuple[MonthClaim, ...]) -> None:
    """Refuse months that another case or another row used and the platform may still pay."""
    held: dict[tuple[str, str], list[_Pending]] = {}
    for each in _pending(ground, frame.cost, {claim.person for claim in claims}):
        held.setdefault((each.month.person, each.month.month), []).append(each)
    for claim in claims:
        for each in held.get((claim.person, claim.month), ()):
            if (each.case_id, each.line) != (frame.case_id, claim.row):
                values = {"number": each.month.number, "batch": each.batch, "month": claim.month}
                raise Refused("right.month_held", **values, row=claim.row, line=each.line)


class _Month(NamedTuple):
    """A month that is held, by its case's number and day of receipt."""

    person: str
    month: str
    measure: str
    number: str
    received_on: str


class _Pending(NamedTuple):
    """A month that an older version of a case used, and the batch that sent it."""

    month: _Month
    case_id: str
    line: int
    batch: str


def _pending(ground: Ground, cost: str, people: Collection[str]) -> Iterator[_Pending]:
    values = (cost, canonical_text(sorted(people)))
    for *month, case_id, line, batch in ground.db.execute_sql(_PENDING, values):
        yield _Pending(_Month(*month), case_id, line, batch)


def _held(ground: Ground, cost: str, people: Collection[str]) -> Iterator[_Month]:
    ordered = sorted(people)
    for start in range(0, len(ordered), _MOST_AT_ONCE):
        some = ordered[start : start + _MOST_AT_ONCE]
        query = (
            RightMonth.select(
                RightMonth.identity_key,
                RightMonth.month,
                RightMonth.measure,
                CaseRow.number,
                CaseRow.received_on,
            )
            .join(CaseRow, on=(RightMonth.case == CaseRow.id))
            .where(
                (RightMonth.cost == cost)
                & (RightMonth.active == 1)
                & RightMonth.identity_key.in_(some)
            )
        )
        yield from (_Month(*row) for row in query.tuples().execute(ground.db))
