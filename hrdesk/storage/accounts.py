"""What is done to accounts and their public keys: added, given keys or roles, retired."""

from dataclasses import replace

from hrdesk.domain.errors import Refused
from hrdesk.domain.signature import fingerprint
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage.account_reading import KEY_ACT, PERSON, ROLES_ACT, staff_member
from hrdesk.storage.audit import append, roles_text
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.keys.slot_file import plain_login
from hrdesk.storage.office_rows import row_marks
from hrdesk.storage.tables import RetirementRow, Staff, StaffKey

RETIRE_ACT = "person.retire"


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


def _roles_word(roles: frozenset[Role]) -> str:
    """Return roles as a record says them; the guards of the schema read it."""
    return ":".join(sorted(roles))


def _insert_key(ground: Ground, staff: StaffMember, seal_key: bytes) -> None:
    StaffKey.insert(
        id=fingerprint(staff.verify_key),
        staff=staff.id,
        verify_key=staff.verify_key,
        seal_key=seal_key,
        since=written_moment(ground.clock.now()),
    ).execute(ground.db)


def _require_administrator(author: Author) -> None:
    author.staff.require(Role.ADMINISTRATOR)
