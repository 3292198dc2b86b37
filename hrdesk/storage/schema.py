"""The schema of version 1, as it was released; later versions are steps in `migrations`.

Three layers keep decided records as they are: the store has no command to change them, an
authorizer refuses such statements when they are prepared (`connection`), and the triggers here
refuse them when they run. SQL is written out because released schemas must not change with the
models of the day.
"""

from hrdesk.storage import organization_schema

FIRST_VERSION = 1
#: Marks a file as ours ("hrdk"); SQLite keeps it in the header.
APPLICATION_ID = 0x6872646B

_TABLES = """
create table meta (
  key text primary key,
  value text not null
) strict, without rowid;

create table site (
  id text primary key,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  level text not null check (level in ('city', 'county', 'township', 'committee')),
  own integer not null check (own in (0, 1))
) strict;
create unique index site_own on site (own) where own = 1;

create table staff (
  id text primary key,
  site_id text not null references site (id),
  kind text not null check (kind in ('person', 'recovery')),
  login text not null unique,
  name text not null,
  roles text not null check (json_valid(roles)),
  active integer not null check (active in (0, 1)),
  created_at text not null
) strict;

create table staff_key (
  id text primary key check (length(id) = 64),
  staff_id text not null references staff (id),
  verify_key blob not null check (length(verify_key) = 32),
  seal_key blob not null check (length(seal_key) = 32),
  since text not null
) strict;
create index staff_key_staff on staff_key (staff_id);

create table party (
  id text primary key,
  identity_key text not null unique check (length(identity_key) = 64),
  identity text not null check (identity <> ''),
  identity_reversed text not null
) strict;
create index party_identity on party (identity);
create index party_identity_reversed on party (identity_reversed);

create table draft (
  id text primary key,
  measure text not null,
  owner text not null references staff (id),
  entries text not null check (json_valid(entries)),
  created_at text not null,
  saved_at text not null,
  revision integer not null check (revision >= 1)
) strict;
create index draft_owner on draft (owner, saved_at);

create table number_block (
  site_id text not null references site (id),
  year integer not null check (year between 1900 and 9999),
  first integer not null check (first >= 1),
  next integer not null check (next >= first),
  primary key (site_id, year)
) strict, without rowid;

create table cases (
  id text primary key,
  site_id text not null references site (id),
  number text not null unique,
  year integer not null,
  sequence integer not null check (sequence >= 1),
  measure text not null check (measure <> ''),
  party_id text not null references party (id),
  organization text not null,
  applicant_name text not null check (applicant_name <> ''),
  initials text not null check (initials not glob '*[^A-Z]*'),
  phone text not null,
  paper_number text not null,
  received_on text not null check (received_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  entered_at text not null,
  state text not null check (state in ('accepted')),
  outcome text not null,
  amount_fen integer check (amount_fen >= 0),
  accepted_by text not null references staff (id),
  unique (site_id, year, sequence)
) strict;
create index cases_newest on cases (year, sequence, number);
create index cases_sequence on cases (sequence);
create index cases_party on cases (party_id);
create index cases_paper on cases (paper_number) where paper_number <> '';
create index cases_initials on cases (initials) where initials <> '';
create index cases_phone_end on cases (substr(phone, -4));

create table case_version (
  id text primary key,
  case_id text not null references cases (id),
  number integer not null check (number >= 1),
  scheme integer not null check (scheme >= 1),
  form_hash text not null,
  policy_hash text not null,
  parameters_hash text not null,
  register_digest text not null,
  entries_digest text not null,
  application_digest text not null,
  finding_digest text not null,
  outcome text not null,
  amount_fen integer check (amount_fen >= 0),
  claims integer not null check (claims in (0, 1)),
  account_key text not null,
  content_hash text not null check (length(content_hash) = 64),
  previous_signature text not null,
  signature text not null check (length(signature) = 128),
  signed_by text not null references staff (id),
  key_id text not null references staff_key (id),
  signed_at text not null,
  unique (case_id, number)
) strict;

create table case_value (
  version_id text primary key references case_version (id) deferrable initially deferred,
  salt text not null check (length(salt) = 32),
  entries text not null check (json_valid(entries)),
  application text not null check (json_valid(application)),
  finding text not null check (json_valid(finding))
) strict;

create table right_once (
  id text primary key,
  measure text not null,
  identity_key text not null check (length(identity_key) = 64),
  organization text not null,
  case_id text not null references cases (id),
  granted_on text not null,
  amount_fen integer check (amount_fen >= 0),
  active integer not null check (active in (0, 1))
) strict;
create unique index right_once_holder on right_once (measure, identity_key) where active = 1;
create unique index right_once_case on right_once (case_id);
create index right_once_person on right_once (identity_key, measure);
create index right_once_organization on right_once (organization, measure);

create table audit (
  sequence integer primary key check (sequence >= 1),
  at text not null,
  running real not null,
  actor text not null references staff (id),
  key_id text not null references staff_key (id),
  roles text not null,
  act text not null check (act <> ''),
  subject text not null,
  detail text not null check (json_valid(detail)),
  previous_hash text not null,
  hash text not null unique check (length(hash) = 64),
  signature text not null check (length(signature) = 128)
) strict;
create index audit_subject on audit (subject, sequence);
create index audit_act on audit (act, sequence);

create table paper (
  id text primary key,
  case_id text not null references cases (id),
  version integer not null,
  kind text not null check (kind <> ''),
  copy integer not null check (copy >= 1),
  content_hash text not null,
  system_fonts text not null check (json_valid(system_fonts)),
  made_at text not null,
  made_by text not null references staff (id),
  audit_sequence integer not null references audit (sequence),
  unique (case_id, kind, copy),
  foreign key (case_id, version) references case_version (case_id, number)
) strict;

create virtual table name_search using fts5 (tokens, case_id unindexed, detail = full);
"""

#: Tables that are filled when the office is founded, before the first record, and then closed.
_FOUNDED = ("meta", "site", "staff")
#: Tables whose rows are never changed and never removed.
FROZEN = frozenset(
    {
        *_FOUNDED,
        "staff_key",
        "party",
        "cases",
        "case_version",
        "case_value",
        "right_once",
        "audit",
        "paper",
        *organization_schema.FROZEN,
    }
)
#: Tables whose rows are never removed, and the only columns that may change.
MENDABLE = {"number_block": frozenset({"next"})}

_ORDER_GUARDS = """
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

create trigger paper_in_order before insert on paper
when new.copy is not
     (select coalesce(max(copy), 0) + 1 from paper
      where case_id = new.case_id and kind = new.kind)
begin select raise(abort, 'guard: paper in order'); end;

create trigger number_in_order before update on number_block
when new.next is not old.next + 1
begin select raise(abort, 'guard: number in order'); end;

create trigger number_block_in_order before insert on number_block
when exists (select 1 from audit) and (new.first is not 1 or new.next is not 2)
begin select raise(abort, 'guard: number in order'); end;

create trigger right_of_its_case before insert on right_once
when new.active is not 1 or not exists (
  select 1 from cases c join party p on p.id = c.party_id
  where c.id = new.case_id and c.measure is new.measure and p.identity_key is new.identity_key
  and c.organization is new.organization and c.received_on is new.granted_on
  and c.amount_fen is new.amount_fen)
begin select raise(abort, 'guard: right of its case'); end;
"""


def statements() -> tuple[str, ...]:
    """Return the statements that build an empty store of the first version, in order."""
    tables = _split(_TABLES + organization_schema.TABLES)
    return (*tables, *_split_triggers(_ORDER_GUARDS + organization_schema.ORDER_GUARDS), *_guards())


def _guards() -> tuple[str, ...]:
    return (
        *(_guard(table, "delete") for table in sorted(FROZEN | MENDABLE.keys())),
        *(_guard(table, "update") for table in sorted(FROZEN)),
        *(_closed(table) for table in _FOUNDED),
        *(_column_guard(table, columns) for table, columns in sorted(MENDABLE.items())),
    )


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


def _column_guard(table: str, mendable: frozenset[str]) -> str:
    fixed = [column for column in _columns(table) if column not in mendable]
    changed = " or ".join(f"new.{column} is not old.{column}" for column in fixed)
    return (
        f"create trigger {table}_fixed before update on {table} when {changed} "
        f"begin select raise(abort, 'guard: {table} update'); end"
    )


def _columns(table: str) -> list[str]:
    body = _TABLES.split(f"create table {table} (\n", 1)[1].split("\n) strict", 1)[0]
    words = [line.split()[0] for line in body.splitlines()]
    return [word for word in words if word not in {"primary", "unique", "foreign"}]


def _split(script: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in script.split(";\n") if part.strip())


def _split_triggers(script: str) -> tuple[str, ...]:
    return tuple(part.strip().removesuffix(";") for part in script.split("\n\n") if part.strip())
