"""An office that was set up once through the program, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hrdesk.services import office_setup
from hrdesk.services.session import Session
from hrdesk.storage.store import create_store
from tests.services import counter
from tests.storage.desk import CHEAP, SteppingClock


@pytest.fixture
def clock() -> SteppingClock:
    """A clock that the test moves; it begins on a morning while the document is in force."""
    return SteppingClock()


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up makes slots at which a guess costs nothing, so that logging in takes no time."""
    monkeypatch.setattr(create_store, "__defaults__", (CHEAP,))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the office, as set-up leaves it; never to be worked in."""
    folder = tmp_path_factory.mktemp("office") / "数据"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_store, "__defaults__", (CHEAP,))
        office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, SteppingClock())
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the office's data folder for this test alone."""
    return Path(shutil.copytree(prepared, tmp_path / "数据"))


@pytest.fixture
def session(folder: Path, clock: SteppingClock) -> Iterator[Session]:
    """The clerk at work in that folder."""
    with counter.at_work(folder, clock) as session:
        yield session
