"""Accounts and their public keys."""

from collections.abc import Mapping
from typing import Any

from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.audit import append
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.founding import KEY_ACT
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.keys.signing import fingerprint
from hrdesk.storage.office_rows import row_marks
from hrdesk.storage.tables import AuditRow, Staff, StaffKey


def staff_member(db: KeyedDatabase, staff_id: str) -> StaffMember:
    """Return an account with its newest public key; Refused `staff.unknown` if there is none."""
    query = (
        Staff.select(Staff, StaffKey.verify_key)
        .join(StaffKey, on=(StaffKey.staff == Staff.id))
        .where((Staff.id == staff_id) & (StaffKey.id == _newest_key(db, staff_id)))
    )
    for row in query.dicts().execute(db):
        return _member(row)
    raise Refused("staff.unknown")


def people(db: KeyedDatabase) -> tuple[StaffMember, ...]:
    """Return the accounts that a person may log in with, by login name."""
    query = (
        Staff.select(Staff.id)
        .where((Staff.kind == "person") & (Staff.active == 1))
        .order_by(Staff.login)
    )
    return tuple(staff_member(db, staff_id) for (staff_id,) in query.tuples().execute(db))


def replace_key(ground: Ground, author: Author, staff_id: str, public: tuple[bytes, bytes]) -> None:
    """Let new public keys (to seal to, to verify with) act for an account from now on.

    The former ones stay, so that what they signed can be verified. Refused `staff.unknown`.
    """
    staff = staff_member(ground.db, staff_id)
    seal_key, verify_key = public
    key_id = fingerprint(verify_key)
    StaffKey.insert(
        id=key_id,
        staff=staff.id,
        verify_key=verify_key,
        seal_key=seal_key,
        since=written_moment(ground.clock.now()),
    ).execute(ground.db)
    detail = {
        "verify_key": key_id,
        "seal_key": fingerprint(seal_key),
        "roles": ":".join(sorted(staff.roles)),
        "replaces": fingerprint(staff.verify_key),
        "row": row_marks(ground.db.raw(), ground.identity_key, "staff")[staff.id],
    }
    append(ground, author, KEY_ACT, staff.id, detail)


def owner_of_key(db: KeyedDatabase, key_id: str) -> str | None:
    """Return the account that a public signing key belongs to, or None if it is not known."""
    query = StaffKey.select(StaffKey.staff).where(StaffKey.id == key_id)
    for (staff_id,) in query.tuples().execute(db):
        return str(staff_id)
    return None


def _newest_key(db: KeyedDatabase, staff_id: str) -> str:
    # By the order of the chain: a clock that was set back must not bring a former key back.
    query = (
        AuditRow.select(AuditRow.detail)
        .where((AuditRow.subject == staff_id) & (AuditRow.act == KEY_ACT))
        .order_by(AuditRow.sequence.desc())
        .limit(1)
    )
    for (detail,) in query.tuples().execute(db):
        return str(stored_value(detail)["verify_key"])
    return ""


def _member(row: Mapping[str, Any]) -> StaffMember:
    return StaffMember(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=frozenset(Role(role) for role in stored_value(row["roles"])),
        verify_key=bytes(row["verify_key"]),
        active=bool(row["active"]),
    )
