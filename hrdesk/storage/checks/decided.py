"""Decided cases: versions and their values, persons, numbers, records."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.domain.signature import signature_holds
from hrdesk.domain.staff import Role
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.checks.chain import public_keys
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.correction_schema import CORRECT
from hrdesk.storage.keyed_values import keyed_value
from hrdesk.storage.name_index import name_tokens
from hrdesk.storage.office_rows import stored_identity_key
from hrdesk.storage.schemes import Scheme, registers, scheme_numbered
from hrdesk.storage.versions import PURPOSE, content_hash, digests, statement

#: The acts that make the first version, and a further one by a decision, as the audit names them.
ACCEPT, DECIDE = "case.accept", "case.decide"
#: The acts that make a further version, as SQL lists them.
FURTHER = f"'{DECIDE}', '{CORRECT}'"

#: Each question returns what breaks a rule that no single row can hold: (message, case or year).
_QUESTIONS = (
    (
        "verify.case_unlike_version",
        """
        select c.number from cases c join case_version v on v.case_id = c.id
        and v.number = (select max(number) from case_version where case_id = c.id)
        where v.amount_fen is not c.amount_fen or v.outcome is not c.outcome
        union select c.number from cases c join case_version v on v.case_id = c.id and v.number = 1
        where v.signed_at is not c.entered_at or v.signed_by is not c.accepted_by
        """,
    ),
    (
        "verify.version_missing",
        """
        select number from cases where id not in (select case_id from case_version)
        union select c.number from cases c join case_version v on v.case_id = c.id
        where v.id not in (select version_id from case_value)
        """,
    ),
    (
        "verify.case_unrecorded",
        f"""
        select c.number from cases c join case_version v on v.case_id = c.id and v.number = 1
        where not exists (
          select 1 from audit a where a.subject = c.id and a.act = '{ACCEPT}'
          and a.actor is v.signed_by and a.at is v.signed_at)
        """,  # noqa: S608 - our own word
    ),
    (
        "verify.version_unentitled",
        f"""
        select distinct c.number from audit a join cases c on c.id = a.subject
        where a.act in ('{ACCEPT}', '{DECIDE}') and instr(a.roles, '"{Role.CLERK}"') = 0
        and (a.act = '{ACCEPT}' or instr(a.roles, '"{Role.APPROVER}"') = 0)
        """,  # noqa: S608 - the words of an enumeration
    ),
    (
        "verify.version_unrecorded",
        f"""
        select c.number from case_version v join cases c on c.id = v.case_id
        where v.number > 1 and not exists (
          select 1 from audit a where a.subject = c.id and a.act in ({FURTHER})
          and a.actor is v.signed_by and a.at is v.signed_at
          and json_extract(a.detail, '$.version') is cast(v.number as text))
        """,  # noqa: S608 - our own word
    ),
    (
        "verify.version_missing",
        f"""
        select c.number from audit a join cases c on c.id = a.subject
        where a.act in ({FURTHER}) and not exists (
          select 1 from case_version v where v.case_id = c.id
          and json_extract(a.detail, '$.version') is cast(v.number as text))
        """,  # noqa: S608 - our own word
    ),
    (
        "verify.case_gone",
        """
        select json_extract(detail, '$.number') as number from audit
        where subject not in (select id from cases) and number is not null
        """,
    ),
    (
        "verify.person_changed",
        """
        select substr(id, 1, 8) from party p where id not in (select party_id from cases)
        and not exists (select 1 from roster_person r where r.party_id = p.id)
        and not exists (select 1 from former_register f
          where json_extract(f.register, '$.identity') is p.identity)
        and not exists (select 1 from former_register f, json_each(f.register, '$.people') e
          where json_extract(e.value, '$[2]') is p.identity)
        """,
    ),
    (
        "verify.numbers",
        """
        select b.year from number_block b join site s on s.id = b.site_id
        where b.next - b.first is not (
          select count(*) from cases c where c.site_id = b.site_id and c.year = b.year
          and c.sequence >= b.first and c.sequence < b.next)
        """,
    ),
    (
        "verify.numbers",
        """
        select year from cases c where not exists (
          select 1 from number_block b where b.site_id = c.site_id and b.year = c.year
          and c.sequence >= b.first and c.sequence < b.next)
        or year is not cast(substr(received_on, 1, 4) as integer)
        or number is not (
          select printf('%s-%04d-%04d', substr(s.code, 1, 6), c.year, c.sequence)
          from site s where s.id = c.site_id)
        group by year
        """,
    ),
)


_PEOPLE = """
    select json_group_array(json_array(r.line, r.name, coalesce(q.identity, '')) order by r.line)
    from roster_person r left join party q on q.id = r.party_id where r.case_id = c.id
"""
_FORMER = """
    select f.register from former_register f where f.case_id = v.case_id
    and f.last_version >= v.number order by f.last_version limit 1
"""


def constraint_flaws(connection: Any) -> Iterator[Flaw]:
    """Check what binds rows of different tables together; no value is read."""
    for key, question in _QUESTIONS:
        for (which,) in connection.execute(question):
            yield tampered(key, number=which)


def version_flaws(connection: Any, database: str, case_id: str = "") -> Iterator[Flaw]:
    """Recompute digests, content hash and signature of every version under its own scheme.

    With `case_id` of the versions of that case alone.
    """
    keys = public_keys(connection)
    identity_key = stored_identity_key(connection)
    for row in _versions(connection, case_id, identity_key):
        scheme = scheme_numbered(row["scheme"])
        number = row["case_number"]
        if scheme is None or not scheme.reads(row):
            yield tampered("verify.version_changed", number=number)
            continue
        values = {part: stored_value(row[part]) for part in scheme.values}
        if not _holds(scheme, row, values, identity_key):
            yield tampered("verify.version_changed", number=number)
        elif not _signature_holds(scheme, row, database, keys):
            yield tampered("verify.version_unsigned", number=number)
        elif not _as_found(values["finding"], row):
            yield tampered("verify.version_unlike_finding", number=number)


def person_flaws(connection: Any) -> Iterator[Flaw]:
    """Check what persons are found by against their identity numbers."""
    identity_key = stored_identity_key(connection)
    query = "select id, identity, identity_reversed, identity_key from party"
    for party, identity, backwards, keyed in connection.execute(query):
        found = keyed_value(identity_key, "identity", identity)
        if backwards != identity[::-1] or keyed != found:
            yield tampered("verify.person_changed", number=party[:8])


def search_flaws(connection: Any) -> Iterator[Flaw]:
    """Every case must be found under its applicant's name, once, and nothing else."""
    named = {
        case_id: (number, name_tokens(name))
        for case_id, number, name in connection.execute(
            "select id, number, applicant_name from cases"
        )
    }
    for case_id, tokens in connection.execute("select case_id, tokens from name_search"):
        number, expected = named.pop(case_id, ("", None))
        if tokens != expected:
            yield tampered("verify.search_wrong", number=number)
    for number, _ in named.values():
        yield tampered("verify.search_wrong", number=number)


def roster_search_flaws(connection: Any) -> Iterator[Flaw]:
    """Every person of a roster must be found under his name, once, and nobody else."""
    query = """
        select coalesce(c.number, ''), r.name, n.tokens
        from roster_person r join cases c on c.id = r.case_id
        full join roster_search n on n.rowid = r.id
    """
    for number, name, tokens in connection.execute(query):
        if name is None or tokens != name_tokens(name):
            yield tampered("verify.roster_search_wrong", number=number)


def _versions(connection: Any, case_id: str, identity_key: bytes) -> Iterator[dict[str, Any]]:
    """Give each version with what stands in its case's row, its party's and its values' row."""
    hashed = registers()
    # A file of an older release lacks the columns of younger schemes, and no version needs them.
    cases = connection.execute("select * from cases limit 0").description
    register = "".join(f" c.{name}," for name, *_ in cases if name in hashed)
    # A case that is asked for is found by its key; the others are not looked at.
    which = "where c.id = ?" if case_id else ""
    cursor = connection.execute(
        f"select v.*, c.number as case_number, c.measure, c.received_on,{register} p.identity,"  # noqa: S608
        f" p.identity_key as person, ({_PEOPLE}) as people, w.salt, w.entries, w.application,"
        f" w.finding, ({_FORMER}) as former"
        " from case_version v join cases c on c.id = v.case_id join party p on p.id = c.party_id"
        f" join case_value w on w.version_id = v.id {which}",
        (case_id,) if case_id else (),
    )
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        yield {**row, "people": stored_value(row["people"]), **_former(row, identity_key)}


def _former(row: dict[str, Any], identity_key: bytes) -> dict[str, Any]:
    """Return what a version signed of its case's row, where a correction changed that since."""
    register = stored_value(row["former"] or "{}")
    if not isinstance(register, dict):
        return {}
    hashed = {name: register[name] for name in registers() & register.keys()}
    identity = hashed.get("identity")
    person = keyed_value(identity_key, "identity", str(identity)) if identity is not None else None
    return hashed if person is None else {**hashed, "person": person}


def _holds(
    scheme: Scheme, row: dict[str, Any], values: Mapping[str, Any], identity_key: bytes
) -> bool:
    written = {part: canonical_text(value) for part, value in values.items()}
    computed = digests(scheme, row["salt"], row, written)
    return (
        all(row[column] == value for column, value in computed.items())
        and row["person"] == keyed_value(identity_key, "identity", row["identity"])
        and row["content_hash"] == content_hash(scheme, _frame(row), row)
    )


def _as_found(finding: Any, row: dict[str, Any]) -> bool:
    """Tell whether the columns of a version say of outcome and amount what its finding says.

    Nobody who lacks the signing key makes them differ; a program that was altered may.
    """
    try:
        return (finding["outcome"], decided_fen(finding)) == (row["outcome"], row["amount_fen"])
    except (LookupError, TypeError, ValueError):
        return False


def _signature_holds(
    scheme: Scheme, row: dict[str, Any], database: str, keys: dict[str, tuple[str, bytes]]
) -> bool:
    owner, key = keys.get(row["key_id"], ("", b""))
    signed = statement(scheme, database, _frame(row), row)
    return owner == row["signed_by"] and signature_holds(key, PURPOSE, signed, row["signature"])


def _frame(row: dict[str, Any]) -> dict[str, object]:
    return {
        "case": row["case_id"],
        "case_number": row["case_number"],
        "measure": row["measure"],
        "person": row["person"],
        "received_on": row["received_on"],
    }
