"""A new password by the recovery key (RELIABILITY P22).

The private keys of the person lie under the forgotten password, so a new pair takes their place:
first the store registers the public keys in one audited act of the recovery account, then the slot
file gets the new slot. A crash between the two leaves a folder that the recovery key opens; the
renewal is then simply done again. The slot of the recovery key is never touched.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import LEAST_PASSWORD_LENGTH, StaffMember
from hrdesk.storage.keys.credentials import Credentials
from hrdesk.storage.keys.lockout import AttemptCounter
from hrdesk.storage.keys.passwords import STANDARD_COST, PasswordCost, password_key
from hrdesk.storage.keys.slot_file import (
    PASSWORD,
    KeyPairs,
    KeySlots,
    Slot,
    blank_slot,
    fill_slot,
    plain_login,
    read_slots,
    write_slots,
)
from hrdesk.storage.keys.slots import unlock_with_recovery
from hrdesk.storage.layout import ATTEMPTS_FILE, keyslots_path
from hrdesk.storage.store import Store


@dataclass(frozen=True, slots=True, repr=False)
class Renewal:
    """Who gets which password, and by which recovery key."""

    recovery_key: str
    login: str
    password: str


def renew_password(
    folder: Path, renewal: Renewal, clock: Clock, cost: PasswordCost = STANDARD_COST
) -> None:
    """Give a person a new password and new keys; the old ones act no more.

    What the old keys signed still verifies, and backups made before open with the password they
    were made under. Wrong passwords counted so far are forgotten. Raises InvalidInput
    `setup.password_short` (least), WrongKey `recovery.wrong`, Refused `recovery.no_account`
    (logins) and what `unlock_with_recovery` and `Store.open` raise; EnvironmentFault `disk.full`,
    `disk.write_failed` when the new slot could not be written: the recovery key still opens then.
    `cost` is what a guess at the password costs; only tests name another.
    """
    if len(renewal.password) < LEAST_PASSWORD_LENGTH:
        raise InvalidInput("setup.password_short", least=LEAST_PASSWORD_LENGTH)
    credentials = unlock_with_recovery(folder, renewal.recovery_key)
    store = Store.open(folder, credentials, clock)
    try:
        person = _person(store, renewal.login)
        # Read again: until the store was open another program might have written it.
        slots = read_slots(keyslots_path(folder))
        pairs = KeyPairs.new()
        slot = _next_slot(slots, person, cost)
        key = password_key(renewal.password, bytes.fromhex(slot.salt), cost)
        filled = fill_slot(slot, slots.database, key, pairs, credentials.data_key.material)
        _register(store, credentials, person, pairs)
        AttemptCounter(folder / ATTEMPTS_FILE, clock).succeed(slot.tag)
        # The last step: whatever fails before it is said, and after it nothing can fail.
        write_slots(keyslots_path(folder), _with(slots, filled))
    finally:
        store.close()


def _person(store: Store, login: str) -> StaffMember:
    # By the store and not by the tags of the slot file, which anybody can write anew.
    with store.reading() as reader:
        people = reader.people()
    for person in people:
        if plain_login(person.login) == plain_login(login):
            return person
    raise Refused("recovery.no_account", logins=", ".join(person.login for person in people))


def _next_slot(slots: KeySlots, person: StaffMember, cost: PasswordCost) -> Slot:
    former = max((slot.version for slot in slots.slots if slot.user == person.id), default=0)
    blank = blank_slot(person.id, PASSWORD, slots.tag_of(person.login), cost)
    return replace(blank, version=former + 1)


def _register(store: Store, credentials: Credentials, person: StaffMember, pairs: KeyPairs) -> None:
    with store.acting(credentials.staff_id) as act:
        act.replace_key(person.id, pairs.public())


def _with(slots: KeySlots, filled: Slot) -> KeySlots:
    # The recovery slot has no tag and another user: it is always among the others.
    others = [slot for slot in slots.slots if slot.user != filled.user and slot.tag != filled.tag]
    return replace(slots, slots=(filled, *others))
