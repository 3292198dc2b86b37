"""From a password or the recovery key to credentials."""

from pathlib import Path

from hrdesk.domain.clock import Clock, MachineClock
from hrdesk.domain.errors import EnvironmentFault, WrongKey
from hrdesk.storage.keys.credentials import Credentials, DataKey
from hrdesk.storage.keys.lockout import AttemptCounter
from hrdesk.storage.keys.passwords import STANDARD_COST, password_key
from hrdesk.storage.keys.recovery import recovery_secret
from hrdesk.storage.keys.sealing import Unsealable, derived_key
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.keys.slot_file import PASSWORD, RECOVERY, KeySlots, Slot, open_slot, read_slots
from hrdesk.storage.layout import ATTEMPTS_FILE, keyslots_path, store_path

_RECOVERY_PURPOSE = "hrdesk recovery key"


def unlock(folder: Path, login: str, password: str, clock: Clock | None = None) -> Credentials:
    """Prove who one is by login name and password.

    An unknown name and a wrong password give the same answer at the same cost. Raises WrongKey
    `login.wrong`, `login.wrong_few` (left, minutes) or `login.wrong_locked` (failures, until),
    Refused `login.locked` (minutes, until), Damaged `keys.damaged` / `keys.missing`, TooNew
    `store.too_new`, EnvironmentFault `store.missing` if the folder was never set up.
    """
    slots = _slots_of(folder)
    tag = slots.tag_of(login)
    counter = AttemptCounter(folder / ATTEMPTS_FILE, clock or MachineClock())
    state = counter.begin(tag)
    try:
        credentials = _opened_by_password(slots, login, password)
    except WrongKey as error:
        raise counter.refusal(state) from error
    counter.succeed(tag)
    return credentials


def unlock_file(keyslots: Path, login: str, password: str) -> Credentials:
    """Prove who one is to the key slots of a backup, which lies outside the data folder.

    Nothing is counted: who holds a backup can guess on any machine. Raises as `unlock` does.
    """
    return _opened_by_password(read_slots(keyslots), login, password)


def unlock_with_recovery(folder: Path, recovery_key: str) -> Credentials:
    """Prove by the recovery key that one may open the folder; its account has the login name "".

    160 random bits need no lock-out. Raises WrongKey `recovery.wrong` and as `unlock` does.
    """
    slots = _slots_of(folder)
    for slot in slots.slots:
        if slot.kind == RECOVERY:
            return _opened(slots, slot, recovery_wrapping_key(recovery_key, slot.salt), "")
    raise WrongKey("recovery.wrong")


def recovery_wrapping_key(recovery_key: str, salt: str) -> bytes:
    """Return the key that locks the recovery slot."""
    return derived_key(recovery_secret(recovery_key), bytes.fromhex(salt), _RECOVERY_PURPOSE)


def _slots_of(folder: Path) -> KeySlots:
    if not store_path(folder).exists():
        raise EnvironmentFault("store.missing")
    return read_slots(keyslots_path(folder))


def _opened_by_password(slots: KeySlots, login: str, password: str) -> Credentials:
    tag = slots.tag_of(login)
    slot = next((slot for slot in slots.slots if slot.kind == PASSWORD and slot.tag == tag), None)
    if slot is None:
        _spend_as_much_as_a_guess(slots, password)
        raise WrongKey("login.wrong")
    key = password_key(password, bytes.fromhex(slot.salt), slot.cost)
    return _opened(slots, slot, key, login.strip())


def _opened(slots: KeySlots, slot: Slot, wrapping_key: bytes, login: str) -> Credentials:
    try:
        pairs, data_keys = open_slot(slot, slots.database, wrapping_key)
    except Unsealable as error:
        raise WrongKey("recovery.wrong" if slot.kind == RECOVERY else "login.wrong") from error
    return Credentials(
        database=slots.database,
        staff_id=slot.user,
        login=login,
        signer=Signer(pairs.sign),
        data_key=DataKey(data_keys[0]),
        by_recovery=slot.kind == RECOVERY,
        next_key=DataKey(data_keys[1]) if data_keys[1:] else None,
    )


def _spend_as_much_as_a_guess(slots: KeySlots, password: str) -> None:
    costs = [slot.cost for slot in slots.slots if slot.kind == PASSWORD]
    password_key(password, bytes.fromhex(slots.tag_salt), costs[0] if costs else STANDARD_COST)
