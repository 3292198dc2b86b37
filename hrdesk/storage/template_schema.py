"""The part of the schema of version 1 that holds the official templates of the platform.

The file is kept once, by its hash; what goes into its columns is a row of its own, so that a wrong
mapping is replaced by a newer row. Both are entered by an administrator and frozen, and a batch
is frozen only with a template of its measure that stands: its workbook can always be written again.
"""

TABLES = """
create table template_file (
  id text primary key,
  sha256 text not null unique check (length(sha256) = 64),
  content text not null check (content <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence)
) strict;

create table official_template (
  id text primary key,
  measure text not null check (measure <> ''),
  sha256 text references template_file (sha256),
  file_name text check (file_name <> ''),
  version text check (trim(version) <> ''),
  origin text check (trim(origin) <> ''),
  mapping text check (json_valid(mapping)),
  withdraws text references official_template (id),
  reason text check (trim(reason) <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  check (case when withdraws is null
    then sha256 is not null and file_name is not null and version is not null
      and origin is not null and mapping is not null and reason is null
    else coalesce(sha256, file_name, version, origin, mapping) is null
      and reason is not null end)
) strict;

create unique index official_template_withdraws on official_template (withdraws)
  where withdraws is not null;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"template_file", "official_template"})

ORDER_GUARDS = """
create trigger template_withdrawal_of_its_own before insert on official_template
when new.withdraws is not null and not exists (
  select 1 from official_template t where t.id = new.withdraws and t.withdraws is null
  and t.measure is new.measure)
begin select raise(abort, 'guard: template withdrawal of its own'); end;

create trigger template_by_administrator before insert on official_template
when not exists (
  select 1 from audit p join staff s on s.id = p.actor
  where p.sequence = new.audit_sequence and p.sequence = (select max(sequence) from audit)
  and p.act is case when new.withdraws is null then 'template.enter' else 'template.withdraw' end
  and s.kind = 'person' and instr(p.roles, '"administrator"') > 0)
begin select raise(abort, 'guard: template by administrator'); end;

create trigger template_file_by_administrator before insert on template_file
when not exists (
  select 1 from audit p join staff s on s.id = p.actor
  where p.sequence = new.audit_sequence and p.sequence = (select max(sequence) from audit)
  and p.act is 'template.keep' and json_extract(p.detail, '$.sha256') is new.sha256
  and s.kind = 'person' and instr(p.roles, '"administrator"') > 0)
begin select raise(abort, 'guard: template file by administrator'); end;

create trigger batch_of_standing_template before insert on batch
when json_extract(new.frame, '$.template.sha256') is not null and not exists (
  select 1 from official_template t
  where t.sha256 is json_extract(new.frame, '$.template.sha256') and t.measure is new.measure
  and not exists (select 1 from official_template w where w.withdraws = t.id))
begin select raise(abort, 'guard: batch of standing template'); end;
"""
