"""The code on a printed form: what is printed is read again, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.form_code import FormCode, read_form_code

HASH = "7f3a91c2" * 8
CODE = FormCode("510411-2026-0381", 1, HASH)
PRINTED = f"hrdesk:1|510411-2026-0381|v1|{HASH}"


def test_the_printed_form_of_a_code():
    assert CODE.payload() == PRINTED


@pytest.mark.parametrize(
    "spelling",
    [
        str,
        str.upper,
        str.swapcase,
        lambda text: f" {text}\n",
        lambda text: "".join(chr(ord(char) + 0xFEE0) for char in text),
        lambda text: text.replace("|", "｜").replace(":", "："),
    ],
    ids=["plain", "capitals", "shift lock", "line end", "full width", "input method"],
)
def test_what_a_scanner_types_is_the_same_code(spelling):
    assert read_form_code(spelling(PRINTED)) == CODE


@given(
    st.from_regex(r"[0-9]{4}[0-9A-Z]{2}-[0-9]{4}-[0-9]{4,6}", fullmatch=True),
    st.integers(1, 999_999_999),
    st.text("0123456789abcdef", min_size=64, max_size=64),
)
def test_every_code_is_read_as_it_was_made(number, version, content_hash):
    code = FormCode(number, version, content_hash)
    assert read_form_code(code.payload()) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "510411-2026-0381",
        "hrdesk:1",
        PRINTED[:-1],
        PRINTED + "0",
        PRINTED.replace("hrdesk:1", "hrdesk:2"),
        PRINTED.replace("|v1|", "|1|"),
        PRINTED.replace("|v1|", "|v|"),
        PRINTED.replace("|v1|", "|v1234567890|"),
        PRINTED.replace("510411-2026-0381", ""),
        PRINTED.replace("7f", "7g", 1),
        f"x{PRINTED}",
        f"{PRINTED}|x",
    ],
)
def test_what_is_no_code_is_none(text):
    assert read_form_code(text) is None


@given(st.text(st.characters()))
def test_no_text_raises(text):
    assert read_form_code(text) is None
