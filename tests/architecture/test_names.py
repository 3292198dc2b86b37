"""Names explain themselves, and nothing in the project names one machine."""

import re
from pathlib import Path

from tests.architecture.sources import ROOT, shown, tracked_files

#: A name that says nothing of what is inside.
EMPTY_NAME = re.compile(
    r"^(utils?|helpers?|misc|common|commons|manager|managers|stuff|base)(\.|$)|_(utils?|helpers?|manager)(\.|$)"
)

#: A folder that exists on one machine alone; made-up people have names of one letter.
MACHINE_PATH = re.compile(
    r"(?<![\w.~/-])/(?:root|home/\w\w+|Users/\w\w+|work|workspace|tmp/\w+)/|[A-Z]:\\Users\\\w\w+"
)

#: Where packages come from is the business of the machine that installs them.
PACKAGE_HOST = re.compile(
    r"pypi\.org|pythonhosted\.org|/py[p]i/|file:/[/]\S+\.whl"
    r"|--(?:extra-)?index-url[ =]\S|find-links[ =]\S"
)

#: Marks of work that was not finished.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|NotImplemented" r"Error)\b")


def texts() -> list[tuple[Path, str]]:
    """Return the tracked files that hold text."""
    found = []
    for file in tracked_files():
        data = file.read_bytes()
        if b"\0" not in data[:4096]:
            found.append((file, data.decode("utf-8", errors="replace")))
    assert found, "no text file found: nothing would be checked"
    return found


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern stands in the project's texts."""
    return [
        f"{shown(file)}:{number}: {line.strip()[:120]}"
        for file, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_file_and_folder_says_what_it_holds():
    parts = {part for file in tracked_files() for part in file.relative_to(ROOT).parts}
    assert {part for part in parts if EMPTY_NAME.search(part)} == set()


def test_no_path_of_one_machine():
    assert hits(MACHINE_PATH) == []


def test_no_host_that_serves_packages():
    assert hits(PACKAGE_HOST) == []


def test_nothing_is_marked_as_unfinished():
    assert hits(UNFINISHED) == []


def test_the_patterns_see_what_they_are_for():
    folder = "/".join(["", "home", "somebody", "checkout"])
    assert MACHINE_PATH.search(f"open('{folder}')")
    assert MACHINE_PATH.search("/".join(["data in ", "root", "x"]))
    below = "/".join(["", "work", "x"])
    assert not MACHINE_PATH.search(f"src{below} and ~{below} and https://example.org{below}")
    assert PACKAGE_HOST.search("https://" + "py" + "pi.org/simple")
    assert EMPTY_NAME.search("utils.py")
    assert EMPTY_NAME.search("date_helpers.py")
    assert not EMPTY_NAME.search("utility_bill.py")
    assert UNFINISHED.search("# TO" + "DO later")
