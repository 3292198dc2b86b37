"""Signatures of acting users: Ed25519 over a named purpose and canonical bytes."""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


def fingerprint(public_key: bytes) -> str:
    """Return the name of a public key: its SHA-256 in hex."""
    return hashlib.sha256(public_key).hexdigest()


def _statement(purpose: str, content: bytes) -> bytes:
    # The purpose keeps a signature over one kind of record from being shown as another kind.
    return b"hrdesk:" + purpose.encode("ascii") + b"\x00" + content


class Signer:
    """The private signing key of one user."""

    __slots__ = ("_private", "key_id", "verify_key")

    def __init__(self, private_bytes: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._private: Ed25519PrivateKey = Ed25519PrivateKey.from_private_bytes(private_bytes)
        self.verify_key: bytes = self._private.public_key().public_bytes_raw()
        self.key_id: str = fingerprint(self.verify_key)

    def sign(self, purpose: str, content: bytes) -> str:
        """Return the signature over content for one purpose, in hex."""
        return self._private.sign(_statement(purpose, content)).hex()


def signature_holds(verify_key: bytes, purpose: str, content: bytes, signature: str) -> bool:
    """Tell whether a signature in hex was made by the owner of a key; never raises."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(verify_key).verify(
            bytes.fromhex(signature), _statement(purpose, content)
        )
    except (InvalidSignature, ValueError):
        return False
    return True
