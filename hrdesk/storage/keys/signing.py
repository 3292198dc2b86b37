"""Signatures of acting users: Ed25519 over a named purpose and canonical bytes."""

from hrdesk.domain.signature import fingerprint, statement


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
        return self._private.sign(statement(purpose, content)).hex()
