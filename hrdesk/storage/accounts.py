"""Accounts and their public keys: who was added, whose keys act now, who was retired."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.signature import fingerprint
from hrdesk.domain.staff import Account, Retirement, Role, RolesChanged, StaffMember
from hrdesk.storage.audit import append, roles_text
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.keys.slot_file import plain_login
from hrdesk.storage.office_rows import row_marks
from hrdesk.storage.tables import RetirementRow, Staff, StaffKey

KEY_ACT = "key.register"
RETIRE_ACT = "person.retire"
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


def staff_member(db: KeyedDatabase, staff_id: str) -> StaffMember:
    """Return an account with its newest public key; Refused `staff.unknown` if there is none."""
    return _member(_account(db, staff_id))


def people(db: KeyedDatabase) -> tuple[StaffMember, ...]:
    """Return the accounts that a person may log in with, by login name."""
    return tuple(each.staff for each in accounts(db) if each.staff.active)


def accounts(db: KeyedDatabase) -> tuple[Account, ...]:
    """Return every account of a person, those that were retired too, by login name."""
    return tuple(
        Account(
            staff=_member(row),
            since=datetime.fromisoformat(row["created_at"]),
            key_is_given=bool(row["given"]),
            retirement=_retirement(row),
            roles_changed=_roles_changed(row),
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


def add_person(ground: Ground, author: Author, staff: StaffMember, seal_key: bytes) -> None:
    """Add the account of a person with its first keys; an act of an administrator.

    A login name is nobody's a second time, neither of who was retired nor in other letters.
    Raises Refused `rights.role` (name), `people.login_taken`.
    """
    _require_administrator(author)
    logins = Staff.select(Staff.login).tuples().execute(ground.db)
    if plain_login(staff.login) in {plain_login(login) for (login,) in logins}:
        raise Refused("people.login_taken")
    insert_account(ground, PERSON, staff, seal_key)
    record_keys(ground, author, staff, seal_key)


def retire_person(ground: Ground, author: Author, staff_id: str, reason: str) -> None:
    """End the account of another person for good; an act of an administrator.

    Nobody retires himself, so an administrator always stays. Raises Refused `rights.role` (name),
    `people.self`, `people.retired` (name), `staff.unknown`.
    """
    _require_administrator(author)
    staff = staff_member(ground.db, staff_id)
    if staff.id == author.staff.id:
        raise Refused("people.self")
    if not staff.active:
        raise Refused("people.retired", name=staff.name)
    RetirementRow.insert(
        staff=staff.id,
        reason=reason,
        retired_at=written_moment(ground.clock.now()),
        retired_by=author.staff.id,
    ).execute(ground.db)
    marks = row_marks(ground.db.raw(), ground.identity_key, "retirement")
    append(ground, author, RETIRE_ACT, staff.id, {"row": marks[staff.id]})


def change_roles(ground: Ground, author: Author, staff_id: str, roles: frozenset[Role]) -> None:
    """Give another person these roles from now on; an act of an administrator.

    What was done under the former roles stays. Nobody changes his own, so an administrator
    always stays. Raises Refused `rights.role` (name), `people.own_roles`, `people.retired` (name),
    `people.same_roles` (name), `staff.unknown`.
    """
    _require_administrator(author)
    staff = staff_member(ground.db, staff_id)
    if staff.id == author.staff.id:
        raise Refused("people.own_roles")
    if not staff.active:
        raise Refused("people.retired", name=staff.name)
    if roles == staff.roles:
        raise Refused("people.same_roles", name=staff.name)
    detail = {"roles": _roles_word(roles), "former": _roles_word(staff.roles)}
    append(ground, author, ROLES_ACT, staff.id, detail)


def replace_key(ground: Ground, author: Author, staff_id: str, public: tuple[bytes, bytes]) -> None:
    """Let new public keys (to seal to, to verify with) act for an account from now on.

    Those of another are an administrator's act. The former ones stay, so that what they signed
    can be verified. Raises Refused `staff.unknown`, `rights.role` (name), `people.retired` (name).
    """
    former = staff_member(ground.db, staff_id)
    if former.id != author.staff.id:
        _require_administrator(author)
    if not former.active:
        raise Refused("people.retired", name=former.name)
    seal_key, verify_key = public
    staff = replace(former, verify_key=verify_key)
    _insert_key(ground, staff, seal_key)
    record_keys(ground, author, staff, seal_key, fingerprint(former.verify_key))


def insert_account(ground: Ground, kind: str, staff: StaffMember, seal_key: bytes) -> None:
    """Write the rows of a new account; its record comes after, by `record_keys`."""
    Staff.insert(
        id=staff.id,
        site=ground.site_id,
        kind=kind,
        login=staff.login,
        name=staff.name,
        roles=roles_text(staff.roles),
        created_at=written_moment(ground.clock.now()),
    ).execute(ground.db)
    _insert_key(ground, staff, seal_key)


def record_keys(
    ground: Ground, author: Author, staff: StaffMember, seal_key: bytes, replaces: str = ""
) -> None:
    """Record which keys act for an account from now on, and the account's row under its mark."""
    detail = {
        "verify_key": fingerprint(staff.verify_key),
        "seal_key": fingerprint(seal_key),
        "roles": _roles_word(staff.roles),
        "row": row_marks(ground.db.raw(), ground.identity_key, "staff")[staff.id],
    }
    append(
        ground,
        author,
        KEY_ACT,
        staff.id,
        {**detail, "replaces": replaces} if replaces else detail,
    )


def owner_of_key(db: KeyedDatabase, key_id: str) -> str | None:
    """Return the account that a public signing key belongs to, or None if it is not known."""
    query = StaffKey.select(StaffKey.staff).where(StaffKey.id == key_id)
    for (staff_id,) in query.tuples().execute(db):
        return str(staff_id)
    return None


def _roles_word(roles: frozenset[Role]) -> str:
    """Return roles as a record says them; the guards of the schema read it."""
    return ":".join(sorted(roles))


def _hex_pair(seal: bytes, verify: bytes) -> tuple[str, str]:
    return bytes(seal).hex(), bytes(verify).hex()


def _insert_key(ground: Ground, staff: StaffMember, seal_key: bytes) -> None:
    StaffKey.insert(
        id=fingerprint(staff.verify_key),
        staff=staff.id,
        verify_key=staff.verify_key,
        seal_key=seal_key,
        since=written_moment(ground.clock.now()),
    ).execute(ground.db)


def _require_administrator(author: Author) -> None:
    if not author.staff.may(Role.ADMINISTRATOR):
        raise Refused("rights.role", name=author.staff.name)


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


def _roles_changed(row: Mapping[str, Any]) -> RolesChanged | None:
    if row["roles_at"] is None:
        return None
    return RolesChanged(datetime.fromisoformat(row["roles_at"]), row["roles_by"])


def _member(row: Mapping[str, Any]) -> StaffMember:
    return StaffMember(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=frozenset(Role(role) for role in _roles(row)),
        verify_key=bytes(row["verify_key"]),
        active=row["retired_at"] is None,
    )
