"""Fixtures of the store's tests."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hrdesk.storage.store import Store
from tests.storage import desk

logging.getLogger("peewee").setLevel(logging.INFO)


@pytest.fixture
def clock() -> desk.SteppingClock:
    """A clock that the test moves."""
    return desk.SteppingClock()


@pytest.fixture(scope="session")
def founded(memory: Path) -> Path:
    """An office that was just set up; only to be copied."""
    return desk.found(memory / "founded")


@pytest.fixture
def folder(founded: Path, tmp_path: Path) -> Path:
    """The data folder of an office that was just set up."""
    return Path(shutil.copytree(founded, tmp_path / "数据 文件夹"))


@pytest.fixture
def store(folder: Path, clock: desk.SteppingClock) -> Iterator[Store]:
    """The store of that office, open."""
    with desk.opened(folder, clock) as store:
        yield store
