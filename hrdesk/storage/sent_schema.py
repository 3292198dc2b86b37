"""The part of the schema of version 1 that keeps what was sent as it was sent (RELIABILITY P5, P7).

Of a case that an open batch holds a correction changes only rows that the platform told failed;
what stands in no row only once no row waits or was accepted, but for the account of the payee.
Which roster the rows of a batch are, and which entries are the payee's account, says the frame of
the batch, under the signature of who made it. What a row stood at is worked out for the moment of
the confirmation: answers, batches, closures and ends that came later count for none before.
"""

#: An answer that told a state of row r stood when correction n was confirmed.
_TOLD = """
exists (select 1 from receipt_row t join receipt p on p.id = t.receipt_id
      where t.batch_id = r.batch_id and t.sent = r.place and t.state = '{state}'
      and p.audit_sequence < n.audit_sequence
      and not exists (select 1 from receipt w
        where w.withdraws = p.id and w.audit_sequence < n.audit_sequence))
""".strip()
_VOID = """
exists (select 1 from batch_void v
      where v.batch_id = {batch}.id and v.audit_sequence < n.audit_sequence)
""".strip()
_AGAIN = f"""
exists (select 1 from batch g join batch_row o on o.batch_id = g.id
      where g.follows = r.batch_id and o.case_id = r.case_id and o.line = r.line
      and g.audit_sequence < n.audit_sequence
      and not {_VOID.format(batch="g")})
""".strip()  # noqa: S608 - our own words
_CLOSED = """
exists (select 1 from row_closure l where l.batch_id = r.batch_id and l.place = r.place
      and l.withdraws is null and l.audit_sequence < n.audit_sequence
      and not exists (select 1 from row_closure w
        where w.withdraws = l.id and w.audit_sequence < n.audit_sequence))
""".strip()

TABLES = f"""
create view row_at_correction (case_id, version, batch_id, line, roster, payee, state) as
select n.case_id, n.version, r.batch_id, r.line,
  coalesce(json_extract(b.frame, '$.lines'), ''), coalesce(json_extract(b.frame, '$.payee'), '[]'),
  case
    when {_TOLD.format(state="accepted")} then 'locked'
    when {_AGAIN} then 'again'
    when {_CLOSED} then 'closed'
    when {_TOLD.format(state="failed")} then 'failed'
    else 'locked' end
from correction_confirmation n join batch_row r on r.case_id = n.case_id
join batch b on b.id = r.batch_id and b.audit_sequence < n.audit_sequence
where not {_VOID.format(batch="b")};
"""  # noqa: S608 - our own words

_ROWS = "select 1 from row_at_correction s where s.case_id = w.case_id and s.version = w.number"
_LOCKED = f"exists ({_ROWS} and s.state = 'locked')"
#: Some line may be corrected; whether one may; and whether the case may as a whole.
_ANY_OPEN = f"""
exists ({_ROWS} and s.state = 'failed' and not exists (
      select 1 from row_at_correction h where h.case_id = w.case_id and h.version = w.number
      and h.line = s.line and h.state = 'locked'))
""".strip()  # noqa: S608 - our own words
_OPEN = f"""
exists ({_ROWS} and s.line = {{line}} and s.state = 'failed')
        and not exists ({_ROWS} and s.line = {{line}} and s.state = 'locked')
""".strip()
_WHOLE = f"{_OPEN.format(line='0')} and not {_LOCKED}"
#: Entries that differ between version w and the one before, b: `d.key`, its text before and now.
_DIFFERING = """
select d.key as key,
        (select nullif(value, '') from json_each(b.entries) where key = d.key) as was,
        (select nullif(value, '') from json_each(new.entries) where key = d.key) as now
      from (
        select key from (
          select key, value from json_each(new.entries)
          except select key, value from json_each(b.entries))
        union select key from (
          select key, value from json_each(b.entries)
          except select key, value from json_each(new.entries))) d
""".strip()
_IS_LINES = f"""
exists ({_ROWS} and s.line > 0)
        and not exists ({_ROWS} and d.key is not 'roster.' || s.roster)
""".strip()
_IS_PAYEE = f"""
not exists ({_ROWS}
        and not exists (select 1 from json_each(s.payee) e where e.value is d.key))
""".strip()  # noqa: S608 - our own words
#: Rows that are others than before, or say something else and may not.
_ROWS_TOUCHED = f"""
json_array_length(d.was) is not json_array_length(d.now)
        or exists (
          select key, json_extract(value, '$.id') from json_each(d.now)
          except select key, json_extract(value, '$.id') from json_each(d.was))
        or exists (select 1 from (
            select key, value from json_each(d.now)
            except select key, value from json_each(d.was)) x
          where not ({_OPEN.format(line="x.key + 1")}))
""".strip()  # noqa: S608 - our own words
_TOUCHED = f"""
exists (select 1 from ({_DIFFERING}) d
      where case when {_IS_LINES} then {_ROWS_TOUCHED}
        else {_LOCKED} and not ({_IS_PAYEE}) end)
""".strip()  # noqa: S608 - our own words
_PAID = """
select key, json_extract(value, '$.outcome'), json_extract(value, '$.amount'),
            json_extract(value, '$.months') from json_each({finding}, '$.lines')
""".strip()
#: What is no open line has another result or pays otherwise.
_PAYS = f"""
json_array_length(new.finding, '$.lines') is not json_array_length(b.finding, '$.lines')
    or exists (select 1 from (
          {_PAID.format(finding="new.finding")}
          except {_PAID.format(finding="b.finding")}) x
      where not ({_OPEN.format(line="x.key + 1")}))
    or {_LOCKED} and (
      json_extract(new.finding, '$.outcome') is not json_extract(b.finding, '$.outcome')
      or coalesce(json_array_length(b.finding, '$.lines'), 0) = 0
        and json_extract(new.finding, '$.amount') is not json_extract(b.finding, '$.amount'))
""".strip()  # noqa: S608 - our own words

ORDER_GUARDS = f"""
create trigger value_as_sent before insert on case_value
when exists (
  select 1 from case_version w
  join case_version p on p.case_id = w.case_id and p.number = w.number - 1
  join case_value b on b.version_id = p.id
  where w.id = new.version_id and exists ({_ROWS}) and not ({_WHOLE}) and (
    not {_ANY_OPEN}
    or {_TOUCHED}
    or {_PAYS}))
begin select raise(abort, 'guard: value as sent'); end;
"""  # noqa: S608 - our own words
