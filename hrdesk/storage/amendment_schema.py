"""The part of the schema of version 1 that holds changes of law: proposals and confirmations.

All of it is frozen: a proposal is withdrawn by a row, a confirmed change is ended by another one.
Each row names the audit record that carries its digest. Who confirms is somebody else than who
proposed; a trigger holds that below everything. Whoever was given keys by another may be the
proposer, see `TAKEN_OVER`.
"""

#: A registration of keys `k`, made by the account `t`, for which the actor of the confirmation `c`
#: may be the one of the proposal `p`. Who was added since the proposal never confirms it. Else the
#: newest keys that another gave count, those of a person since the proposal for good, and all
#: others, as those of the recovery key, whose holder nobody knows, for seven days; unless a third
#: person gave them, to whom nobody had given keys since the proposal or in those seven days.
TAKEN_OVER = """
  k.act is 'key.register' and k.subject is c.actor and k.actor is not c.actor
  and k.sequence < c.sequence
  and case when case when json_valid(k.detail) then json_extract(k.detail, '$.replaces') end is null
  then k.sequence > p.sequence
  else k.sequence is (select max(n.sequence) from audit n where n.act is 'key.register'
      and n.subject is c.actor and n.actor is not c.actor and n.sequence < c.sequence)
    and ((k.sequence > p.sequence and t.kind is 'person')
      or julianday(c.at) < julianday(k.at) + 7)
    and (t.kind is not 'person' or k.actor is p.actor or exists (select 1 from audit z
      where z.act is 'key.register' and z.subject is k.actor and z.actor is not k.actor
      and z.sequence < k.sequence and (z.sequence > p.sequence
        or (case when json_valid(z.detail) then json_extract(z.detail, '$.replaces') end is not null
          and julianday(c.at) < julianday(z.at) + 7)))) end
"""

#: An ending `e` with its content, which would never let the change `o` begin, or undo what was
#: received under a successor. The services say it in their words.
EARLY_END = """
  e.kind is 'ending' and e.withdraws is null and (
    (o.kind in ('ruling', 'successor', 'values') and json_extract(e.content, '$[1]') < case o.kind
      when 'ruling' then json_extract(o.content, '$[2]')
      when 'successor' then json_extract(o.content, '$[2]')
      else (select min(json_extract(v.value, '$[1]')) from json_each(o.content) v) end)
    or o.kind is 'successor' and exists (
      select 1 from cases c join case_version v on v.case_id = c.id
      where v.policy_hash = json_extract(o.content, '$[0]')
      and c.received_on > coalesce(json_extract(e.content, '$[1]'), '')))
"""

TABLES = """
create table amendment (
  id text primary key,
  policy text not null check (policy <> ''),
  kind text not null check (kind in ('values', 'ruling', 'term', 'successor', 'ending')),
  content text check (json_valid(content)),
  document text check (trim(document) <> ''),
  issued_on text check (issued_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  note text check (trim(note) <> ''),
  withdraws text references amendment (id),
  reason text check (reason <> ''),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence),
  check (case when withdraws is null
    then content is not null and document is not null and issued_on is not null
      and note is not null and reason is null
    else coalesce(content, document, issued_on, note) is null and reason is not null end)
) strict;

create unique index amendment_withdraws on amendment (withdraws) where withdraws is not null;

create table amendment_confirmation (
  id text primary key,
  amendment_id text not null unique references amendment (id),
  seen text not null check (json_valid(seen)),
  pack text not null check (length(pack) in (0, 64)),
  first_day text not null check ((first_day = '') = (pack = '')),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence)
) strict;
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"amendment", "amendment_confirmation"})

ORDER_GUARDS = f"""
create trigger amendment_withdrawal_of_its_own before insert on amendment
when new.withdraws is not null and (
  not exists (select 1 from amendment a where a.id = new.withdraws and a.withdraws is null
    and a.kind is new.kind)
  or exists (select 1 from amendment_confirmation where amendment_id = new.withdraws))
begin select raise(abort, 'guard: withdrawal of its own'); end;

create trigger amendment_by_its_role before insert on amendment
when not exists (
  select 1 from audit p join staff s on s.id = p.actor
  where p.sequence = new.audit_sequence and p.sequence = (select max(sequence) from audit)
  and s.kind = 'person'
  and case when new.withdraws is not null then p.act is 'amendment.withdraw'
      and (instr(p.roles, '"administrator"') > 0 or instr(p.roles, '"supervisor"') > 0)
    else p.act is 'amendment.propose' and instr(p.roles, case when 'ruling' in (new.kind,
      coalesce((select kind from amendment where id = json_extract(new.content, '$[0]')), ''))
      then '"supervisor"' else '"administrator"' end) > 0 end)
begin select raise(abort, 'guard: amendment by its role'); end;

create trigger confirmation_by_another before insert on amendment_confirmation
when not exists (
  select 1 from amendment a join audit p on p.sequence = a.audit_sequence
  join audit c on c.sequence = new.audit_sequence join staff s on s.id = c.actor
  where a.id = new.amendment_id and a.withdraws is null and p.actor is not c.actor
  and c.act is 'amendment.confirm' and c.sequence = (select max(sequence) from audit)
  and s.kind = 'person'
  and (instr(c.roles, '"administrator"') > 0 or instr(c.roles, '"supervisor"') > 0)
  and not exists (select 1 from amendment w where w.withdraws = a.id)
  and not exists (select 1 from audit k join staff t on t.id = k.actor where {TAKEN_OVER}))
begin select raise(abort, 'guard: confirmation by another'); end;

create trigger ending_no_earlier before insert on amendment
when exists (select 1 from (select new.kind as kind, new.withdraws as withdraws,
    new.content as content) e
  join amendment o on o.id = json_extract(e.content, '$[0]') where {EARLY_END})
begin select raise(abort, 'guard: ending no earlier'); end;

create trigger confirmed_ending_no_earlier before insert on amendment_confirmation
when exists (select 1 from amendment e
  join amendment o on o.id = json_extract(e.content, '$[0]')
  where e.id = new.amendment_id and {EARLY_END})
begin select raise(abort, 'guard: ending no earlier'); end;

create trigger confirmation_names_its_pack before insert on amendment_confirmation
when not exists (select 1 from amendment a where a.id = new.amendment_id
  and new.pack is case when a.kind = 'successor' then json_extract(a.content, '$[0]') else '' end
  and new.first_day is
    case when a.kind = 'successor' then json_extract(a.content, '$[2]') else '' end)
begin select raise(abort, 'guard: confirmation names its pack'); end;
"""  # noqa: S608 - our own words
