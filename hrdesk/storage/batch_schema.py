"""The part of the schema of version 1 that holds upload batches.

A batch is frozen with a copy of every row that is sent, so that its workbook can be written again
whatever becomes of cases and templates. A copy that leaves may have several files: each is a row of
its own, numbered by `part`, in the order of their records. A batch that `follows` another sends
rows again that failed there; which rows those may be says `batch_answer_schema`. All that ever
changes is that a case is free again (`batch_case.open`), and only once the batch was voided. Each
row names the audit record that carries its digest; the record of a batch stands for its cases and
rows as well.

A clerk makes batches and records the copies that leave. A batch of which a copy left may be at the
platform, and voided its rows go out again in another: an approver or a supervisor voids it, once
the platform was asked, and a clerk what never left, as triggers hold below everything.
"""

from hrdesk.storage.entitlement import CLERKS, RELEASERS, recorded, under

MAKE, WRITE, VOID = "upload.make", "upload.write", "upload.void"
#: The guards of who makes, copies and voids; see `entitlement.since` for a store of before.
MAKE_GUARD, WRITE_GUARD = "batch_by_its_role", "batch_file_by_its_role"
VOID_GUARD = "batch_void_by_its_role"

TABLES = """
create table batch (
  id text primary key,
  site_id text not null references site (id),
  number text not null unique,
  year integer not null,
  sequence integer not null check (sequence >= 1),
  measure text not null check (measure <> ''),
  frame text not null check (json_valid(frame)),
  case_count integer not null check (case_count >= 1),
  row_count integer not null check (row_count >= 1),
  sum_fen integer check (sum_fen >= 0),
  follows text references batch (id) check (follows <> id),
  made_at text not null,
  made_by text not null references staff (id),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  unique (site_id, year, sequence)
) strict;

create index batch_follows on batch (follows) where follows is not null;

create table batch_case (
  batch_id text not null references batch (id),
  case_id text not null references cases (id),
  version integer not null,
  place integer not null check (place >= 1),
  row_count integer not null check (row_count >= 1),
  amount_fen integer check (amount_fen >= 0),
  salt text not null check (length(salt) = 32),
  rows_digest text not null check (length(rows_digest) = 64),
  follows text references batch (id),
  open integer not null check (open in (0, 1)),
  primary key (batch_id, place),
  unique (batch_id, case_id),
  foreign key (case_id, version) references case_version (case_id, number)
) strict, without rowid;

create unique index batch_case_open on batch_case (case_id)
where open = 1 and follows is null;

create index batch_case_version on batch_case (case_id, version);

create table batch_row (
  batch_id text not null references batch (id),
  place integer not null check (place >= 1),
  case_id text not null references cases (id),
  line integer not null check (line >= 0),
  cells text not null check (json_valid(cells)),
  primary key (batch_id, place),
  foreign key (batch_id, case_id) references batch_case (batch_id, case_id)
) strict, without rowid;

create unique index batch_row_of on batch_row (case_id, line, batch_id);

create table batch_file (
  audit_sequence integer primary key references audit (sequence),
  batch_id text not null references batch (id),
  file_name text not null check (file_name <> ''),
  digest text not null check (length(digest) = 64),
  part integer not null check (part >= 1),
  purpose text not null check (purpose in ('upload', 'kept', 'handed')),
  written_at text not null,
  written_by text not null references staff (id)
) strict;

create index batch_file_of on batch_file (batch_id, audit_sequence);

create table batch_void (
  batch_id text primary key references batch (id),
  cause text not null check (cause in ('person', 'not_written')),
  reason text not null check ((trim(reason) <> '') = (cause = 'person')),
  voided_at text not null,
  voided_by text not null references staff (id),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence)
) strict;

create index cases_received on cases (measure, received_on);
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"batch", "batch_row", "batch_file", "batch_void"})
#: Tables whose rows are never removed, and the only columns that may change.
MENDABLE = {"batch_case": frozenset({"open"})}

ORDER_GUARDS = f"""
create trigger batch_in_order before insert on batch
when new.sequence is not
     (select coalesce(max(sequence), 0) + 1 from batch
      where site_id = new.site_id and year = new.year)
begin select raise(abort, 'guard: batch in order'); end;

create trigger batch_follows_an_open_one before insert on batch
when new.follows is not null and not exists (
  select 1 from batch b join batch_file f on f.batch_id = b.id
  where b.id = new.follows and b.measure is new.measure
  and not exists (select 1 from batch_void v where v.batch_id = b.id))
begin select raise(abort, 'guard: batch follows an open one'); end;

create trigger batch_case_as_decided before insert on batch_case
when new.open is not 1
  or new.follows is not (select follows from batch where id = new.batch_id)
  or new.place is not
     (select coalesce(max(place), 0) + 1 from batch_case where batch_id = new.batch_id)
  or new.place > (select case_count from batch where id = new.batch_id)
  or exists (select 1 from batch_void where batch_id = new.batch_id)
  or not exists (
    select 1 from cases c join case_version v on v.case_id = c.id join batch b
    on b.id = new.batch_id and b.measure = c.measure
    where c.id = new.case_id and v.number = new.version and v.outcome is 'eligible'
    and (v.amount_fen is new.amount_fen
      or new.follows is not null and new.amount_fen <= v.amount_fen)
    and v.number = (select max(number) from case_version where case_id = c.id))
begin select raise(abort, 'guard: batch case as decided'); end;

create trigger batch_row_in_order before insert on batch_row
when new.place is not
     (select coalesce(max(place), 0) + 1 from batch_row where batch_id = new.batch_id)
  or new.place > (select row_count from batch where id = new.batch_id)
begin select raise(abort, 'guard: batch row in order'); end;

create trigger batch_case_is_freed before update of open on batch_case
when new.open is not 0
  or not exists (select 1 from batch_void where batch_id = new.batch_id)
begin select raise(abort, 'guard: batch case is freed'); end;

create trigger batch_file_of_open before insert on batch_file
when exists (select 1 from batch_void where batch_id = new.batch_id)
  or new.part is not 1 and not exists (
    select 1 from batch_file f where f.batch_id = new.batch_id and f.part = new.part - 1
    and f.purpose is new.purpose and f.written_at is new.written_at
    and f.written_by is new.written_by and f.audit_sequence = new.audit_sequence - 1)
begin select raise(abort, 'guard: batch file of open'); end;

create trigger {MAKE_GUARD} before insert on batch
when not {recorded(f"'{MAKE}'", under("p", CLERKS), "new.id")}
begin select raise(abort, 'guard: batch by its role'); end;

create trigger {WRITE_GUARD} before insert on batch_file
when not {recorded(f"'{WRITE}'", under("p", CLERKS))}
begin select raise(abort, 'guard: batch file by its role'); end;

create trigger {VOID_GUARD} before insert on batch_void
when case when exists (select 1 from batch_file where batch_id = new.batch_id)
  then new.cause is not 'person' or not {recorded(f"'{VOID}'", under("p", RELEASERS))}
  else not {recorded(f"'{VOID}'", under("p", CLERKS))} end
begin select raise(abort, 'guard: batch void by its role'); end;
"""  # noqa: S608 - our own words
