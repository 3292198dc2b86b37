"""The part of the schema of version 1 that ends accounts, and the guards of all accounts.

An account is never changed: that it acts no more is a row of its own, under its audit record, and
its roles are those of its newest record `person.roles`, before the first one those of its row.
Every record carries the roles under which its actor acted; a trigger holds that they are his.
"""

TABLES = """
create table retirement (
  staff_id text primary key references staff (id),
  reason text not null check (trim(reason) <> ''),
  retired_at text not null,
  retired_by text not null references staff (id)
) strict;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"retirement"})

#: Who retires another, or changes his roles, is an administrator and stays one: so there is always
#: one left.
ORDER_GUARDS = """
create trigger staff_of_person before insert on staff
when exists (select 1 from audit) and (new.kind is not 'person'
  or new.site_id is not (select id from site where own = 1))
begin select raise(abort, 'guard: staff of person'); end;

create trigger key_of_active before insert on staff_key
when exists (select 1 from retirement where staff_id = new.staff_id)
begin select raise(abort, 'guard: key of active'); end;

create trigger audit_of_active before insert on audit
when exists (select 1 from retirement where staff_id = new.actor)
begin select raise(abort, 'guard: audit of active'); end;

create trigger audit_of_its_roles before insert on audit
when new.roles is not coalesce(
  (select '["' || replace(json_extract(detail, '$.roles'), ':', '","') || '"]' from audit
    where subject = new.actor and act = 'person.roles' order by sequence desc limit 1),
  (select roles from staff where id = new.actor))
begin select raise(abort, 'guard: audit of its roles'); end;

create trigger roles_by_another before insert on audit
when new.act is 'person.roles' and (new.subject is new.actor
  or instr(new.roles, '"administrator"') = 0
  or coalesce(json_extract(new.detail, '$.roles'), '') = ''
  or not exists (select 1 from staff where id = new.actor and kind = 'person')
  or not exists (select 1 from staff where id = new.subject and kind = 'person')
  or exists (select 1 from retirement where staff_id = new.subject))
begin select raise(abort, 'guard: roles by another'); end;

create trigger retirement_by_another before insert on retirement
when new.staff_id is new.retired_by
  or not exists (select 1 from staff where id = new.staff_id and kind = 'person')
  or not exists (select 1 from staff where id = new.retired_by and kind = 'person'
    and instr(coalesce((select json_extract(detail, '$.roles') from audit
      where subject = new.retired_by and act = 'person.roles' order by sequence desc limit 1),
      roles), 'administrator') > 0)
  or exists (select 1 from retirement where staff_id = new.retired_by)
begin select raise(abort, 'guard: retirement by another'); end;
"""
