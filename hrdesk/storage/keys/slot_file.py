"""`keyslots.json`: one slot for each user.

A slot holds the user's two private keys (X25519, Ed25519) locked under his password, and the data
key sealed to his X25519 key. All other fields of the slot are bound into the lock, so that a slot
that was moved to another store, user or version does not open. Login names are not written down:
a slot is found by a salted tag of the login name.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from hrdesk.domain.errors import Damaged, EnvironmentFault, TooNew
from hrdesk.storage.canonical import open_document, sealed_document
from hrdesk.storage.files import write_whole
from hrdesk.storage.keys.passwords import SALT_BYTES, PasswordCost, cost_is_sane
from hrdesk.storage.keys.sealing import SUITE, Unsealable, lock_up, seal_to, take_out, unseal_with

FORMAT = "hrdesk-keyslots"
VERSION = 1
PASSWORD = "password"  # noqa: S105 - the kind of a slot, no secret
RECOVERY = "recovery"
_PRIVATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyPairs:
    """A user's private keys, 32 bytes each."""

    unseal: bytes
    sign: bytes

    @classmethod
    def new(cls) -> "KeyPairs":
        """Return fresh random keys."""
        return cls(secrets.token_bytes(_PRIVATE_BYTES), secrets.token_bytes(_PRIVATE_BYTES))

    def public(self) -> tuple[bytes, bytes]:
        """Return the public keys: to seal to, to verify with."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        seal = X25519PrivateKey.from_private_bytes(self.unseal).public_key()
        verify = Ed25519PrivateKey.from_private_bytes(self.sign).public_key()
        return seal.public_bytes_raw(), verify.public_bytes_raw()


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's slot. `version` counts changes of the slot; bytes are written in hex.

    `next_data_key` stands beside `data_key` while the key of the store is being changed.
    """

    user: str
    kind: str
    version: int
    tag: str
    salt: str
    memory_kib: int
    passes: int
    lanes: int
    seal_key: str
    verify_key: str
    private_keys: str = ""
    data_key: str = ""
    next_data_key: str = ""

    @property
    def cost(self) -> PasswordCost:
        """What one guess at this slot costs."""
        return PasswordCost(self.memory_kib, self.passes, self.lanes)

    def bound_to(self, database: str) -> dict[str, object]:
        """Return what the lock of the private keys is bound to."""
        fields = asdict(replace(self, private_keys="", data_key="", next_data_key=""))
        return {**fields, "database": database}


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The whole file: the store's id, the salt of the login tags, the slots."""

    database: str
    tag_salt: str
    slots: tuple[Slot, ...]

    def tag_of(self, login: str) -> str:
        """Return the tag under which a login name is found."""
        return login_tag(self.tag_salt, login)


def plain_login(login: str) -> str:
    """Return a login name as it is compared: capitals, width and outer blanks do not matter."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def login_tag(tag_salt: str, login: str) -> str:
    """Return the salted tag of a login name in its compared form."""
    name = plain_login(login).encode("utf-8", "surrogatepass")
    return hmac.new(bytes.fromhex(tag_salt), name, hashlib.sha256).hexdigest()


def blank_slot(user: str, kind: str, tag: str, cost: PasswordCost) -> Slot:
    """Return a slot of version 1 with a fresh salt, to be filled by `fill_slot`."""
    return Slot(
        user=user,
        kind=kind,
        version=1,
        tag=tag,
        salt=secrets.token_hex(SALT_BYTES),
        **asdict(cost),
        seal_key="",
        verify_key="",
    )


def fill_slot(
    slot: Slot, database: str, wrapping_key: bytes, pairs: KeyPairs, data_key: bytearray
) -> Slot:
    """Return the slot with the private keys locked and the data key sealed to their owner."""
    seal_key, verify_key = pairs.public()
    named = replace(slot, seal_key=seal_key.hex(), verify_key=verify_key.hex())
    bound = named.bound_to(database)
    return replace(
        named,
        private_keys=lock_up(wrapping_key, pairs.unseal + pairs.sign, bound).hex(),
        data_key=seal_to(seal_key, bytes(data_key), bound).hex(),
    )


def seal_next(slot: Slot, database: str, next_data_key: bytearray) -> Slot:
    """Return the slot with the next data key sealed beside the present one; needs no password."""
    sealed = seal_to(bytes.fromhex(slot.seal_key), bytes(next_data_key), slot.bound_to(database))
    return replace(slot, next_data_key=sealed.hex())


def open_slot(slot: Slot, database: str, wrapping_key: bytes) -> tuple[KeyPairs, list[bytearray]]:
    """Return private keys and data keys, the present one and the next if there is one.

    A wrong key or a changed slot is Unsealable.
    """
    bound = slot.bound_to(database)
    private = take_out(wrapping_key, bytes.fromhex(slot.private_keys), bound)
    pairs = KeyPairs(private[:_PRIVATE_BYTES], private[_PRIVATE_BYTES:])
    sealed = (slot.data_key, slot.next_data_key) if slot.next_data_key else (slot.data_key,)
    return pairs, [bytearray(unseal_with(pairs.unseal, bytes.fromhex(k), bound)) for k in sealed]


def slot_opens(slot: Slot, database: str, wrapping_key: bytes) -> bool:
    """Tell whether a key opens the private keys of a slot; the data key is not looked at."""
    try:
        take_out(wrapping_key, bytes.fromhex(slot.private_keys), slot.bound_to(database))
    except Unsealable:
        return False
    return True


def write_slots(path: Path, slots: KeySlots) -> None:
    """Put the file in place in one step."""
    fields = {
        "format": FORMAT,
        "version": VERSION,
        "suite": SUITE,
        "database": slots.database,
        "tag_salt": slots.tag_salt,
        "slots": [asdict(slot) for slot in slots.slots],
    }
    write_whole(path, sealed_document(fields))


def read_slots(path: Path) -> KeySlots:
    """Read the file. Raises Damaged `keys.damaged`, TooNew `store.too_new`, EnvironmentFault."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Damaged("keys.missing") from error
    except OSError as error:
        raise EnvironmentFault("disk.read_failed") from error
    try:
        fields = open_document(content)
        if fields.get("format") != FORMAT:
            raise ValueError("format")
        if fields.get("version") != VERSION or fields.get("suite") != SUITE:
            raise TooNew("store.too_new")
        return _parsed(fields)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Damaged("keys.damaged") from error


def _parsed(fields: Mapping[str, object]) -> KeySlots:
    rows = cast("list[dict[str, object]]", fields["slots"])
    slots = tuple(Slot(**row) for row in rows)  # type: ignore[arg-type]
    for slot in slots:
        numbers = (slot.version, slot.memory_kib, slot.passes, slot.lanes)
        if not all(isinstance(value, int) for value in numbers):
            raise ValueError("number")
        if not cost_is_sane(slot.cost):
            raise ValueError("cost")
        keys = (slot.seal_key, slot.verify_key, slot.private_keys, slot.data_key)
        for text in (slot.salt, *keys, slot.next_data_key):
            bytes.fromhex(text)
    bytes.fromhex(str(fields["tag_salt"]))
    return KeySlots(str(fields["database"]), str(fields["tag_salt"]), slots)
