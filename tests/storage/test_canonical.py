"""One value has one spelling, and a small file that changed in one bit is not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.storage.canonical import (
    canonical_text,
    canonical_text_of_long,
    digest,
    open_document,
    salted_digest,
    salted_text_digest,
    sealed_document,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.text().filter(lambda name: name != "check"), JSON, max_size=4)


def test_order_of_keys_makes_no_difference():
    assert canonical_text({"b": 1, "a": {"d": 2, "c": 3}}) == '{"a":{"c":3,"d":2},"b":1}'


@given(FIELDS)
def test_the_spelling_is_plain_ascii_whatever_was_typed(fields):
    assert canonical_text(fields).isascii()


@given(FIELDS)
def test_a_long_object_has_the_same_spelling(fields):
    assert canonical_text_of_long(fields) == canonical_text(fields)


@pytest.mark.parametrize("character", ["a", '"', "\\", "\n", "五", "\U0002c62c", "\ud869", "\x7f"])
@pytest.mark.parametrize("before", [0, 1])
def test_a_text_of_many_pieces_has_the_same_spelling(character, before):
    fields = {"roster.people": "x" * before + character * 150_000, "name": character}
    assert canonical_text_of_long(fields) == canonical_text(fields)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        digest(value)


def test_a_digest_without_its_salt_cannot_be_compared():
    assert salted_digest("a", "测试") != salted_digest("b", "测试")
    for value in ("测试", {"b": [1, None], "a": "\"'"}, []):
        assert salted_text_digest('a"', canonical_text(value)) == salted_digest('a"', value)


@given(FIELDS)
def test_what_was_sealed_is_read_back(fields):
    assert open_document(sealed_document(fields)) == fields


@given(FIELDS, st.data())
def test_one_changed_bit_is_noticed(fields, data):
    content = bytearray(sealed_document(fields))
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    content[bit // 8] ^= 1 << bit % 8
    with pytest.raises((ValueError, RecursionError)):
        open_document(bytes(content))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"null", b'{"check":1}', b"\xff", b"[" * 50_000]
)
def test_what_was_never_sealed_is_no_document(content):
    with pytest.raises((ValueError, RecursionError)):
        open_document(content)
