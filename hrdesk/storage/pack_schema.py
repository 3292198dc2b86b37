"""The part of the schema of version 1 that holds policy packs, by the hash of their texts.

A pack is kept before anything is signed under it, and never changed: every stored decision can be
worked out again, and its form opened, by the texts that it was made with.
"""

TABLES = """
create table policy_pack (
  id text primary key,
  content_hash text not null unique check (length(content_hash) = 64),
  policy text not null check (policy <> ''),
  version text not null check (version <> ''),
  files text not null check (json_valid(files)),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence)
) strict;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"policy_pack"})

ORDER_GUARDS = """
create trigger pack_of_its_record before insert on policy_pack
when not exists (
  select 1 from audit p join staff s on s.id = p.actor
  where p.sequence = new.audit_sequence and p.sequence = (select max(sequence) from audit)
  and p.act is 'policy.keep' and json_extract(p.detail, '$.content_hash') is new.content_hash
  and s.kind = 'person')
begin select raise(abort, 'guard: pack of its record'); end;

create trigger version_of_kept_pack before insert on case_version
when not exists (select 1 from policy_pack where content_hash is new.policy_hash)
begin select raise(abort, 'guard: version of kept pack'); end;

create trigger successor_of_kept_pack before insert on amendment
when new.kind is 'successor' and new.withdraws is null and not exists (
  select 1 from policy_pack where content_hash is json_extract(new.content, '$[0]')
  and policy is json_extract(new.content, '$[1]'))
begin select raise(abort, 'guard: successor of kept pack'); end;
"""
