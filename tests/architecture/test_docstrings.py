"""Docstrings and comments speak of what there is: a name in backticks stands somewhere else too."""

import ast
import re
import tokenize
import tomllib
from functools import cache
from pathlib import Path

from tests.architecture.sources import ROOT, modules_of, shown, tokens_of, tracked_files, tree_of
from tests.architecture.test_language import docstrings_of

_IN_BACKTICKS = re.compile(r"`([A-Za-z_][\w.]*)`")
_NAME = re.compile(r"[A-Za-z_]\w*")
#: An address such as C5 in a workbook is no name.
_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]+")
_FOLDERS = ("hrdesk", "tests", "benchmarks")
_DATA = (".toml", ".csv", ".jsonl")


def prose_of(module: Path) -> list[tuple[int, str]]:
    """Return docstrings and comments of a module, each with its line."""
    tree = tree_of(module)
    docstrings = docstrings_of(tree)
    found = [
        (node.lineno, str(node.value))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) in docstrings
    ]
    for token in tokens_of(module):
        if token.type == tokenize.COMMENT:
            found.append((token.start[0], token.string))
    return found


@cache
def names_there_are() -> frozenset[str]:
    """Return every name of code and data, in texts too: keys, columns, acts."""
    names: set[str] = set()
    for folder in _FOLDERS:
        for module in modules_of(folder):
            tree = tree_of(module)
            docstrings = docstrings_of(tree)
            names |= {module.stem, module.parent.name}
            for token in tokens_of(module):
                if token.type == tokenize.NAME:
                    names.add(token.string)
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in docstrings:
                    names.update(_NAME.findall(str(node.value)))
    for file in tracked_files():
        if file.suffix in _DATA and "locks" not in file.parts:
            names.update(_NAME.findall(file.read_text(encoding="utf-8", errors="ignore")))
    return frozenset(names)


@cache
def messages() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "resources" / "messages.toml").read_text(encoding="utf-8"))


def test_a_name_in_backticks_is_the_name_of_something():
    gone = [
        f"{shown(module)}:{line}: {named}"
        for module in modules_of("hrdesk")
        for line, text in prose_of(module)
        for named in _IN_BACKTICKS.findall(text)
        if set(_NAME.findall(named)) - names_there_are() and not _ADDRESS.fullmatch(named)
    ]
    assert gone == []


def test_a_fault_that_a_docstring_names_has_its_message():
    """A key of messages is two words with a dot; modules and attributes are written so too."""
    modules = {module.stem for module in modules_of("hrdesk")}
    gone = []
    for module in modules_of("hrdesk"):
        for line, text in prose_of(module):
            for named in _IN_BACKTICKS.findall(text):
                group, dot, key = named.partition(".")
                known = messages().get(group)
                is_key = dot and known is not None and group not in modules and key != "toml"
                if is_key and key not in known:
                    gone.append(f"{shown(module)}:{line}: {named}")
    assert gone == []
