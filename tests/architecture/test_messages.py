"""Every message that the code raises is in the catalogue with its values; none there is unused."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from hrdesk.reference.messages import catalogue
from tests.architecture.sources import ROOT, modules_of, shown, tree_of

#: A key is written as `section.name`; nothing else that begins with a section of ours is.
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+(?<!\.toml)(?<!\.csv)(?<!\.pdf)(?<!\.json)")

#: The catalogue lends every message the label of the field at which it stands.
LENT = {"label"}


@dataclass(frozen=True)
class Use:
    """A key that the code names, as a pattern; `values` is None when their names are unseen."""

    where: str
    key: str
    values: frozenset[str] | None


@cache
def known_keys() -> frozenset[str]:
    """Return every key of the catalogue."""
    keys = catalogue().keys()
    assert keys, "the catalogue is empty: nothing would be checked"
    return keys


@cache
def meant_by(pattern: str) -> frozenset[str]:
    """Return the keys of the catalogue that a pattern of the code may mean."""
    wanted = re.compile(pattern)
    return frozenset(key for key in known_keys() if wanted.fullmatch(key))


def fault_classes() -> frozenset[str]:
    """Return Problem, Fault and everything that is derived from Fault."""
    classes = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in modules_of("hrdesk")
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ClassDef)
    }
    family = {"Problem", "Fault"}
    while more := {name for name, bases in classes.items() if bases & family} - family:
        family |= more
    return frozenset(family)


def keys_in(node: ast.expr) -> list[str]:
    """Return the keys an expression may give, as patterns; [] when they are not written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return keys_in(node.body) + keys_in(node.orelse)
    if isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in node.values
        ]
        return ["".join(parts)]
    return []


def values_of(call: ast.Call, name: str) -> frozenset[str] | None:
    """Return the names of the values that a call hands over; None when it passes on a mapping."""
    if name != "Problem":
        names = [keyword.arg for keyword in call.keywords]
        return None if None in names else frozenset(n for n in names if n)
    given = [*call.args[2:3], *(k.value for k in call.keywords if k.arg == "values")]
    if not given:
        return frozenset()
    if isinstance(given[0], ast.Dict) and all(isinstance(k, ast.Constant) for k in given[0].keys):
        return frozenset(str(k.value) for k in given[0].keys if isinstance(k, ast.Constant))
    return None


@cache
def uses() -> tuple[Use, ...]:
    """Return every key that stands in a call of Problem, Fault or a class derived from it."""
    family = fault_classes()
    found = []
    for module in modules_of("hrdesk"):
        for node in ast.walk(tree_of(module)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in family:
                place = f"{shown(module)}:{node.lineno}"
                keys = keys_in(node.args[0])
                found += [Use(place, key, values_of(node, name)) for key in keys]
    assert found, "no use of a message found: nothing would be checked"
    return tuple(found)


def whole_strings(tree: ast.Module) -> list[ast.Constant]:
    """Return the constants of a module that are no part of an f-string."""
    walked = list(ast.walk(tree))
    parts = {id(part) for node in walked if isinstance(node, ast.JoinedStr) for part in node.values}
    return [node for node in walked if isinstance(node, ast.Constant) and id(node) not in parts]


@cache
def written_keys() -> dict[str, str]:
    """Return every string of the code that looks like a key of ours, with its place."""
    sections = {key.split(".")[0] for key in known_keys()}
    return {
        node.value: f"{shown(module)}:{node.lineno}"
        for module in modules_of("hrdesk")
        for node in whole_strings(tree_of(module))
        if isinstance(node.value, str)
        and KEY.fullmatch(node.value)
        and node.value.split(".")[0] in sections
    }


def test_every_key_that_the_code_names_has_a_message():
    known = known_keys()
    unknown = {f"{use.where}: {use.key}" for use in uses() if not meant_by(use.key)}
    unknown |= {f"{place}: {key}" for key, place in written_keys().items() if key not in known}
    assert unknown == set()


def test_every_message_is_used():
    named = frozenset().union(*(meant_by(use.key) for use in uses()))
    packs = "\n".join(
        f.read_text(encoding="utf-8") for f in sorted((ROOT / "forms").rglob("*.toml"))
    )
    unused = {
        key
        for key in known_keys() - written_keys().keys()
        if key not in named and f'"{key}"' not in packs
    }
    assert unused == set()


def test_every_placeholder_gets_its_value():
    known = catalogue()
    short = [
        f"{use.where}: {key} lacks {sorted(known.placeholders(key) - use.values - LENT)}"
        for use in uses()
        if use.values is not None
        for key in sorted(meant_by(use.key))
        if known.placeholders(key) - use.values - LENT
    ]
    assert short == []


@pytest.mark.parametrize(
    ("source", "keys", "values"),
    [
        ('Fault("a.b", folder=1)', ["a\\.b"], {"folder"}),
        ('Fault("a.b", **values)', ["a\\.b"], None),
        ('Fault("a.b" if old else "a.c")', ["a\\.b", "a\\.c"], set()),
        ('Fault(f"a.not_{kind}")', ["a\\.not_\\w+"], set()),
        ('Problem("a.b", "field", {"least": 1})', ["a\\.b"], {"least"}),
        ('Problem("a.b", "field", values)', ["a\\.b"], None),
        ('Problem("a.b", values={"least": 1})', ["a\\.b"], {"least"}),
    ],
)
def test_the_reading_of_calls_sees_keys_and_values(
    source: str, keys: list[str], values: set[str] | None
):
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert keys_in(call.args[0]) == keys
    assert values_of(call, source.split("(", maxsplit=1)[0]) == values


def names_beside(place: str) -> frozenset[str]:
    """Return every name that could be that of a value in the modules of a place's folder."""
    return names_in((ROOT / place.rpartition(":")[0]).parent)


@cache
def names_in(folder: Path) -> frozenset[str]:
    """Return every name that could be that of a value in the modules of a folder."""
    found = set()
    for module in modules_of("hrdesk"):
        if module.parent == folder:
            for node in ast.walk(tree_of(module)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.keyword) and node.arg:
                    found.add(node.arg)
    return frozenset(found)


def test_a_placeholder_whose_value_is_unseen_is_at_least_a_name_beside_its_use():
    """Where the code hands on a mapping: a slip in the words would break off at the counter."""
    known = catalogue()
    places = {key: {place} for key, place in written_keys().items() if key in known_keys()}
    for use in uses():
        if use.values is None:
            for key in meant_by(use.key):
                places.setdefault(key, set()).add(use.where)
    seen = {use.key for use in uses() if use.values is not None}
    unseen = {key: at for key, at in places.items() if re.escape(key) not in seen}
    assert len(unseen) > 50
    strange = {
        f"{key}: {name}"
        for key, at in unseen.items()
        for name in known.placeholders(key) - LENT - frozenset().union(*map(names_beside, at))
    }
    assert strange == set()
