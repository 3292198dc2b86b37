"""The part of the schema of version 1 that holds contradictions, and how they were settled.

What an answer tells against what was done may be a second payment. Whoever settles it has asked
the platform and seen to the money, so an approver or a supervisor does it, as triggers hold below
everything. A contradiction is worked out and never stored (`row_contradiction`): it stands since
the newest record that makes it one. A settlement is a row of its own; it settles what stood by
then, so what a later answer says stands open again. It changes no state: what the row stands at,
what is held and what may be sent is the same before and after. A wrong one is withdrawn.

A row that an answer accepted may have been paid, whatever became of that answer: accepted in
another batch too it contradicts, also where the first answer was withdrawn since.
"""

from hrdesk.storage.entitlement import RELEASERS, recorded, under

SETTLE, UNSETTLE = "upload.contradiction_settled", "upload.contradiction_reopened"

#: A contradiction in one batch takes two answers: these alone are looked at row by row.
_TWICE_ANSWERED = "select batch_id from receipt group by batch_id having count(*) > 1"
#: Confirmed corrections, since a row `s` was sent, of its entries or of those that all rows share:
#: the account of the payee only where the row had failed by then.
CORRECTIONS = """
from batch_case k
  join correction_confirmation n on n.case_id = k.case_id and n.version > k.version
  join correction o on o.id = n.correction_id join json_each(o.changes) e
  where k.batch_id = s.batch_id and k.case_id = s.case_id
  and (s.line = 0 or json_extract(e.value, '$[1]') in (0, s.line))
  and (json_extract(e.value, '$[0]') <> ''
    or not exists (select 1 from batch b, json_each(b.frame, '$.payee') a
      where b.id = s.batch_id and a.value is json_extract(e.value, '$[2]'))
    or exists (select 1 from receipt_told f where f.batch_id = s.batch_id and f.sent = s.place
      and f.state = 'failed' and f.audit_sequence < n.audit_sequence))
"""


def _accepted(row: str) -> str:
    """Return since when a row is told to be accepted: that it is said once more is nothing new."""
    return (
        "(select min(t.audit_sequence) from receipt_told t "  # noqa: S608 - our own words
        f"where t.batch_id = {row}.batch_id and t.sent = {row}.place and t.state = 'accepted')"
    )


TABLES = f"""
create table row_settlement (
  id text primary key,
  batch_id text not null,
  place integer not null,
  outcome text check (trim(outcome) <> ''),
  withdraws text references row_settlement (id),
  reason text check (trim(reason) <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  foreign key (batch_id, place) references batch_row (batch_id, place),
  check ((withdraws is null) = (outcome is not null) and (withdraws is null) = (reason is null))
) strict;

create unique index row_settlement_withdraws on row_settlement (withdraws)
  where withdraws is not null;

create index row_settlement_of on row_settlement (batch_id, place);

create view row_settled (batch_id, place, id, audit_sequence) as
select c.batch_id, c.place, c.id, c.audit_sequence
from row_settlement c where c.withdraws is null
and not exists (select 1 from row_settlement w where w.withdraws = c.id);

create view row_told_against
  (batch_id, place, state, reason, later_number, receipt_id, closed, audit_sequence) as
select t.batch_id, t.sent, t.state, t.reason, g.later_number, t.receipt_id, c.id is not null,
  t.audit_sequence
from receipt_told t left join batch_row_again g on g.batch_id = t.batch_id and g.place = t.sent
left join row_closed c on c.batch_id = t.batch_id and c.place = t.sent
where (
  t.state = 'accepted' and (g.later_sequence < t.audit_sequence or c.id is not null)
  or t.state = 'failed' and exists (select 1 from receipt_told a where a.batch_id = t.batch_id
    and a.sent = t.sent and a.state = 'accepted' and a.audit_sequence < t.audit_sequence));

create view row_contradiction (batch_id, place, since) as
select a.batch_id, a.place, a.audit_sequence from row_told_against a
where a.batch_id in ({_TWICE_ANSWERED})
union all
select s.batch_id, s.place, max({_accepted("s")}, (select max(n.audit_sequence) {CORRECTIONS}))
from batch_row_state s
where s.batch_id in (select k.batch_id from batch_case k
  join correction_confirmation n on n.case_id = k.case_id and n.version > k.version
  where k.batch_id in ({_TWICE_ANSWERED}))
and s.state = 'accepted' and exists (select 1 {CORRECTIONS})
union all
select r.batch_id, r.place, max({_accepted("r")}, {_accepted("y")})
from batch_row r
join batch_row y on y.case_id = r.case_id and y.line = r.line and y.batch_id <> r.batch_id
where r.case_id in (select k.case_id from batch f join batch_case k on k.batch_id = f.id
  where f.follows is not null)
and {_accepted("r")} is not null and {_accepted("y")} is not null
union all
select r.batch_id, r.place, max({_accepted("r")}, q.audit_sequence)
from receipt w join receipt q on q.id = w.withdraws
join receipt_row t on t.receipt_id = q.id and t.state = 'accepted'
join batch_row y on y.batch_id = t.batch_id and y.place = t.sent
join batch_row r on r.case_id = y.case_id and r.line = y.line and r.batch_id <> y.batch_id
where {_accepted("r")} is not null;
"""  # noqa: S608 - our own words

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"row_settlement"})

_ACT = f"case when new.withdraws is null then '{SETTLE}' else '{UNSETTLE}' end"

ORDER_GUARDS = f"""
create trigger settlement_of_contradicted_row before insert on row_settlement
when new.withdraws is null and not exists (select 1 from row_contradiction r
  where r.batch_id = new.batch_id and r.place = new.place
  and r.since > coalesce((select max(s.audit_sequence) from row_settled s
    where s.batch_id = new.batch_id and s.place = new.place), 0))
begin select raise(abort, 'guard: settlement of contradicted row'); end;

create trigger settlement_withdrawal_of_its_own before insert on row_settlement
when new.withdraws is not null and not exists (
  select 1 from row_settled where id = new.withdraws
  and batch_id is new.batch_id and place is new.place)
begin select raise(abort, 'guard: settlement withdrawal'); end;

create trigger settlement_by_its_role before insert on row_settlement
when not {recorded(_ACT, under("p", RELEASERS))}
begin select raise(abort, 'guard: settlement by its role'); end;
"""  # noqa: S608 - our own words
