"""Folders in memory: what tests ask of the disk is order, not patience.

Every act of the store waits for the disk several times; on a busy disk that is nearly all the time
that a test takes. Where the machine has no memory to spare, the folders lie on the disk.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_SHARED = Path("/dev/shm")
_NEEDED = 512 * 1024 * 1024


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the whole run, in memory if there is some."""
    if not _SHARED.is_dir() or shutil.disk_usage(_SHARED).free < _NEEDED:
        yield tmp_path_factory.mktemp("quick")
        return
    folder = Path(tempfile.mkdtemp(prefix="hrdesk-tests-", dir=_SHARED))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def module_folder(memory: Path) -> Iterator[Path]:
    """A folder for what a module's tests share, which workers that come back share anew."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def tmp_path(memory: Path) -> Iterator[Path]:
    """A folder for one test, gone after it."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
