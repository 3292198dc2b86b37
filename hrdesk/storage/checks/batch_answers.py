"""The platform's answers: each as its record says, all that it tells, no row twice under way."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.storage.batch_answer_schema import ANSWER_GUARD, STRAY_GUARD, entitled
from hrdesk.storage.batch_answers import (
    BATCH_ANSWERS,
    SETTLEMENTS,
    Stray,
    Told,
    Waiting,
    answer_digest,
)
from hrdesk.storage.checks.closures import closure_flaws
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.settlements import settlement_flaws
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.entitlement import CLERKS, since, under

_ANSWERS = "select r.*, b.number from receipt r join batch b on b.id = r.batch_id"
_ROWS = """
    select place, file_row, sent, state, reason, serial, batch_id from receipt_row
    where receipt_id = ? order by place
"""
_WAITING = """
    select place, file_row, sent, word, reason, serial, batch_id from receipt_waiting
    where receipt_id = ? order by place
"""
_STRAYS = """
    select place, file_row, cause, cells from receipt_stray where receipt_id = ? order by place
"""
#: A row that waits or was accepted in two open batches at once.
_TWICE = """
    select max(b.number) from batch_row_state s join batch b on b.id = s.batch_id
    where s.state <> 'failed'
    and not exists (select 1 from batch_void v where v.batch_id = s.batch_id)
    group by s.case_id, s.line having count(*) > 1
"""
#: Rows that were sent again though no answer said before that they had failed.
_UNFAILED = """
    select distinct b.number from batch b join batch_row r on r.batch_id = b.id
    where b.follows is not null and not exists (
      select 1 from batch_row o join receipt_row t on t.batch_id = o.batch_id and t.sent = o.place
      join receipt p on p.id = t.receipt_id
      where o.batch_id = b.follows and o.case_id = r.case_id and o.line = r.line
      and t.state = 'failed' and p.audit_sequence < b.audit_sequence)
"""
#: Answers to a batch before its workbook was written, or after its end.
_UNSENT = """
    select b.number from receipt p join batch b on b.id = p.batch_id
    where not exists (select 1 from batch_file f
      where f.batch_id = b.id and f.audit_sequence < p.audit_sequence)
    or exists (select 1 from batch_void v
      where v.batch_id = b.id and v.audit_sequence < p.audit_sequence)
"""
#: Taken, or withdrawn, by somebody without the role for it.
_UNENTITLED = f"""
    select a.sequence from receipt r join audit a on a.sequence = r.audit_sequence
    join staff s on s.id = a.actor
    where {since(ANSWER_GUARD)} and (s.kind <> 'person' or not {entitled("a", "r")})
"""  # noqa: S608 - our own words
#: A row that matches none, settled by somebody else than a clerk.
_BY_NO_CLERK = f"""
    select a.sequence from stray_settlement r join audit a on a.sequence = r.audit_sequence
    join staff s on s.id = a.actor
    where {since(STRAY_GUARD)} and (s.kind <> 'person' or not {under("a", CLERKS)})
"""  # noqa: S608 - our own words
_STRAY_ROWS = """
    select substr(receipt_id, 1, 8) from receipt_row
    where receipt_id not in (select id from receipt)
    union
    select substr(receipt_id, 1, 8) from receipt_waiting
    where receipt_id not in (select id from receipt)
    union
    select substr(receipt_id, 1, 8) from receipt_stray
    where receipt_id not in (select id from receipt)
"""


def batch_answer_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare answers, what they tell, how strays and contradictions were settled and which rows
    were closed with their records, both ways.
    """
    for kind in (BATCH_ANSWERS, SETTLEMENTS):
        for row in changed_rows(connection, kind):
            yield tampered("verify.batch_answer_changed", sequence=row["audit_sequence"])
        for sequence in lost_records(connection, kind):
            yield tampered("verify.batch_answer_missing", sequence=sequence)
    cursor = connection.execute(_ANSWERS)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        if not _told_holds(connection, row):
            yield tampered("verify.batch_answer_changed", sequence=row["audit_sequence"])
    for question in (_TWICE, _UNFAILED, _UNSENT):
        for (number,) in connection.execute(question):
            yield tampered("verify.batch_state", number=number)
    for question, key in (
        (_STRAY_ROWS, "verify.batch_answer_changed"),
        (_UNENTITLED, "verify.batch_answer_unentitled"),
        (_BY_NO_CLERK, "verify.stray_unentitled"),
    ):
        for (sequence,) in connection.execute(question):
            yield tampered(key, sequence=sequence)
    yield from closure_flaws(connection)
    yield from settlement_flaws(connection)


def _told_holds(connection: Any, row: Mapping[str, Any]) -> bool:
    """Recompute the digest and the counts of an answer; a withdrawal tells nothing."""
    told: list[Told] = []
    waiting: list[Waiting] = []
    for question, kept in ((_ROWS, told), (_WAITING, waiting)):
        for *each, batch_id in connection.execute(question, (row["id"],)):
            if batch_id != row["batch_id"]:
                return False
            kept.append((each[0], each[1], each[2], each[3], each[4], each[5]))
    strays: list[Stray] = connection.execute(_STRAYS, (row["id"],)).fetchall()
    if row["withdraws"] is not None:
        return not told and not waiting and not strays
    accepted = sum(state == "accepted" for _, _, _, state, _, _ in told)
    counted = (accepted, len(told) - accepted, len(strays))
    return (
        counted == (row["accepted"], row["failed"], row["strays"])
        and len(waiting) <= row["silent"]
        and bool(row["rows_digest"] == answer_digest(row["rows_salt"], told, waiting, strays))
    )
