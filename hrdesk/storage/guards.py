"""The guards of version 1's tables: what never changes, what is in order; triggers refuse the rest.

SQL is written out because released schemas must not change with the models of the day.
"""

from collections.abc import Callable

from hrdesk.storage import batch_schema, correction_schema
from hrdesk.storage.correction_schema import FAILED_ROW
from hrdesk.storage.schema_parts import PARTS

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset(
    {
        "meta",
        "site",
        "staff",
        "staff_key",
        "party",
        "case_version",
        "case_value",
        "audit",
        "record_note",
        "paper",
        *(table for part in PARTS for table in part.frozen),
    }
)
#: Tables whose rows are never removed, and the only columns that may change.
MENDABLE = {
    "number_block": frozenset({"next"}),
    "cases": frozenset({"outcome", "amount_fen", "party_id", *correction_schema.PERSONAL}),
    "roster_person": frozenset({"name", "party_id"}),
    "right_once": frozenset({"active"}),
    "right_month": frozenset({"active"}),
    **batch_schema.MENDABLE,
}
#: Tables that are filled when the office is founded, before the first record, and then closed.
_FOUNDED = ("meta", "site")

_ORDER_GUARDS = f"""
create trigger audit_in_order before insert on audit
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from audit)
  or new.previous_hash is not
     coalesce((select hash from audit order by sequence desc limit 1), '')
begin select raise(abort, 'guard: audit in order'); end;

create trigger version_in_order before insert on case_version
when new.number is not
     (select coalesce(max(number), 0) + 1 from case_version where case_id = new.case_id)
  or new.previous_signature is not
     coalesce((select signature from case_version where case_id = new.case_id
               order by number desc limit 1), '')
begin select raise(abort, 'guard: version in order'); end;

create trigger version_of_open_case before insert on case_version
when new.number > 1 and (
  exists (select 1 from batch_case where case_id = new.case_id and open = 1)
    and not (exists (select 1 from correction_confirmation
      where case_id = new.case_id and version = new.number) and exists ({FAILED_ROW}))
  or not exists (select 1 from correction_confirmation
    where case_id = new.case_id and version = new.number)
  and ((select outcome from case_version where case_id = new.case_id
      order by number desc limit 1) is not 'officer'
    or (select account_key from case_version where case_id = new.case_id
      order by number desc limit 1) is not new.account_key))
begin select raise(abort, 'guard: version of open case'); end;

create trigger version_by_its_role before insert on case_version
when not exists (select 1 from (
    select coalesce((select json_extract(detail, '$.roles') from audit
      where subject = s.id and act = 'person.roles' order by sequence desc limit 1),
      s.roles) as roles from staff s where s.id = new.signed_by)
  where instr(roles, 'clerk') > 0 or new.number > 1 and instr(roles, 'approver') > 0
    or instr(roles, 'supervisor') > 0 and exists (select 1 from correction_confirmation
      where case_id = new.case_id and version = new.number))
begin select raise(abort, 'guard: version by its role'); end;

create trigger version_as_accepted before insert on case_version
when new.number = 1 and exists (select 1 from cases c where c.id = new.case_id
  and (c.outcome is not new.outcome or c.amount_fen is not new.amount_fen))
begin select raise(abort, 'guard: version as accepted'); end;

create trigger value_as_signed before insert on case_value
when json_valid(new.finding) and exists (select 1 from case_version v where v.id = new.version_id
  and (json_extract(new.finding, '$.outcome') is not v.outcome
    or case json_type(new.finding, '$.amount')
      when 'text' then v.amount_fen is null or json_extract(new.finding, '$.amount')
        is not printf('%d.%02d', v.amount_fen / 100, v.amount_fen % 100)
      when 'null' then v.amount_fen is not null
      else 1 end))
begin select raise(abort, 'guard: value as signed'); end;

create trigger case_as_decided before update on cases
when not exists (select 1 from case_version v where v.case_id = new.id
  and v.number = (select max(number) from case_version where case_id = new.id)
  and v.outcome is new.outcome and v.amount_fen is new.amount_fen)
begin select raise(abort, 'guard: case as decided'); end;

create trigger paper_in_order before insert on paper
when new.copy is not
     (select coalesce(max(copy), 0) + 1 from paper
      where case_id = new.case_id and kind = new.kind)
begin select raise(abort, 'guard: paper in order'); end;

create trigger number_in_order before update on number_block
when new.next is not old.next + 1
begin select raise(abort, 'guard: number in order'); end;

create trigger number_block_in_order before insert on number_block
when exists (select 1 from audit) and not case
  when new.year >= (select cast(substr(value, 1, 4) as integer) from meta where key = 'founded_at')
  then new.first is 1 and new.next is 2
  else new.next is new.first and exists (
    select 1 from audit where act = 'number.start' and subject = new.site_id
    and json_extract(detail, '$.year') = cast(new.year as text)
    and json_extract(detail, '$.first') = cast(new.first as text))
  end
begin select raise(abort, 'guard: number in order'); end;

create trigger note_of_open_record before insert on record_note
when not exists (select 1 from audit
  where sequence = new.record and act in ('anchor.replace', 'clock.jump'))
begin select raise(abort, 'guard: note of open record'); end;

create trigger right_of_its_case before insert on right_once
when new.active is not 1 or not exists (
  select 1 from cases c join party p on p.id = c.party_id
  join case_version v on v.case_id = c.id and v.number is new.version
  where c.id = new.case_id and c.measure is new.measure
  and c.organization is new.organization and c.received_on is new.granted_on
  and v.rights_digest <> ''
  and v.number = (select max(number) from case_version where case_id = c.id)
  and case when new.line > 0
    then exists (select 1 from roster_person r join party q on q.id = r.party_id
      where r.case_id = c.id and r.line = new.line and q.identity_key is new.identity_key)
    else p.identity_key is new.identity_key and c.amount_fen is new.amount_fen end)
begin select raise(abort, 'guard: right of its case'); end;

create trigger right_of_newer_version before update on right_once
when new.active is not 0 or not exists (
  select 1 from case_version where case_id = new.case_id and number > new.version)
begin select raise(abort, 'guard: right of newer version'); end;

create trigger month_of_newer_version before update on right_month
when new.active is not 0 or not exists (
  select 1 from case_version where case_id = new.case_id and number > new.version)
begin select raise(abort, 'guard: month of newer version'); end;

create trigger month_of_its_case before insert on right_month
when new.active is not 1 or not exists (
  select 1 from cases c join case_version v on v.case_id = c.id and v.number is new.version
  where c.id = new.case_id and c.measure is new.measure and v.months_digest <> ''
  and v.number = (select max(number) from case_version where case_id = c.id)
  and exists (select 1 from roster_person r join party q on q.id = r.party_id
    where r.case_id = c.id and r.line = new.line and q.identity_key is new.identity_key))
begin select raise(abort, 'guard: month of its case'); end;

create trigger people_before_version before insert on roster_person
when exists (select 1 from case_version where case_id = new.case_id)
begin select raise(abort, 'guard: people before version'); end;
"""  # noqa: S608 - our own words


def guard_statements(columns: Callable[[str], list[str]]) -> tuple[str, ...]:
    """Return the triggers of the first version; `columns` names the columns of a table."""
    guards = list(_split_triggers(_ORDER_GUARDS + "".join(part.guards for part in PARTS)))
    for table in sorted(FROZEN | MENDABLE.keys()):
        guards.append(_guard(table, "delete"))
    guards.extend(_guard(table, "update") for table in sorted(FROZEN))
    guards.extend(_closed(table) for table in _FOUNDED)
    for table, mendable in sorted(MENDABLE.items()):
        fixed = [column for column in columns(table) if column not in mendable]
        guards.append(_column_guard(table, fixed))
    return tuple(guards)


def _guard(table: str, event: str) -> str:
    return (
        f"create trigger {table}_no_{event} before {event} on {table} "
        f"begin select raise(abort, 'guard: {table} {event}'); end"
    )


def _closed(table: str) -> str:
    return (
        f"create trigger {table}_closed before insert on {table} "  # noqa: S608 - our own names
        "when exists (select 1 from audit) "
        f"begin select raise(abort, 'guard: {table} insert'); end"
    )


def _column_guard(table: str, fixed: list[str]) -> str:
    changed = " or ".join(f"new.{column} is not old.{column}" for column in fixed)
    return (
        f"create trigger {table}_fixed before update on {table} when {changed} "
        f"begin select raise(abort, 'guard: {table} update'); end"
    )


def _split_triggers(script: str) -> tuple[str, ...]:
    return tuple(part.strip().removesuffix(";") for part in script.split("\n\n") if part.strip())
