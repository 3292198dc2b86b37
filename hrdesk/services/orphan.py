"""A child process ends when the program that began it is gone: nobody would take its answer."""

import contextlib
import os
from collections.abc import Callable

_ORPHANED = 1


def end_with_parent(clean: Callable[[], None]) -> None:
    """End this child process as soon as its parent has died, after `clean`; call it in the child.

    The parent holds one end of a pipe (Windows: the child a handle of the parent) that the system
    closes even when the parent is killed.
    """
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    if parent is None:
        raise RuntimeError("only a child process has a parent to follow")

    def follow() -> None:
        parent.join()
        try:
            with contextlib.suppress(OSError):
                clean()
        finally:
            os._exit(_ORPHANED)

    Thread(target=follow, name="parent", daemon=True).start()
