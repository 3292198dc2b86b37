"""Rights that a person can use once per measure: the store itself refuses a second grant."""

from collections.abc import Mapping
from typing import Any

from hrdesk.domain.errors import Refused
from hrdesk.domain.money import from_fen, money_text
from hrdesk.storage.cases import NewCase
from hrdesk.storage.ground import Ground, new_id
from hrdesk.storage.months import CLAIMING
from hrdesk.storage.tables import CaseRow, Party, RightOnce


def require_claim(ground: Ground, new: NewCase) -> None:
    """Refuse a case that would go past the rights; such a case is a bug (RuntimeError).

    Once any case used the right to a measure, every case that may be granted has to use it.
    """
    grantable = str(new.finding["outcome"]) in CLAIMING
    if new.claims and not grantable:
        raise RuntimeError("a case that cannot be granted claims a right")
    if grantable and not new.claims and _is_guarded(ground, new.measure):
        raise RuntimeError("a case that may be granted claims no right")


def claim_once(ground: Ground, new: NewCase, case_id: str) -> None:
    """Use the right for a new case; Refused `right.taken` (number of the holder) if it is used.

    The identity number is compared normalised: x as X, 15 digits as 18, full-width as ASCII,
    without blanks. A unique index stands behind the question.
    """
    person = ground.keyed_identity(new.identity)
    holder = (
        RightOnce.select(CaseRow.number)
        .join(CaseRow, on=(RightOnce.case == CaseRow.id))
        .where(
            (RightOnce.measure == new.measure)
            & (RightOnce.identity_key == person)
            & (RightOnce.active == 1)
        )
    )
    for (number,) in holder.tuples().execute(ground.db):
        raise Refused("right.taken", number=number)
    RightOnce.insert(
        id=new_id(),
        measure=new.measure,
        identity_key=person,
        organization=new.organization,
        case=case_id,
        granted_on=new.received_on.isoformat(),
        amount_fen=new.amount_fen,
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


def _is_guarded(ground: Ground, measure: str) -> bool:
    # Every right is active; to say so is what lets the unique index answer.
    guarded = (RightOnce.measure == measure) & (RightOnce.active == 1)
    used = RightOnce.select(RightOnce.id).where(guarded).limit(1)
    return len(used.tuples().execute(ground.db)) > 0


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
