"""P9: what a day at the window leaves behind shows no number, no name, no account.

The window's settings, Qt's own, temporary files, reports of bugs, names that are proposed for
files, and what is said on the terminal, which a desktop keeps in a journal.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, home_environment
from tests.journeys.office import LOGIN, NAME, PASSWORD
from tests.patience import PROGRAM_S
from tests.security.counter_day import APPLICANT, WRONG_PASSWORD
from tests.security.searching import hits

# Played whole in every run: P9 and P19 have no smaller sample.
pytestmark = pytest.mark.torture

SEEDS = (*APPLICANT.values(), NAME, LOGIN, PASSWORD, WRONG_PASSWORD)
REPORTS = ("fail_in_window", "fail_while_painting", "fail_on_writer", "fail_in_passing")


@pytest.fixture
def place(office_folder: Path) -> Path:
    """The folder around the data: a home, a folder for temporary files, one for what is chosen."""
    around = office_folder.parent
    for name in ("home", "temporary", "chosen"):
        (around / name).mkdir()
    return around


def spend_a_day(place: Path) -> subprocess.CompletedProcess[bytes]:
    """Let the clerk work through the day in a process with a home of its own."""
    around = {**home_environment(place / "home"), "TMPDIR": str(place / "temporary")}
    return subprocess.run(
        [sys.executable, "-m", "tests.security.counter_day", str(place / "data"), place / "chosen"],
        cwd=place / "home",
        env={**os.environ, **around, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=PROGRAM_S,
        check=False,
    )


@pytest.mark.usefixtures("qapp")
def test_a_day_at_the_window_leaves_nothing_that_tells_anything(place: Path):
    done = spend_a_day(place)
    assert done.returncode == 0, done.stderr.decode()
    # The copies on paper and in a file are what the clerk wanted; everything else is ours.
    copies = sorted(file.name for file in (place / "chosen").iterdir())
    assert copies == ["printed.pdf", "saved.pdf"]
    for copy in copies:
        (place / "chosen" / copy).unlink()
    (place / "terminal").write_bytes(done.stdout + done.stderr)
    found, searched = hits([place], SEEDS)
    assert found == []
    left = {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()}
    assert {"data/window.ini", "stolen/data/store/hrdesk.db", "terminal"} <= left
    assert {f"{name}.txt" for name in REPORTS} <= left
    assert any(name.startswith("home/.config/") for name in left)
    assert searched == len(left)
    for report in REPORTS:
        text = (place / f"{report}.txt").read_text("utf-8")
        assert "ValueError" in text
        assert "KeyError" in text
    said = done.stdout.decode()
    assert "510411-2026-0001.pdf" in said
    assert "core 0" in said
