"""Children that begin at once, out of a process that has imported the program and read its pack.

Each child of the program begins as a new interpreter. In some hundred tests it would spend half a
second with imports before it does what the test is about. Here a process of its own is made ready
once for each worker, and every child is a fork of it: what the child is given still goes through
pickle into another process, which knows nothing of what the test changed in its own, is limited
and is killed as ever. That a new interpreter serves just as well is shown by the tests that ask
for `cold_children`, one for each kind of work.
"""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parent.parent
_READY = "tests.ready_child"
_NEW_INTERPRETER = multiprocessing.get_context


class WarmContext:
    """Stands for multiprocessing's `spawn`, as far as the program uses it."""

    def __init__(self) -> None:
        self._context = _NEW_INTERPRETER("forkserver")
        # This module too: where a child begins stands in it, and what it imports takes longer
        # than most children live.
        self._context.set_forkserver_preload([_READY, __name__])
        # It imports from the folder in which it begins, and tests may work in another.
        with contextlib.chdir(_ROOT):
            forkserver.ensure_running()
        self.Pipe = self._context.Pipe

    def Process(self, target: Callable[..., object], args: tuple[Any, ...], *, daemon: bool) -> Any:
        """Return a child to be started; it gets the variables that stand here now."""
        given = (dict(os.environ), target, *args)
        return self._context.Process(target=_run, args=given, daemon=daemon)


def _run(variables: dict[str, str], target: Callable[..., object], *args: object) -> None:
    os.environ.clear()
    os.environ.update(variables)
    target(*args)


@lru_cache(maxsize=1)
def _warm() -> WarmContext:
    return WarmContext()


def _get_context(method: str | None = None) -> Any:
    return _warm() if method == "spawn" else _NEW_INTERPRETER(method)


@contextlib.contextmanager
def children_begin_ready() -> Iterator[None]:
    """Begin the children of this process from one that is ready, where the system can fork."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            patch.setattr(multiprocessing, "get_context", _get_context)
        yield


@pytest.fixture(scope="session", autouse=True)
def warm_children() -> Iterator[None]:
    """Begin the children of all tests from a process that is ready."""
    with children_begin_ready():
        yield


@pytest.fixture
def cold_children(warm_children: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each child of this test as the program does: as a new interpreter."""
    monkeypatch.setattr(multiprocessing, "get_context", _NEW_INTERPRETER)
