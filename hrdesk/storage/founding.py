"""The first moment of a store: office, first administrator, recovery account, first record."""

import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.office import Office
from hrdesk.domain.staff import LEAST_PASSWORD_LENGTH, Role, StaffMember
from hrdesk.storage.account_reading import PERSON
from hrdesk.storage.accounts import insert_account, record_keys
from hrdesk.storage.anchor import Anchor, write_anchor
from hrdesk.storage.audit import append
from hrdesk.storage.connection import KeyedDatabase, keyed_connection, require_sqlite
from hrdesk.storage.faults import store_faults
from hrdesk.storage.files import disk_faults, remove_unfinished, sync_file, sync_folder
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.keys.credentials import DataKey
from hrdesk.storage.keys.passwords import STANDARD_COST, PasswordCost, password_key
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.keys.slot_file import (
    PASSWORD,
    RECOVERY,
    KeyPairs,
    KeySlots,
    Slot,
    blank_slot,
    fill_slot,
    login_tag,
    write_slots,
)
from hrdesk.storage.keys.slots import recovery_wrapping_key
from hrdesk.storage.layout import (
    ANCHOR_FILE,
    DATABASE_FILE,
    KEYSLOTS_FILE,
    UNFINISHED,
    store_path,
)
from hrdesk.storage.migrations import RELEASED, build, changing_schema
from hrdesk.storage.office_rows import first_number_name, row_marks
from hrdesk.storage.schema import APPLICATION_ID
from hrdesk.storage.snapshot import check_copy
from hrdesk.storage.tables import MetaRow, NumberBlock, Site

ACT = "data.found"
#: The account of the recovery key; no person can log in under this name.
RECOVERY_LOGIN = "recovery"
_SALT_BYTES = 16
_IDENTITY_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Founding:
    """What the set-up asks. `first_numbers` continues paper registers: year to first sequence."""

    office: Office
    login: str
    name: str
    roles: frozenset[Role]
    password: str
    recovery_key: str
    first_numbers: Mapping[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class _Account:
    """A new account: row, slot, private keys."""

    staff: StaffMember
    slot: Slot
    pairs: KeyPairs


def create_store(
    folder: Path, founding: Founding, clock: Clock, cost: PasswordCost = STANDARD_COST
) -> None:
    """Create the encrypted store of a data folder, whole or not at all.

    It is built beside its place, opened again and checked, then appears by one rename. Raises
    Refused `setup.already`, InvalidInput `setup.password_short` (least), EnvironmentFault
    `disk.full`, `disk.write_failed`, `folder.in_use`, `store.sqlite_too_old`.
    `cost` is what a guess at the password costs; only tests name another.
    """
    require_sqlite()
    if len(founding.password) < LEAST_PASSWORD_LENGTH:
        raise InvalidInput("setup.password_short", least=LEAST_PASSWORD_LENGTH)
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with FolderLock(folder):
        if store_path(folder).exists():
            raise Refused("setup.already", folder=str(folder))
        remove_unfinished(folder)
        building = folder / f".store.{secrets.token_hex(4)}{UNFINISHED}"
        try:
            with store_faults(folder), disk_faults(folder):
                building.mkdir()
                _build(building, founding, clock, cost)
                sync_folder(building)
                building.rename(store_path(folder))
                sync_folder(folder)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise


def _build(building: Path, founding: Founding, clock: Clock, cost: PasswordCost) -> None:
    database, tag_salt, data_key = new_id(), secrets.token_hex(_SALT_BYTES), DataKey.new()
    try:
        accounts = _accounts(founding, tag_salt, cost)
        keys = (
            password_key(founding.password, bytes.fromhex(accounts[0].slot.salt), cost),
            recovery_wrapping_key(founding.recovery_key, accounts[1].slot.salt),
        )
        slots = tuple(
            fill_slot(account.slot, database, key, account.pairs, data_key.material)
            for account, key in zip(accounts, keys, strict=True)
        )
        write_slots(building / KEYSLOTS_FILE, KeySlots(database, tag_salt, slots))
        path = building / DATABASE_FILE
        _write_schema(path, data_key)
        _write_first_rows(path, data_key, _First(database, founding, accounts, clock))
        facts = check_copy(path, data_key)
        write_anchor(building / ANCHOR_FILE, Anchor(database, facts.head))
        sync_file(path)
    finally:
        data_key.wipe()


def _accounts(founding: Founding, tag_salt: str, cost: PasswordCost) -> tuple[_Account, _Account]:
    recovery = (RECOVERY, RECOVERY_LOGIN, RECOVERY_LOGIN, frozenset({Role.ADMINISTRATOR}))
    person = (PASSWORD, founding.login, founding.name, founding.roles)
    made = []
    for kind, login, name, roles in (person, recovery):
        pairs, user = KeyPairs.new(), new_id()
        staff = StaffMember(user, login.strip(), name, roles, pairs.public()[1])
        tag = login_tag(tag_salt, login) if kind == PASSWORD else ""
        made.append(_Account(staff, blank_slot(user, kind, tag, cost), pairs))
    return made[0], made[1]


def _write_schema(path: Path, data_key: DataKey) -> None:
    connection = keyed_connection(path, data_key, "rwc")
    try:
        # No free pages: SQLite does not journal a free page that it takes into use again, so a
        # power cut can tear it; every later copy of the file would stumble over its seal.
        connection.execute("pragma auto_vacuum = FULL")
        with changing_schema(connection):
            build(connection, RELEASED, RELEASED.target)
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
    finally:
        connection.close()


@dataclass(frozen=True, slots=True, repr=False)
class _First:
    """What the first rows are made of."""

    database: str
    founding: Founding
    accounts: tuple[_Account, _Account]
    clock: Clock


def _write_first_rows(path: Path, data_key: DataKey, first: _First) -> None:
    identity_key = secrets.token_bytes(_IDENTITY_KEY_BYTES)
    db = KeyedDatabase(path, data_key)
    ground = Ground(
        db, first.database, identity_key, new_id(), first.founding.office, first.clock
    ).at_one_moment()
    try:
        db.raw().execute("begin immediate")
        _write_office(ground, first.founding)
        for account in first.accounts:
            kind = PERSON if account.slot.kind == PASSWORD else RECOVERY
            insert_account(ground, kind, account.staff, account.pairs.public()[0])
        _write_first_records(ground, first)
        db.raw().execute("commit")
    finally:
        db.close_everywhere()


def _write_office(ground: Ground, founding: Founding) -> None:
    for key, value in (
        ("database", ground.database),
        ("identity_key", ground.identity_key.hex()),
        ("founded_at", written_moment(ground.clock.now())),
    ):
        MetaRow.insert(key=key, value=value).execute(ground.db)
    office = founding.office
    Site.insert(
        id=ground.site_id, code=office.code, name=office.name, level=office.level.value, own=1
    ).execute(ground.db)
    for year, number in founding.first_numbers.items():
        NumberBlock.insert(site=ground.site_id, year=year, first=number, next=number).execute(
            ground.db
        )


def _write_first_records(ground: Ground, first: _First) -> None:
    founder = first.accounts[0]
    author = Author(founder.staff, Signer(founder.pairs.sign))
    office, connection = first.founding.office, ground.db.raw()
    detail = {
        "office": office.code,
        "level": office.level.value,
        "row": row_marks(connection, ground.identity_key, "site")[ground.site_id],
    }
    for year, number in first.founding.first_numbers.items():
        detail[first_number_name(year)] = str(number)
    append(ground, author, ACT, ground.site_id, detail)
    for account in first.accounts:
        record_keys(ground, author, account.staff, account.pairs.public()[0])
