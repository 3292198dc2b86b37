"""What a person holds after he has proved who he is."""

import secrets
from dataclasses import dataclass, replace

from hrdesk.storage.keys.signing import Signer

#: SQLCipher takes a raw key of this many bytes.
DATA_KEY_BYTES = 32


class DataKey:
    """The key of the store in memory that can be overwritten.

    It takes over the bytearray it is given; no copy is made.
    """

    __slots__ = ("_bytes",)

    def __init__(self, material: bytearray) -> None:
        if len(material) != DATA_KEY_BYTES:
            raise ValueError("length of the data key")
        self._bytes = material

    @classmethod
    def new(cls) -> "DataKey":
        """Return a fresh random key."""
        return cls(bytearray(secrets.token_bytes(DATA_KEY_BYTES)))

    @property
    def material(self) -> bytearray:
        """The key's own bytes, not a copy; a ValueError after `wipe`."""
        if not self._bytes:
            raise ValueError("data key was wiped")
        return self._bytes

    def copy(self) -> "DataKey":
        """Return a key with its own bytes, to be wiped by itself."""
        return DataKey(bytearray(self.material))

    def become(self, other: "DataKey") -> None:
        """Overwrite the key by another; whoever holds it opens by the other from now on."""
        self.material[:] = other.material

    def wipe(self) -> None:
        """Overwrite the key; it opens nothing from now on."""
        for index in range(len(self._bytes)):
            self._bytes[index] = 0
        self._bytes = bytearray()


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """Who has unlocked the folder: account, login name, signing key, key of the store.

    `database` is the id of the store that they belong to; `by_recovery` tells that the
    recovery key was used, an account of its own that can give others a new password. `next_key`
    is there after a change of the key was cut short: one of the two opens the store.
    """

    database: str
    staff_id: str
    login: str
    signer: Signer
    data_key: DataKey
    by_recovery: bool = False
    next_key: DataKey | None = None

    def copy(self) -> "Credentials":
        """Return credentials with a key of their own, to be wiped by themselves."""
        following = None if self.next_key is None else self.next_key.copy()
        return replace(self, data_key=self.data_key.copy(), next_key=following)

    def wipe(self) -> None:
        """Overwrite the key of the store; the credentials open nothing from now on."""
        self.data_key.wipe()
        if self.next_key is not None:
            self.next_key.wipe()
