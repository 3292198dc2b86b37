"""The part of the schema of version 1 that holds referrals and the register of purchased services.

All of it is frozen: a letter keeps its number for good, a correction of an answer or a purchase is
a row that withdraws it. Each row names the audit record that carries its digest.
"""

TABLES = """
create table letter (
  id text primary key,
  site_id text not null references site (id),
  number text not null unique,
  year integer not null,
  sequence integer not null check (sequence >= 1),
  case_id text not null unique references cases (id),
  authority text not null check (authority <> ''),
  given_at text not null,
  given_by text not null references staff (id),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  unique (site_id, year, sequence)
) strict;

create table referral_answer (
  id text primary key,
  case_id text not null references letter (case_id),
  received_on text check (received_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  authority text check (authority <> ''),
  document text check (document <> ''),
  verdict text check (verdict in ('accepted', 'refused', 'other')),
  words text,
  withdraws text references referral_answer (id),
  reason text check (reason <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  check (case when withdraws is null
    then received_on is not null and authority is not null and document is not null
      and verdict is not null and words is not null and reason is null
    else coalesce(received_on, authority, document, verdict, words) is null
      and reason is not null end)
) strict;

create index referral_answer_of on referral_answer (case_id);

create unique index referral_answer_withdraws on referral_answer (withdraws)
where withdraws is not null;

create index cases_referred on cases (year, sequence) where outcome = 'referral';

create table purchase (
  id text primary key,
  organization_id text not null references organization (id),
  bought text check (bought <> ''),
  contract text check (contract <> ''),
  signed_on text check (signed_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  begins_on text check (begins_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends_on text check (ends_on >= begins_on),
  fen integer check (fen > 0),
  department text check (department <> ''),
  document text check (document <> ''),
  withdraws text references purchase (id),
  reason text check (reason <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  check (case when withdraws is null
    then bought is not null and contract is not null and signed_on is not null
      and begins_on is not null and ends_on is not null and fen is not null
      and department is not null and document is not null and reason is null
    else coalesce(bought, contract, signed_on, begins_on, ends_on, fen, department, document)
      is null and reason is not null end)
) strict;

create index purchase_of on purchase (organization_id);

create index purchase_newest on purchase (signed_on, audit_sequence) where withdraws is null;

create unique index purchase_withdraws on purchase (withdraws) where withdraws is not null;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"letter", "referral_answer", "purchase"})

ORDER_GUARDS = """
create trigger letter_in_order before insert on letter
when new.sequence is not
     (select coalesce(max(sequence), 0) + 1 from letter
      where site_id = new.site_id and year = new.year)
begin select raise(abort, 'guard: letter in order'); end;

create trigger letter_of_referral before insert on letter
when not exists (select 1 from cases where id = new.case_id and outcome = 'referral')
begin select raise(abort, 'guard: letter of referral'); end;

create trigger paper_of_letter before insert on paper
when new.kind in ('referral_letter', 'referral_notice')
  and not exists (select 1 from letter where case_id = new.case_id)
begin select raise(abort, 'guard: paper of letter'); end;

create trigger answer_withdrawal_of_its_own before insert on referral_answer
when new.withdraws is not null and not exists (
  select 1 from referral_answer a where a.id = new.withdraws and a.withdraws is null
  and a.case_id is new.case_id)
begin select raise(abort, 'guard: withdrawal of its own'); end;

create trigger purchase_withdrawal_of_its_own before insert on purchase
when new.withdraws is not null and not exists (
  select 1 from purchase p where p.id = new.withdraws and p.withdraws is null
  and p.organization_id is new.organization_id)
begin select raise(abort, 'guard: withdrawal of its own'); end;
"""
