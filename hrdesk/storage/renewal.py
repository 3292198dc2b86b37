"""Passwords that are set: a person's own, one that an administrator gives, one after forgetting.

The private keys of a person lie under his password, so a new password is a new pair (RELIABILITY
P22): first the store registers the public keys in one audited act, then the slot file gets the
slot. A crash between the two leaves an account without a slot that opens, and the act is simply
done again. The slot of the recovery key is never touched.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import LEAST_PASSWORD_LENGTH, Role, StaffMember
from hrdesk.storage.act import Act
from hrdesk.storage.ground import new_id
from hrdesk.storage.keys.lockout import AttemptCounter
from hrdesk.storage.keys.passwords import STANDARD_COST, PasswordCost, password_key
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.keys.slot_file import (
    PASSWORD,
    KeyPairs,
    KeySlots,
    Slot,
    blank_slot,
    fill_slot,
    plain_login,
    read_slots,
    slot_opens,
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


@dataclass(frozen=True, slots=True, repr=False)
class NewPerson:
    """Who is added, with which roles and first password."""

    login: str
    name: str
    roles: frozenset[Role]
    password: str


def renew_password(
    folder: Path, renewal: Renewal, clock: Clock, cost: PasswordCost = STANDARD_COST
) -> None:
    """Give a person a new password and new keys by the recovery key; the old ones act no more.

    Raises WrongKey `recovery.wrong`, Refused `recovery.no_account` (logins) and what
    `give_password`, `unlock_with_recovery` and `Store.open` raise: the recovery key still opens
    then.
    """
    _check(renewal.password)
    store = Store.open(folder, unlock_with_recovery(folder, renewal.recovery_key), clock)
    try:
        give_password(store, _person(store, renewal.login), renewal.password, cost)
    finally:
        store.close()


def give_password(
    store: Store, person: StaffMember, password: str, cost: PasswordCost = STANDARD_COST
) -> None:
    """Give an account a new password and new keys; whoever opened the store signs for it.

    What the old keys signed still verifies, and backups made before open with the password they
    were made under. Wrong passwords counted so far are forgotten. Raises InvalidInput
    `setup.password_short` (least), what `Act.replace_key` raises, and EnvironmentFault
    `disk.full`, `disk.write_failed`; when the new slot could not be written, the account has no
    password until this is done again.
    `cost` is what a guess at the password costs; only tests name another.
    """
    _check(password)

    def register(act: Act, pairs: KeyPairs) -> None:
        act.replace_key(person.id, pairs.public())

    _hand_out(store, person, _Lock(password, cost), register)


def add_person(store: Store, new: NewPerson, cost: PasswordCost = STANDARD_COST) -> StaffMember:
    """Add a person with a first password, which he has to replace by one of his own.

    Raises as `give_password` and `Act.add_person` do.
    """
    _check(new.password)
    person = StaffMember(new_id(), new.login.strip(), new.name, new.roles, b"")

    def register(act: Act, pairs: KeyPairs) -> None:
        seal_key, verify_key = pairs.public()
        act.add_person(replace(person, verify_key=verify_key), seal_key)

    _hand_out(store, person, _Lock(new.password, cost), register)
    return person


def opens_own_slot(store: Store, password: str) -> bool:
    """Tell whether a password is the one that lies on the account of who opened the store."""
    slots = read_slots(keyslots_path(store.folder))
    own = [slot for slot in slots.slots if slot.user == store.actor.id]
    return any(
        slot_opens(
            slot, slots.database, password_key(password, bytes.fromhex(slot.salt), slot.cost)
        )
        for slot in own
    )


def slotted(store: Store) -> frozenset[str]:
    """Return the public keys (hex, to verify with) for which the folder has a slot."""
    return frozenset(slot.verify_key for slot in read_slots(keyslots_path(store.folder)).slots)


@dataclass(frozen=True, slots=True, repr=False)
class _Lock:
    """The password of a new slot and what a guess at it costs."""

    password: str
    cost: PasswordCost


def _hand_out(
    store: Store, owner: StaffMember, lock: _Lock, register: Callable[[Act, KeyPairs], None]
) -> None:
    with store.holding_key() as held:
        path = keyslots_path(store.folder)
        slots = read_slots(path)
        pairs = KeyPairs.new()
        slot = _next_slot(slots, owner, lock.cost)
        key = password_key(lock.password, bytes.fromhex(slot.salt), lock.cost)
        filled = fill_slot(slot, held.database, key, pairs, held.key.material)
        with store.acting(store.actor, with_given_key=owner.id == store.actor.id) as act:
            register(act, pairs)
        if owner.id == store.actor.id:
            store.sign_as(Signer(pairs.sign))
        AttemptCounter(store.folder / ATTEMPTS_FILE, held.clock).succeed(slot.tag)
        # The last step: whatever fails before it is said, and after it nothing can fail.
        write_slots(path, _with(slots, filled))


def _check(password: str) -> None:
    if len(password) < LEAST_PASSWORD_LENGTH:
        raise InvalidInput("setup.password_short", least=LEAST_PASSWORD_LENGTH)


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


def _with(slots: KeySlots, filled: Slot) -> KeySlots:
    # The recovery slot has no tag and another user: it is always among the others.
    others = [slot for slot in slots.slots if slot.user != filled.user and slot.tag != filled.tag]
    return replace(slots, slots=(filled, *others))
