"""What became of the rows of upload batches: read from the answers that stand, never stored."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.domain.receipt import (
    ContradictedBatch,
    Contradiction,
    FailedLine,
    KeptStray,
    LockedRow,
    RowClosure,
    RowState,
    SentState,
    StrayCause,
    Tally,
)
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase

_STANDING = """
select accepted, failed from receipt r where r.batch_id = ? and r.withdraws is null
and not exists (select 1 from receipt w where w.withdraws = r.id)
"""
#: As `batch_row_state` says, but walked once: lists show many batches of many rows.
_TALLY = """
select sum(t.ok and g.place is null) from (
  select sent, max(state = 'accepted') as ok from receipt_told where batch_id = ? group by sent
) t left join (
  select place from batch_row_again where batch_id = ?
  union select place from row_closed where batch_id = ?
) g on g.place = t.sent
"""
_TOLD = "select count(distinct sent) from receipt_told where batch_id = ?"
#: Of what is told of a row its newest words: those that count, if any do.
_WORDS = """
left join receipt_told t on t.batch_id = s.batch_id and t.sent = s.place
  and t.audit_sequence = (select max(o.audit_sequence) from receipt_told o
    where o.batch_id = s.batch_id and o.sent = s.place and o.state = s.state)
"""
#: The entries of the row, or those that all rows share, were corrected since it was sent: the
#: account of the payee only where the row had failed by then.
_CORRECTED = """
exists (select 1 from batch_case k
  join correction_confirmation n on n.case_id = k.case_id and n.version > k.version
  join correction o on o.id = n.correction_id join json_each(o.changes) e
  where k.batch_id = s.batch_id and k.case_id = s.case_id
  and (s.line = 0 or json_extract(e.value, '$[1]') in (0, s.line))
  and (json_extract(e.value, '$[0]') <> ''
    or not exists (select 1 from batch b, json_each(b.frame, '$.payee') a
      where b.id = s.batch_id and a.value is json_extract(e.value, '$[2]'))
    or exists (select 1 from receipt_told f where f.batch_id = s.batch_id and f.sent = s.place
      and f.state = 'failed' and f.audit_sequence < n.audit_sequence)))
"""
#: The platform accepted the same row in another batch.
_ELSEWHERE = """
(select e.number from batch_row x join batch e on e.id = x.batch_id
  where x.case_id = s.case_id and x.line = s.line and x.batch_id <> s.batch_id
  and exists (select 1 from receipt_told t
    where t.batch_id = x.batch_id and t.sent = x.place and t.state = 'accepted')
  order by e.audit_sequence limit 1)
"""
_STATES = f"""
select s.place, s.case_id, c.number, s.line, r.cells, s.state, t.reason, t.serial,
  (select g.later_number from batch_row_again g where g.batch_id = s.batch_id
   and g.place = s.place), {_CORRECTED}, t.receipt_id,
   (select x.state from batch_row_again g join batch_row_state x on x.batch_id = g.later
    and x.case_id = s.case_id and x.line = s.line
    where g.batch_id = s.batch_id and g.place = s.place), {_ELSEWHERE}
from batch_row_state s join batch_row r on r.batch_id = s.batch_id and r.place = s.place
join cases c on c.id = s.case_id {_WORDS}
where s.batch_id = ? order by s.place
"""  # noqa: S608 - constants
_AGAINST = """
from receipt_told t left join batch_row_again g on g.batch_id = t.batch_id and g.place = t.sent
left join row_closed c on c.batch_id = t.batch_id and c.place = t.sent
where (
  t.state = 'accepted' and (g.later_sequence < t.audit_sequence or c.id is not null)
  or t.state = 'failed' and exists (select 1 from receipt_told a where a.batch_id = t.batch_id
    and a.sent = t.sent and a.state = 'accepted' and a.audit_sequence < t.audit_sequence))
"""
_CONTRADICTIONS = f"""
select t.sent, t.state, t.reason, g.later_number, t.receipt_id, c.id is not null
{_AGAINST} and t.batch_id = ? order by t.sent, t.audit_sequence
"""
#: A contradiction in one batch takes two answers: these alone are looked at row by row.
_TWICE_ANSWERED = """
select batch_id from receipt group by batch_id having count(*) > 1
"""
#: Rows as `SentState.is_contradicted` says, of batches that count.
_CONTRADICTED = f"""
select b.id, b.number, count(*) from (
  select t.batch_id, t.sent {_AGAINST} and t.batch_id in ({_TWICE_ANSWERED})
  union
  select s.batch_id, s.place from batch_row_state s
  where s.batch_id in (select k.batch_id from batch_case k
    join correction_confirmation n on n.case_id = k.case_id and n.version > k.version
    where k.batch_id in ({_TWICE_ANSWERED}))
  and s.state = 'accepted' and {_CORRECTED}
  union
  select t.batch_id, t.sent from batch f
  join batch_row x on x.batch_id = f.id
  join batch_row r on r.case_id = x.case_id and r.line = x.line
  join receipt_told t on t.batch_id = r.batch_id and t.sent = r.place and t.state = 'accepted'
  where f.follows is not null and exists (select 1 from batch_row y join receipt_told u
    on u.batch_id = y.batch_id and u.sent = y.place and u.state = 'accepted'
    where y.case_id = r.case_id and y.line = r.line and y.batch_id <> r.batch_id)
) r join batch b on b.id = r.batch_id
where not exists (select 1 from batch_void v where v.batch_id = b.id)
group by b.id order by b.audit_sequence
"""  # noqa: S608 - constants
#: Each row of a batch that follows is one of the failed rows, and none is sent again twice.
_HANDLED = """
select coalesce((select sum(b.row_count) from batch b where b.follows = ?
  and not exists (select 1 from batch_void v where v.batch_id = b.id)), 0)
  + (select count(*) from row_closed where batch_id = ?)
"""
_FAILED = f"""
select s.batch_id, b.number, b.measure, s.place, s.case_id, c.number, s.line, r.cells, t.reason,
  k.version, (select max(number) from case_version where case_id = s.case_id)
from batch_row_state s join batch b on b.id = s.batch_id
join batch_row r on r.batch_id = s.batch_id and r.place = s.place
join batch_case k on k.batch_id = s.batch_id and k.case_id = s.case_id
join cases c on c.id = s.case_id {_WORDS}
where s.state = 'failed'
and not exists (select 1 from batch_row_again g
  where g.batch_id = s.batch_id and g.place = s.place)
and not exists (select 1 from row_closed c where c.batch_id = s.batch_id and c.place = s.place)
and not exists (select 1 from batch_void v where v.batch_id = s.batch_id)
"""  # noqa: S608 - constants
_QUEUE = f"""
{_FAILED} and s.batch_id in (select batch_id from receipt where failed > 0)
order by b.audit_sequence, s.place
"""  # noqa: S608 - constants
#: The queue counted, as `batch_row_state` has it but walked once: the window asks at each change.
_QUEUE_COUNT = """
select count(*), coalesce(sum((select max(number) from case_version v
  where v.case_id = r.case_id) > k.version), 0)
from (select t.batch_id, t.sent from receipt_told t
  where t.batch_id in (select batch_id from receipt where failed > 0)
  and not exists (select 1 from batch_void v where v.batch_id = t.batch_id)
  group by t.batch_id, t.sent having max(t.state = 'accepted') = 0) f
join batch_row r on r.batch_id = f.batch_id and r.place = f.sent
join batch_case k on k.batch_id = r.batch_id and k.case_id = r.case_id
left join (
  select batch_id, place from batch_row_again union select batch_id, place from row_closed
) g on g.batch_id = f.batch_id and g.place = f.sent
where g.place is null
"""
_OF_CASE = f"{_FAILED} and s.case_id = ? order by s.line, b.audit_sequence"
_HELD = """
select s.batch_id, b.number, s.line, r.cells,
  case s.state when 'waiting' then s.state else 'accepted' end
from batch_row_state s join batch b on b.id = s.batch_id
join batch_row r on r.batch_id = s.batch_id and r.place = s.place
where s.case_id = ? and (s.state <> 'failed' or exists (select 1 from receipt_told t
  where t.batch_id = s.batch_id and t.sent = s.place and t.state = 'accepted'))
and not exists (select 1 from batch_void v where v.batch_id = s.batch_id)
"""
_STRAYS = """
select y.receipt_id, y.place, y.file_row, y.cause, y.cells, n.note
from receipt_stray y join receipt r on r.id = y.receipt_id
left join stray_settlement n on n.receipt_id = y.receipt_id and n.stray = y.place
where r.batch_id = ? and not exists (select 1 from receipt w where w.withdraws = r.id)
order by r.audit_sequence, y.place
"""


def tally_of(db: KeyedDatabase, batch_id: str, rows: int) -> Tally:
    """Return how many of a batch's rows were accepted, failed and wait.

    Of one answer alone its own counts are these: what it accepted was neither sent again nor
    closed, for both ask that a row failed before.
    """
    answers = db.execute_sql(_STANDING, (batch_id,)).fetchall()
    if not answers:
        return Tally(waiting=rows)
    if len(answers) == 1:
        accepted, failed = answers[0]
    else:
        (accepted,) = db.execute_sql(_TALLY, (batch_id,) * 3).fetchone()
        (told,) = db.execute_sql(_TOLD, (batch_id,)).fetchone()
        failed = told - accepted
    return Tally(accepted, failed, rows - accepted - failed)


def sent_states(
    db: KeyedDatabase, batch_id: str, closures: Mapping[int, RowClosure]
) -> tuple[SentState, ...]:
    """Return every row of a batch in the order of its sending, with what became of it.

    `closures` are those of its rows that count, by place.
    """
    against: dict[int, list[Contradiction]] = {}
    found = db.execute_sql(_CONTRADICTIONS, (batch_id,))
    for place, state, reason, later, receipt, closed in found:
        told = Contradiction(RowState(state), reason, later or "", receipt, bool(closed))
        against.setdefault(place, []).append(told)
    return tuple(
        SentState(
            place=row[0],
            case_id=row[1],
            number=row[2],
            line=row[3],
            cells=tuple(stored_value(row[4])),
            state=RowState(row[5]),
            reason=row[6] or "",
            serial=row[7] or "",
            later=row[8] or "",
            contradictions=tuple(against.get(row[0], ())),
            corrected=bool(row[9]),
            closure=closures.get(row[0]),
            receipt=row[10] or "",
            later_state=None if row[11] is None else RowState(row[11]),
            elsewhere=row[12] or "",
        )
        for row in db.execute_sql(_STATES, (batch_id,))
    )


def contradicted_batches(db: KeyedDatabase) -> tuple[ContradictedBatch, ...]:
    """Return the batches that count and have contradicted rows, the one made first at the top."""
    return tuple(ContradictedBatch(*row) for row in db.execute_sql(_CONTRADICTED))


def handled_rows(db: KeyedDatabase, batch_id: str) -> int:
    """Return how many failed rows of a batch are sent again or closed."""
    (handled,) = db.execute_sql(_HANDLED, (batch_id, batch_id)).fetchone()
    return int(handled)


def failed_queue(db: KeyedDatabase) -> tuple[FailedLine, ...]:
    """Return the failed rows of all open batches, neither sent again yet nor closed, by batch."""
    return tuple(_failed(db.execute_sql(_QUEUE)))


def failed_count(db: KeyedDatabase) -> tuple[int, int]:
    """Return how many rows `failed_queue` has, and of how many the case was corrected since."""
    total, corrected = db.execute_sql(_QUEUE_COUNT).fetchone()
    return total, corrected


def failed_lines(db: KeyedDatabase, case_id: str) -> tuple[FailedLine, ...]:
    """Return the failed rows of a case that are neither sent again yet nor closed, by line."""
    return tuple(_failed(db.execute_sql(_OF_CASE, (case_id,))))


def locked_rows(db: KeyedDatabase, case_id: str) -> tuple[LockedRow, ...]:
    """Return the rows of a case that cannot be sent again; see `LockedRow`."""
    return tuple(
        LockedRow(batch_id, number, line, tuple(stored_value(cells)), RowState(state))
        for batch_id, number, line, cells, state in db.execute_sql(_HELD, (case_id,))
    )


def kept_strays(db: KeyedDatabase, batch_id: str) -> tuple[KeptStray, ...]:
    """Return the rows of a batch's standing answers that match none that was sent."""
    return tuple(
        KeptStray(
            receipt=row[0],
            place=row[1],
            file_row=row[2],
            cause=StrayCause(row[3]),
            cells=tuple(stored_value(row[4])),
            note=row[5] or "",
        )
        for row in db.execute_sql(_STRAYS, (batch_id,))
    )


def _failed(rows: Any) -> Iterator[FailedLine]:
    for row in rows:
        yield FailedLine(
            batch_id=row[0],
            batch=row[1],
            measure=row[2],
            place=row[3],
            case_id=row[4],
            number=row[5],
            line=row[6],
            cells=tuple(stored_value(row[7])),
            reason=row[8] or "",
            version=row[9],
            newest=row[10],
        )
