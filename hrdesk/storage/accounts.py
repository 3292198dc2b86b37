"""Accounts and their public keys: who was added, whose keys act now, who was retired."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import JOIN

from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Account, Retirement, Role, StaffMember
from hrdesk.storage.audit import AuditRecord, append, record_of, roles_text
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.keys.signing import fingerprint
from hrdesk.storage.keys.slot_file import plain_login
from hrdesk.storage.office_rows import row_marks
from hrdesk.storage.tables import AuditRow, RetirementRow, Staff, StaffKey

KEY_ACT = "key.register"
RETIRE_ACT = "person.retire"
#: The kind of an account that is not that of the recovery key.
PERSON = "person"


def staff_member(db: KeyedDatabase, staff_id: str) -> StaffMember:
    """Return an account with its newest public key; Refused `staff.unknown` if there is none."""
    query = (
        Staff.select(Staff, StaffKey.verify_key, RetirementRow.retired_at)
        .join(StaffKey, on=(StaffKey.staff == Staff.id))
        .join(RetirementRow, JOIN.LEFT_OUTER, on=(RetirementRow.staff == Staff.id))
        .where((Staff.id == staff_id) & (StaffKey.id == _newest_key(db, staff_id)))
    )
    for row in query.dicts().execute(db):
        return _member(row)
    raise Refused("staff.unknown")


def people(db: KeyedDatabase) -> tuple[StaffMember, ...]:
    """Return the accounts that a person may log in with, by login name."""
    return tuple(each.staff for each in accounts(db) if each.staff.active)


def accounts(db: KeyedDatabase) -> tuple[Account, ...]:
    """Return every account of a person, those that were retired too, by login name."""
    query = (
        Staff.select(Staff.id, Staff.created_at).where(Staff.kind == PERSON).order_by(Staff.login)
    )
    return tuple(
        Account(
            staff=staff_member(db, staff_id),
            since=datetime.fromisoformat(created_at),
            key_is_given=key_is_given(db, staff_id),
            retirement=_retirement(db, staff_id),
        )
        for staff_id, created_at in query.tuples().execute(db)
    )


def key_is_given(db: KeyedDatabase, staff_id: str) -> bool:
    """Tell whether another person made the newest keys of an account, and so may know them."""
    record = _newest_record(db, staff_id)
    if record is None or record.actor == staff_id:
        return False
    both = Staff.select().where(Staff.id.in_((staff_id, record.actor)) & (Staff.kind == PERSON))
    return int(both.count(db)) == len((staff_id, record.actor))


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """The public keys of an account (to seal to, to verify with; hex): the newest, and every."""

    newest: tuple[str, str]
    every: frozenset[tuple[str, str]]


def sealing_keys(db: KeyedDatabase) -> dict[str, SealingKeys]:
    """Return the keys of each account that was not retired, the recovery key's too."""
    retired = RetirementRow.select(RetirementRow.staff)
    found = {}
    for (staff_id,) in Staff.select(Staff.id).where(Staff.id.not_in(retired)).tuples().execute(db):
        rows = StaffKey.select(StaffKey.id, StaffKey.seal_key, StaffKey.verify_key)
        pairs = {
            key_id: (bytes(seal).hex(), bytes(verify).hex())
            for key_id, seal, verify in rows.where(StaffKey.staff == staff_id).tuples().execute(db)
        }
        found[staff_id] = SealingKeys(pairs[_newest_key(db, staff_id)], frozenset(pairs.values()))
    return found


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
        "roles": ":".join(sorted(staff.roles)),
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


def _newest_key(db: KeyedDatabase, staff_id: str) -> str:
    record = _newest_record(db, staff_id)
    return "" if record is None else record.detail["verify_key"]


def _newest_record(db: KeyedDatabase, staff_id: str) -> AuditRecord | None:
    # By the order of the chain: a clock that was set back must not bring a former key back.
    query = (
        AuditRow.select()
        .where((AuditRow.subject == staff_id) & (AuditRow.act == KEY_ACT))
        .order_by(AuditRow.sequence.desc())
        .limit(1)
    )
    for row in query.dicts().execute(db):
        return record_of(row)
    return None


def _retirement(db: KeyedDatabase, staff_id: str) -> Retirement | None:
    query = (
        RetirementRow.select(RetirementRow.reason, RetirementRow.retired_at, Staff.name)
        .join(Staff, on=(Staff.id == RetirementRow.retired_by))
        .where(RetirementRow.staff == staff_id)
    )
    for reason, at, by in query.tuples().execute(db):
        return Retirement(reason, datetime.fromisoformat(at), by)
    return None


def _member(row: Mapping[str, Any]) -> StaffMember:
    return StaffMember(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=frozenset(Role(role) for role in stored_value(row["roles"])),
        verify_key=bytes(row["verify_key"]),
        active=row["retired_at"] is None,
    )
