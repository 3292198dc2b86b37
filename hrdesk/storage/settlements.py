"""Settling a contradiction: the platform was asked, and what had to be done about money was done.

What the row stands at, what is held and what may be sent stays as it is; only the contradiction
is no open one any more, until a later answer makes another.
"""

from hrdesk.domain.batch_answer import RowSettlement
from hrdesk.domain.errors import Refused
from hrdesk.storage.batch_answer_tables import RowSettlementRow
from hrdesk.storage.entitlement import RELEASERS
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.settlement_schema import SETTLE, UNSETTLE
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

ROW_SETTLEMENTS = RecordKind(
    RowSettlementRow,
    enter=SETTLE,
    withdraw=UNSETTLE,
    place=("batch_id", "place"),
    content=("outcome",),
    subject="batch_id",
    told=("place",),
)
_OPEN = """
select 1 from row_contradiction r where r.batch_id = ? and r.place = ?
and r.since > coalesce((select max(s.audit_sequence) from row_settled s
  where s.batch_id = ? and s.place = ?), 0) limit 1
"""


def settle_row(ground: Ground, author: Author, batch_id: str, place: int, outcome: str) -> None:
    """Settle what answers say by now of a row against what was done.

    Refused `rights.role` (name), `settling.nothing_open` when nothing contradicts, or what does
    is settled already.
    """
    author.staff.require(*RELEASERS)
    if not ground.db.execute_sql(_OPEN, (batch_id, place) * 2).fetchall():
        raise Refused("settling.nothing_open")
    content = {"batch_id": batch_id, "place": place, "outcome": outcome}
    enter_row(ground, author, ROW_SETTLEMENTS, content)


def unsettle_row(ground: Ground, author: Author, settlement: str, reason: str) -> None:
    """Let a settlement count no more: the contradiction is open again.

    Refused `rights.role` (name), `settling.gone` when it counts no more already.
    """
    author.staff.require(*RELEASERS)
    if not withdraw_row(ground, author, ROW_SETTLEMENTS, settlement, reason):
        raise Refused("settling.gone")


def settlements_of(ground: Ground, batch_id: str) -> dict[int, tuple[RowSettlement, ...]]:
    """Return the settlements of a batch's rows that count, the newest last, by place."""
    rows = rows_of(ground, ROW_SETTLEMENTS, RowSettlementRow.batch_id == batch_id)
    found: dict[int, tuple[RowSettlement, ...]] = {}
    for row, entry, withdrawal in standing_and_withdrawn(rows):
        if withdrawal is None:
            settled = RowSettlement(row["id"], row["outcome"], entry)
            found[row["place"]] = (*found.get(row["place"], ()), settled)
    return found
