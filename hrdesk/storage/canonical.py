"""One spelling of a value as bytes, so that hashes and signatures mean the same everywhere."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.domain.errors import Damaged

#: Made once: making it takes longer than writing one record.
_ENCODER = json.JSONEncoder(
    ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
)
#: So many characters of a text are written in one call: a fraction of a ms.
_PIECE = 65_536


def canonical_text(value: object) -> str:
    """Return JSON with sorted keys, no blanks, only ASCII; NaN is a ValueError."""
    return _ENCODER.encode(value)


def canonical_text_of_long(value: Mapping[str, object]) -> str:
    """Return the `canonical_text` of an object that may hold long lists.

    It is written element by element, a long text piece by piece: the window goes on meanwhile,
    which it cannot while one call writes megabytes.
    """
    return f"{{{','.join(_member(name, value[name]) for name in sorted(value))}}}"


def canonical_bytes(value: object) -> bytes:
    """Return `canonical_text` as bytes."""
    return canonical_text(value).encode("ascii")


def _member(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"{canonical_text(name)}:[{','.join(map(canonical_text, value))}]"
    if isinstance(value, str) and len(value) > _PIECE:
        return f'{canonical_text(name)}:"{"".join(_pieces(value))}"'
    return f"{canonical_text(name)}:{canonical_text(value)}"


def _pieces(text: str) -> Iterator[str]:
    """Yield a text as it stands between the quotes: each character is written by itself."""
    for begin in range(0, len(text), _PIECE):
        yield canonical_text(text[begin : begin + _PIECE])[1:-1]


def stored_value(text: str) -> Any:
    """Return the value of a JSON text that was stored; Damaged `store.damaged` if it is none."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Damaged("store.damaged") from error


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def salted_digest(salt: str, value: object) -> str:
    """Return a digest that tells nothing of the value once the salt is erased (P20)."""
    return digest([salt, value])


def salted_text_digest(salt: str, text: str) -> str:
    """Return the `salted_digest` of a value whose `canonical_text` is known already."""
    return hashlib.sha256(f"[{canonical_text(salt)},{text}]".encode("ascii")).hexdigest()


def sealed_document(fields: Mapping[str, object]) -> bytes:
    """Return a small file: the fields and a checksum over them, in canonical form.

    The checksum finds damage, not ill will.
    """
    return canonical_bytes({**fields, "check": digest(dict(fields))})


def open_document(content: bytes) -> dict[str, object]:
    """Return the fields of a file written by `sealed_document`.

    Any other bytes, down to one changed bit, are a ValueError.
    """
    document = json.loads(content.decode("ascii"))
    if not isinstance(document, dict):
        raise ValueError("not an object")
    check = document.pop("check", None)
    if check != digest(document) or sealed_document(document) != content:
        raise ValueError("checksum")
    return document
