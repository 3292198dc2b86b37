"""Files of a pack are read strictly, and every key knows its line."""

import pytest

from hrdesk.domain.errors import InvalidInput
from hrdesk.packs.toml_file import lines_of, toml_of

TEXT = '''# a comment
id = "x"
note = """
two = "no key"
lines"""

[table.inner]
first = 1
list = [
  { a = 1 },
  # not an item
  { a = 2 },
]
short = [1, 2]

[[items]]
name = "one"
[[items]]
name = "two"

[items.more]
deep = true
'''


def test_lines_of_keys_tables_and_items():
    assert lines_of(TEXT) == {
        ("id",): 2,
        ("note",): 3,
        ("table", "inner"): 7,
        ("table", "inner", "first"): 8,
        ("table", "inner", "list"): 9,
        ("table", "inner", "list", 0): 10,
        ("table", "inner", "list", 1): 12,
        ("table", "inner", "short"): 14,
        ("items", 0): 16,
        ("items", 0, "name"): 17,
        ("items", 1): 18,
        ("items", 1, "name"): 19,
        ("items", 1, "more"): 21,
        ("items", 1, "more", "deep"): 22,
    }


def test_a_problem_stands_on_the_nearest_line_that_is_known():
    file = toml_of("m/form.toml", TEXT.encode())
    problem = file.problem("pack.blank", ("table", "inner", "list", 1, "a"))
    assert (problem.where, problem.values["key"]) == ("m/form.toml:12", "table.inner.list[1].a")
    assert file.problem("pack.blank", ("nowhere",)).where == "m/form.toml:1"


def test_line_ends_and_byte_order_mark_do_not_change_a_file(tmp_path):
    plain, windows = tmp_path / "plain.toml", tmp_path / "windows.toml"
    plain.write_bytes(TEXT.encode())
    windows.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    read = [toml_of("form.toml", path.read_bytes()) for path in (plain, windows)]
    assert read[0].digest == read[1].digest
    assert read[0].data == read[1].data


@pytest.mark.parametrize(
    ("content", "key", "where"),
    [
        (None, "pack.no_file", "form.toml"),
        ("名 = 1".encode("gbk"), "pack.not_utf8", "form.toml"),
        (b"a = 1\nb = \xe2\x80\x9cx\xe2\x80\x9d\n", "pack.full_width", "form.toml:2"),
        (b"a = 1\na = 2\n", "pack.not_toml", "form.toml:2"),
        (b"a = 1\n\n[b", "pack.not_toml", "form.toml:3"),
        (b"a = " + b"[\n" * 90_000, "pack.too_deep", "form.toml"),
        (b"a" + b".a" * 20 + b" = 1", "pack.too_deep", "form.toml"),
        (b"a" + b".a" * 300 + b" = 1", "pack.too_deep", "form.toml:1"),
        (b"a = " + b"1" * 9_000, "pack.long_line", "form.toml:1"),
        (b"a = " + b"1" * 5_000, "pack.too_deep", "form.toml"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content, key, where):
    with pytest.raises(InvalidInput) as caught:
        toml_of("form.toml", content)
    (problem,) = caught.value.problems
    assert (caught.value.key, problem.key, problem.where) == ("pack.invalid", key, where)
