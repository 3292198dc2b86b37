"""No test fails because a machine is slow: what hurries, or hears half a line, is found here."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.sources import modules_of, shown, tree_of
from tests.child_lines import Child, Kills

#: Processes whose end or whose signal is looked at, and that say no lines to anybody.
WITHOUT_LINES = {"tests/security/test_core_files.py", "tests/cli/test_assess_command.py"}
LINES = "tests/child_lines.py"
#: Says a line, and has begun the next when it is killed.
HALF_SAID = r"import os; os.write(1, 'typed 王\ntyped '.encode()); input()"


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call of something with a name in tests/ and benchmarks/, and where it stands."""
    for folder in ("tests", "benchmarks"):
        for module in modules_of(folder):
            for node in ast.walk(tree_of(module)):
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name:
                    yield shown(module), node


def words(holds: Callable[[str], bool]) -> list[str]:
    """The texts in which a program of its own is written, and where they stand."""
    return [
        shown(module)
        for folder in ("tests", "benchmarks")
        for module in modules_of(folder)
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and holds(node.value)
    ]


def given(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def test_a_child_that_is_killed_says_whole_lines_to_one_listener():
    begun = {place for place, _call in calls("Popen")}
    assert begun == {LINES, *WITHOUT_LINES}


def test_no_child_says_a_line_piece_by_piece():
    said = [place for place, call in calls("print") if given(call, "flush") is not None]
    assert said == []
    assert set(words(lambda text: "flush" + "=True" in text)) == set()


def test_what_a_killed_child_had_only_begun_to_say_was_not_said():
    with Child("-c", HALF_SAID) as child:
        assert child.hear() == "typed 王"
        assert child.kill() == []


def test_a_child_that_has_ended_is_not_waited_for():
    with (
        Child("-c", "from tests.child_lines import say; say(1)") as child,
        pytest.raises(AssertionError, match="has ended"),
    ):
        assert child.hear() == "1"
        child.hear()


@pytest.mark.parametrize("instant", [0.01, 1.0, 300.0])
def test_kills_find_the_instant_on_any_machine(instant: float):
    kills = Kills(least=6, seconds=1.0, seed=1)
    waited = [after for after in kills if kills.note(after > instant) is None]
    assert kills.seen == {False, True}
    assert len(waited) >= 6


def test_nobody_says_in_figures_how_long_a_test_waits():
    hurried = [
        f"{place}:{call.lineno}"
        for name in ("waitUntil", "waitSignal", "run", "wait", "join")
        for place, call in calls(name)
        if isinstance(given(call, "timeout"), ast.Constant)
    ]
    assert hurried == []


def test_no_random_test_fails_because_its_examples_come_slowly():
    settled = [(place, given(call, "suppress_health_check")) for place, call in calls("settings")]
    known = {"SLOWNESS", "SHARED_FIXTURES", "list(HealthCheck)"}
    assert {ast.unparse(each) for _place, each in settled if each is not None} <= known
