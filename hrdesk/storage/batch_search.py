"""Reading upload batches: the list, one with all it sent, and the cases that wait for one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hrdesk.domain.batch import (
    Batch,
    BatchCopy,
    BatchVoid,
    CopiedFile,
    CopyPurpose,
    FrozenBatch,
    SentCase,
    SentRow,
    VoidCause,
)
from hrdesk.domain.errors import Refused
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.row_states import handled_rows, settled_rows, tally_of
from hrdesk.storage.templates import frame_template

_BATCHES = """
select b.id, b.number, b.measure, b.case_count, b.row_count, b.sum_fen, b.made_at, s.name,
  f.file_name, f.digest, p.number, f.purpose, v.cause, v.reason, v.voided_at, w.name
from batch b join staff s on s.id = b.made_by left join batch p on p.id = b.follows
left join batch_file f on f.audit_sequence =
  (select max(audit_sequence) from batch_file where batch_id = b.id and part = 1)
left join batch_void v on v.batch_id = b.id left join staff w on w.id = v.voided_by
"""
_PAGE = f"{_BATCHES} where b.audit_sequence < ? order by b.audit_sequence desc limit ?"
_ONE = f"{_BATCHES} where b.id = ?"
_CASES = """
select k.case_id, c.number, k.version, k.amount_fen from batch_case k
join cases c on c.id = k.case_id where k.batch_id = ? order by k.place
"""
_OTHERS = """
select o.id, o.number from batch o
where o.id <> ? and exists (select 1 from batch_file f where f.batch_id = o.id)
and not exists (select 1 from batch_void v where v.batch_id = o.id)
order by o.audit_sequence
"""
#: Those that left, voided or not: the platform may have them all.
_BESIDE = """
select o.id, o.number from batch x join batch o on o.measure = x.measure and o.id <> x.id
where x.id = ? and exists (select 1 from batch_file f where f.batch_id = o.id)
and (? = 0 or exists (select 1 from batch_case k
  join batch_case m on m.case_id = k.case_id and m.batch_id = x.id where k.batch_id = o.id))
order by o.audit_sequence desc
"""
_SENT_AS = """
select w.application, w.finding from batch_case k
join case_version v on v.case_id = k.case_id and v.number = k.version
join case_value w on w.version_id = v.id where k.batch_id = ? and k.case_id = ?
"""
_COPIES = """
select f.part, f.file_name, f.digest, f.purpose, f.written_at, s.name from batch_file f
join staff s on s.id = f.written_by where f.batch_id = ? order by f.audit_sequence
"""
_ROWS = "select case_id, line, cells from batch_row where batch_id = ? order by place"
_WAITING = """
select c.id from cases c
where c.measure = ? and c.received_on between ? and ? and c.state = 'accepted'
and not exists (select 1 from batch_case k
  where k.case_id = c.id and k.open = 1 and k.follows is null)
order by c.year, c.sequence, c.number
"""
_LAST_WAITING = """
select c.received_on from cases c
where c.measure = ? and c.state = 'accepted' and c.outcome = coalesce(?, c.outcome)
and not exists (select 1 from batch_case k
  where k.case_id = c.id and k.open = 1 and k.follows is null)
order by c.received_on desc limit 1
"""
_HOLDING = f"""
{_BATCHES} where b.id in (select batch_id from batch_case where case_id = ?)
order by v.batch_id is not null, b.audit_sequence desc limit 1
"""  # noqa: S608 - constants
#: Beyond every sequence that an audit chain can have.
_NO_END = 2**63 - 1


def batch_page(db: KeyedDatabase, after: str | None, limit: int) -> tuple[Batch, ...]:
    """Return the page of batches that follows a batch's id, the one made last first."""
    end = _NO_END
    if after is not None:
        question = "select audit_sequence from batch where id = ?"
        ((end,),) = db.execute_sql(question, (after,))
    return tuple(_batch(db, row) for row in db.execute_sql(_PAGE, (end, limit)).fetchall())


def frozen_batch(db: KeyedDatabase, batch_id: str) -> FrozenBatch:
    """Return a batch with all that it sent; Refused `lookup.no_batch` if there is none."""
    batch = batch_by_id(db, batch_id)
    frame = batch_frame(db, batch_id)
    rows: dict[str, list[SentRow]] = {}
    for case_id, line, cells in db.execute_sql(_ROWS, (batch_id,)):
        rows.setdefault(case_id, []).append(SentRow(line, tuple(stored_value(cells))))
    cases = tuple(
        SentCase(case_id, number, version, amount, tuple(rows.get(case_id, ())))
        for case_id, number, version, amount in db.execute_sql(_CASES, (batch_id,))
    )
    return FrozenBatch(batch, frame, cases, frame_template(db, frame))


def batch_frame(db: KeyedDatabase, batch_id: str) -> Mapping[str, object]:
    """Return the frame of a batch; Refused `lookup.no_batch` if there is none."""
    for (frame,) in db.execute_sql("select frame from batch where id = ?", (batch_id,)):
        found: Mapping[str, object] = stored_value(frame)
        return found
    raise Refused("lookup.no_batch")


def sent_as(
    db: KeyedDatabase, batch_id: str, case_id: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the application and the finding of a case in the version that a batch sent."""
    ((application, finding),) = db.execute_sql(_SENT_AS, (batch_id, case_id)).fetchall()
    return stored_value(application), stored_value(finding)


def batch_by_id(db: KeyedDatabase, batch_id: str) -> Batch:
    """Return a batch as lists show it; Refused `lookup.no_batch` if there is none."""
    for row in db.execute_sql(_ONE, (batch_id,)):
        return _batch(db, row)
    raise Refused("lookup.no_batch")


def batch_of_case(db: KeyedDatabase, case_id: str) -> Batch | None:
    """Return the open batch that holds a case, else the last one that was voided, else None."""
    return next((_batch(db, row) for row in db.execute_sql(_HOLDING, (case_id,))), None)


def batch_ids(db: KeyedDatabase, numbers: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the batches of these numbers that are there: id, and that of the one followed."""
    question = "select id, coalesce(follows, '') from batch where number = ?"
    rows = ((number, db.execute_sql(question, (number,)).fetchone()) for number in numbers)
    return {number: (row[0], row[1]) for number, row in rows if row is not None}


def other_open_batches(db: KeyedDatabase, batch_id: str) -> tuple[tuple[str, str], ...]:
    """Return id and number of the other batches that left and count."""
    return tuple((row[0], row[1]) for row in db.execute_sql(_OTHERS, (batch_id,)))


def batches_beside(
    db: KeyedDatabase, batch_id: str, *, sharing_cases: bool
) -> tuple[tuple[str, str], ...]:
    """Return id and number of the other batches of the measure that left, the newest first.

    Voided ones too; where `sharing_cases`, only those that send a case of this one.
    """
    found = db.execute_sql(_BESIDE, (batch_id, int(sharing_cases)))
    return tuple((row[0], row[1]) for row in found)


def batch_rows(db: KeyedDatabase, batch_id: str) -> tuple[tuple[str | int | None, ...], ...]:
    """Return the cells of the rows of a batch as they were frozen, in order."""
    rows = db.execute_sql(_ROWS, (batch_id,))
    return tuple(tuple(stored_value(cells)) for _, _, cells in rows)


def batch_copies(db: KeyedDatabase, batch_id: str) -> tuple[BatchCopy, ...]:
    """Return the copies of a batch that left, the last one first."""
    copies: list[BatchCopy] = []
    for part, name, digest, purpose, at, by in db.execute_sql(_COPIES, (batch_id,)):
        file = CopiedFile(name, digest)
        if part == 1:
            moment = datetime.fromisoformat(at)
            copies.append(BatchCopy((file,), CopyPurpose(purpose), moment, by))
        else:
            copies[-1] = replace(copies[-1], files=(*copies[-1].files, file))
    return tuple(reversed(copies))


def waiting_cases(db: KeyedDatabase, measure: str, first: date, last: date) -> tuple[str, ...]:
    """Return the ids of accepted cases received in a period that no open batch holds, by number."""
    period = (measure, first.isoformat(), last.isoformat())
    return tuple(row[0] for row in db.execute_sql(_WAITING, period))


def last_waiting(db: KeyedDatabase, measure: str, outcome: str | None) -> date | None:
    """Return the day of receipt of the newest accepted case that no open batch holds, or None;
    `outcome` is that of the case, None for any.
    """
    row = db.execute_sql(_LAST_WAITING, (measure, outcome)).fetchone()
    return date.fromisoformat(row[0]) if row else None


def _batch(db: KeyedDatabase, row: tuple[Any, ...]) -> Batch:
    cause, reason, voided_at, voided_by = row[12:]
    void = None
    if cause is not None:
        void = BatchVoid(VoidCause(cause), reason, datetime.fromisoformat(voided_at), voided_by)
    tally = tally_of(db, row[0], row[4])
    return Batch(
        id=row[0],
        number=row[1],
        measure=row[2],
        cases=row[3],
        rows=row[4],
        sum_fen=row[5],
        made_at=datetime.fromisoformat(row[6]),
        made_by=row[7],
        file_name=row[8] or "",
        sha256=row[9] or "",
        void=void,
        follows=row[10] or "",
        purpose=None if row[11] is None else CopyPurpose(row[11]),
        tally=tally,
        handled=handled_rows(db, row[0]) if tally.failed else 0,
        settled=settled_rows(db, row[0]) if tally.waiting < row[4] else 0,
    )
