"""docs/promises.md names the tests that show each promise; a dead test id is a dead promise."""

import ast
import re

import pytest

from tests.architecture.sources import ROOT, tracked_files, tree_of

PROMISES = ROOT / "docs" / "promises.md"

#: A file of tests, or one test in it: `tests/storage/test_kill.py::test_name`.
TEST_ID = re.compile(r"\b((?:tests|benchmarks)/[\w/]+\.py)((?:::\w+)*)")
EVERY_PROMISE = {f"P{number}" for number in range(1, 24)}


def named_tests() -> list[tuple[str, str]]:
    """Return the test ids of the promises: path, and names after the colons."""
    return [(m[1], m[2]) for m in TEST_ID.finditer(PROMISES.read_text(encoding="utf-8"))]


def lives(path: str, names: str) -> bool:
    """Return whether the file stands and defines each name inside the one before."""
    file = ROOT / path
    if file not in tracked_files():
        return False
    scope: ast.AST = tree_of(file)
    for name in names.split("::")[1:]:
        body = getattr(scope, "body", [])
        inner = [node for node in body if getattr(node, "name", None) == name]
        if not inner:
            return False
        scope = inner[0]
    return True


def test_promises_name_tests():
    assert named_tests(), "docs/promises.md names no test at all"


def test_every_test_that_a_promise_names_is_alive():
    assert [path + names for path, names in named_tests() if not lives(path, names)] == []


def test_every_promise_of_the_house_has_its_line():
    text = PROMISES.read_text(encoding="utf-8")
    assert EVERY_PROMISE - set(re.findall(r"\bP\d+\b", text)) == set()


@pytest.mark.parametrize(
    ("path", "names", "alive"),
    [
        ("tests/architecture/test_promises.py", "::test_a_dead_id_is_seen", True),
        ("tests/architecture/test_promises.py", "", True),
        ("tests/architecture/test_promises.py", "::test_of_nothing", False),
        ("tests/architecture/test_no_such_file.py", "", False),
    ],
)
def test_a_dead_id_is_seen(path: str, names: str, alive: bool):
    assert lives(path, names) is alive
