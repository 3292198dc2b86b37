"""The register of purchased services: rows, corrected by withdrawal alone."""

from dataclasses import dataclass
from datetime import date

from hrdesk.domain.errors import Refused
from hrdesk.domain.plain_text import comparable_text
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.referral_tables import PurchaseRow
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

PURCHASES = RecordKind(
    PurchaseRow,
    enter="purchase.enter",
    withdraw="purchase.withdraw",
    place=("organization_id",),
    content=(
        "bought",
        "contract",
        "signed_on",
        "begins_on",
        "ends_on",
        "fen",
        "department",
        "document",
    ),
    subject="organization_id",
)


@dataclass(frozen=True, slots=True)
class NewPurchase:
    """A purchase as it is entered, in fen; `organization` is the agency's id in the register."""

    organization: str
    bought: str
    contract: str
    signed_on: date
    begins_on: date
    ends_on: date
    fen: int
    department: str
    document: str


def enter_purchase(ground: Ground, author: Author, new: NewPurchase) -> None:
    """Keep a purchase.

    Refused `purchases.known` (contract) while one of the same agency, contract and day stands,
    however its contract is spelled.
    """
    same = (PurchaseRow.organization_id == new.organization) & (
        PurchaseRow.withdraws.is_null(is_null=False) | (PurchaseRow.signed_on == str(new.signed_on))
    )
    contract = comparable_text(new.contract)
    for row, _, withdrawal in standing_and_withdrawn(rows_of(ground, PURCHASES, same)):
        if withdrawal is None and comparable_text(row["contract"]) == contract:
            raise Refused("purchases.known", contract=new.contract)
    content = {
        "organization_id": new.organization,
        "bought": new.bought,
        "contract": new.contract,
        "signed_on": new.signed_on.isoformat(),
        "begins_on": new.begins_on.isoformat(),
        "ends_on": new.ends_on.isoformat(),
        "fen": new.fen,
        "department": new.department,
        "document": new.document,
    }
    enter_row(ground, author, PURCHASES, content)


def withdraw_purchase(ground: Ground, author: Author, row: str, reason: str) -> None:
    """Let a purchase count no more; it stays, with the reason and who said so.

    Refused `purchases.withdrawn` when it was withdrawn before, or is not there.
    """
    if not withdraw_row(ground, author, PURCHASES, row, reason):
        raise Refused("purchases.withdrawn")
