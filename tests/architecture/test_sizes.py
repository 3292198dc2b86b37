"""Modules stay under 300 lines, functions under 40, parameters under 6."""

import ast

from tests.architecture.sources import modules_of, shown, source_of, tree_of

MODULE_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 6

#: What may be larger, as "path" or "path::function", each with the reason why splitting would hurt.
LARGER_FOR_A_REASON: dict[str, str] = {}

FOLDERS = ("hrdesk", "packaging")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> list[tuple[str, Function]]:
    """Return every function of the program with its name for people."""
    return [
        (f"{shown(module)}::{node.name}", node)
        for folder in FOLDERS
        for module in modules_of(folder)
        for node in ast.walk(tree_of(module))
        if isinstance(node, Function)
    ]


def long_modules() -> dict[str, int]:
    """Return the modules that reach the limit, with their number of lines."""
    sizes = {
        shown(m): len(source_of(m).splitlines()) for folder in FOLDERS for m in modules_of(folder)
    }
    return {name: lines for name, lines in sizes.items() if lines >= MODULE_LINES}


def long_functions() -> dict[str, int]:
    """Return the functions that reach the limit, with their number of lines."""
    sizes = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in functions()}
    return {name: lines for name, lines in sizes.items() if lines >= FUNCTION_LINES}


def crowded_functions() -> dict[str, int]:
    """Return the functions with too many parameters; self and cls are not counted."""

    def count(node: Function) -> int:
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return len([a for a in given if a.arg not in ("self", "cls")])

    return {name: count(node) for name, node in functions() if count(node) >= PARAMETERS}


def test_every_module_is_short():
    assert long_modules().keys() - LARGER_FOR_A_REASON.keys() == set(), long_modules()


def test_every_function_is_short():
    assert long_functions().keys() - LARGER_FOR_A_REASON.keys() == set(), long_functions()


def test_every_function_takes_few_parameters():
    assert crowded_functions().keys() - LARGER_FOR_A_REASON.keys() == set(), crowded_functions()


def test_every_exception_has_a_reason_and_is_still_needed():
    over = long_modules() | long_functions() | crowded_functions()
    assert {
        name for name, why in LARGER_FOR_A_REASON.items() if not why or name not in over
    } == set()
