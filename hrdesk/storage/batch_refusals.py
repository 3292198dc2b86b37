"""What an upload batch may not be made of, and when it may not end: said before the guards do."""

from hrdesk.domain.batch import SentCase
from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import Refused
from hrdesk.storage.batch_tables import BatchCaseRow, BatchRecord, BatchVoidRow
from hrdesk.storage.corrections import refuse_waiting
from hrdesk.storage.entitlement import CLERKS, RELEASERS, is_entitled
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.hold_schema import FREED_IN_BATCH
from hrdesk.storage.row_states import failed_lines, locked_rows
from hrdesk.storage.tables import CaseRow

#: So many cases are asked for with one statement; SQLite takes 32,766 values.
_AT_ONCE = 500
_HELD = {RowState.WAITING: "batch.row_waiting", RowState.ACCEPTED: "batch.row_accepted"}
_CLOSED = """
select b.number from row_closed c join batch_row r on r.batch_id = c.batch_id and r.place = c.place
join batch b on b.id = c.batch_id where r.case_id = ? and r.line = ?
"""
_HAS_CLOSED = "select count(*) from row_closed where batch_id = ?"
_LEFT = """
select number from batch b where id = ?
and exists (select 1 from batch_file f where f.batch_id = b.id)
"""
_FOLLOWER = """
select number from batch b where follows = ?
and not exists (select 1 from batch_void v where v.batch_id = b.id) limit 1
"""


def refuse_unsendable(ground: Ground, follows: str | None, cases: tuple[SentCase, ...]) -> None:
    """Refuse cases that are held elsewhere or about to be corrected, rows not to be sent again."""
    refuse_waiting(ground, [each.case_id for each in cases], "batch.correction_waits")
    if follows is None:
        _refuse_held(ground, cases)
    else:
        refuse_voided(ground, follows)
        _refuse_not_failed(ground, follows, cases)


def _refuse_held(ground: Ground, cases: tuple[SentCase, ...]) -> None:
    """Say which case is held by which batch; the unique index stands behind the question."""
    for first in range(0, len(cases), _AT_ONCE):
        ids = [case.case_id for case in cases[first : first + _AT_ONCE]]
        query = (
            BatchCaseRow.select(CaseRow.number, BatchRecord.number)
            .join(BatchRecord, on=(BatchRecord.id == BatchCaseRow.batch_id))
            .join(CaseRow, on=(CaseRow.id == BatchCaseRow.case_id))
            .where(
                BatchCaseRow.case_id.in_(ids)
                & (BatchCaseRow.open == 1)
                & BatchCaseRow.follows.is_null()
            )
            .order_by(BatchCaseRow.place)
            .limit(1)
        )
        for number, batch in query.tuples().execute(ground.db):
            raise Refused("batch.case_held", number=number, batch=batch)


def _refuse_not_failed(ground: Ground, follows: str, cases: tuple[SentCase, ...]) -> None:
    """Say which row may not be sent again; triggers stand behind the question."""
    for case in cases:
        locked = {each.line: each for each in locked_rows(ground.db, case.case_id)}
        failed = {
            each.line for each in failed_lines(ground.db, case.case_id) if each.batch_id == follows
        }
        for row in case.rows:
            if row.line in locked:
                other = locked[row.line]
                raise Refused(_HELD[other.state], number=case.number, batch=other.batch)
            for (batch,) in ground.db.execute_sql(_CLOSED, (case.case_id, row.line)):
                raise Refused("batch.row_closed", number=case.number, batch=batch)
            if row.line not in failed:
                raise Refused("batch.row_not_failed", number=case.number)


def refuse_settled(ground: Ground, batch_id: str) -> None:
    """Refuse to void a batch with rows that were accepted or closed, that holds what a correction
    freed, or that another follows.
    """
    accepted = "select count(distinct sent) from receipt_told where batch_id = ? and state = ?"
    ((count,),) = ground.db.execute_sql(accepted, (batch_id, RowState.ACCEPTED.value))
    ((number,),) = ground.db.execute_sql("select number from batch where id = ?", (batch_id,))
    if count:
        raise Refused("batch.answered", number=number, count=str(count))
    ((closed,),) = ground.db.execute_sql(_HAS_CLOSED, (batch_id,))
    if closed:
        raise Refused("batch.rows_closed", number=number, count=str(closed))
    if ground.db.execute_sql(FREED_IN_BATCH.format(batch="?1"), (batch_id,)).fetchone():
        raise Refused("batch.holds_freed", number=number)
    for (later,) in ground.db.execute_sql(_FOLLOWER, (batch_id,)):
        raise Refused("batch.followed", number=number, batch=later)


def refuse_role(ground: Ground, author: Author, batch_id: str) -> None:
    """Refuse that a batch of which a copy left is voided by who may not let go of public money,
    and one that never left by others than clerks.
    """
    left = ground.db.execute_sql(_LEFT, (batch_id,)).fetchone()
    if left is None:
        author.staff.require(*CLERKS)
    elif not is_entitled(author.staff, RELEASERS):
        raise Refused("batch.void_role", number=left[0])


def refuse_voided(ground: Ground, batch_id: str) -> None:
    """Refuse what is done to a batch that was voided, or that is not there."""
    query = (
        BatchRecord.select(BatchRecord.number, BatchVoidRow.cause)
        .left_outer_join(BatchVoidRow, on=(BatchVoidRow.batch_id == BatchRecord.id))
        .where(BatchRecord.id == batch_id)
    )
    for number, cause in query.tuples().execute(ground.db):
        if cause is not None:
            raise Refused("batch.voided", number=number)
        return
    raise Refused("lookup.no_batch")
