"""The recovery key: 160 random bits on paper, typed back without doubt.

Eight groups of five characters in Crockford's base 32: four of data and one check character.
The check finds every single wrong character, every swap of neighbours and every group in the
wrong place, so the screen can name the group that was mistyped.
"""

import hmac
import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 8
_DATA_PER_GROUP = 4
#: Crockford: what people write for a digit is read as that digit.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_recovery_key() -> str:
    """Return a fresh recovery key, groups joined by hyphens."""
    number = secrets.randbits(5 * _DATA_PER_GROUP * _GROUPS)
    groups = []
    for position in range(_GROUPS):
        data = [
            (number >> (5 * (position * _DATA_PER_GROUP + place))) & 31
            for place in range(_DATA_PER_GROUP)
        ]
        groups.append("".join(_ALPHABET[value] for value in [*data, _check(position, data)]))
    return "-".join(groups)


def normalised_recovery_key(typed: str) -> str:
    """Return what was typed in capitals without blanks and hyphens, O read as 0, I and L as 1."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    return "".join(char for char in text if char.isalnum())


def mistyped_groups(typed: str) -> tuple[int, ...]:
    """Return the groups, counted from 1, that cannot be right; none if the key reads well."""
    text = normalised_recovery_key(typed)
    size = _DATA_PER_GROUP + 1
    wrong = []
    for position in range(_GROUPS):
        values = [_ALPHABET.find(char) for char in text[position * size : (position + 1) * size]]
        complete = len(values) == size and min(values) >= 0
        if not complete or _check(position, values[:-1]) != values[-1]:
            wrong.append(position + 1)
    return tuple(wrong) if wrong or len(text) == _GROUPS * size else (_GROUPS,)


def same_recovery_key(expected: str, typed: str) -> bool:
    """Tell whether the typed key is the expected one, in constant time."""
    return hmac.compare_digest(
        normalised_recovery_key(expected).encode(), normalised_recovery_key(typed).encode()
    )


def recovery_secret(key: str) -> bytes:
    """Return the bytes that a recovery key stands for."""
    return normalised_recovery_key(key).encode()


def _check(position: int, data: list[int]) -> int:
    # A weighted sum in GF(32) with distinct weights; the place of the group is one more term.
    total = _times(position + 1, 16)
    for place, value in enumerate(data):
        total ^= _times(value, 2 << place)
    return total


def _times(left: int, right: int) -> int:
    # Multiplication modulo x^5 + x^2 + 1, which is irreducible over GF(2).
    product = 0
    for bit in range(6):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(10, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product
