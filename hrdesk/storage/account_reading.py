"""Accounts as they stand: their newest keys and roles, who added, changed or retired them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.staff import Account, Acted, Retirement, Role, StaffMember
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.tables import StaffKey

KEY_ACT = "key.register"
ROLES_ACT = "person.roles"
#: The kind of an account that is not that of the recovery key.
PERSON = "person"


#: Each account with its newest keys, by the order of the chain: a clock that was set back must not
#: bring a former key back. `given` when one person made them for another.
_ACCOUNTS = """
    select s.id, s.kind, s.login, s.name, s.roles, s.created_at, k.verify_key, k.seal_key,
    a.actor <> s.id and m.kind = ? and s.kind = ? as given,
    r.reason, r.retired_at, b.name as retired_by,
    json_extract(c.detail, '$.roles') as roles_now, c.at as roles_at, n.name as roles_by
    from staff s
    join audit a on a.sequence
      = (select max(sequence) from audit where subject = s.id and act = ?)
    join staff_key k on k.id = json_extract(a.detail, '$.verify_key') and k.staff_id = s.id
    left join staff m on m.id = a.actor
    left join retirement r on r.staff_id = s.id left join staff b on b.id = r.retired_by
    left join audit c on c.sequence
      = (select max(sequence) from audit where subject = s.id and act = ?)
    left join staff n on n.id = c.actor
"""

_GIVEN_BY_OTHERS = """
    select a.subject, a.at, s.name, json_extract(a.detail, '$.replaces')
    from audit a join staff s on s.id = a.actor
    where a.act = ? and a.subject <> a.actor and s.kind = ? order by a.sequence
"""


def staff_member(db: KeyedDatabase, staff_id: str) -> StaffMember:
    """Return an account with its newest public key; Refused `staff.unknown` if there is none."""
    return _member(_account(db, staff_id))


def people(db: KeyedDatabase) -> tuple[StaffMember, ...]:
    """Return the accounts that a person may log in with, by login name."""
    return tuple(each.staff for each in accounts(db) if each.staff.active)


def accounts(db: KeyedDatabase) -> tuple[Account, ...]:
    """Return every account of a person, those that were retired too, by login name."""
    added, reset = _given_by_others(db)
    return tuple(
        Account(
            staff=_member(row),
            since=datetime.fromisoformat(row["created_at"]),
            key_is_given=bool(row["given"]),
            retirement=_retirement(row),
            roles_changed=_roles_changed(row),
            added_by=added.get(row["id"], ""),
            reset=reset.get(row["id"]),
        )
        for row in _rows(db, "where s.kind = ? order by s.login", PERSON)
    )


def key_is_given(db: KeyedDatabase, staff_id: str) -> bool:
    """Tell whether another person made the newest keys of an account, and so may know them."""
    return bool(_account(db, staff_id)["given"])


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """The public keys of an account (to seal to, to verify with; hex): the newest, and every."""

    newest: tuple[str, str]
    every: frozenset[tuple[str, str]]


def sealing_keys(db: KeyedDatabase) -> dict[str, SealingKeys]:
    """Return the keys of each account that was not retired, the recovery key's too.

    Raises Tampered `keys.unrecorded` where one has no keys on record: left out like somebody who
    was retired, its owner would be locked out without a word.
    """
    query = StaffKey.select(StaffKey.staff, StaffKey.seal_key, StaffKey.verify_key)
    every: dict[str, set[tuple[str, str]]] = {}
    for staff_id, seal, verify in query.tuples().execute(db):
        every.setdefault(staff_id, set()).add(_hex_pair(seal, verify))
    known = {
        row["id"]: SealingKeys(
            _hex_pair(row["seal_key"], row["verify_key"]), frozenset(every[row["id"]])
        )
        for row in _rows(db, "where r.staff_id is null")
    }
    acting = db.raw().execute("select id from staff except select staff_id from retirement")
    if any(staff_id not in known for (staff_id,) in acting):
        raise Tampered("keys.unrecorded")
    return known


def owner_of_key(db: KeyedDatabase, key_id: str) -> str | None:
    """Return the account that a public signing key belongs to, or None if it is not known."""
    query = StaffKey.select(StaffKey.staff).where(StaffKey.id == key_id)
    for (staff_id,) in query.tuples().execute(db):
        return str(staff_id)
    return None


def _hex_pair(seal: bytes, verify: bytes) -> tuple[str, str]:
    return bytes(seal).hex(), bytes(verify).hex()


def _account(db: KeyedDatabase, staff_id: str) -> Mapping[str, Any]:
    for row in _rows(db, "where s.id = ?", staff_id):
        return row
    raise Refused("staff.unknown")


def _rows(db: KeyedDatabase, which: str, *values: str) -> list[Mapping[str, Any]]:
    cursor = db.raw().execute(_ACCOUNTS + which, (PERSON, PERSON, KEY_ACT, ROLES_ACT, *values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _retirement(row: Mapping[str, Any]) -> Retirement | None:
    if row["retired_at"] is None:
        return None
    return Retirement(row["reason"], datetime.fromisoformat(row["retired_at"]), row["retired_by"])


def _roles(row: Mapping[str, Any]) -> list[str]:
    """Return the roles of the newest change, or those with which the account was made."""
    if row["roles_now"] is None:
        return list(stored_value(row["roles"]))
    return str(row["roles_now"]).split(":")


def _roles_changed(row: Mapping[str, Any]) -> Acted | None:
    if row["roles_at"] is None:
        return None
    return Acted(datetime.fromisoformat(row["roles_at"]), row["roles_by"])


def _given_by_others(db: KeyedDatabase) -> tuple[dict[str, str], dict[str, Acted]]:
    """Return who added each account, and who gave it a password anew last; nobody for himself."""
    added: dict[str, str] = {}
    reset: dict[str, Acted] = {}
    for account, at, name, replaces in db.raw().execute(_GIVEN_BY_OTHERS, (KEY_ACT, PERSON)):
        if replaces is None:
            added[account] = name
        else:
            reset[account] = Acted(datetime.fromisoformat(at), name)
    return added, reset


def _member(row: Mapping[str, Any]) -> StaffMember:
    return StaffMember(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=frozenset(Role(role) for role in _roles(row)),
        verify_key=bytes(row["verify_key"]),
        active=row["retired_at"] is None,
    )
