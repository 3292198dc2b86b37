"""Which columns the lists of employers have, as people chose them: rows that never change."""

TABLES = """
create table list_mapping (
  id text primary key,
  measure text not null check (measure <> ''),
  roster text not null check (roster <> ''),
  titles text not null check (json_valid(titles)),
  salt text not null check (length(salt) = 32),
  audit_sequence integer not null unique references audit (sequence)
) strict;

create index list_mapping_of on list_mapping (measure, roster, audit_sequence);
"""

#: Tables whose rows are never changed and never removed.
FROZEN = frozenset({"list_mapping"})
