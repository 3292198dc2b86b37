"""The office, its accounts, keys and notes: each row as the record says that brought it in."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.storage.account_reading import KEY_ACT, ROLES_ACT
from hrdesk.storage.accounts import RETIRE_ACT
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.founding import ACT
from hrdesk.storage.numbers import START_ACT
from hrdesk.storage.office_rows import first_numbers, row_marks, stored_identity_key
from hrdesk.storage.record_notes import NOTE_ACT

_UNENTITLED = """
    select a.sequence from audit a
    where (a.act = ? and a.subject <> a.actor or a.act in (?, ?))
      and (a.subject = a.actor or instr(a.roles, '"administrator"') = 0)
    union
    select a.sequence from audit a join (
      select subject, min(sequence) as ended from audit where act = ? group by subject
    ) r on r.subject = a.actor where a.sequence > r.ended
    order by 1
"""
_WITH_ROLES = """
    select sequence, actor, roles, subject,
    case when act = ? and json_valid(detail) then json_extract(detail, '$.roles') end
    from audit order by sequence
"""
_META = frozenset({"database", "identity_key", "founded_at"})


def office_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare the office's rows with the founding record: one office, as it was founded."""
    marks = row_marks(connection, stored_identity_key(connection), "site")
    meta = dict(connection.execute("select key, value from meta"))
    founded = _records(connection, ACT)
    for at, site, detail in founded:
        if marks.pop(site, None) != detail.get("row") or meta.get("founded_at") != at:
            yield tampered("verify.office_changed")
        yield from _start_flaws(connection, site, first_numbers(detail), at[:4])
    if marks or len(founded) != 1 or meta.keys() != _META:
        yield tampered("verify.office_changed")


def account_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare accounts and keys with the records that registered them, both ways."""
    identity_key = stored_identity_key(connection)
    marks = row_marks(connection, identity_key, "staff")
    since = dict(connection.execute("select id, since from staff_key"))
    registered = set()
    for at, account, detail in _records(connection, KEY_ACT):
        registered.add(account)
        if marks.get(account) != detail.get("row"):
            yield tampered("verify.account_changed", name=account[:8])
        key = str(detail.get("verify_key"))
        if since.get(key) != at:
            yield tampered("verify.key_changed", name=key[:12])
    for account in sorted(marks.keys() - registered):
        yield tampered("verify.account_changed", name=account[:8])
    retired = row_marks(connection, identity_key, "retirement")
    for _, account, detail in _records(connection, RETIRE_ACT):
        if retired.pop(account, None) != detail.get("row"):
            yield tampered("verify.account_changed", name=account[:8])
    for account in sorted(retired):
        yield tampered("verify.account_changed", name=account[:8])


def entitlement_flaws(connection: Any) -> Iterator[Flaw]:
    """Find what a retired person recorded, records under roles that the person did not hold then,
    and who added or retired others, or changed their roles, without the role.
    """
    acts = (KEY_ACT, RETIRE_ACT, ROLES_ACT, RETIRE_ACT)
    unentitled = {sequence for (sequence,) in connection.execute(_UNENTITLED, acts)}
    for sequence in sorted(unentitled.union(_under_other_roles(connection))):
        yield tampered("verify.record_unentitled", sequence=sequence)


def _under_other_roles(connection: Any) -> Iterator[int]:
    """Yield the records whose roles are not those that their actor held at that moment."""
    held = dict(connection.execute("select id, roles from staff"))
    rows = connection.execute(_WITH_ROLES, (ROLES_ACT,))
    for sequence, actor, roles, subject, changed in rows:
        if held.get(actor) != roles:
            yield sequence
        if changed is not None:
            held[subject] = canonical_text(str(changed).split(":"))


def note_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare what was noted about open records with the records of noting, both ways."""
    marks = row_marks(connection, stored_identity_key(connection), "record_note")
    for _, _, detail in _records(connection, NOTE_ACT):
        record = str(detail.get("record"))
        if marks.pop(record, None) != detail.get("row"):
            yield tampered("verify.note_changed", sequence=record)
    for record in sorted(marks):
        yield tampered("verify.note_changed", sequence=record)


def _start_flaws(
    connection: Any, site: str, starts: dict[str, str], founded: str
) -> Iterator[Flaw]:
    """Compare where each year begins with what founding and later records say."""
    for _, subject, detail in _records(connection, START_ACT):
        year = str(detail.get("year"))
        if subject != site or year in starts or year >= founded:
            yield tampered("verify.numbers", number=year)
        starts.setdefault(year, str(detail.get("first")))
    rows = connection.execute("select year, first from number_block where site_id = ?", (site,))
    begun = {f"{year:04d}": str(first) for year, first in rows}
    for year in sorted(begun.keys() | starts.keys()):
        by_itself = "1" if year >= founded else None
        if begun.get(year) != starts.get(year, by_itself):
            yield tampered("verify.numbers", number=year)


def _records(connection: Any, act: str) -> list[tuple[str, str, Mapping[str, str]]]:
    # A detail that was tampered with may be any JSON; the chain's own check says so.
    query = "select at, subject, detail from audit where act = ? order by sequence"
    rows = [
        (at, subject, stored_value(detail))
        for at, subject, detail in connection.execute(query, (act,))
    ]
    return [row for row in rows if isinstance(row[2], dict)]
