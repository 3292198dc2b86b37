"""The register of organizations: each row as its record says, and each record with its row."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.storage import organizations
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.name_index import organization_tokens

_VERSIONS = """
    select o.credit_code, o.credit_code_reversed, v.*, a.act, a.subject, a.detail
    from organization o left join organization_version v on v.organization_id = o.id
    left join audit a on a.sequence = v.audit_sequence
"""
_FACTS = """
    select o.credit_code, f.*, a.act, a.subject, a.detail
    from organization_fact f join organization o on o.id = f.organization_id
    left join audit a on a.sequence = f.audit_sequence
"""
_LOST = """
    select coalesce(o.credit_code, substr(a.subject, 1, 8))
    from audit a left join organization o on o.id = a.subject
    where a.act = ?
    and (select count(*) from {table} r where r.audit_sequence = a.sequence) is not 1
"""
_TABLES = {
    organizations.ADD: "organization_version",
    organizations.CHANGE: "organization_version",
    organizations.ENTER: "organization_fact",
    organizations.WITHDRAW: "organization_fact",
}
_NAMED = """
    select v.id, o.credit_code, v.name, v.initials
    from organization_version v join organization o on o.id = v.organization_id
"""


def organization_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare organizations, their versions and dated rows with their records, both ways."""
    for row in _rows(connection, _VERSIONS):
        if not _version_holds(row):
            yield tampered("verify.organization_changed", code=row["credit_code"])
    for row in _rows(connection, _FACTS):
        act = organizations.act_of_fact(row["kind"])
        if not _recorded(row, act, organizations.fact_detail(row)):
            yield tampered("verify.organization_changed", code=row["credit_code"])
    for act, table in _TABLES.items():
        for (code,) in connection.execute(_LOST.format(table=table), (act,)):
            yield tampered("verify.organization_missing", code=code)


def organization_search_flaws(connection: Any) -> Iterator[Flaw]:
    """Every version must be found under its name, once, and nothing else."""
    named = {
        version: (code, organization_tokens(name, initials))
        for version, code, name, initials in connection.execute(_NAMED)
    }
    for version, tokens in connection.execute("select version_id, tokens from organization_search"):
        code, expected = named.pop(version, ("", None))
        if tokens != expected:
            yield tampered("verify.organization_search", code=code)
    for code, _ in named.values():
        yield tampered("verify.organization_search", code=code)


def _version_holds(row: Mapping[str, Any]) -> bool:
    if row["id"] is None or row["credit_code_reversed"] != row["credit_code"][::-1]:
        return False
    act = organizations.act_of_version(row["number"])
    return _recorded(row, act, organizations.version_detail(row))


def _recorded(row: Mapping[str, Any], act: str, detail: Mapping[str, str]) -> bool:
    if (row["act"], row["subject"]) != (act, row["organization_id"]):
        return False
    return bool(stored_value(row["detail"]) == detail)


def _rows(connection: Any, query: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(names, values, strict=True))
