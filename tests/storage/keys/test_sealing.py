"""Sealing and signing: only the right key, only for what it was made for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.signature import fingerprint, signature_holds
from hrdesk.storage.keys.sealing import Unsealable, lock_up, seal_to, take_out, unseal_with
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.keys.slot_file import KeyPairs

PAIRS = KeyPairs.new()
SEAL_KEY, VERIFY_KEY = PAIRS.public()
KEY = bytes(range(32))


@given(st.binary(max_size=200))
def test_what_was_locked_or_sealed_comes_back(content):
    assert take_out(KEY, lock_up(KEY, content, "here"), "here") == content
    assert unseal_with(PAIRS.unseal, seal_to(SEAL_KEY, content, ["a", 1]), ["a", 1]) == content


@given(st.data())
def test_one_changed_bit_opens_nothing(data):
    for sealed, reopen in (
        (lock_up(KEY, b"content", 1), lambda changed: take_out(KEY, changed, 1)),
        (seal_to(SEAL_KEY, b"content", 1), lambda changed: unseal_with(PAIRS.unseal, changed, 1)),
    ):
        changed = bytearray(sealed)
        bit = data.draw(st.integers(0, 8 * len(changed) - 1))
        changed[bit // 8] ^= 1 << bit % 8
        # X25519 ignores the top bit of a public key (RFC 7748, 5); the derived key still differs.
        with pytest.raises(Unsealable):
            reopen(bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 11, 12, 31, 32, 40])
def test_what_is_too_short_opens_nothing(length):
    with pytest.raises(Unsealable):
        take_out(KEY, bytes(length), 1)
    with pytest.raises(Unsealable):
        unseal_with(PAIRS.unseal, bytes(length), 1)


def test_another_key_or_another_place_opens_nothing():
    with pytest.raises(Unsealable):
        take_out(bytes(32), lock_up(KEY, b"x", 1), 1)
    with pytest.raises(Unsealable):
        take_out(KEY, lock_up(KEY, b"x", 1), 2)
    with pytest.raises(Unsealable):
        unseal_with(KeyPairs.new().unseal, seal_to(SEAL_KEY, b"x", 1), 1)
    with pytest.raises(Unsealable):
        unseal_with(PAIRS.unseal, seal_to(SEAL_KEY, b"x", 1), 2)


def test_sealing_twice_gives_different_bytes():
    assert lock_up(KEY, b"x", 1) != lock_up(KEY, b"x", 1)
    assert seal_to(SEAL_KEY, b"x", 1) != seal_to(SEAL_KEY, b"x", 1)


def test_a_signature_holds_for_its_key_its_purpose_and_its_content_alone():
    signer = Signer(PAIRS.sign)
    signature = signer.sign("audit", b"content")
    assert signer.verify_key == VERIFY_KEY
    assert signer.key_id == fingerprint(VERIFY_KEY)
    assert signature_holds(VERIFY_KEY, "audit", b"content", signature)
    assert not signature_holds(VERIFY_KEY, "case version", b"content", signature)
    assert not signature_holds(VERIFY_KEY, "audit", b"Content", signature)
    assert not signature_holds(KeyPairs.new().public()[1], "audit", b"content", signature)


@pytest.mark.parametrize(
    ("key", "signature"),
    [(b"", "00"), (bytes(32), ""), (VERIFY_KEY, "xyz"), (VERIFY_KEY, "00" * 64)],
    ids=["no key", "no signature", "no digits", "zeros"],
)
def test_nonsense_is_no_signature(key, signature):
    assert not signature_holds(key, "audit", b"content", signature)
