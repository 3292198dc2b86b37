"""The part of the schema of version 1 that holds closures: failed rows that are sent no more.

Who closes a row has ascertained with the platform that nothing will be paid for it. That lets go
of public money, so an approver or a supervisor does it, as triggers hold below everything. A row
is closed while it failed, no batch sends it again and its own batch counts; a wrong closure is
withdrawn by another row. While one stands the row is not sent again and fails, whatever is told.
"""

from hrdesk.storage.entitlement import RELEASERS, recorded, under

CLOSE, REOPEN = "upload.row_closed", "upload.row_reopened"

TABLES = """
create table row_closure (
  id text primary key,
  batch_id text not null,
  place integer not null,
  cause text check (trim(cause) <> ''),
  withdraws text references row_closure (id),
  reason text check (trim(reason) <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  foreign key (batch_id, place) references batch_row (batch_id, place),
  check ((withdraws is null) = (cause is not null) and (withdraws is null) = (reason is null))
) strict;

create unique index row_closure_withdraws on row_closure (withdraws) where withdraws is not null;

create index row_closure_of on row_closure (batch_id, place);

create view row_closed (batch_id, place, id, audit_sequence) as
select c.batch_id, c.place, c.id, c.audit_sequence
from row_closure c where c.withdraws is null
and not exists (select 1 from row_closure w where w.withdraws = c.id);
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"row_closure"})

_ACT = f"case when new.withdraws is null then '{CLOSE}' else '{REOPEN}' end"

ORDER_GUARDS = f"""
create trigger closure_of_failed_row before insert on row_closure
when new.withdraws is null and (
  exists (select 1 from row_closed where batch_id = new.batch_id and place = new.place)
  or not exists (select 1 from batch_row_state s
    where s.batch_id = new.batch_id and s.place = new.place and s.state = 'failed'
    and not exists (select 1 from batch_row_again g
      where g.batch_id = s.batch_id and g.place = s.place)
    and not exists (select 1 from batch_void v where v.batch_id = s.batch_id)))
begin select raise(abort, 'guard: closure of failed row'); end;

create trigger closure_withdrawal_of_its_own before insert on row_closure
when new.withdraws is not null and not exists (
  select 1 from row_closed where id = new.withdraws
  and batch_id is new.batch_id and place is new.place)
begin select raise(abort, 'guard: closure withdrawal'); end;

create trigger closure_by_its_role before insert on row_closure
when not {recorded(_ACT, under("p", RELEASERS))}
begin select raise(abort, 'guard: closure by its role'); end;
"""  # noqa: S608 - our own words
