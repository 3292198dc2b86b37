"""Nothing was granted while an older version of another case, or another row, still held it.

The same question as that of the guards (`hold_schema`), asked of the moment of each grant.
"""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.decided import FURTHER
from hrdesk.storage.checks.flaw import Flaw, tampered

#: The record under which a version was made.
_MADE = f"""
    case a.version when 1 then (select min(sequence) from audit where subject = a.case_id)
    else (select max(sequence) from audit where subject = a.case_id and act in ({FURTHER})
      and json_extract(detail, '$.version') is cast(a.version as text)) end
"""  # noqa: S608 - our own words
_ACCEPTED = """
    exists (select 1 from receipt_row t join receipt p on p.id = t.receipt_id
      where t.batch_id = {row}.batch_id and t.sent = {row}.place and t.state = 'accepted'
      and p.audit_sequence < g.made and not exists (
        select 1 from receipt w where w.withdraws = p.id and w.audit_sequence < g.made))
"""
_CLOSED = """
    exists (select 1 from row_closure c
      where c.batch_id = s.batch_id and c.place = s.place and c.withdraws is null
      and c.audit_sequence < g.made and not exists (
        select 1 from row_closure w where w.withdraws = c.id and w.audit_sequence < g.made))
"""
_UNVOIDED = """
    not exists (select 1 from batch_void v
      where v.batch_id = {row}.batch_id and v.audit_sequence < g.made)
"""
#: Freed claims are few, and each leads to its own row of a long roster: they come first.
_WHILE_HELD = f"""
    select distinct n.number from (
      select o.case_id, r.line, r.batch_id, r.place, b.audit_sequence as sent,
        a.case_id as holder, {_MADE} as made
      from {{table}} o cross join batch_case k on k.case_id = o.case_id and k.version = o.version
      cross join batch_row r on r.batch_id = k.batch_id and r.case_id = o.case_id
        and {{part}}
      join batch b on b.id = r.batch_id
      join {{table}} a on {{same}} and (a.case_id <> o.case_id or a.line <> o.line)
      where o.active = 0
    ) g join cases n on n.id = g.holder
    where g.sent < g.made and {_UNVOIDED.format(row="g")}
    and ({_ACCEPTED.format(row="g")} or not exists (
      select 1 from batch_row s join batch l on l.id = s.batch_id
      where s.case_id = g.case_id and s.line = g.line and l.audit_sequence < g.made
      and {_UNVOIDED.format(row="s")}
      and ({_CLOSED} or l.audit_sequence > g.sent and {_ACCEPTED.format(row="s")})))
"""  # noqa: S608 - our own words
#: Of each table what makes two claims one, and for which row of a batch a claim stands.
_ASKED = (
    ("right_once", "a.rule = o.rule and a.identity_key = o.identity_key and a.subject = o.subject"),
    ("right_month", "a.cost = o.cost and a.identity_key = o.identity_key and a.month = o.month"),
)
_PARTS = ("o.line > 0 and r.line in (o.line, 0)", "o.line = 0")

#: A batch that was voided though a correction before had freed what it held; see `hold_schema`.
_VOIDED = """
    select distinct c.number from batch_void v
    join batch_case k on k.batch_id = v.batch_id join cases c on c.id = k.case_id
    join {table} o on o.case_id = k.case_id and o.version = k.version and o.active = 0
    join correction_confirmation n on n.case_id = k.case_id and n.version > k.version
      and n.audit_sequence < v.audit_sequence
    join batch_row r on r.batch_id = k.batch_id and r.case_id = k.case_id and (
      o.line = 0 or r.line in (o.line, 0))
    where not exists (select 1 from {table} a
      where {same} and a.case_id = o.case_id and a.version > o.version)
"""


def hold_flaws(connection: Any) -> Iterator[Flaw]:
    """Find rights and months that were granted while somebody else held them, or let go of."""
    found = {
        number
        for table, same in _ASKED
        for part in _PARTS
        for (number,) in connection.execute(_WHILE_HELD.format(table=table, same=same, part=part))
    }
    for table, same in _ASKED:
        for (number,) in connection.execute(_VOIDED.format(table=table, same=same)):
            yield tampered("verify.hold_voided", number=number)
    for number in sorted(found):
        yield tampered("verify.right_while_held", number=number)
