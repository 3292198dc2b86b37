"""Closing a failed row: it is sent no more, and nothing was or will be paid for it.

Who closes it has ascertained that with the platform. What follows is derived: the row leaves the
queue of failures, goes out in no batch, is not corrected as a failed one, and stays failed
whatever the platform tells of it later; that is told as a contradiction, as money may have flowed.
"""

from hrdesk.domain.batch_answer import RowClosure
from hrdesk.domain.errors import Refused
from hrdesk.storage.batch_answer_tables import RowClosureRow
from hrdesk.storage.closure_schema import CLOSE, REOPEN
from hrdesk.storage.corrections import refuse_waiting
from hrdesk.storage.entitlement import RELEASERS
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.row_states import failed_lines
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

CLOSURES = RecordKind(
    RowClosureRow,
    enter=CLOSE,
    withdraw=REOPEN,
    place=("batch_id", "place"),
    content=("cause",),
    subject="batch_id",
    told=("place",),
)
#: A case to which something belongs by now that the row may still be paid for.
_TAKEN = """
select n.number from row_closure c
join batch_row s on s.batch_id = c.batch_id and s.place = c.place
join row_claim_taken x on x.case_id = s.case_id and x.line = s.line
join cases n on n.id = x.holder where c.id = ? limit 1
"""
_CASE = "select case_id from batch_row where batch_id = ? and place = ?"


def close_row(ground: Ground, author: Author, batch_id: str, place: int, cause: str) -> None:
    """Close a failed row of a batch.

    Refused `rights.role` (name), `closing.not_failed` when the row did not fail, was sent again,
    is closed already or its batch was voided, `closing.correction_waits` (number) while a
    correction of its case waits for a second person.
    """
    author.staff.require(*RELEASERS)
    for (case_id,) in ground.db.execute_sql(_CASE, (batch_id, place)).fetchall():
        failed = failed_lines(ground.db, case_id)
        if not any((each.batch_id, each.place) == (batch_id, place) for each in failed):
            continue
        refuse_waiting(ground, (case_id,), "closing.correction_waits")
        content = {"batch_id": batch_id, "place": place, "cause": cause}
        enter_row(ground, author, CLOSURES, content)
        return
    raise Refused("closing.not_failed")


def reopen_row(ground: Ground, author: Author, closure: str, reason: str) -> None:
    """Let a closure count no more: the row is a failed one again, or what was told of it.

    Refused `rights.role` (name), `closing.gone` when it counts no more already, `closing.taken`
    (number) when what it let go belongs to another case by now.
    """
    author.staff.require(*RELEASERS)
    for (number,) in ground.db.execute_sql(_TAKEN, (closure,)):
        raise Refused("closing.taken", number=number)
    if not withdraw_row(ground, author, CLOSURES, closure, reason):
        raise Refused("closing.gone")


def closures_of(ground: Ground, batch_id: str) -> dict[int, RowClosure]:
    """Return the closures of a batch's rows that count, by place."""
    rows = rows_of(ground, CLOSURES, RowClosureRow.batch_id == batch_id)
    return {
        row["place"]: RowClosure(row["id"], row["cause"], entry)
        for row, entry, withdrawal in standing_and_withdrawn(rows)
        if withdrawal is None
    }
