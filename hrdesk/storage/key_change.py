"""A new data key after a retirement: an old slot opens neither the store nor new backups (P22).

It is due while the newest retirement has no later `data_key.change`. In order: slots that hold the
data key twice, old and new, for all who remain; a copy of the database under the new key with the
record, checked, in place of the old file by one rename; slots with the new key alone. Whoever
opens a folder in which both keys stand finishes or undoes it by the key that opens the file.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from hrdesk.domain.errors import Damaged, EnvironmentFault, Tampered
from hrdesk.storage.account_reading import SealingKeys, sealing_keys
from hrdesk.storage.accounts import RETIRE_ACT
from hrdesk.storage.audit import AuditHead, append, newest
from hrdesk.storage.connection import KeyedDatabase, opens_with
from hrdesk.storage.files import disk_faults, sync_file, sync_folder
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.keys.credentials import Credentials, DataKey
from hrdesk.storage.keys.slot_file import KeySlots, Slot, read_slots, seal_next, write_slots
from hrdesk.storage.layout import DATABASE_FILE, UNFINISHED, database_path, keyslots_path
from hrdesk.storage.snapshot import CopyFacts, check_copy, copy_database, facts_of

ACT = "data_key.change"


def is_due(db: KeyedDatabase) -> bool:
    """Tell whether somebody was retired since the data key was changed last."""
    return newest(db, RETIRE_ACT) > newest(db, ACT)


def change_key(folder: Path, ground: Ground, author: Author, key: DataKey) -> AuditHead:
    """Put the store under a new data key and return the end of its chain.

    Closes every connection of the store; `key`, by which the next ones open, becomes the new
    one. Raises Tampered `keys.foreign` when a slot holds other keys than the store has on
    record, `keys.unrecorded` when it has none of an account, Damaged `store.damaged` when the
    copy is not sound, EnvironmentFault `disk.full`, `disk.write_failed`, `store.busy`. The store
    is whole after each, under one key or the other.
    """
    new = DataKey.new()
    try:
        path = keyslots_path(folder)
        slots = _sealed_twice(read_slots(path), sealing_keys(ground.db), new)
        write_slots(path, slots)
        end = _swap(folder, ground, author, new)
        key.become(new)
        with disk_faults(folder):
            sync_folder(path.parent)
        write_slots(path, _settled(slots, changed=True))
    finally:
        new.wipe()
    return end


def choose_key(path: Path, credentials: Credentials) -> bool:
    """Take the key that opens a database; tell whether it is the one a change was to bring."""
    if credentials.next_key is None or not opens_with(path, credentials.next_key):
        return False
    credentials.data_key.become(credentials.next_key)
    return True


def settle(folder: Path, credentials: Credentials) -> None:
    """Finish or undo a change of the key that was cut short; the caller holds the lock.

    A database that neither key opens is left as it is, and so are the slots.
    """
    path = database_path(folder)
    if credentials.next_key is None:
        return
    changed = choose_key(path, credentials)
    if changed or opens_with(path, credentials.data_key):
        slots = read_slots(keyslots_path(folder))
        write_slots(keyslots_path(folder), _settled(slots, changed=changed))


def _sealed_twice(slots: KeySlots, known: dict[str, SealingKeys], new: DataKey) -> KeySlots:
    """Return the slots of all who remain, the new key sealed beside the old one.

    Sealed to what the store has on record: anybody can write other keys into the slot file. A
    slot of keys that were replaced opens nothing and is left out.
    """
    kept = []
    for slot in slots.slots:
        account = known.get(slot.user)
        if account is None:
            continue
        pair = (slot.seal_key, slot.verify_key)
        if pair not in account.every:
            raise Tampered("keys.foreign")
        if pair == account.newest:
            kept.append(seal_next(slot, slots.database, new.material))
    return replace(slots, slots=tuple(kept))


def _settled(slots: KeySlots, *, changed: bool) -> KeySlots:
    # A slot that holds one key alone was put in from outside meanwhile.
    def one(slot: Slot) -> Slot:
        key = slot.next_data_key if changed else slot.data_key
        return replace(slot, data_key=key, next_data_key="")

    return replace(slots, slots=tuple(one(slot) for slot in slots.slots if slot.next_data_key))


def _swap(folder: Path, ground: Ground, author: Author, new: DataKey) -> AuditHead:
    path = database_path(folder)
    building = path.with_name(f".{path.name}.key{UNFINISHED}")
    shutil.rmtree(building, ignore_errors=True)
    try:
        with disk_faults(folder):
            building.mkdir()
            copy = building / DATABASE_FILE
            copy_database(ground.db.raw(), copy, new)
            expected = facts_of(ground.db.raw())
            _record(copy, ground, author, new)
            end = _checked(copy, new, expected)
            ground.db.close_everywhere()
            _require_quiet(path)
            sync_file(copy)
            copy.replace(path)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return end


def _record(copy: Path, ground: Ground, author: Author, new: DataKey) -> None:
    db = KeyedDatabase(copy, new)
    try:
        db.raw().execute("begin immediate")
        append(replace(ground.at_one_moment(), db=db), author, ACT, ground.site_id, {})
        db.raw().execute("commit")
    finally:
        db.close_everywhere()


def _checked(copy: Path, new: DataKey, before: CopyFacts) -> AuditHead:
    after = check_copy(copy, new)
    one_more = {**dict(before.counts), "audit": dict(before.counts)["audit"] + 1}
    if (
        after.total_fen != before.total_fen
        or dict(after.counts) != one_more
        or after.head.sequence != before.head.sequence + 1
    ):
        raise Damaged("store.damaged")
    return after.head


def _require_quiet(path: Path) -> None:
    # A journal with something in it would be played back into the new file.
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        raise EnvironmentFault("store.busy")
