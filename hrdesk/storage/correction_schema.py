"""The part of the schema of version 1 that holds corrections of accepted cases.

All of it is frozen: a proposal is withdrawn or refused by a row, a confirmed one made a version.
Each row names the audit record that carries its digest. Who confirms is somebody else than who
proposed, nor an account whose keys that one may know (`amendment_schema.TAKEN_OVER`); triggers
hold it below everything. `former_register` keeps the personal columns of a case and the people of
its roster as its versions up to `last_version` signed them, where a correction changed them.
"""

from hrdesk.storage.amendment_schema import TAKEN_OVER

PROPOSE, WITHDRAW, CORRECT = "correction.propose", "correction.withdraw", "correction.confirm"

TABLES = """
create table correction (
  id text primary key,
  case_id text not null references cases (id),
  version integer not null,
  changes text check (json_valid(changes)),
  cause text check (trim(cause) <> ''),
  withdraws text references correction (id),
  reason text check (reason <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  foreign key (case_id, version) references case_version (case_id, number),
  check (case when withdraws is null
    then changes is not null and cause is not null and reason is null
    else coalesce(changes, cause) is null and reason is not null end)
) strict;

create unique index correction_withdraws on correction (withdraws) where withdraws is not null;

create index correction_of on correction (case_id, version);

create table correction_confirmation (
  id text primary key,
  correction_id text not null unique references correction (id),
  case_id text not null references cases (id),
  version integer not null check (version >= 2),
  seen text not null check (json_valid(seen)),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  unique (case_id, version),
  foreign key (case_id, version) references case_version (case_id, number)
    deferrable initially deferred
) strict;

create table former_register (
  case_id text not null references cases (id),
  last_version integer not null,
  register text not null check (json_valid(register)),
  primary key (case_id, last_version),
  foreign key (case_id, last_version) references case_version (case_id, number)
) strict, without rowid;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"correction", "correction_confirmation", "former_register"})
#: What a correction changes of a case's row; each with its former value under a signature.
PERSONAL = ("applicant_name", "initials", "phone", "organization", "paper_number")

#: A row of the case was sent, failed, was neither sent again yet nor closed, and accepted in no
#: batch: then it may be corrected.
FAILED_ROW = """
  select 1 from batch_row_state s where s.case_id = new.case_id and s.state = 'failed'
  and not exists (select 1 from batch_row_again g
    where g.batch_id = s.batch_id and g.place = s.place)
  and not exists (select 1 from row_closed c where c.batch_id = s.batch_id and c.place = s.place)
  and not exists (select 1 from batch_void v where v.batch_id = s.batch_id)
  and not exists (select 1 from batch_row o join receipt_told t
    on t.batch_id = o.batch_id and t.sent = o.place and t.state = 'accepted'
    where o.case_id = s.case_id and o.line = s.line)
"""
_FORMER = """
  select 1 from former_register f where f.case_id = new.case_id and f.last_version = (
    select max(number) - 1 from case_version where case_id = new.case_id)
"""
_FORMER_OF_CASE = _FORMER.replace("new.case_id", "new.id")

ORDER_GUARDS = f"""
create trigger correction_of_newest before insert on correction
when new.version is not (select max(number) from case_version where case_id = new.case_id)
  and new.withdraws is null
  or exists (select 1 from batch_case where case_id = new.case_id and open = 1)
  and new.withdraws is null and not exists ({FAILED_ROW})
begin select raise(abort, 'guard: correction of newest'); end;

create trigger correction_withdrawal_of_its_own before insert on correction
when new.withdraws is not null and (
  not exists (select 1 from correction a where a.id = new.withdraws and a.withdraws is null
    and a.case_id is new.case_id and a.version is new.version)
  or exists (select 1 from correction_confirmation where correction_id = new.withdraws))
begin select raise(abort, 'guard: correction withdrawal'); end;

create trigger correction_by_its_role before insert on correction
when not exists (
  select 1 from audit p join staff s on s.id = p.actor
  where p.sequence = new.audit_sequence and p.sequence = (select max(sequence) from audit)
  and s.kind = 'person' and case when new.withdraws is not null then p.act is '{WITHDRAW}'
      and (instr(p.roles, '"clerk"') > 0 or instr(p.roles, '"approver"') > 0
        or instr(p.roles, '"supervisor"') > 0)
    else p.act is '{PROPOSE}' and instr(p.roles, '"clerk"') > 0 end)
begin select raise(abort, 'guard: correction by its role'); end;

create trigger correction_confirmed_by_another before insert on correction_confirmation
when not exists (
  select 1 from correction a join audit p on p.sequence = a.audit_sequence
  join audit c on c.sequence = new.audit_sequence join staff s on s.id = c.actor
  where a.id = new.correction_id and a.withdraws is null and p.actor is not c.actor
  and a.case_id is new.case_id and new.version is a.version + 1
  and a.version = (select max(number) from case_version where case_id = a.case_id)
  and c.act is '{CORRECT}' and c.sequence = (select max(sequence) from audit)
  and s.kind = 'person' and (instr(c.roles, '"clerk"') > 0 or instr(c.roles, '"approver"') > 0
    or instr(c.roles, '"supervisor"') > 0)
  and not exists (select 1 from correction w where w.withdraws = a.id)
  and not exists (select 1 from audit k join staff t on t.id = k.actor where {TAKEN_OVER}))
begin select raise(abort, 'guard: correction confirmed by another'); end;

create trigger former_register_of_correction before insert on former_register
when not exists (select 1 from correction_confirmation
    where case_id = new.case_id and version = new.last_version + 1)
  or new.last_version + 1 is not (
    select max(number) from case_version where case_id = new.case_id)
begin select raise(abort, 'guard: former register'); end;

create trigger case_as_corrected before update on cases
when ({" or ".join(f"new.{name} is not old.{name}" for name in (*PERSONAL, "party_id"))})
  and not exists ({_FORMER_OF_CASE} {
    " ".join(f"and json_extract(f.register, '$.{name}') is old.{name}" for name in PERSONAL)
} and json_extract(f.register, '$.identity') is (
      select identity from party where id = old.party_id))
begin select raise(abort, 'guard: case as corrected'); end;

create trigger people_as_corrected before update on roster_person
when not exists ({_FORMER} and exists (
  select 1 from json_each(f.register, '$.people') e
  where json_extract(e.value, '$[0]') is old.line and json_extract(e.value, '$[1]') is old.name
  and json_extract(e.value, '$[2]') is coalesce(
    (select identity from party where id = old.party_id), '')))
begin select raise(abort, 'guard: people as corrected'); end;
"""  # noqa: S608 - our own words
