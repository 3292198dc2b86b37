"""Rights that a person can use once per measure: the store itself refuses a second grant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hrdesk.domain.errors import Refused
from hrdesk.domain.money import from_fen, money_text
from hrdesk.storage.ground import Ground, new_id
from hrdesk.storage.tables import CaseRow, Party, RightOnce


@dataclass(frozen=True, slots=True)
class Claim:
    """A use of a right: measure, person, case, organization, day of the grant, amount in fen."""

    measure: str
    identity: str
    case_id: str
    organization: str
    on: date
    amount_fen: int | None


def claim_once(ground: Ground, claim: Claim) -> None:
    """Use a right; Refused `right.taken` (number of the case that holds it) if it is used.

    The identity number is compared normalised: x as X, 15 digits as 18, full-width as ASCII,
    without blanks. A unique index stands behind the question.
    """
    person = ground.keyed_identity(claim.identity)
    holder = (
        RightOnce.select(CaseRow.number)
        .join(CaseRow, on=(RightOnce.case == CaseRow.id))
        .where(
            (RightOnce.measure == claim.measure)
            & (RightOnce.identity_key == person)
            & (RightOnce.active == 1)
        )
    )
    for (number,) in holder.tuples().execute(ground.db):
        raise Refused("right.taken", number=number)
    RightOnce.insert(
        id=new_id(),
        measure=claim.measure,
        identity_key=person,
        organization=claim.organization,
        case=claim.case_id,
        granted_on=claim.on.isoformat(),
        amount_fen=claim.amount_fen,
        active=1,
    ).execute(ground.db)


def grants(
    ground: Ground, measure: str, identity: str, organization: str
) -> tuple[Mapping[str, object], ...]:
    """Return what was granted for a measure to a person or an organization, oldest first.

    Each entry has the shape of `history` in the assessment contract, and `number`, the case.
    A blank identity or organization matches nothing.
    """
    who = RightOnce.identity_key == ground.keyed_identity(identity)
    if organization:
        who |= RightOnce.organization == organization
    query = (
        RightOnce.select(
            RightOnce.measure,
            RightOnce.organization,
            RightOnce.granted_on,
            RightOnce.amount_fen,
            Party.identity,
            CaseRow.number,
        )
        .join(CaseRow, on=(RightOnce.case == CaseRow.id))
        .join(Party, on=(CaseRow.party == Party.id))
        .where((RightOnce.measure == measure) & (RightOnce.active == 1) & who)
        .order_by(RightOnce.granted_on, CaseRow.number)
    )
    return tuple(_entry(row) for row in query.dicts().execute(ground.db))


def _entry(row: Mapping[str, Any]) -> Mapping[str, object]:
    entry: dict[str, object] = {
        "measure": row["measure"],
        "person": row["identity"],
        "on": row["granted_on"],
        "number": row["number"],
    }
    if row["organization"]:
        entry["organization"] = row["organization"]
    if row["amount_fen"] is not None:
        entry["amount"] = money_text(from_fen(row["amount_fen"]))
    return entry
