"""The part of the schema of version 1 that ends accounts, and the guards of all accounts.

An account is never changed: that it acts no more is a row of its own, under its audit record.
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

#: Who retires another is an administrator and stays one: so there is always one left.
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

create trigger retirement_by_another before insert on retirement
when new.staff_id is new.retired_by
  or not exists (select 1 from staff where id = new.staff_id and kind = 'person')
  or not exists (select 1 from staff where id = new.retired_by and kind = 'person'
    and instr(roles, '"administrator"') > 0)
  or exists (select 1 from retirement where staff_id = new.retired_by)
begin select raise(abort, 'guard: retirement by another'); end;
"""
