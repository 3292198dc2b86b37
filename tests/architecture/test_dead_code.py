"""Nothing is written on stock: no function, class, method or constant that nobody uses."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import modules_of, shown, tree_of

#: What only tests or an outside library call, each with its reason.
USED_ELSEWHERE = {
    "hrdesk/domain/clock.py::FixedClock": "replays and tests stand the clock still",
    "hrdesk/reference/messages.py::placeholders": "tests hold each message to its values",
    "hrdesk/storage/connection.py::_close": "peewee calls it in place of its own",
}

#: Settings of a peewee model, which peewee reads by this name.
CALLED_CLASSES = {"Meta"}
#: Decorators that hand a function to pydantic, which calls it.
CALLING_DECORATORS = {"field_validator", "model_validator"}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def is_called_by_others(node: Definition) -> bool:
    """Return whether Python, Qt, peewee or pydantic calls a name rather than our code."""
    if isinstance(node, ast.ClassDef):
        return node.name in CALLED_CLASSES
    decorators = {
        getattr(d, "id", getattr(d, "attr", "")) for d in map(called, node.decorator_list)
    }
    dunder = node.name.startswith("__") and node.name.endswith("__")
    return dunder or node.name != node.name.lower() or bool(decorators & CALLING_DECORATORS)


def called(decorator: ast.expr) -> ast.expr:
    """Return the decorator itself, without its arguments."""
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def definitions() -> Iterator[tuple[str, str]]:
    """Yield place and name of everything that the program defines in a module or a class."""
    for module in modules_of("hrdesk"):
        tree = tree_of(module)
        for scope in [tree, *(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef))]:
            for node in scope.body:
                if isinstance(node, Definition) and not is_called_by_others(node):
                    yield f"{shown(module)}::{node.name}", node.name
            if scope is tree:
                yield from (
                    (f"{shown(module)}::{target.id}", target.id)
                    for node in tree.body
                    if isinstance(node, ast.Assign | ast.AnnAssign)
                    for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                    if isinstance(target, ast.Name) and not target.id.startswith("__")
                )


def mentioned() -> set[str]:
    """Return every name that the program reads, calls, imports or names in quotes."""
    names = set()
    for module in modules_of("hrdesk"):
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                names.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                names.add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                names |= {alias.name for alias in node.names}
    return names


def unused() -> set[str]:
    """Return what is defined and never mentioned."""
    used = mentioned()
    assert used, "no name found: nothing would be checked"
    return {place for place, name in definitions() if name not in used}


def test_everything_that_is_written_is_used():
    assert unused() - USED_ELSEWHERE.keys() == set()


def test_every_exception_has_a_reason_and_is_still_needed():
    assert {
        name for name, why in USED_ELSEWHERE.items() if not why or name not in unused()
    } == set()
