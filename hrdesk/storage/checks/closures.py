"""Closed rows: each as its record says, by who may close one, of a row that had failed."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.closure_schema import CLOSE, REOPEN
from hrdesk.storage.closures import CLOSURES
from hrdesk.storage.entitlement import RELEASERS, unentitled

#: What a row was at the record that closed it: no answer had said that it failed, an open batch
#: was sending it again, another closure counted, or its batch was voided at any time.
_UNFAILED = """
    select c.audit_sequence from row_closure c
    join batch_row r on r.batch_id = c.batch_id and r.place = c.place
    where c.withdraws is null and (
      not exists (select 1 from receipt_row t join receipt p on p.id = t.receipt_id
        where t.batch_id = c.batch_id and t.sent = c.place and t.state = 'failed'
        and p.audit_sequence < c.audit_sequence
        and not exists (select 1 from receipt w where w.withdraws = p.id
          and w.audit_sequence < c.audit_sequence))
      or exists (select 1 from batch_row a join batch b on b.id = a.batch_id
        where a.case_id = r.case_id and a.line = r.line and b.follows = r.batch_id
        and b.audit_sequence < c.audit_sequence
        and not exists (select 1 from batch_void v
          where v.batch_id = b.id and v.audit_sequence < c.audit_sequence))
      or exists (select 1 from row_closure o
        where o.batch_id = c.batch_id and o.place = c.place and o.withdraws is null
        and o.audit_sequence < c.audit_sequence
        and not exists (select 1 from row_closure w
          where w.withdraws = o.id and w.audit_sequence < c.audit_sequence))
      or exists (select 1 from batch_void v where v.batch_id = c.batch_id
        and not exists (select 1 from row_closure w
          where w.withdraws = c.id and w.audit_sequence < v.audit_sequence)))
"""
#: While it was closed it was sent again, or the answer was withdrawn by which it had failed.
_MEANWHILE = """
    select c.audit_sequence from row_closure c
    join batch_row r on r.batch_id = c.batch_id and r.place = c.place
    join batch_row a on a.case_id = r.case_id and a.line = r.line and a.batch_id <> r.batch_id
    join batch b on b.id = a.batch_id
    where c.withdraws is null and b.audit_sequence > c.audit_sequence
    and not exists (select 1 from row_closure w
      where w.withdraws = c.id and w.audit_sequence < b.audit_sequence)
    union select c.audit_sequence from row_closure c
    join receipt_row t on t.batch_id = c.batch_id and t.sent = c.place and t.state = 'failed'
    join receipt w on w.withdraws = t.receipt_id
    where c.withdraws is null and w.audit_sequence > c.audit_sequence
    and not exists (select 1 from row_closure o
      where o.withdraws = c.id and o.audit_sequence < w.audit_sequence)
"""


def closure_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare closures with their records, both ways, and with what they closed."""
    for row in changed_rows(connection, CLOSURES):
        yield tampered("verify.closure_changed", sequence=row["audit_sequence"])
    for sequence in lost_records(connection, CLOSURES):
        yield tampered("verify.closure_missing", sequence=sequence)
    for question, key in (
        (unentitled((CLOSE, REOPEN), RELEASERS), "verify.closure_unentitled"),
        (_UNFAILED, "verify.closure_unfounded"),
        (_MEANWHILE, "verify.closure_unfounded"),
    ):
        for (sequence,) in connection.execute(question):
            yield tampered(key, sequence=sequence)
