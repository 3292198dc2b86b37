"""Files of a pack are read strictly, and every key knows its line."""

import pytest

from hrdesk.domain.errors import InvalidInput
from hrdesk.packs.toml_file import lines_of, read_toml

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


def test_a_problem_stands_on_the_nearest_line_that_is_known(tmp_path):
    path = tmp_path / "form.toml"
    path.write_text(TEXT, encoding="utf-8")
    file = read_toml(path, "m/form.toml")
    problem = file.problem("pack.blank", ("table", "inner", "list", 1, "a"))
    assert (problem.where, problem.values["key"]) == ("m/form.toml:12", "table.inner.list[1].a")
    assert file.problem("pack.blank", ("nowhere",)).where == "m/form.toml:1"


def test_line_ends_and_byte_order_mark_do_not_change_a_file(tmp_path):
    plain, windows = tmp_path / "plain.toml", tmp_path / "windows.toml"
    plain.write_bytes(TEXT.encode())
    windows.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    read = [read_toml(path, "form.toml") for path in (plain, windows)]
    assert read[0].digest == read[1].digest
    assert read[0].data == read[1].data


@pytest.mark.parametrize(
    ("content", "key", "where"),
    [
        (None, "pack.no_file", "form.toml"),
        ("名 = 1".encode("gbk"), "pack.not_utf8", "form.toml"),
        (b"a = 1\nb = \xe2\x80\x9cx\xe2\x80\x9d\n", "pack.not_toml", "form.toml:2"),
        (b"a = 1\na = 2\n", "pack.not_toml", "form.toml:2"),
        (b"a = 1\n\n[b", "pack.not_toml", "form.toml:3"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path, content, key, where):
    path = tmp_path / "form.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        read_toml(path, "form.toml")
    (problem,) = caught.value.problems
    assert (caught.value.key, problem.key, problem.where) == ("pack.invalid", key, where)
