"""Settled contradictions: each as its record says, by who may, of a row that was contradicted."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.entitlement import RELEASERS, unentitled
from hrdesk.storage.settlement_schema import CORRECTIONS, SETTLE, UNSETTLE
from hrdesk.storage.settlements import ROW_SETTLEMENTS


def _ever_told(row: str, state: str, before: str) -> str:
    """Return what asks for an answer that told a state of a row before a record."""
    return f"""
    select 1 from receipt_row t join receipt p on p.id = t.receipt_id
    where t.batch_id = {row}.batch_id and t.sent = {row}.place and t.state = '{state}'
    and p.audit_sequence < {before}.audit_sequence
"""  # noqa: S608 - our own words


def _told(row: str, state: str, before: str) -> str:
    """Return what asks for such an answer that counted at the record `c`."""
    return f"""{_ever_told(row, state, before)}
    and not exists (select 1 from receipt w where w.withdraws = p.id
      and w.audit_sequence < c.audit_sequence)
"""  # noqa: S608 - our own words


#: What a row `s` was at the record `c` that settled it: no answer had told that it was accepted
#: after it was sent again, closed, corrected or accepted in another batch, none that it failed
#: after it was accepted.
_UNFOUNDED = f"""
    select c.audit_sequence from row_settlement c
    join batch_row s on s.batch_id = c.batch_id and s.place = c.place
    where c.withdraws is null and not (
      exists ({_told("s", "accepted", "c")} and (
        exists (select 1 from batch_row a join batch b on b.id = a.batch_id
          where a.case_id = s.case_id and a.line = s.line and b.follows = s.batch_id
          and b.audit_sequence < p.audit_sequence
          and not exists (select 1 from batch_void v
            where v.batch_id = b.id and v.audit_sequence < c.audit_sequence))
        or exists (select 1 from row_closure o
          where o.batch_id = s.batch_id and o.place = s.place and o.withdraws is null
          and o.audit_sequence < p.audit_sequence
          and not exists (select 1 from row_closure w
            where w.withdraws = o.id and w.audit_sequence < c.audit_sequence))
        or exists (select 1 {CORRECTIONS} and n.audit_sequence < c.audit_sequence)
        or exists (select 1 from batch_row y
          where y.case_id = s.case_id and y.line = s.line and y.batch_id <> s.batch_id
          and exists ({_ever_told("y", "accepted", "c")}))))
      or exists (select 1 from receipt_row z join receipt q on q.id = z.receipt_id
        where z.batch_id = s.batch_id and z.sent = s.place and z.state = 'failed'
        and q.audit_sequence < c.audit_sequence
        and not exists (select 1 from receipt w where w.withdraws = q.id
          and w.audit_sequence < c.audit_sequence)
        and exists ({_told("s", "accepted", "q")})))
"""  # noqa: S608 - our own words


def settlement_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare settlements with their records, both ways, and with what they settled."""
    for row in changed_rows(connection, ROW_SETTLEMENTS):
        yield tampered("verify.settlement_changed", sequence=row["audit_sequence"])
    for sequence in lost_records(connection, ROW_SETTLEMENTS):
        yield tampered("verify.settlement_missing", sequence=sequence)
    for question, key in (
        (unentitled((SETTLE, UNSETTLE), RELEASERS), "verify.settlement_unentitled"),
        (_UNFOUNDED, "verify.settlement_unfounded"),
    ):
        for (sequence,) in connection.execute(question):
            yield tampered(key, sequence=sequence)
