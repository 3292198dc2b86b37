"""The part of the schema of version 1 that holds the register of organizations.

All of it is frozen: a change of the details is a new version, a correction of a dated row is a row
that withdraws it. Each row names the audit record that carries its digest.
"""

TABLES = """
create table organization (
  id text primary key,
  credit_code text not null unique check (length(credit_code) = 18),
  credit_code_reversed text not null
) strict;

create index organization_code_reversed on organization (credit_code_reversed);

create table organization_version (
  id text primary key,
  organization_id text not null references organization (id),
  number integer not null check (number >= 1),
  name text not null check (name <> ''),
  initials text not null check (initials not glob '*[^A-Z]*'),
  kind text not null check (kind in ('commercial', 'public', 'park')),
  details text not null check (json_valid(details)),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null references audit (sequence),
  unique (organization_id, number)
) strict;

create table organization_fact (
  id text primary key,
  organization_id text not null references organization (id),
  kind text not null
    check (kind in ('licence', 'recognition', 'park', 'no_other', 'withdrawal')),
  content text not null check (json_valid(content)),
  withdraws text references organization_fact (id)
    check ((withdraws is null) <> (kind = 'withdrawal')),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null references audit (sequence)
) strict;

create index organization_fact_of on organization_fact (organization_id, audit_sequence);

create unique index organization_fact_withdraws on organization_fact (withdraws)
where withdraws is not null;

create index organization_version_record on organization_version (audit_sequence);

create index organization_fact_record on organization_fact (audit_sequence);

create virtual table organization_search using fts5 (tokens, version_id unindexed, detail = full);
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"organization", "organization_version", "organization_fact"})

ORDER_GUARDS = """
create trigger organization_version_in_order before insert on organization_version
when new.number is not
     (select coalesce(max(number), 0) + 1 from organization_version
      where organization_id = new.organization_id)
begin select raise(abort, 'guard: organization in order'); end;

create trigger organization_withdrawal_of_its_own before insert on organization_fact
when new.withdraws is not null and not exists (
  select 1 from organization_fact f
  where f.id = new.withdraws and f.organization_id = new.organization_id
  and f.kind <> 'withdrawal')
begin select raise(abort, 'guard: withdrawal of its own'); end;
"""
