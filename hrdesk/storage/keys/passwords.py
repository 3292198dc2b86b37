"""From a password to a key: Argon2id (RFC 9106)."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """What one guess costs: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int


#: 64 MiB and three passes: about 0.2 s, not under the 150 ms of P10 on an office machine.
STANDARD_COST = PasswordCost(memory_kib=64 * 1024, passes=3, lanes=1)
#: A slot that asks for more is refused: a forged file must not exhaust the machine.
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 64
_MOST_LANES = 16
SALT_BYTES = 16


def cost_is_sane(cost: PasswordCost) -> bool:
    """Tell whether a cost read from a file can be paid by this machine."""
    return (
        1 <= cost.lanes <= _MOST_LANES
        and 8 * cost.lanes <= cost.memory_kib <= _MOST_MEMORY_KIB
        and 1 <= cost.passes <= _MOST_PASSES
    )


def password_key(password: str, salt: bytes, cost: PasswordCost) -> bytes:
    """Return the 32-byte key of a password.

    The same characters typed through another input method (NFC or NFD) give the same key.
    """
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )
