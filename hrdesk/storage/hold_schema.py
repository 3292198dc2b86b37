"""The part of the schema of version 1 that holds what a failed row frees, until its last word.

A version that was sent may be paid by the platform although the row failed and the case was
corrected since: a late answer accepts it. So what an older version claims stays with its case and
line while a row that was sent with that version is not final (`batch_row_pending`). Final it is
once the platform accepted the row that was sent in its place, or once a person closed the last of
them; a row that the platform accepted may have been paid and is never final. A batch that holds
what a correction freed is not voided: a clerk alone would let go of it. Nothing of it is stored.
The rows of a case and line in batches that count are one chain: each but the first was sent in the
place of the one before.
"""

#: A row stands for its line, a row of the case for all its lines; the case's own claim hangs on
#: every row. Said in parts, so that an index answers each of a long roster.
_OF_LINE = ("o.line > 0 and p.line in (o.line, 0)", "o.line = 0")
_OF_ROW = ("r.line > 0 and o.line in (r.line, 0)", "r.line = 0")
_SAME = {
    "right_once": "a.rule = o.rule and a.identity_key = o.identity_key and a.subject = o.subject",
    "right_month": "a.cost = o.cost and a.identity_key = o.identity_key and a.month = o.month",
}
_SENT = """
from batch_row r
join batch b on b.id = r.batch_id
join batch_case k on k.batch_id = r.batch_id and k.case_id = r.case_id
"""
_STANDS = "not exists (select 1 from batch_void v where v.batch_id = r.batch_id)"

_HELD = """
select o.*, c.number, c.received_on, p.number as batch
from {table} o join batch_row_pending p on p.case_id = o.case_id and p.version = o.version
join cases c on c.id = o.case_id
where o.active = 0 and {part}"""
#: What a row was sent for and its case claims no more, and who has it by now.
_TAKEN = f"""
select r.case_id, r.line, b.audit_sequence, a.case_id as holder {_SENT}
join {{table}} o on o.case_id = r.case_id and o.version = k.version and o.active = 0 and {{part}}
join {{table}} a on {{same}} and (a.case_id <> o.case_id or a.line <> o.line) {{has}}
where {{where}}"""
#: Who has it: a case claims it, or claimed it and was sent, so that the platform may still pay.
_HAS = (
    "and a.active = 1",
    """and a.active = 0
join batch_row_pending h on h.case_id = a.case_id and h.version = a.version
  and (a.line = 0 or h.line in (a.line, 0))""",
)


def _held(table: str, parts: tuple[str, ...]) -> str:
    return "\nunion all".join(_HELD.format(table=table, part=part) for part in parts)


def _taken(where: str) -> str:
    return "\nunion all".join(
        _TAKEN.format(table=table, same=same, part=part, has=has, where=where)
        for table, same in _SAME.items()
        for part in _OF_ROW
        for has in _HAS
    )


_FREED = """
select 1 from batch_row_pending p join {table} o on o.case_id = p.case_id
  and o.version = p.version and o.active = 0 and {part}
where p.batch_id = {{batch}} and not exists (
  select 1 from {table} a where {same} and a.active = 1 and a.case_id = o.case_id)"""
#: What a correction of a row of a batch freed and the batch still holds: to void it lets go of it.
FREED_IN_BATCH = "\nunion all".join(
    _FREED.format(table=table, same=same, part=part)
    for table, same in _SAME.items()
    for part in _OF_LINE
)

#: The cases that have by now what a batch, voided or not, sent for others.
TAKEN_SINCE = f"""
select distinct n.number from ({_taken("r.batch_id = ?1")}) x
join cases n on n.id = x.holder where x.holder <> x.case_id order by n.number
"""  # noqa: S608 - constants

TABLES = f"""
create view batch_row_pending (batch_id, number, case_id, version, line) as
select r.batch_id, b.number, r.case_id, k.version, r.line {_SENT}
where {_STANDS}
and (exists (select 1 from receipt_told t
    where t.batch_id = r.batch_id and t.sent = r.place and t.state = 'accepted')
  or not exists (select 1 from batch_row s join batch l on l.id = s.batch_id
    where s.case_id = r.case_id and s.line = r.line
    and not exists (select 1 from batch_void v where v.batch_id = s.batch_id)
    and (exists (select 1 from row_closed c where c.batch_id = s.batch_id and c.place = s.place)
      or l.audit_sequence > b.audit_sequence and exists (select 1 from receipt_told t
        where t.batch_id = s.batch_id and t.sent = s.place and t.state = 'accepted'))));

create view right_held as {_held("right_once", _OF_LINE)};

create view month_held as {_held("right_month", _OF_LINE[:1])};

create view row_claim_taken as {_taken(_STANDS)};

create index right_month_freed on right_month (cost, identity_key, month) where active = 0;
"""  # noqa: S608 - our own words

ORDER_GUARDS = f"""
create trigger right_not_held before insert on right_once
when exists (select 1 from right_held h
  where h.identity_key = new.identity_key and h.subject = new.subject
  and h.rule = substr(new.measure, 1, instr(new.measure || '__', '__') - 1)
  and (h.case_id <> new.case_id or h.line <> new.line))
begin select raise(abort, 'guard: right not held'); end;

create trigger month_not_held before insert on right_month
when exists (select 1 from month_held h
  where h.cost = new.cost and h.identity_key = new.identity_key and h.month = new.month
  and (h.case_id <> new.case_id or h.line <> new.line))
begin select raise(abort, 'guard: month not held'); end;

create trigger receipt_withdrawal_frees_nothing_taken before insert on receipt
when new.withdraws is not null and exists (
  select 1 from receipt_row t
  join batch_row s on s.batch_id = t.batch_id and s.place = t.sent
  join batch l on l.id = s.batch_id
  join row_claim_taken x on x.case_id = s.case_id and x.line = s.line
    and x.audit_sequence < l.audit_sequence
  where t.receipt_id = new.withdraws and t.state = 'accepted')
begin select raise(abort, 'guard: receipt withdrawal frees nothing taken'); end;

create trigger closure_withdrawal_frees_nothing_taken before insert on row_closure
when new.withdraws is not null and exists (
  select 1 from batch_row s join row_claim_taken x on x.case_id = s.case_id and x.line = s.line
  where s.batch_id = new.batch_id and s.place = new.place)
begin select raise(abort, 'guard: closure withdrawal frees nothing taken'); end;

create trigger batch_void_frees_nothing before insert on batch_void
when exists ({FREED_IN_BATCH.format(batch="new.batch_id")})
begin select raise(abort, 'guard: batch void frees nothing'); end;
"""  # noqa: S608 - our own words
