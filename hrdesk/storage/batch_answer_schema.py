"""The part of the schema of version 1 that holds the platform's answers to upload batches.

An answer (its tables are called `receipt`) is one file that was read: what it tells of rows that
were sent, what it says of rows that it does not decide, and the rows that match none. Nothing of it
ever changes; a wrong one is withdrawn by another row. What a sent row stands at is worked out and
never stored (`batch_row_state`), so that of each batch the accepted, the failed and the waiting
rows are at every moment all that were sent.

A clerk takes answers, withdraws those that accepted nothing and settles rows that match none. To
withdraw one that accepted rows lets them go out again though they may be paid, and one by which
accepted rows failed hides that somebody may not be paid: an approver or a supervisor does it, once
it was ascertained, as triggers hold below everything.
"""

from hrdesk.storage.entitlement import CLERKS, RELEASERS, recorded, under

ANSWER, WITHDRAW = "upload.answer", "upload.answer_withdrawn"
SETTLE_STRAY = "upload.stray_settled"
#: The guards of who takes and withdraws answers, and who settles rows that match none; see
#: `entitlement.since` for a store of before.
ANSWER_GUARD, STRAY_GUARD = "receipt_by_its_role", "stray_settlement_by_its_role"

TABLES = """
create table receipt (
  id text primary key,
  batch_id text not null references batch (id),
  proof text not null check (proof in ('number', 'rows', 'person')),
  digest text check (length(digest) = 64),
  row_count integer check (row_count >= 1),
  accepted integer check (accepted >= 0),
  failed integer check (failed >= 0),
  silent integer check (silent >= 0),
  strays integer check (strays >= 0),
  rows_salt text check (length(rows_salt) = 32),
  rows_digest text check (length(rows_digest) = 64),
  withdraws text references receipt (id),
  reason text check (reason <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  check (case when withdraws is null
    then digest is not null and rows_salt is not null and rows_digest is not null
      and reason is null and row_count is accepted + failed + silent + strays
    else coalesce(digest, row_count, accepted, failed, silent, strays, rows_salt, rows_digest)
      is null and reason is not null end)
) strict;

create index receipt_of on receipt (batch_id, audit_sequence);

create index receipt_digest on receipt (digest) where digest is not null;

create unique index receipt_withdraws on receipt (withdraws) where withdraws is not null;

create table receipt_row (
  receipt_id text not null references receipt (id),
  place integer not null check (place >= 1),
  file_row integer not null check (file_row >= 1),
  batch_id text not null,
  sent integer not null,
  state text not null check (state in ('accepted', 'failed')),
  reason text not null,
  serial text not null,
  primary key (receipt_id, place),
  foreign key (batch_id, sent) references batch_row (batch_id, place)
) strict, without rowid;

create unique index receipt_row_sent on receipt_row (batch_id, sent, receipt_id);

create table receipt_waiting (
  receipt_id text not null references receipt (id),
  place integer not null check (place >= 1),
  file_row integer not null check (file_row >= 1),
  batch_id text not null,
  sent integer not null,
  word text not null,
  reason text not null,
  serial text not null,
  primary key (receipt_id, place),
  foreign key (batch_id, sent) references batch_row (batch_id, place),
  check (word <> '' or reason <> '' or serial <> '')
) strict, without rowid;

create unique index receipt_waiting_sent on receipt_waiting (batch_id, sent, receipt_id);

create table receipt_stray (
  receipt_id text not null references receipt (id),
  place integer not null check (place >= 1),
  file_row integer not null check (file_row >= 1),
  cause text not null check (cause in ('no_row', 'ambiguous', 'repeated')),
  cells text not null check (json_valid(cells)),
  primary key (receipt_id, place)
) strict, without rowid;

create table stray_settlement (
  id text primary key,
  batch_id text not null references batch (id),
  receipt_id text not null,
  stray integer not null,
  note text not null check (trim(note) <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  unique (receipt_id, stray),
  foreign key (receipt_id, stray) references receipt_stray (receipt_id, place)
) strict;

create view receipt_told
  (batch_id, sent, state, reason, serial, receipt_id, file_row, audit_sequence) as
select t.batch_id, t.sent, t.state, t.reason, t.serial, t.receipt_id, t.file_row,
  p.audit_sequence
from receipt_row t join receipt p on p.id = t.receipt_id
where not exists (select 1 from receipt w where w.withdraws = p.id);

create view batch_row_again
  (batch_id, place, later, later_number, later_sequence) as
select r.batch_id, r.place, b.id, b.number, b.audit_sequence
from batch_row r
join batch_row a on a.case_id = r.case_id and a.line = r.line
join batch b on b.id = a.batch_id and b.follows = r.batch_id
where not exists (select 1 from batch_void v where v.batch_id = b.id);

create view batch_row_state (batch_id, place, case_id, line, state) as
select r.batch_id, r.place, r.case_id, r.line,
  case
    when exists (select 1 from batch_row_again g
      where g.batch_id = r.batch_id and g.place = r.place) then 'failed'
    when exists (select 1 from row_closed c
      where c.batch_id = r.batch_id and c.place = r.place) then 'failed'
    when exists (select 1 from receipt_told t
      where t.batch_id = r.batch_id and t.sent = r.place and t.state = 'accepted') then 'accepted'
    when exists (select 1 from receipt_told t
      where t.batch_id = r.batch_id and t.sent = r.place) then 'failed'
    else 'waiting' end
from batch_row r;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset(
    {"receipt", "receipt_row", "receipt_waiting", "receipt_stray", "stray_settlement"}
)

_ACT = f"case when new.withdraws is null then '{ANSWER}' else '{WITHDRAW}' end"

#: What an answer tells comes with its record: put there later it would change what rows stand at
#: under no record, or tell before what it knows since.
_NEWEST = "r.audit_sequence = (select max(sequence) from audit)"


def decides(answer: str, before: str = "9e18") -> str:
    """Return SQL that is true of an answer that accepted rows, or told accepted ones failed.

    Its rows decide, and no count. `before` is SQL for the record that looks: an acceptance that
    was withdrawn by then is none.
    """
    return f"""(
  exists (select 1 from receipt_row o where o.receipt_id = {answer} and o.state = 'accepted')
  or exists (select 1 from receipt_row f join receipt q on q.id = f.receipt_id
    join receipt_row o on o.batch_id = f.batch_id and o.sent = f.sent and o.state = 'accepted'
    join receipt p on p.id = o.receipt_id and p.audit_sequence < q.audit_sequence
    where f.receipt_id = {answer} and f.state = 'failed' and not exists (
      select 1 from receipt w where w.withdraws = p.id and w.audit_sequence < {before})))
""".strip()  # noqa: S608 - our own names


def entitled(record: str, row: str) -> str:
    """Return SQL that is true of the record of an answer, or of a withdrawal, by who may."""
    return (
        f"case when {decides(f'{row}.withdraws', f'{row}.audit_sequence')}\n"
        f"  then {under(record, RELEASERS)} else {under(record, CLERKS)} end"
    )


ORDER_GUARDS = f"""
create trigger receipt_of_a_sent_batch before insert on receipt
when exists (select 1 from batch_void where batch_id = new.batch_id)
  or not exists (select 1 from batch_file where batch_id = new.batch_id)
begin select raise(abort, 'guard: receipt of a sent batch'); end;

create trigger receipt_taken_once before insert on receipt
when exists (select 1 from receipt r where r.digest = new.digest
  and not exists (select 1 from receipt w where w.withdraws = r.id))
begin select raise(abort, 'guard: receipt taken once'); end;

create trigger receipt_withdrawal_of_its_own before insert on receipt
when new.withdraws is not null and (not exists (
    select 1 from receipt r where r.id = new.withdraws and r.withdraws is null
    and r.batch_id is new.batch_id and r.proof is new.proof)
  or exists (select 1 from receipt_row t join batch_row_again g
    on g.batch_id = t.batch_id and g.place = t.sent
    where t.receipt_id = new.withdraws and t.state = 'failed')
  or exists (select 1 from receipt_row t join row_closed c
    on c.batch_id = t.batch_id and c.place = t.sent
    where t.receipt_id = new.withdraws and t.state = 'failed')
  or exists (select 1 from receipt_row t
    join batch_row r on r.batch_id = t.batch_id and r.place = t.sent
    join batch_case k on k.batch_id = r.batch_id and k.case_id = r.case_id
    join case_version v on v.case_id = r.case_id and v.number > k.version
    where t.receipt_id = new.withdraws and t.state = 'failed'))
begin select raise(abort, 'guard: withdrawal of its own'); end;

create trigger {ANSWER_GUARD} before insert on receipt
when not {recorded(_ACT, entitled("p", "new"))}
begin select raise(abort, 'guard: receipt by its role'); end;

create trigger receipt_row_in_order before insert on receipt_row
when new.place is not
     (select coalesce(max(place), 0) + 1 from receipt_row where receipt_id = new.receipt_id)
  or not exists (select 1 from receipt r where r.id = new.receipt_id
    and r.batch_id is new.batch_id and new.place <= r.accepted + r.failed
    and {_NEWEST})
begin select raise(abort, 'guard: receipt row in order'); end;

create trigger receipt_waiting_in_order before insert on receipt_waiting
when new.place is not
     (select coalesce(max(place), 0) + 1 from receipt_waiting where receipt_id = new.receipt_id)
  or not exists (select 1 from receipt r where r.id = new.receipt_id
    and r.batch_id is new.batch_id and new.place <= r.silent
    and {_NEWEST})
  or exists (select 1 from receipt_row t where t.receipt_id = new.receipt_id
    and t.batch_id is new.batch_id and t.sent is new.sent)
begin select raise(abort, 'guard: receipt waiting in order'); end;

create trigger receipt_stray_in_order before insert on receipt_stray
when new.place is not
     (select coalesce(max(place), 0) + 1 from receipt_stray where receipt_id = new.receipt_id)
  or not exists (select 1 from receipt r where r.id = new.receipt_id
    and new.place <= r.strays and {_NEWEST})
begin select raise(abort, 'guard: receipt stray in order'); end;

create trigger settlement_of_its_stray before insert on stray_settlement
when not exists (select 1 from receipt r where r.id = new.receipt_id
  and r.batch_id is new.batch_id
  and not exists (select 1 from receipt w where w.withdraws = r.id))
begin select raise(abort, 'guard: settlement of its stray'); end;

create trigger {STRAY_GUARD} before insert on stray_settlement
when not {recorded(f"'{SETTLE_STRAY}'", under("p", CLERKS))}
begin select raise(abort, 'guard: stray settlement by its role'); end;

create trigger batch_row_sent_once before insert on batch_row
when exists (select 1 from batch_row r
    where r.case_id = new.case_id and r.line = new.line and r.batch_id <> new.batch_id
    and not exists (select 1 from batch_void v where v.batch_id = r.batch_id)
    and (not exists (select 1 from receipt_told t
        where t.batch_id = r.batch_id and t.sent = r.place and t.state = 'failed')
      or exists (select 1 from receipt_told t
        where t.batch_id = r.batch_id and t.sent = r.place and t.state = 'accepted')
      or exists (select 1 from row_closed c
        where c.batch_id = r.batch_id and c.place = r.place)))
begin select raise(abort, 'guard: batch row sent once'); end;

create trigger batch_row_follows before insert on batch_row
when (select follows from batch where id = new.batch_id) is not null
  and not exists (select 1 from batch b join batch_row r on r.batch_id = b.follows
    where b.id = new.batch_id and r.case_id = new.case_id and r.line = new.line
    and not exists (select 1 from batch_row_again g
      where g.batch_id = r.batch_id and g.place = r.place and g.later <> new.batch_id))
begin select raise(abort, 'guard: batch row follows'); end;

create trigger batch_void_of_unsettled before insert on batch_void
when exists (select 1 from receipt_told
    where batch_id = new.batch_id and state = 'accepted')
  or exists (select 1 from row_closed where batch_id = new.batch_id)
  or exists (select 1 from batch b where b.follows = new.batch_id
    and not exists (select 1 from batch_void v where v.batch_id = b.id))
begin select raise(abort, 'guard: batch void of unsettled'); end;
"""  # noqa: S608 - our own words
