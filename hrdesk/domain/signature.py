"""Signatures as anybody can check them: Ed25519 over a named purpose and bytes."""

import hashlib


def fingerprint(public_key: bytes) -> str:
    """Return the name of a public key: its SHA-256 in hex."""
    return hashlib.sha256(public_key).hexdigest()


def statement(purpose: str, content: bytes) -> bytes:
    """Return what is signed for a purpose.

    The purpose keeps a signature over one kind of record from being shown as another kind.
    """
    return b"hrdesk:" + purpose.encode("ascii") + b"\x00" + content


def signature_holds(verify_key: bytes, purpose: str, content: bytes, signature: str) -> bool:
    """Tell whether a signature in hex was made by the owner of a key; never raises."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(verify_key).verify(
            bytes.fromhex(signature), statement(purpose, content)
        )
    except (InvalidSignature, ValueError):
        return False
    return True
