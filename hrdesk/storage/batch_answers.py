"""The platform's answers to upload batches: taken once, withdrawn by a row of their own.

Each carries the salted digest of its rows, and its audit record that of the answer: the record's
signature stands for every state, reason and serial number that was read. The record says in plain
words what told the batch: its number in the file, its rows, or a person.
"""

import secrets
from collections.abc import Iterable
from typing import NoReturn

from hrdesk.domain.batch_answer import BatchAnswer, BatchProof, NewBatchAnswer, RowState, StrayRow
from hrdesk.domain.errors import Refused
from hrdesk.storage.batch_answer_schema import ANSWER, SETTLE_STRAY, WITHDRAW, decides
from hrdesk.storage.batch_answer_tables import BatchAnswerRecord, SettlementRow
from hrdesk.storage.batch_search import batch_by_id
from hrdesk.storage.canonical import canonical_text, salted_digest
from hrdesk.storage.entitlement import CLERKS, RELEASERS, is_entitled
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.held_rights import holders_since
from hrdesk.storage.many_rows import insert_rows
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

BATCH_ANSWERS = RecordKind(
    BatchAnswerRecord,
    enter=ANSWER,
    withdraw=WITHDRAW,
    place=("batch_id", "proof"),
    content=(
        "digest",
        "row_count",
        "accepted",
        "failed",
        "silent",
        "strays",
        "rows_salt",
        "rows_digest",
    ),
    subject="batch_id",
    told=("proof",),
)
SETTLEMENTS = RecordKind(
    SettlementRow,
    enter=SETTLE_STRAY,
    place=("batch_id", "receipt_id", "stray"),
    content=("note",),
    subject="batch_id",
)
_SALT_BYTES = 16
#: A row of an answer as it is hashed: place, line in the file, and what it says.
Told = tuple[int, int, int, str, str, str]
#: One that decides nothing: place, line in the file, row that was sent, word, reason, number.
Waiting = tuple[int, int, int, str, str, str]
Stray = tuple[int, int, str, str]
_SENT_AGAIN = """
select g.later_number from receipt_row t join batch_row_again g
on g.batch_id = t.batch_id and g.place = t.sent
where t.receipt_id = ? and t.state = 'failed' limit 1
"""
_CLOSED = """
select b.number from receipt_row t join row_closed c
on c.batch_id = t.batch_id and c.place = t.sent join batch b on b.id = t.batch_id
where t.receipt_id = ? and t.state = 'failed' limit 1
"""
_CORRECTED = """
select c.number from receipt_row t
join batch_row r on r.batch_id = t.batch_id and r.place = t.sent
join batch_case k on k.batch_id = r.batch_id and k.case_id = r.case_id
join cases c on c.id = r.case_id
where t.receipt_id = ? and t.state = 'failed' and exists (select 1 from case_version v
  where v.case_id = r.case_id and v.number > k.version) limit 1
"""
#: A case to which something belongs by now that the acceptance of a later row had let go.
_FREED = """
select n.number from receipt_row t
join batch_row s on s.batch_id = t.batch_id and s.place = t.sent join batch l on l.id = s.batch_id
join row_claim_taken x on x.case_id = s.case_id and x.line = s.line
  and x.audit_sequence < l.audit_sequence
join cases n on n.id = x.holder where t.receipt_id = ? and t.state = 'accepted' limit 1
"""
_VOIDED = """
select b.number from receipt r join batch b on b.id = r.batch_id
join batch_void v on v.batch_id = b.id where r.id = ?
"""
_STANDING = """
select batch_id from receipt r where r.id = ? and r.withdraws is null
and not exists (select 1 from receipt w where w.withdraws = r.id)
"""
_DECIDING = f"""
select b.number from receipt r join batch b on b.id = r.batch_id
where r.id = ? and {decides("r.id")}
"""  # noqa: S608 - constants
_SAME_FILE = """
select b.number from receipt r join batch b on b.id = r.batch_id where r.digest = ?
and not exists (select 1 from receipt w where w.withdraws = r.id)
"""
#: The batches that count and send a case of a voided one.
_SINCE = """
select o.number from batch o where not exists (select 1 from batch_void v where v.batch_id = o.id)
and exists (select 1 from batch_case k join batch_case m on m.case_id = k.case_id
  where m.batch_id = ? and k.batch_id = o.id) order by o.audit_sequence
"""


def add_batch_answer(ground: Ground, author: Author, new: NewBatchAnswer) -> str:
    """Keep what an answer tells and return its id.

    Refused `batch_answer.taken` (number) when the same file stands already, `batch_answer.voided`
    (number), `batch_answer.voided_sent` (number, numbers) when its cases went out in other batches
    since, `batch_answer.voided_taken` (number, cases) when other cases have by now what its cases
    had before they were corrected, `batch_answer.voided_sent_taken` (number, numbers, cases) when
    both are so, `batch_answer.not_written` (number) when the batch never left the house,
    `lookup.no_batch`, `rights.role` (name) when who acts is no clerk.
    """
    author.staff.require(*CLERKS)
    refuse_unanswerable(ground, new.batch_id, new.digest)
    told: list[Told] = [
        (place, row.file_row, row.sent, row.state.value, row.reason, row.serial)
        for place, row in enumerate(new.rows, 1)
    ]
    waiting: list[Waiting] = [
        (place, row.file_row, row.sent, *row.says) for place, row in enumerate(new.waiting, 1)
    ]
    strays = [_stray(place, row) for place, row in enumerate(new.strays, 1)]
    salt = secrets.token_hex(_SALT_BYTES)
    accepted = sum(row.state is RowState.ACCEPTED for row in new.rows)
    content = {
        "batch_id": new.batch_id,
        "proof": new.proof.value,
        "digest": new.digest,
        "row_count": len(told) + len(strays) + new.silent,
        "accepted": accepted,
        "failed": len(told) - accepted,
        "silent": new.silent,
        "strays": len(strays),
        "rows_salt": salt,
        "rows_digest": answer_digest(salt, told, waiting, strays),
    }
    answer = enter_row(ground, author, BATCH_ANSWERS, content)
    _insert_sent(ground, "receipt_row", "state", (answer, new.batch_id), told)
    _insert_sent(ground, "receipt_waiting", "word", (answer, new.batch_id), waiting)
    _insert_strays(ground, answer, strays)
    return answer


def _stray(place: int, row: StrayRow) -> Stray:
    return place, row.file_row, row.cause.value, canonical_text(list(row.cells))


def withdraw_batch_answer(ground: Ground, author: Author, answer: str, reason: str) -> None:
    """Let an answer count no more; it stays, with the reason and who said so.

    Refused `batch.voided` (number) when its batch was voided, `batch_answer.sent_again` (batch)
    when a row that failed by it was sent again, `batch_answer.row_closed` (batch) when one was
    closed, `batch_answer.corrected` (number) when a case was corrected since, whose former person
    or months may belong to another case by now, `batch_answer.freed` (number) when what its
    acceptance let go belongs to that case, `batch_answer.withdrawn` when it was withdrawn before,
    or is not there. Also `batch_answer.withdraw_role` (number) when it decides about money
    (`deciding_batch`) and who acts is neither approver nor supervisor, `rights.role` (name) when
    it does not and he is no clerk.
    """
    for (number,) in ground.db.execute_sql(_VOIDED, (answer,)):
        raise Refused("batch.voided", number=number)
    for (later,) in ground.db.execute_sql(_SENT_AGAIN, (answer,)):
        raise Refused("batch_answer.sent_again", batch=later)
    for (number,) in ground.db.execute_sql(_CLOSED, (answer,)):
        raise Refused("batch_answer.row_closed", batch=number)
    for (number,) in ground.db.execute_sql(_CORRECTED, (answer,)):
        raise Refused("batch_answer.corrected", number=number)
    for (number,) in ground.db.execute_sql(_FREED, (answer,)):
        raise Refused("batch_answer.freed", number=number)
    batch = deciding_batch(ground, answer)
    if not batch:
        author.staff.require(*CLERKS)
    elif not is_entitled(author.staff, RELEASERS):
        raise Refused("batch_answer.withdraw_role", number=batch)
    if not withdraw_row(ground, author, BATCH_ANSWERS, answer, reason):
        raise Refused("batch_answer.withdrawn")


def deciding_batch(ground: Ground, answer: str) -> str:
    """Return the number of the batch of which an answer accepted rows, or told accepted ones to
    have failed; "" where of none.
    """
    found = ground.db.execute_sql(_DECIDING, (answer,)).fetchone()
    return "" if found is None else str(found[0])


def settle_stray(ground: Ground, author: Author, answer: str, place: int, note: str) -> None:
    """Keep how a row that matched none was settled.

    Refused `batch_answer.settled` the second time, `batch_answer.withdrawn` when its answer was
    withdrawn, `rights.role` (name) when who acts is no clerk.
    """
    author.staff.require(*CLERKS)
    same = (SettlementRow.receipt_id == answer) & (SettlementRow.stray == place)
    if list(SettlementRow.select(SettlementRow.id).where(same).tuples().execute(ground.db)):
        raise Refused("batch_answer.settled")
    for (batch_id,) in ground.db.execute_sql(_STANDING, (answer,)):
        content = {"batch_id": batch_id, "receipt_id": answer, "stray": place, "note": note}
        enter_row(ground, author, SETTLEMENTS, content)
        return
    raise Refused("batch_answer.withdrawn")


def batch_answers_of(ground: Ground, batch_id: str) -> tuple[BatchAnswer, ...]:
    """Return the answers to a batch in the order in which they were taken, withdrawn ones too."""
    rows = rows_of(ground, BATCH_ANSWERS, BatchAnswerRecord.batch_id == batch_id)
    return tuple(
        BatchAnswer(
            id=row["id"],
            digest=row["digest"],
            accepted=row["accepted"],
            failed=row["failed"],
            silent=row["silent"],
            strays=row["strays"],
            proof=BatchProof(row["proof"]),
            entry=entry,
            withdrawal=withdrawal,
            is_deciding=bool(deciding_batch(ground, row["id"])),
        )
        for row, entry, withdrawal in standing_and_withdrawn(rows)
    )


def refuse_unanswerable(ground: Ground, batch_id: str, digest: str) -> None:
    """Refuse an answer that no batch can have; see `add_batch_answer`."""
    for (number,) in ground.db.execute_sql(_SAME_FILE, (digest,)):
        raise Refused("batch_answer.taken", number=number)
    batch = batch_by_id(ground.db, batch_id)
    if batch.void is not None:
        _refuse_late(ground, batch_id, batch.number)
    if not batch.file_name:
        raise Refused("batch_answer.not_written", number=batch.number)


def answer_digest(
    salt: str, told: Iterable[Told], waiting: Iterable[Waiting], strays: Iterable[Stray]
) -> str:
    """Return the digest of an answer's rows as they are stored."""
    return salted_digest(salt, [list(map(list, rows)) for rows in (told, waiting, strays)])


def _refuse_late(ground: Ground, batch_id: str, number: str) -> NoReturn:
    """Refuse an answer to a voided batch: say where its cases went, and who has what they had."""
    since = ", ".join(later for (later,) in ground.db.execute_sql(_SINCE, (batch_id,)))
    cases = ", ".join(holders_since(ground, batch_id))
    if since and cases:
        raise Refused("batch_answer.voided_sent_taken", number=number, numbers=since, cases=cases)
    if since:
        raise Refused("batch_answer.voided_sent", number=number, numbers=since)
    if cases:
        raise Refused("batch_answer.voided_taken", number=number, cases=cases)
    raise Refused("batch_answer.voided", number=number)


def _insert_sent(
    ground: Ground, table: str, said: str, owner: tuple[str, str], told: list[Told]
) -> None:
    """Keep what is said of rows that were sent; `said` is the column of the state or the word."""
    answer, batch_id = owner
    rows = [
        {
            "receipt_id": answer,
            "place": place,
            "file_row": file_row,
            "batch_id": batch_id,
            "sent": sent,
            said: state,
            "reason": reason,
            "serial": serial,
        }
        for place, file_row, sent, state, reason, serial in told
    ]
    insert_rows(ground.db, table, rows)


def _insert_strays(ground: Ground, answer: str, strays: list[Stray]) -> None:
    kept = [
        {
            "receipt_id": answer,
            "place": place,
            "file_row": file_row,
            "cause": cause,
            "cells": cells,
        }
        for place, file_row, cause, cells in strays
    ]
    insert_rows(ground.db, "receipt_stray", kept)
