"""An office that was set up once through the program, copied for each test."""

import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from hrdesk.packs import policy
from hrdesk.services import office_setup
from hrdesk.services.session import Session, log_in
from hrdesk.storage.store import create_store
from tests.services import counter
from tests.storage.desk import CHEAP, SteppingClock

_READ_ONCE = lru_cache(policy.load_policy)


@pytest.fixture
def clock() -> SteppingClock:
    """A clock that the test moves; it begins on a morning while the document is in force."""
    return SteppingClock()


@pytest.fixture(autouse=True)
def policy_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All sessions share one shipped policy: it is an immutable value."""
    monkeypatch.setattr(policy, "load_policy", _READ_ONCE)


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up makes slots at which a guess costs nothing, so that logging in takes no time."""
    monkeypatch.setattr(create_store, "__defaults__", (CHEAP,))


@pytest.fixture(scope="session")
def prepared(memory: Path) -> Path:
    """The data folder of the office, as set-up leaves it; never to be worked in."""
    folder = memory / "prepared" / "数据"
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
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    yield session
    # Without the backup that going home makes: tests that look at it close by themselves.
    session.store.close()
