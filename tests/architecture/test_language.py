"""Chinese stands where the people who speak it may change it: forms/, resources/ and ui/.

Elsewhere the code is English. A docstring or a comment may cite a clause or give the document's own
term, which is a source and no sentence: a short run of characters, not a line of prose.
"""

import ast
import re
import tokenize
from pathlib import Path

import pytest

from tests.architecture.sources import PROGRAM, modules_of, shown, tokens_of, tree_of

IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

#: Longer than any term or title of a document that a docstring cites.
PROSE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]{21,}")

#: Modules outside ui/ whose strings are Chinese all the same, each with its reason.
CHINESE_FOR_A_REASON = {
    "hrdesk/domain/capitals.py": "the capital numerals are the notation that it computes",
}


def docstrings_of(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that are docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None
    }


def words_in_code(module: Path) -> list[str]:
    """Return the Chinese string constants of a module, however they are written."""
    tree = tree_of(module)
    docstrings = docstrings_of(tree)
    return [
        f"{shown(module)}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and IDEOGRAPH.search(node.value)
    ]


def silent_modules() -> list[Path]:
    """Return the modules whose strings must not be Chinese."""
    return [
        module
        for module in modules_of("hrdesk")
        if PROGRAM / "ui" not in module.parents and shown(module) not in CHINESE_FOR_A_REASON
    ]


def test_no_string_of_the_code_is_chinese():
    assert [hit for module in silent_modules() for hit in words_in_code(module)] == []


def test_docstrings_and_comments_cite_chinese_but_are_not_written_in_it():
    found = []
    for module in modules_of("hrdesk"):
        docstrings = docstrings_of(tree_of(module))
        found += [
            f"{shown(module)}:{node.lineno}"
            for node in ast.walk(tree_of(module))
            if isinstance(node, ast.Constant)
            and id(node) in docstrings
            and PROSE.search(str(node.value))
        ]
        for token in tokens_of(module):
            if token.type == tokenize.COMMENT and PROSE.search(token.string):
                found.append(f"{shown(module)}:{token.start[0]}")
    assert found == []


def test_no_name_is_chinese():
    found = [
        f"{shown(module)}:{token.start[0]}: {token.string}"
        for module in modules_of("hrdesk")
        for token in tokens_of(module)
        if token.type == tokenize.NAME and not token.string.isascii()
    ]
    assert found == []


@pytest.mark.parametrize("module", sorted(CHINESE_FOR_A_REASON))
def test_every_exception_has_a_reason_and_is_still_needed(module: str):
    assert CHINESE_FOR_A_REASON[module]
    assert words_in_code(PROGRAM.parent / module)
