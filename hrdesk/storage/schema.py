"""The schema of version 1, as it was released; later versions are steps in `migrations`.

Three layers keep decided records as they are: the store has no command to change them, an
authorizer refuses such statements when they are prepared (`connection`), and the triggers of
`guards` refuse them when they run. SQL is written out because released schemas must not change
with the models of the day.
"""

from hrdesk.storage.guards import guard_statements
from hrdesk.storage.schema_parts import PARTS

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
  policy text not null check (policy <> ''),
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
create index cases_organization on cases (organization) where organization <> '';
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
  rights_digest text not null check (length(rights_digest) in (0, 64)),
  months_digest text not null check (length(months_digest) in (0, 64)),
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
  rule text generated always as (substr(measure, 1, instr(measure || '__', '__') - 1)) virtual,
  holder text not null check (holder in ('person', 'organization', 'line')),
  identity_key text not null check (length(identity_key) = 64),
  subject text not null check (json_valid(subject)),
  detail text not null check (json_valid(detail)),
  organization text not null,
  case_id text not null references cases (id),
  version integer not null,
  line integer not null check (line >= 0 and (line > 0) = (holder = 'line')),
  granted_on text not null,
  amount_fen integer check (amount_fen >= 0),
  active integer not null check (active in (0, 1)),
  foreign key (case_id, version) references case_version (case_id, number)
) strict;
create unique index right_once_holder on right_once (rule, identity_key, subject)
  where active = 1;
create unique index right_once_case on right_once (case_id, version, line);
create index right_once_person on right_once (identity_key, rule);
create index right_once_organization on right_once (organization, rule);

create table right_month (
  id text primary key,
  cost text not null check (cost <> ''),
  measure text not null,
  identity_key text not null check (length(identity_key) = 64),
  month text not null check (month glob '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  amount_fen integer check (amount_fen >= 0),
  case_id text not null references cases (id),
  version integer not null,
  line integer not null check (line >= 1),
  active integer not null check (active in (0, 1)),
  foreign key (case_id, version) references case_version (case_id, number)
) strict;
create unique index right_month_holder on right_month (cost, identity_key, month)
  where active = 1;
create index right_month_case on right_month (case_id, version, line);

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

create table record_note (
  record integer primary key references audit (sequence),
  note text not null check (trim(note) <> ''),
  noted_at text not null,
  noted_by text not null references staff (id)
) strict;

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

create table roster_person (
  id integer primary key check (id >= 1),
  case_id text not null references cases (id),
  line integer not null check (line >= 1),
  name text not null,
  party_id text references party (id)
) strict;
create unique index roster_person_line on roster_person (case_id, line);
create index roster_person_party on roster_person (party_id);

create virtual table name_search using fts5 (tokens, case_id unindexed, detail = full);
create virtual table roster_search using fts5 (tokens, detail = full);
"""
_ALL_TABLES = _TABLES + "".join(part.tables for part in PARTS)


def statements() -> tuple[str, ...]:
    """Return the statements that build an empty store of the first version, in order."""
    return (*_split(_ALL_TABLES), *guard_statements(_columns))


def _columns(table: str) -> list[str]:
    body = _ALL_TABLES.split(f"create table {table} (\n", 1)[1].split("\n) strict", 1)[0]
    words = [line.split()[0] for line in body.splitlines()]
    return [word for word in words if word not in {"primary", "unique", "foreign"}]


def _split(script: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in script.split(";\n") if part.strip())
