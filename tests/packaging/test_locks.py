"""The locks pin exact versions with hashes, name no host, and agree with pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.sources import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = SETTINGS["dependency-groups"]
PROGRAM = [Requirement(line) for line in SETTINGS["project"]["dependencies"]]
WANTED = PROGRAM + [Requirement(line) for line in (*GROUPS["build"], *GROUPS["dev"])]
LOCKS = ("current.txt", "oldest.txt")


def pins_of(name: str) -> dict[str, Version]:
    """Return the packages of a lock with their exact versions."""
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE)
    return {canonicalize_name(package): Version(version) for package, version in pins}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_nothing_else_stands_there(name: str):
    text = (ROOT / "locks" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [
        line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")
    ]
    pin = re.compile(r"[A-Za-z0-9._-]+==\S+(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert len(lines) > len(WANTED)
    assert [line for line in lines if not pin.fullmatch(line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_within_its_bounds(name: str):
    pins = pins_of(name)
    outside = [str(r) for r in WANTED if pins.get(canonicalize_name(r.name)) not in r.specifier]
    assert outside == []


def test_the_oldest_lock_stands_on_the_floors():
    pins = pins_of("oldest.txt")
    floors = {
        canonicalize_name(r.name): Version(s.version)
        for r in PROGRAM
        for s in r.specifier
        if s.operator == ">="
    }
    assert len(floors) == len(PROGRAM)
    assert {name: pins[name] for name in floors} == floors


def test_the_build_backend_is_in_both_locks():
    backends = [Requirement(line) for line in SETTINGS["build-system"]["requires"]]
    for name in LOCKS:
        assert [b.name for b in backends if pins_of(name).get(b.name) not in b.specifier] == []
