"""Fixtures of the fault suites. HRDESK_TORTURE_SCALE is the share of the full figures to play."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import PROGRAM_S
from tests.storage import desk
from tests.torture.forge import Forge, forge

#: The cases of the office before anything is tried.
CASES_BEFORE = 3
_SOURCE = Path(__file__).with_name("shim.c")


@pytest.fixture(scope="session")
def scale() -> float:
    """The share of the full figures: a tenth in the everyday tests, 1 in the torture run."""
    return float(os.environ.get("HRDESK_TORTURE_SCALE", "0.1"))


@pytest.fixture(scope="session")
def shim(scale: float, memory: Path) -> Path:
    """The failing disk, compiled; without a compiler these tests are not run, and say so."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        reason = "NOT RUN: no C compiler, so no failing disk can be built (install gcc)"
        if scale >= 1:
            pytest.fail(reason)
        pytest.skip(reason)
    target = memory / "shim.so"
    flags = ["-shared", "-fPIC", "-O1", "-o", str(target), str(_SOURCE), "-ldl"]
    subprocess.run([compiler, *flags], check=True, capture_output=True, timeout=PROGRAM_S)
    return target


@pytest.fixture(scope="module")
def workers() -> Iterator[Forge]:
    """Workers on a sound disk."""
    with forge() as running:
        yield running


@pytest.fixture(scope="module")
def failing_workers(shim: Path) -> Iterator[Forge]:
    """Workers on a disk that fails or remembers."""
    with forge(shim) as running:
        yield running


@pytest.fixture(scope="session")
def office(memory: Path) -> Path:
    """An office with some cases, papers and drafts, closed; only to be copied."""
    folder = desk.found(memory / "torture office")
    with desk.opened(folder) as store:
        for n in range(CASES_BEFORE):
            desk.print_form(store, desk.accept(store, 900_000 + n))
        desk.keep(store)
    return folder
