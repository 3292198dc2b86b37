"""Sealing: AES-256-GCM under a key, and to the owner of an X25519 public key."""

import secrets

from hrdesk.storage.canonical import canonical_bytes

#: Names the whole set of algorithms; it stands in every file header and in all associated data,
#: so that an office that demands SM2, SM3 and SM4 gets another suite and not another format.
SUITE = "argon2id-x25519-hkdf-sha256-aes256gcm-ed25519"
_NONCE_BYTES = 12
_PUBLIC_BYTES = 32


class Unsealable(ValueError):
    """The key does not fit, or the bytes or what they are bound to were changed."""


def lock_up(key: bytes, content: bytes, bound_to: object) -> bytes:
    """Return nonce and ciphertext; `bound_to` must be given again to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, canonical_bytes([SUITE, bound_to]))


def take_out(key: bytes, sealed: bytes, bound_to: object) -> bytes:
    """Return what `lock_up` locked; anything changed is Unsealable."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(
            sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], canonical_bytes([SUITE, bound_to])
        )
    except (InvalidTag, ValueError) as error:
        raise Unsealable("sealed bytes") from error


def seal_to(public_key: bytes, content: bytes, bound_to: object) -> bytes:
    """Return content that only the owner of the X25519 key can open."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    once_public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public_key))
    return once_public + lock_up(_shared_key(shared, once_public, public_key), content, bound_to)


def unseal_with(private_key: bytes, sealed: bytes, bound_to: object) -> bytes:
    """Return what `seal_to` sealed to this private key; anything changed is Unsealable."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    owner = X25519PrivateKey.from_private_bytes(private_key)
    once_public = sealed[:_PUBLIC_BYTES]
    try:
        shared = owner.exchange(X25519PublicKey.from_public_bytes(once_public))
    except ValueError as error:
        raise Unsealable("sealed bytes") from error
    key = _shared_key(shared, once_public, owner.public_key().public_bytes_raw())
    return take_out(key, sealed[_PUBLIC_BYTES:], bound_to)


def derived_key(material: bytes, salt: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for one purpose from strong key material (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose.encode("ascii")).derive(
        material
    )


def _shared_key(shared: bytes, once_public: bytes, public_key: bytes) -> bytes:
    return derived_key(shared, once_public + public_key, "hrdesk seal")
