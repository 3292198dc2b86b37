"""Accounts and their public keys."""

from collections.abc import Mapping
from typing import Any

from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.tables import Staff, StaffKey


def staff_member(db: KeyedDatabase, staff_id: str) -> StaffMember:
    """Return an account with its newest public key; Refused `staff.unknown` if there is none."""
    query = (
        Staff.select(Staff, StaffKey.verify_key)
        .join(StaffKey, on=(StaffKey.staff == Staff.id))
        .where(Staff.id == staff_id)
        .order_by(StaffKey.since.desc())
        .limit(1)
    )
    for row in query.dicts().execute(db):
        return _member(row)
    raise Refused("staff.unknown")


def owner_of_key(db: KeyedDatabase, key_id: str) -> str | None:
    """Return the account that a public signing key belongs to, or None if it is not known."""
    query = StaffKey.select(StaffKey.staff).where(StaffKey.id == key_id)
    for (staff_id,) in query.tuples().execute(db):
        return str(staff_id)
    return None


def _member(row: Mapping[str, Any]) -> StaffMember:
    return StaffMember(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=frozenset(Role(role) for role in stored_value(row["roles"])),
        verify_key=bytes(row["verify_key"]),
        active=bool(row["active"]),
    )
