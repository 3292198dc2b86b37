"""What became of the rows of upload batches: read from the answers that stand, never stored."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.domain.batch_answer import (
    ContradictedBatch,
    Contradiction,
    FailedLine,
    KeptStray,
    LockedRow,
    RowClosure,
    RowSettlement,
    RowState,
    SentState,
    StrayCause,
    Tally,
    WaitingWords,
)
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.settlement_schema import CORRECTIONS

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
#: The entries of the row, or those that all rows share, were corrected since it was sent.
_CORRECTED = f"exists (select 1 {CORRECTIONS})"
#: The platform accepted the same row in another batch, also by an answer that was withdrawn since.
_ELSEWHERE = """
(select e.number from batch_row x join batch e on e.id = x.batch_id
  where x.case_id = s.case_id and x.line = s.line and x.batch_id <> s.batch_id
  and exists (select 1 from receipt_row t
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
_CONTRADICTIONS = """
select place, state, reason, later_number, receipt_id, closed from row_told_against
where batch_id = ? order by place, audit_sequence
"""
#: Since when each contradicted row of a batch is so, as `SentState.is_contradicted` says.
_SINCE = "select place, max(since) from row_contradiction where batch_id = ? group by place"
#: The same of all batches that count, without the rows that were settled since.
_CONTRADICTED = """
select b.id, b.number, count(*) from (
  select batch_id, place, max(since) as since from row_contradiction group by batch_id, place
) r join batch b on b.id = r.batch_id
where not exists (select 1 from batch_void v where v.batch_id = b.id)
and not exists (select 1 from row_settled d
  where d.batch_id = r.batch_id and d.place = r.place and d.audit_sequence > r.since)
group by b.id order by b.audit_sequence
"""
#: Each row of a batch that follows is one of the failed rows, and none is sent again twice.
_HANDLED = """
select coalesce((select sum(b.row_count) from batch b where b.follows = ?
  and not exists (select 1 from batch_void v where v.batch_id = b.id)), 0)
  + (select count(*) from row_closed where batch_id = ?)
"""
_SETTLED = """
select count(*) from (
  select place, max(audit_sequence) as last from row_settled where batch_id = ? group by place
) d where exists (select 1 from row_contradiction r where r.batch_id = ? and r.place = d.place)
and not exists (select 1 from row_contradiction r
  where r.batch_id = ? and r.place = d.place and r.since > d.last)
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
    db: KeyedDatabase,
    batch_id: str,
    closures: Mapping[int, RowClosure],
    settlements: Mapping[int, tuple[RowSettlement, ...]],
    waiting: Mapping[int, WaitingWords],
) -> tuple[SentState, ...]:
    """Return every row of a batch in the order of its sending, with what became of it.

    `closures`, `settlements` and `waiting` are those of its rows that count, by place.
    """
    settled, against = _settled(db, batch_id, settlements), _against(db, batch_id)
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
            settlements=settlements.get(row[0], ()),
            is_settled=row[0] in settled,
            waiting=waiting.get(row[0]),
            answer=row[10] or "",
            later_state=None if row[11] is None else RowState(row[11]),
            elsewhere=row[12] or "",
        )
        for row in db.execute_sql(_STATES, (batch_id,))
    )


def contradicted_batches(db: KeyedDatabase) -> tuple[ContradictedBatch, ...]:
    """Return the batches that count and have contradicted rows that nobody settled, by age."""
    return tuple(ContradictedBatch(*row) for row in db.execute_sql(_CONTRADICTED))


def handled_rows(db: KeyedDatabase, batch_id: str) -> int:
    """Return how many failed rows of a batch are sent again or closed."""
    (handled,) = db.execute_sql(_HANDLED, (batch_id, batch_id)).fetchone()
    return int(handled)


def settled_rows(db: KeyedDatabase, batch_id: str) -> int:
    """Return how many rows of a batch are contradicted and settled, and not open again."""
    (settled,) = db.execute_sql(_SETTLED, (batch_id,) * 3).fetchone()
    return int(settled)


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
            answer=row[0],
            place=row[1],
            file_row=row[2],
            cause=StrayCause(row[3]),
            cells=tuple(stored_value(row[4])),
            note=row[5] or "",
        )
        for row in db.execute_sql(_STRAYS, (batch_id,))
    )


def _against(db: KeyedDatabase, batch_id: str) -> dict[int, list[Contradiction]]:
    against: dict[int, list[Contradiction]] = {}
    found = db.execute_sql(_CONTRADICTIONS, (batch_id,))
    for place, state, reason, later, answer, closed in found:
        told = Contradiction(RowState(state), reason, later or "", answer, bool(closed))
        against.setdefault(place, []).append(told)
    return against


def _settled(
    db: KeyedDatabase, batch_id: str, settlements: Mapping[int, tuple[RowSettlement, ...]]
) -> frozenset[int]:
    """Return the places of the rows of which nothing contradicts that was not settled."""
    since = dict(db.execute_sql(_SINCE, (batch_id,))) if settlements else {}
    return frozenset(
        place
        for place, stand in settlements.items()
        if since.get(place, 0) < stand[-1].entry.sequence
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
