"""What a newcomer reads is true of the house: the files it names are there, its links lead on."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

DOCS = ROOT / "docs"
HOUSE, PARTS = DOCS / "architecture.md", DOCS / "parts.md"
#: Ten minutes of reading.
MOST_WORDS = 1_500
#: `storage/letters.py`, `docs/measures.md`, `forms/<policy>/policy.toml`, `loan*.py`.
_PATH = re.compile(r"`((?:[\w<>*…-]+/)*[\w<>*…-]+\.(?:py|toml|md|jsonl))`")
_LINK = re.compile(r"\]\(([^)\s]*)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_FOLDERS = ("hrdesk", "forms", "resources", "benchmarks", "tests")
_NOT_IN_A_NAME = re.compile(r"[^\w\- ]")


def anchors(text: str) -> set[str]:
    return {
        _NOT_IN_A_NAME.sub("", title.lower()).replace(" ", "-") for title in _HEADING.findall(text)
    }


def is_there(named: str) -> bool:
    """Tell whether a file is there by what is said of it: its whole path or its last part."""
    pattern = re.sub(r"<\w+>|…", "*", named)
    if any(ROOT.glob(pattern)):
        return True
    return any(any((ROOT / folder).glob(f"**/{pattern}")) for folder in _FOLDERS)


@pytest.mark.parametrize("document", [HOUSE, PARTS], ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(document: Path):
    named = set(_PATH.findall(document.read_text(encoding="utf-8")))
    assert named
    assert sorted(each for each in named if not is_there(each)) == []


@pytest.mark.parametrize("document", [HOUSE, PARTS], ids=lambda path: path.name)
def test_every_link_leads_on(document: Path):
    for link in _LINK.findall(document.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("named", ["services/no_such_file.py", "no_such_file.toml"])
def test_a_file_that_is_not_there_is_seen(named: str):
    assert not is_there(named)


def test_the_house_is_read_in_ten_minutes():
    assert len(HOUSE.read_text(encoding="utf-8").split()) <= MOST_WORDS
