"""A data folder in which people have worked, for commands that look at it from outside."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hrdesk.services import approval_form, office_setup
from hrdesk.storage.store import create_store
from tests.services import counter
from tests.storage.desk import CHEAP, SteppingClock


@pytest.fixture(scope="session")
def worked(memory: Path) -> Path:
    """The folder of an office with a case, a printed form, a draft and a backup."""
    folder, clock = memory / "worked" / "数据", SteppingClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_store, "__defaults__", (CHEAP,))
        office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, clock)
    with counter.at_work(folder, clock) as session:
        approval_form.print_copy(session, counter.accepted(session, 1).id)
        counter.draft(session, counter.entries(2))
    return folder


@pytest.fixture
def folder(worked: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that folder for this test alone."""
    yield Path(shutil.copytree(worked, tmp_path / "数据"))
