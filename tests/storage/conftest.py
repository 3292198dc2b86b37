"""Fixtures of the store's tests."""

import logging
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


@pytest.fixture
def folder(tmp_path: Path, clock: desk.SteppingClock) -> Path:
    """The data folder of an office that was just set up."""
    return desk.found(tmp_path / "数据 文件夹", clock)


@pytest.fixture
def store(folder: Path, clock: desk.SteppingClock) -> Iterator[Store]:
    """The store of that office, open."""
    with desk.opened(folder, clock) as store:
        yield store
