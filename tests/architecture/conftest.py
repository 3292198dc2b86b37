"""What the architecture tests read stands for the rest of the run: every source and its tree."""

import gc
from collections.abc import Iterator

import pytest

from tests.conftest import FREEZE


@pytest.fixture(scope="module", autouse=True)
def set_aside_what_was_read() -> Iterator[None]:
    """Let the looks between later tests pass by the trees: two million things, seconds a look."""
    yield
    gc.collect()
    FREEZE()
